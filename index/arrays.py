"""Operations on NumPy arrays that belong to no file format.

Many of them work on *rows*: lists of numbers stored end to end in one flat array, beside an
array of their lengths. All lists of numbers called ascending are strictly ascending.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Int32s = npt.NDArray[np.int32]
Times = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
UInts = npt.NDArray[np.uint32]
Words = npt.NDArray[np.uint64]


_AT_ONCE = 1 << 18
"""Numbers counted at a time: NumPy makes of them numbers twice as wide."""


def counted(numbers: UInts, size: int, weights: UInts | None = None) -> Ints:
    """Return how often each number below ``size`` is there, or the sum of its weights.

    ``numbers`` and ``weights`` have shape ``(n,)``, the result ``(size,)``. What NumPy's
    ``bincount`` does, in memory that does not grow with ``n``.
    """
    out = np.zeros(size, np.int64)
    for start in range(0, len(numbers), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        weighed = None if weights is None else weights[part]
        out += np.bincount(numbers[part], weighed, size).astype(np.int64)
    return out


def spans(starts: Ints, counts: Ints) -> Ints:
    """Return the indices of consecutive ranges, end to end.

    ``starts`` and ``counts`` have shape ``(n,)``; range ``i`` is ``starts[i]`` and the
    ``counts[i] - 1`` numbers after it. The result has shape ``(counts.sum(),)``.
    """
    before: Ints = counts.cumsum()
    before -= counts
    out: Ints = (starts - before).repeat(counts)
    out += np.arange(len(out))
    return out


def intersect(a: npt.NDArray[Any], b: npt.NDArray[Any]) -> tuple[Ints, Ints]:
    """Return where in ``a`` and where in ``b``, both ascending, their common numbers stand.

    ``a`` has shape ``(n,)``, ``b`` ``(m,)``; both results have shape ``(k,)``, ``k`` being the
    number of common numbers, and are ascending. O(s log l) for the shorter and longer length.
    """
    if len(a) < len(b):
        second, first = intersect(b, a)
        return first, second
    where = a.searchsorted(b.astype(a.dtype, copy=False))
    where[where == len(a)] = 0
    here = (a[where] == b).nonzero()[0]
    return where[here], here


def sums_before(values: npt.NDArray[Any], places: npt.NDArray[Any]) -> Ints:
    """Return the sum of all ``values`` before each of some places.

    ``values`` has shape ``(n,)``; ``places`` has shape ``(k,)`` with ``k >= 1``, its indices
    below ``n`` and in order (an index may repeat). The result has shape ``(k,)``.
    """
    sums: Ints = np.add.reduceat(values, places, dtype=np.int64)
    sums[:-1] *= places[1:] != places[:-1]  # of an empty stretch, reduceat returns what follows
    before: Ints = sums.cumsum() - sums
    before += values[: places[0]].sum(dtype=np.int64)
    return before


def running_sums(deltas: npt.NDArray[Any], counts: npt.NDArray[Any]) -> UInts:
    """Return the running sums of each row, starting anew with each; undoes :func:`deltas_of`.

    ``deltas`` has shape ``(n,)``, the rows end to end; ``counts`` has shape ``(rows,)``, their
    lengths, none of them 0. Sums are modulo 2^32.
    """
    if not len(counts):
        return np.zeros(0, np.uint32)
    # One sum runs on over all rows and may pass 2^32; differences come out right all the same.
    sums: UInts = deltas.cumsum(dtype=np.uint32)
    first = counts.cumsum(dtype=np.int64) - counts
    sums -= (sums[first] - deltas[first].astype(np.uint32)).repeat(counts)
    return sums


def deltas_of(values: UInts, first: Ints) -> UInts:
    """Return the difference of each number from the one before it in its row.

    ``values`` has shape ``(n,)``, the rows end to end; ``first`` has shape ``(rows,)`` and says
    where each row begins. The first number of a row stays as it is.
    """
    out = np.diff(values, prepend=np.uint32(0))
    out[first] = values[first]
    return out


def begins_of(widths: UInts, sizes: UInts) -> UInts:
    """Return where each item of a row begins, if they stand side by side from 0 on.

    ``widths`` has shape ``(n,)``, how much room each item takes, the rows end to end; ``sizes``
    says how many items each row has. The result has shape ``(n,)``.
    """
    # Sums run on over the rows and may pass 2^32; differences come out right all the same.
    begins = np.cumsum(widths, dtype=np.uint32)
    begins -= widths
    del widths  # one of them is as large as all rows
    sizes = sizes[sizes > 0]
    ends = np.cumsum(sizes, dtype=np.int64)
    begins -= np.repeat(begins[ends - sizes], sizes)
    return begins


def from_gaps(gaps: npt.NDArray[Any]) -> Int32s:
    """Return the ascending numbers that have ``gaps``: how many numbers each leaves out.

    ``gaps`` has shape ``(n,)``; ``gaps[0]`` is the first number, ``gaps[i]`` is number ``i``
    less number ``i - 1`` less one. The result has shape ``(n,)``.
    """
    numbers = gaps.cumsum(dtype=np.int32)
    numbers += np.arange(len(numbers), dtype=np.int32)
    return numbers
