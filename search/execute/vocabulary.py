"""The distinct terms of one field, searched by pattern and by edit distance.

The terms of a segment stand in one sorted string, so that a single regular expression call
matches all of them. For an edit distance, the letters of all terms are first compared as sets of
bits: an edit changes at most one letter on either side. The distance of the few terms left is
computed for all at once, cell by cell of the dynamic programme's matrix.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.budget import check
from search.execute.arrays import TermTable, by_frequency
from search.execute.docset import Ints

_Masks = npt.NDArray[np.uint64]

_BITS = np.uint64(63)
"""Mask of the bits of a code point that choose the bit of its letter."""


class Near(NamedTuple):
    """A term near a word, its edit distance from the word, and its number of documents."""

    term: str
    edits: int
    documents: int


@dataclass(frozen=True, slots=True)
class Glob:
    """The words that a pattern (``*`` any letters, ``?`` one letter) matches, not listed.

    ``common`` is the one that most documents have.
    """

    pattern: str
    common: str

    def __contains__(self, word: str) -> bool:
        return compiled(self.pattern).match(word) is not None


class Terms:
    """A sorted run of distinct terms without white space; a term's number is its place.

    ``counts`` has the number of documents of each term; shape ``(n,)``.
    """

    def __init__(self, table: TermTable) -> None:
        lengths = table.lengths.astype(np.int64)
        self.counts = table.counts
        self._joined = _lines(table.text, lengths).decode()
        ends = np.flatnonzero(_codes(self._joined) == ord("\n"))
        size = min(len(lengths), 1)
        self._starts = np.concatenate(([0] * size, ends + 1, [len(self._joined) + 1] * size))

    @classmethod
    def of(cls, words: Iterable[str]) -> "Terms":
        """Make a run of any words, each in one document."""
        texts = [word.encode() for word in sorted(set(words))]
        lengths = np.fromiter(map(len, texts), np.uint32, len(texts))
        return cls(TermTable(b"".join(texts), lengths, np.ones(len(texts), np.uint32)))

    def __len__(self) -> int:
        return len(self.counts)

    def texts(self, numbers: Ints) -> list[str]:
        """Return the terms with some numbers, shape ``(k,)``."""
        joined = self._joined
        begins, ends = self._starts[numbers].tolist(), self._starts[numbers + 1].tolist()
        return [joined[begin : end - 1] for begin, end in zip(begins, ends, strict=True)]

    def matching(self, pattern: str) -> Ints:
        """Return the numbers of the terms that a glob matches; shape ``(k,)``."""
        if not len(self):
            return np.zeros(0, np.int64)
        places = [match.start() for match in compiled(pattern).finditer(self._joined)]
        return np.searchsorted(self._starts, np.array(places, np.int64))

    def near(self, word: str, distance: int, prefix: int = 0) -> tuple[Ints, Ints]:
        """Return the terms at most ``distance`` edits from ``word``: numbers and distances.

        An edit inserts, deletes or replaces a letter (Levenshtein 1966) or swaps two neighbours
        (optimal string alignment). The first ``prefix`` letters must be equal. Both results have
        shape ``(k,)``.
        """
        found, edits = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        target = _codes(word).astype(np.uint32)
        for length, numbers in self._candidates(word, distance):
            check()
            texts = "".join(self.texts(numbers))
            codes = np.frombuffer(texts.encode("utf-32-le"), np.uint32).reshape(-1, length)
            if shared := min(prefix, length, len(word)):
                keep = (codes[:, :shared] == target[:shared]).all(axis=1)
                numbers, codes = numbers[keep], codes[keep]
            costs = _edits(codes, target, distance)
            close = costs <= distance
            found.append(numbers[close])
            edits.append(costs[close].astype(np.int64))
        return np.concatenate(found), np.concatenate(edits)

    def _candidates(self, word: str, distance: int) -> Iterable[tuple[int, Ints]]:
        """Yield the terms that differ from a word in few enough letters, by their length."""
        if not len(self):
            return
        own = np.bitwise_or.reduce(_letter_bits(word), initial=np.uint64(0))
        alike = _few_bits(self._letters & ~own, distance) & _few_bits(
            ~self._letters & own, distance
        )
        numbers = np.flatnonzero(alike)
        lengths = self._starts[numbers + 1] - self._starts[numbers] - 1
        for length in range(max(1, len(word) - distance), len(word) + distance + 1):
            if len(some := numbers[lengths == length]):
                yield length, some

    @cached_property
    def _letters(self) -> _Masks:
        """The letters of each term, as bits by the last six bits of their code; shape ``(n,)``."""
        # A line break is no letter.
        bits = _letter_bits(self._joined)
        bits[self._starts[1:-1] - 1] = 0
        return np.bitwise_or.reduceat(bits, self._starts[:-1])


class Vocabulary:
    """The terms of a field, a run for each segment."""

    def __init__(self, runs: Sequence[Terms]) -> None:
        self.runs = runs

    def __len__(self) -> int:
        """Return how many distinct terms the segments have together."""
        if len(self.runs) == 1:
            return len(self.runs[0])
        every = (run.texts(np.arange(len(run))) for run in self.runs)
        return len(set[str]().union(*every))

    def matching(self, pattern: str) -> list[Ints]:
        """Return the numbers of the terms a glob matches, by segment, frequent ones first."""
        found = [(run, run.matching(pattern)) for run in self.runs]
        return [by_frequency(numbers, run.counts[numbers]) for run, numbers in found]

    def numbers_near(self, word: str, distance: int, prefix: int = 0) -> list[Ints]:
        """Return the numbers of the terms :meth:`near` a word, by segment, frequent ones first."""
        found = [(run, run.near(word, distance, prefix)[0]) for run in self.runs]
        return [by_frequency(numbers, run.counts[numbers]) for run, numbers in found]

    def texts(self, numbers: Sequence[Ints]) -> list[str]:
        """Return the distinct terms that have these numbers in the segments, sorted."""
        pairs = zip(self.runs, numbers, strict=True)
        return sorted({term for run, own in pairs for term in run.texts(own)})

    def near(self, word: str, distance: int, prefix: int = 0) -> list[Near]:
        """Return the terms at most ``distance`` edits from ``word``, shortest first.

        :meth:`Terms.near` says what an edit is.
        """
        edits: dict[str, int] = {}
        counts: dict[str, int] = {}
        for run in self.runs:
            numbers, costs = run.near(word, distance, prefix)
            own = run.counts[numbers].tolist()
            for term, cost, count in zip(run.texts(numbers), costs.tolist(), own, strict=True):
                edits[term] = cost
                counts[term] = counts.get(term, 0) + count
        return [
            Near(term, edits[term], counts[term])
            for term in sorted(edits, key=lambda term: (len(term), term))
        ]


@lru_cache(64)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a glob as a regular expression that matches whole lines.

    What follows a star is matched at its first occurrence and nowhere else (the next star takes
    up the rest), which keeps many stars from multiplying the work.
    """
    first, *rest = (
        "".join("[^\\n]" if char == "?" else re.escape(char) for char in part)
        for part in pattern.split("*")
    )
    if not rest:
        return re.compile(f"^{first}$", re.MULTILINE)
    middle = "".join(f"(?>[^\\n]*?{part})" for part in rest[:-1] if part)
    return re.compile(f"^{first}{middle}[^\\n]*{rest[-1]}$", re.MULTILINE)


