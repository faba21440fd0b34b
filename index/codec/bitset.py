"""Which of the numbers below some bound a row has, as a bit each.

So are kept the rows that have many of them: a bit is about as small there as a step from the
one before, no number depends on others, and whether one is there is seen at once.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.codec.packed import Bytes, Ints, sums_before

MARKED = 1 << 12
"""In the place of a row's codes; in that of its exceptions the number of bits."""

_LEAST = 512
"""Shorter rows are read in no time as they are."""
_SPARSEST = 6
"""Rows with fewer of their numbers would grow too much: by half with one in so many."""
_BIT = 1 << np.arange(8, dtype=np.uint8)
_ONES = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).sum(axis=1, dtype=np.uint8)


def worth_marking(counts: npt.NDArray[Any], bounds: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Tell which rows to keep as marks: ``counts`` of numbers below ``bounds``."""
    marked: npt.NDArray[np.bool_] = (counts >= _LEAST) & (bounds <= _SPARSEST * counts)
    return marked


def mark(numbers: npt.NDArray[Any], bound: int) -> Bytes:
    """Return the marks of ascending numbers below ``bound``."""
    bits = np.zeros(bound, bool)
    bits[numbers] = True
    return np.packbits(bits, bitorder="little")


def marks_bytes(bits: Any) -> Any:
    """Return the size of so many marks."""
    return (bits + 7) >> 3


class Marks(NamedTuple):
    """Marks in a buffer, for the numbers below ``bound``."""

    buffer: Any
    start: int
    bound: int

    def numbers(self, count: int) -> npt.NDArray[np.int32]:
        """Return the numbers that are marked, ascending.

        Raises ValueError when there are not ``count`` of them.
        """
        bits = np.unpackbits(self._bytes(), count=self.bound, bitorder="little")
        numbers = bits.view(bool).nonzero()[0].astype(np.int32)
        if len(numbers) != count:
            raise ValueError("there are more or fewer postings than the dictionary says")
        return numbers

    def find(self, numbers: npt.NDArray[Any]) -> tuple[Ints, Ints]:
        """Return which of ascending ``numbers`` are marked, and how many are before each."""
        marks = self._bytes()
        if len(numbers) and numbers[-1] >= self.bound:
            numbers = numbers[: numbers.searchsorted(self.bound)]
        places, bits = numbers >> 3, _BIT[numbers & 7]
        own = marks[places]
        which = (own & bits).nonzero()[0]
        if not len(which):
            return which, which
        places, bits, own = places[which], bits[which], own[which]
        before = sums_before(_ONES.take(marks), places)
        before += _ONES.take(own & (bits - np.uint8(1)))
        return which, before

    def _bytes(self) -> Bytes:
        return np.frombuffer(self.buffer, np.uint8, marks_bytes(self.bound), self.start)
