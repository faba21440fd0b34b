"""Rows of small integers in as few bytes as the largest of each row needs.

Every row (a term's list) takes 1, 2 or 4 bytes a value, or none when all its values are 1. The
values of all rows of one width lie end to end in one array, so that a row is a slice of it: no
decoding but a cast. This is byte-aligned coding at the grain of a list: coarser than packing
bits (Lemire and Boytsov 2015), but the whole cost of reading is one NumPy view.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
UInts = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]

_DTYPES: tuple[Any, ...] = (np.dtype("<u1"), np.dtype("<u2"), np.dtype("<u4"))
"""Of width codes 1, 2 and 3; code 0 stands for a row of ones."""


@dataclass(frozen=True)
class Packed:
    """``counts[r]`` values a row, ``codes[r]`` the row's width; ``arrays`` has one a width."""

    counts: UInts
    codes: Bytes
    arrays: tuple[npt.NDArray[np.unsignedinteger], ...]

    @cached_property
    def _starts(self) -> Ints:
        """Where each row begins in the array of its width."""
        starts = np.zeros(len(self.counts), np.int64)
        for code in range(1, 4):
            rows = np.flatnonzero(self.codes == code)
            sizes = self.counts[rows].astype(np.int64)
            starts[rows] = np.cumsum(sizes) - sizes
        return starts

    def row(self, number: int) -> npt.NDArray[np.unsignedinteger]:
        """Return one row, a view of the stored values where there are any."""
        count = int(self.counts[number])
        code = int(self.codes[number])
        if not code:
            return np.ones(count, np.uint8)
        start = int(self._starts[number])
        return self.arrays[code - 1][start : start + count]

    def all(self) -> UInts:
        """Return the values of all rows end to end."""
        widths = np.repeat(self.codes, self.counts)
        out = np.ones(len(widths), np.uint32)
        for code, values in enumerate(self.arrays, 1):
            out[widths == code] = values
        return out

    def parts(self) -> list[npt.NDArray[np.unsignedinteger]]:
        """Return what is to be stored besides ``counts``: the codes, then the arrays."""
        return [self.codes, *self.arrays]


def pack(values: UInts, counts: UInts) -> Packed:
    """Pack ``values``, rows of ``counts`` (none of them empty) end to end."""
    if not len(counts):
        empty: list[Any] = [np.zeros(0, dtype) for dtype in _DTYPES]
        return Packed(counts, np.zeros(0, np.uint8), tuple(empty))
    ends = np.cumsum(counts, dtype=np.int64)
    starts = ends - counts
    largest = np.maximum.reduceat(values, starts)
    codes = np.ones(len(counts), np.uint8)
    codes[largest > 0xFF] = 2
    codes[largest > 0xFFFF] = 3
    codes[(largest == 1) & (np.minimum.reduceat(values, starts) == 1)] = 0
    widths = np.repeat(codes, counts)
    arrays = tuple(values[widths == code].astype(d) for code, d in enumerate(_DTYPES, 1))
    return Packed(counts, codes, arrays)


def stored(counts: UInts, parts: Sequence[Bytes]) -> Packed:
    """Return what :meth:`Packed.parts` gave, from its raw bytes."""
    codes, *arrays = parts
    return Packed(counts, codes, tuple(raw.view(d) for raw, d in zip(arrays, _DTYPES, strict=True)))
