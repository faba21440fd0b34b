"""Words of a text with their offsets and what stands between them."""

import re
from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

_WORD = re.compile(
    r"([^\W_\u0640][^\W_]*(?:[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c]+[^\W_]*)*)"
)
"""Letters and digits with their marks; an underscore (in hashtags) stands between words."""
_MARKS = dict.fromkeys([*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, 0x640, 0x200C])

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
    return raw.translate(_MARKS)


class Words(NamedTuple):
    """The words of a text side by side: where each stands, and what stands before it.

    ``gaps`` has one entry more than the others: what stands after the last word.
    """

    raw: list[str]
    starts: Ints
    ends: Ints
    gaps: list[int]


class Distinct(dict[str, int]):
    """Written word -> its number, given at first sight.

    ``met``: the words in the order of their numbers. Number 0 is the empty word, the edge of a
    sentence.
    """

    def __init__(self) -> None:
        self.met = [""]
        self[""] = 0

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        self.met.append(word)
        return number

    def numbers(self, words: Collection[str]) -> Ints:
        """The number of each of ``words``."""
        return np.fromiter(map(self.__getitem__, words), np.int64, len(words))


class _Kinds(dict[str, int]):
    """Gap -> its class, remembered."""

    def __missing__(self, gap: str) -> int:
        kind = gap_kind(gap)
        if len(self) < 4096:
            self[gap] = kind
        return kind


_kinds = _Kinds()


def split_words(text: str) -> list[str]:
    """Gaps and words in turn; a gap, which may be empty, first and last."""
    return _WORD.split(text)


def read_words(text: str) -> Words:
    """All words of a text: one pass of the pattern, the rest in loops of the interpreter's own."""
    pieces = split_words(text)
    edges = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
    gaps = list(map(_kinds.__getitem__, pieces[::2]))
    gaps[0] = gaps[-1] = STOP
    return Words(pieces[1::2], edges[0:-1:2], edges[1::2], gaps)
