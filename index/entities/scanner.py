"""Words of a text with their offsets and what stands between them.

A word is letters and digits with their marks; an underscore (in hashtags) stands between words.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.analysis.hashing import Hashes, Numbers, hash_words

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_TATWEEL = 0x640
_VOWELS = [*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670]
_JOINER = 0x200C
_MARKS = [*_VOWELS, *range(0x6D6, 0x6EE), _JOINER]
_UNSHOWN = dict.fromkeys([*_VOWELS, _TATWEEL, _JOINER])
_PLANE = 1 << 16
"""Code points that tables say something of; of the others each is asked by itself."""

(
    SPACE, DASH, COMMA, QUOTE, STOP, UNDERSCORE, HASH, COLON, CLOSE, SLASH, POINT, ELSE
) = range(12)  # fmt: skip
"""What stands between two words: a space; a dash, an underscore or a point alone (``-`` ``_``
``.``); a comma; an opening quote or bracket; the end of a sentence or a line; # or @; a colon;
a closing quote or bracket; a slash; anything else."""
KINDS = 12
_ALONE = {"-": DASH, "_": UNDERSCORE, ".": POINT, "/": SLASH}
_ENDS = frozenset(".!?؟؛;…")
_OPENING = frozenset("\"'«“”(ـ‘[{")
_CLOSING = frozenset("\"'»“”)’]}")


def gap_kind(gap: str) -> int:
    """The class of the characters between two words."""
    bare = gap.strip()
    if not bare:
        return STOP if "\n" in gap else SPACE
    if bare[-1] in "#@" and bare[-1] == gap[-1]:
        return HASH
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
    """A word as it is shown in names: without marks and tatweel."""
    return raw.translate(_UNSHOWN)


class _Kinds(dict[str, int]):
    """Gap -> its class, remembered."""

    def __missing__(self, gap: str) -> int:
        kind = gap_kind(gap)
        if len(self) < 4096:
            self[gap] = kind
        return kind


_kinds = _Kinds()


class Words(NamedTuple):
    """The words of a text: ``text[starts[i]:ends[i]]``, and what stands before each.

    ``gaps`` has one entry more than the others: what stands after the last word.
    """

    text: str
    starts: Ints
    ends: Ints
    gaps: list[int]
    hashes: Hashes

    def strings(self) -> list[str]:
        """The words as written."""
        return _cut(self.text, self.starts, self.ends)


def _cut(text: str, starts: Ints, ends: Ints) -> list[str]:
    return [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def read_words(text: str) -> Words:
    """All words of a text, by arrays of its code points."""
    units, starts, ends = _bounds(text)
    gaps = np.full(len(starts) + 1, SPACE)
    others = (starts[1:] - ends[:-1] != 1) | (units[ends[:-1]] != ord(" "))
    between = np.flatnonzero(others)
    gaps[between + 1] = [*map(_kinds.__getitem__, _cut(text, ends[between], starts[between + 1]))]
    gaps[[0, -1]] = STOP
    return Words(text, starts, ends, gaps.tolist(), hash_words(units, starts, ends))


def split_words(text: str) -> list[str]:
    """Gaps and words in turn; a gap, which may be empty, first and last."""
    _, starts, ends = _bounds(text)
    edges = np.zeros(2 * len(starts) + 2, np.int64)
    edges[1:-1:2], edges[2:-1:2], edges[-1] = starts, ends, len(text)
    return _cut(text, edges[:-1], edges[1:])


def _bounds(text: str) -> tuple[npt.NDArray[np.uint32], Ints, Ints]:
    """The code points of a text, and where among them words begin and end."""
    units = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    inside, behind = _tables()
    low = np.minimum(units, _PLANE - 1)
    word = inside[low]
    high = np.flatnonzero(units >= _PLANE)
    word[high] = [chr(unit).isalnum() for unit in units[high].tolist()]
    edges = np.flatnonzero(np.diff(word, prepend=False, append=False))
    starts, ends = edges[0::2].copy(), edges[1::2]
    loose = np.flatnonzero(behind[low[starts]])
    if len(loose):  # a mark before the first letter is of no word
        heads = np.append(np.flatnonzero(word & ~behind[low]), len(units))
        starts[loose] = heads[np.searchsorted(heads, starts[loose])]
    kept = starts < ends
    return units, starts[kept], ends[kept]


@cache
def _tables() -> tuple[Bools, Bools]:
    """Whether a code point is of a word, and whether it is so only behind a letter or digit."""
    letters = np.fromiter((chr(unit).isalnum() for unit in range(_PLANE)), bool, _PLANE)
    letters[_TATWEEL] = False
    behind = np.zeros(_PLANE, bool)
    behind[[*_MARKS, _TATWEEL]] = True
    return letters | behind, behind & ~letters


class Distinct:
    """Numbers of written words, given at first sight.

    ``met``: the words in the order of their numbers. Number 0 is the empty word, the edge of a
    sentence.
    """

    def __init__(self) -> None:
        self.met = [""]
        self._numbers = Numbers()

    def numbers(self, words: Words) -> Ints:
        """The number of each word."""
        numbers, new = self._numbers.find(words.hashes, len(self.met))
        self.met += _cut(words.text, words.starts[new], words.ends[new])
        self._numbers.add(words.hashes[new], numbers[new])
        return numbers.astype(np.int64)