def _lines(text: bytes, lengths: Ints) -> bytes:
    """Return terms that stand end to end, ``lengths`` bytes each, with line breaks between."""
    breaks = np.cumsum(lengths)[:-1]
    return np.insert(np.frombuffer(text, np.uint8), breaks, ord("\n")).tobytes()


def _codes(text: str) -> npt.NDArray[np.uint16] | npt.NDArray[np.uint32]:
    """Return the code points of a text, in two bytes each where that suffices; shape ``(n,)``."""
    short = np.frombuffer(text.encode("utf-16-le"), "<u2")
    return short if len(short) == len(text) else np.frombuffer(text.encode("utf-32-le"), "<u4")


def _letter_bits(text: str) -> _Masks:
    """Return the bit of each letter of a text; shape ``(n,)``."""
    bits: _Masks = np.left_shift(np.uint64(1), _codes(text).astype(np.uint64) & _BITS)
    return bits


def _few_bits(masks: _Masks, most: int) -> npt.NDArray[np.bool_]:
    """Tell which masks have at most ``most`` bits set; shape ``(n,)``."""
    for _ in range(most):
        masks = masks & (masks - np.uint64(1))  # without its lowest bit; 0 stays 0
    few: npt.NDArray[np.bool_] = masks == 0
    return few


def _edits(
    codes: npt.NDArray[np.uint32], word: npt.NDArray[np.uint32], most: int
) -> npt.NDArray[np.int16]:
    """Return the edit distance of each row of ``codes``, shape ``(n, k)``, to ``word``; ``(n,)``.

    Distances above ``most`` come out as some number above ``most``.
    """
    count, length = codes.shape
    far = np.full(count, most + 1, np.int16)
    before: list[npt.NDArray[np.int16]] = []
    row = [np.full(count, j, np.int16) for j in range(length + 1)]
    for i in range(1, len(word) + 1):
        now = [np.full(count, i, np.int16)] + [far] * length
        # Cells further than ``most`` off the diagonal cannot lie on a cheap enough path.
        for j in range(max(1, i - most), min(length, i + most) + 1):
            same = codes[:, j - 1] == word[i - 1]
            best = np.minimum(now[j - 1], row[j]) + np.int16(1)
            np.minimum(best, row[j - 1] + ~same, out=best)
            if i > 1 and j > 1:
                swap = (codes[:, j - 1] == word[i - 2]) & (codes[:, j - 2] == word[i - 1])
                np.minimum(best, np.where(swap, before[j - 2] + np.int16(1), far), out=best)
            now[j] = best
        before, row = row, now
    return row[length]
