"""Tokens: single positions of a text, with the terms by which they are found."""

from typing import NamedTuple

from index.analysis.roots import roots


class Token(NamedTuple):
    """``source[start:end]`` is ``text``; offsets are code points of the source as given.

    ``position`` counts words (two tokens may share one: a hashtag and its first word).
    ``exact`` is the folded form; ``stems`` the terms of the stem view, best first, never empty.
    ``same`` is the number of stems, the first ones, that are forms of one word.
    ``rules`` names, in order, the rules that changed the word (``hamza``, ``proclitic:و`` …).
    """

    text: str
    start: int
    end: int
    position: int
    exact: str
    stems: tuple[str, ...]
    rules: tuple[str, ...]
    same: int = 1

    @property
    def roots(self) -> tuple[str, ...]:
        """The terms of the root view: the roots of each stem, in the order of the stems."""
        return tuple(dict.fromkeys(root for stem in self.stems for root in roots(stem)))
