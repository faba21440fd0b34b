"""Bitsets: sets of numbers below a bound, as one bit for each number that could be a member.

A row that holds many of the possible numbers is kept as one: there a bit costs about as much as
a delta, no number depends on those before it, and membership is told without reading the row.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.arrays import Bools, Bytes, Int32s, Ints, sums_before

BITSET = 1 << 12
"""Sentinel in the place of a row's codes: the row is a bitset, and the place of its number of
exceptions holds the number of its bits."""

_MIN_LENGTH = 512
"""Shortest row to keep as a bitset; shorter ones are read in no time as deltas."""
_MAX_BITS_PER_NUMBER = 6
"""Bits for each member beyond which a bitset would take half as much space again as deltas."""
_BIT = 1 << np.arange(8, dtype=np.uint8)
_ONES = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).sum(axis=1, dtype=np.uint8)
"""Number of bits set in each byte value; shape ``(256,)``."""


def suits_bitset(counts: npt.NDArray[Any], bounds: npt.NDArray[Any]) -> Bools:
    """Tell which rows to keep as bitsets: rows of ``counts[i]`` numbers below ``bounds[i]``.

    All arrays have shape ``(rows,)``.
    """
    suited: Bools = (counts >= _MIN_LENGTH) & (bounds <= _MAX_BITS_PER_NUMBER * counts)
    return suited


def bitset_of(numbers: npt.NDArray[Any], bound: int) -> Bytes:
    """Return the bytes of the bitset of some numbers below ``bound``, lowest bit first."""
    bits = np.zeros(bound, bool)
    bits[numbers] = True
    return np.packbits(bits, bitorder="little")


def bitset_bytes(bits: Any) -> Any:
    """Return the size in bytes of bitsets of ``bits`` bits (a number, or an array of them)."""
    return (bits + 7) >> 3


class Bitset(NamedTuple):
    """A bitset of ``bound`` bits that begins at byte ``start`` of a buffer."""

    buffer: Any
    start: int
    bound: int

    def numbers(self, count: int) -> Int32s:
        """Return the members, ascending, in shape ``(count,)``.

        Raises ValueError when there are not ``count`` of them.
        """
        bits = np.unpackbits(self._bytes(), count=self.bound, bitorder="little")
        numbers = bits.view(bool).nonzero()[0].astype(np.int32)
        if len(numbers) != count:
            raise ValueError("there are more or fewer postings than the dictionary says")
        return numbers

    def find(self, numbers: npt.NDArray[Any]) -> tuple[Ints, Ints]:
        """Return which of some ascending numbers are members, and each one's rank.

        ``numbers`` has shape ``(n,)``. Both results have shape ``(k,)``: indices into
        ``numbers``, and how many members are smaller than the number there.
        """
        own = self._bytes()
        if len(numbers) and numbers[-1] >= self.bound:
            numbers = numbers[: numbers.searchsorted(self.bound)]
        places, bits = numbers >> 3, _BIT[numbers & 7]
        here = own[places]
        which = (here & bits).nonzero()[0]
        if not len(which):
            return which, which
        places, bits, here = places[which], bits[which], here[which]
        before = sums_before(_ONES.take(own), places)
        before += _ONES.take(here & (bits - np.uint8(1)))
        return which, before

    def _bytes(self) -> Bytes:
        return np.frombuffer(self.buffer, np.uint8, bitset_bytes(self.bound), self.start)
