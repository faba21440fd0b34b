"""What was changed between two versions of a text, word by word."""

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

from index.analysis.boundaries import AROUND
from index.analysis.normalize import fold
from search.related import Change

_WORD = re.compile(r"[^\s_#]+")
"""A word; the signs of a hashtag stand between words, as blanks do."""
_TRIMMED = AROUND + ".:-–—"
"""What at the edges of a word is no change."""


class _Words(NamedTuple):
    """The words of a text: where they stand, and what they are compared by."""

    text: str
    places: list[tuple[int, int]]
    bare: list[str]

    @classmethod
    def of(cls, text: str) -> "_Words":
        found = list(_WORD.finditer(text))
        bare = [fold(match[0].strip(_TRIMMED)) or match[0] for match in found]
        return cls(text, [match.span() for match in found], bare)

    def piece(self, first: int, last: int) -> str:
        start, end = self.places[first][0], self.places[last - 1][1]
        return " ".join(self.text[start:end].split())


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return the stretches of two texts that are the same, were taken out or put in, in order.

    Words differ when their folded letters do: neither spelling marks nor punctuation count. What
    is the same is told as the new text has it. The longest common stretches are found first
    (Ratcliff and Metzener 1988).
    """
    before, after = _Words.of(old), _Words.of(new)
    found: list[Change] = []
    for tag, start, end, first, last in SequenceMatcher(
        None, before.bare, after.bare
    ).get_opcodes():
        if tag == "equal":
            found.append(Change("same", after.piece(first, last)))
            continue
        if start < end:
            found.append(Change("removed", before.piece(start, end)))
        if first < last:
            found.append(Change("added", after.piece(first, last)))
    return tuple(found)


def shared_words(old: str, new: str) -> float:
    """Return the share of the words of two texts that both have, in whatever order."""
    before, after = Counter(_Words.of(old).bare), Counter(_Words.of(new).bare)
    total = before.total() + after.total()
    return 2 * (before & after).total() / total if total else 1.0
