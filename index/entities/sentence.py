"""A text as the rules see it: what each word may be, and what stands between the words."""

from dataclasses import dataclass
from typing import final

from index.entities.readings import Reading, Word
from index.entities.scanner import DASH, HASH, SPACE, UNDERSCORE
from index.facets import Kind

JOINING = (SPACE, DASH, UNDERSCORE, HASH)
"""Kinds of gaps that may stand inside a name."""


@final
@dataclass(frozen=True)
class Sentence:
    """Three parallel lists over the words of a text.

    ``words[i]`` is what word ``i`` may be, ``numbers[i]`` its number in the table of written
    words, ``gaps[i]`` the kind of the gap before it. ``gaps`` has one entry more: the gap after
    the last word. ``persian``: a word is written with letters that Arabic has not.
    """

    numbers: list[int]
    gaps: list[int]
    words: list[Word]
    persian: bool = False

    def joined(self, index: int) -> bool:
        """Tell whether word ``index`` exists and follows the word before it without punctuation."""
        return self.gaps[index] in (SPACE, DASH, UNDERSCORE, HASH)  # compiled, no look-up

    def shown(self, first: Reading, start: int, end: int) -> str:
        """Return the name made of ``first`` and the words after ``start`` up to ``end``."""
        return " ".join([first.shown, *(word.whole.shown for word in self.words[start + 1 : end])])


@final
class Span:
    """A name found at words ``start`` to ``end`` (exclusive); ``listed``: in the gazetteer.

    It is never changed. Many are made, which compiled code does in a tenth of the time that it
    takes to make a frozen dataclass.
    """

    __slots__ = ("end", "kind", "listed", "name", "start")

    def __init__(self, start: int, end: int, kind: Kind, name: str, listed: bool) -> None:
        """Take what a span is."""
        self.start = start
        self.end = end
        self.kind = kind
        self.name = name
        self.listed = listed

    def renamed(self, name: str) -> "Span":
        """Return the same words under another name."""
        return Span(self.start, self.end, self.kind, name, self.listed)
