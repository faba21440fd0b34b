"""The scanner: words of a text with their offsets, and the kinds of the gaps between them.

Words are those of :func:`~index.analysis.boundaries.find_name_words`; an underscore (in hashtags)
is a gap.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from index.analysis import fold
from index.analysis.boundaries import find_name_words
from index.analysis.hashing import Hashes, HashTable, hash_words
from index.characters import ARABIC_MARKS, INVISIBLE, SMALL_LETTERS, TATWEEL
from index.patterns import pattern

Ints = npt.NDArray[np.int64]

_UNSHOWN: Final = pattern(f"[{TATWEEL}{ARABIC_MARKS}{SMALL_LETTERS}{INVISIBLE}]+")
"""What belongs to a word and is not shown in names."""

SPACE: Final = 0
DASH: Final = 1
COMMA: Final = 2
QUOTE: Final = 3
STOP: Final = 4
UNDERSCORE: Final = 5
HASH: Final = 6
COLON: Final = 7
CLOSE: Final = 8
SLASH: Final = 9
POINT: Final = 10
ELSE: Final = 11
"""Kinds of gaps between two words.

A space; a dash, an underscore, a slash or a point alone (``-`` ``_`` ``/`` ``.``); a comma; an
opening quote or bracket (``QUOTE``); the end of a sentence or a line (``STOP``); #
(``HASH``); a colon; a closing quote or bracket (``CLOSE``); anything else.
"""
GAP_KINDS: Final = 12
"""Number of kinds of gaps."""
_ALONE = {"-": DASH, "_": UNDERSCORE, ".": POINT, "/": SLASH}
_ENDS = frozenset(".!?؟؛;…")
_OPENING = frozenset("\"'«“”(ـ‘[{")
_CLOSING = frozenset("\"'»“”)’]}")


def gap_kind(gap: str) -> int:
    """Return the kind of the gap made by the characters between two words."""
    bare = gap.strip()
    if not bare:
        return STOP if "\n" in gap else SPACE
    if bare[-1] in "#@" and bare[-1] == gap[-1]:
        return HASH if bare[-1] == "#" else ELSE
    if "\n" in gap:
        return STOP
    if gap in _ALONE:
        return _ALONE[gap]
    if not _ENDS.isdisjoint(bare):
        return STOP
    if ":" in bare:
        return COLON
    opening = bare[-1] in _OPENING
    if opening and (gap[-1] == bare[-1] or bare[-1] not in _CLOSING):
        return QUOTE
    if "،" in bare or "," in bare:
        return COMMA
    return CLOSE if _CLOSING.issuperset(bare) else ELSE


def plain(raw: str) -> str:
    """Return a word as it is shown in names: without marks and tatweel."""
    return _UNSHOWN.sub("", raw)


class _GapKinds(dict[str, int]):
    """Characters of a gap -> its kind, remembered for the first 4,096 of them."""

    def __missing__(self, gap: str) -> int:
        kind = gap_kind(gap)
        if len(self) < 4096:
            self[gap] = kind
        return kind


_gap_kinds = _GapKinds()


class ScannedText(NamedTuple):
    """The words of a text: word ``i`` is ``text[starts[i]:ends[i]]``; arrays of shape ``(words,)``.

    ``gaps[i]`` is the kind of the gap before word ``i``; it has one entry more, for the gap after
    the last word.
    """

    text: str
    starts: Ints
    ends: Ints
    gaps: Ints
    hashes: Hashes

    def strings(self) -> list[str]:
        """Return the words as written."""
        return _cut(self.text, self.starts, self.ends)


def _cut(text: str, starts: Ints, ends: Ints) -> list[str]:
    return [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def read_words(text: str) -> ScannedText:
    """Return all words of a text."""
    units = _code_points(text)
    starts, ends = find_name_words(units)
    gaps = np.full(len(starts) + 1, SPACE, np.int64)
    others = (starts[1:] - ends[:-1] != 1) | (units[ends[:-1]] != ord(" "))
    between = np.flatnonzero(others)
    gaps[between + 1] = [
        *map(_gap_kinds.__getitem__, _cut(text, ends[between], starts[between + 1]))
    ]
    gaps[[0, -1]] = STOP
    return ScannedText(text, starts, ends, gaps, hash_words(units, starts, ends))


def split_words(text: str) -> list[str]:
    """Return gaps and words in turn; a gap, which may be empty, is first and last."""
    starts, ends = find_name_words(_code_points(text))
    edges = np.zeros(2 * len(starts) + 2, np.int64)
    edges[1:-1:2], edges[2:-1:2], edges[-1] = starts, ends, len(text)
    return _cut(text, edges[:-1], edges[1:])


def _code_points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


class WordNumbers:
    """A table that numbers written words as they are first met.

    ``met`` are the words in the order of their numbers, ``keys`` the same words folded. Number 0
    is the empty word, which stands for the positions outside a sentence.
    """

    def __init__(self) -> None:
        self.met = [""]
        self.keys = [""]
        self._numbers = HashTable()

    def numbers(self, words: ScannedText) -> Ints:
        """Return the numbers of the words of a text, shape ``(words,)``; new words get new ones."""
        numbers, new = self._numbers.find(words.hashes, len(self.met))
        met = _cut(words.text, words.starts[new], words.ends[new])
        self.met += met
        self.keys += [word if (key := fold(word)) == word else key for word in met]  # one string
        self._numbers.add(words.hashes[new], numbers[new])
        return numbers.astype(np.int64)
