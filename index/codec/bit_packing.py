"""Bit packing: rows of small integers in few bits each; the few large ones are patched in.

A *strip* is a run of numbers of one width, from the lowest bit of its first byte upwards. A
*row* (a list of a term) is a strip of the low bits of its numbers; numbers that are wider are
exceptions, whose rest (the high bits) is kept in a strip of its own beside a strip of where they
stand. The width is the one that makes the row smallest. This is PFOR (Zukowski et al. 2006;
Lemire and Boytsov 2015) with a row for a block: one width and one list of patches a row keep the
number of NumPy calls a row small.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.arrays import Bytes, Ints, UInts, Words, intersect
from index.kernels import compiled

WIDTHS = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 32], np.int64)
"""Bits of a number, by code. Groups of 8, 4 or 2 numbers fill whole bytes, eight at most."""

_BITS: list[int] = WIDTHS.tolist()
_GROUPS = [8 if w <= 8 else 4 if w <= 16 else 2 for w in _BITS]
_GROUP_BYTES = [group * w // 8 for group, w in zip(_GROUPS, _BITS, strict=True)]
_MASKS = ((1 << WIDTHS) - 1).astype(np.uint32)
_MASKS64 = _MASKS.astype(np.uint64)
_SHIFTS = [
    np.arange(group, dtype=np.uint64) * np.uint64(width)
    for group, width in zip(_GROUPS, _BITS, strict=True)
]
_CODE_OF_BITS = np.searchsorted(WIDTHS, np.arange(33)).astype(np.uint8)
_SMALL = 1 << 16
_CODE_OF_SMALL = _CODE_OF_BITS[np.frexp(np.arange(_SMALL, dtype=np.float64))[1]]
_PLAIN = {8: "<u1", 12: "<u2", 15: "<u4"}
_LONG = 512
"""Length of a row beyond which the cost of reading counts beside its size."""
_SLOW_BITS = np.where(np.isin(WIDTHS, (0, 1, 2, 4, 8, 16, 32)), 0, 1).astype(np.float32)
_SLOW_PATCH_BITS = np.float32(8)
"""Cost in bits of reading an exception of a long row; above, of a number by its width's code."""
_PATCH_BITS = np.float32(200)
"""Cost in bits of having exceptions at all: the time of a dozen calls of NumPy."""
_DISTANCE_BITS = 2
"""Bits an exception's distance takes beyond the logarithm of their mean distance."""


def _table(width: int) -> npt.NDArray[Any]:
    """Return for each byte the numbers of ``width`` bits in it, side by side as bytes."""
    parts = np.arange(256)[:, None] >> np.arange(0, 8, width) & (1 << width) - 1
    return parts.astype(np.uint8).view(f"<u{8 // width}").ravel()


_TABLES = {2: _table(2), 4: _table(4)}


class PackedRows(NamedTuple):
    """How rows are packed; both arrays have shape ``(rows,)``."""

    codes: UInts
    """Code of the low bits' width, plus 16 times the distances', plus 256 times the rests'."""
    exceptions: UInts
    """Number of exceptions of each row."""


class Strips(NamedTuple):
    """A strip of each row: the numbers end to end; for each row, how many it has, and its code."""

    values: UInts
    counts: Ints
    codes: Ints


def split_codes(codes: npt.NDArray[Any]) -> tuple[Ints, Ints, Ints]:
    """Return the codes of low bits, distances and rests from the codes of rows."""
    wide = codes.astype(np.int64)
    return wide & 15, (wide >> 4) & 15, wide >> 8


def strip_bytes(counts: npt.NDArray[Any], codes: npt.NDArray[Any]) -> Ints:
    """Return the sizes in bytes of strips of ``counts`` numbers."""
    sizes: Ints = (counts * WIDTHS[codes] + 7) >> 3
    return sizes


def pack(values: UInts, counts: UInts) -> tuple[PackedRows, tuple[Strips, Strips, Strips]]:
    """Pack rows: return how, and what the strips of low bits, distances and rests hold.

    ``values`` are the rows end to end, ``counts`` their lengths, none of them 0. The strips
    are for :func:`write`.
    """
    sizes = counts.astype(np.int64)
    if not len(sizes):
        none = Strips(values, sizes, sizes)
        return PackedRows(counts, counts), (none, none, none)
    low = _choose(values, sizes)
    exceptions, distances, rests, codes = _split_wide(values, sizes, low)
    columns = low + 16 * codes[0] + 256 * codes[1]
    return PackedRows(columns.astype(np.uint32), exceptions.astype(np.uint32)), (
        Strips(values, sizes, low),
        Strips(distances, exceptions, codes[0]),
        Strips(rests, exceptions, codes[1]),
    )


def _split_wide(values: UInts, sizes: Ints, low: Ints) -> tuple[Ints, UInts, UInts, Ints]:
    """Return of the numbers wider than the codes in ``low`` say what is kept of them.

    That is how many each row has, shape ``(rows,)``; their distances and rests; and the codes of
    these, shape ``(2, rows)``.
    """
    if compiled:
        return compiled.split_wide(values, sizes, low)
    places = np.flatnonzero(values > np.repeat(_MASKS[low], sizes))
    ends = np.cumsum(sizes)
    rows = np.searchsorted(ends, places, side="right")
    exceptions = np.bincount(rows, minlength=len(sizes))
    codes = np.zeros((2, len(sizes)), np.int64)
    distances = np.diff(places, prepend=-1) - 1
    rests = (values[places] >> WIDTHS[low[rows]].astype(np.uint32)) - np.uint32(1)
    if len(places):
        first = np.flatnonzero(np.diff(rows, prepend=-1))
        patched = rows[first]
        distances[first] = places[first] - (ends - sizes)[patched]
        for column, numbers in zip(codes, (distances, rests), strict=True):
            column[patched] = np.maximum.reduceat(_codes(numbers), first)
    return exceptions, distances.astype(np.uint32), rests, codes


def _codes(values: npt.NDArray[Any]) -> Bytes:
    """Return the code of the smallest width for each number."""
    codes: Bytes = _CODE_OF_SMALL[np.minimum(values, _SMALL - 1)]
    large = np.flatnonzero(values >= _SMALL)
    codes[large] = _CODE_OF_BITS[np.frexp(values[large].astype(np.float64))[1]]
    return codes


def _choose(values: UInts, sizes: Ints) -> Ints:
    """Return the code of the width that suits each row best: as a rule the one that makes it
    smallest."""
    widths = _count_widths(values, sizes)
    largest: Ints = 15 - np.argmax(widths[:, ::-1] > 0, axis=1)
    several = (sizes > 2) & (largest > 0)
    counts = sizes[several]
    if not len(counts):
        return largest
    beyond = (counts[:, None] - np.cumsum(widths[several], axis=1)).astype(np.float32)
    top = WIDTHS[largest[several]][:, None]
    total = counts[:, None].astype(np.float32)
    # An exception costs its rest and its distance; patches at all, the time of a dozen calls.
    distance = np.log2(total / np.maximum(beyond, 1)) + np.float32(_DISTANCE_BITS)
    cost = total * WIDTHS.astype(np.float32) + beyond * (
        (top - WIDTHS).astype(np.float32) + distance
    )
    cost += _PATCH_BITS * (beyond > 0)
    cost += (counts > _LONG)[:, None] * (total * _SLOW_BITS + beyond * _SLOW_PATCH_BITS)
    largest[several] = np.argmin(cost, axis=1)
    return largest


def _count_widths(values: UInts, sizes: Ints) -> npt.NDArray[Any]:
    """Return how many numbers of each row need the width of each code, shape ``(rows, 16)``."""
    if compiled:
        return compiled.count_widths(values, sizes)
    keys = np.repeat(np.arange(len(sizes)) * 16, sizes)
    keys += _codes(values)
    return np.bincount(keys, minlength=16 * len(sizes)).reshape(-1, 16)


def write(out: Words, strips: Strips, starts: Ints) -> None:
    """Write strips into ``out``, which is zeros there.

    Strip ``i`` begins at byte ``starts[i]`` (ascending). One word of ``out`` follows the last.
    """
    values, counts, codes = strips
    if compiled:
        compiled.write_strips(out, values, counts, codes, starts)
        return
    widths = WIDTHS[codes]
    used = (widths > 0) & (counts > 0)
    if not used.all():
        values = values[np.repeat(used, counts)]
        widths, counts, codes, starts = widths[used], counts[used], codes[used], starts[used]
    if not len(values):
        return
    # The bit at which each number begins: its place in its strip, and where that begins.
    each = np.repeat(widths, counts)
    at = np.cumsum(each)
    at -= each
    at += np.repeat(8 * starts - (np.cumsum(counts * widths) - counts * widths), counts)
    low = (values & np.repeat(_MASKS[codes], counts)).astype(np.uint64)
    words = at >> 6
    shift = (at & 63).astype(np.uint64)
    first = np.flatnonzero(np.diff(words, prepend=-1))
    out[words[first]] |= np.bitwise_or.reduceat(low << shift, first)
    # Only the last number of a word reaches into the next.
    last = np.append(first[1:], len(words)) - 1
    over = last[at[last] % 64 + each[last] > 64]
    out[words[over] + 1] |= low[over] >> (np.uint64(64) - shift[over])


def read_strip(buffer: Any, start: int, count: int, code: int) -> npt.NDArray[Any]:
    """Return the numbers of one strip as unsigned integers of some width, in shape ``(count,)``.

    Raises ValueError or TypeError when the buffer ends before the strip does.
    """
    if not code or not count:
        return np.zeros(count, np.uint8)
    if code == 1:
        data = np.frombuffer(buffer, np.uint8, (count + 7) >> 3, start)
        return np.unpackbits(data, count=count, bitorder="little")
    if plain := _PLAIN.get(code):
        return np.frombuffer(buffer, plain, count, start)
    if code in _TABLES:
        data = np.frombuffer(buffer, np.uint8, _strip_bytes(count, code), start)
        return _TABLES[code].take(data).view(np.uint8)[:count]
    shifts = _SHIFTS[code]
    words: Words = np.ndarray(
        (-(-count // len(shifts)), 1), "<u8", buffer, start, (_GROUP_BYTES[code], 8)
    )
    numbers = words >> shifts
    numbers &= _MASKS64[code]
    return numbers.ravel()[:count]


def windows_of(buffer: Any) -> Words:
    """Return, for each byte of a buffer, the eight bytes from there on as one number.

    Eight bytes must follow the last strip that is read by these.
    """
    return np.ndarray((max(len(buffer) - 7, 0),), "<u8", buffer, 0, (1,))


def read_strips(windows: Words, starts: Ints, counts: Ints, codes: Ints) -> UInts:
    """Return the numbers of many strips, end to end; see :func:`windows_of`."""
    if compiled:
        return compiled.read_strips(windows, counts, codes, starts, int(counts.sum()))
    widths = WIDTHS[codes]
    used = (widths > 0) & (counts > 0)
    if not used.all():
        out = np.zeros(int(counts.sum()), np.uint32)
        if used.any():
            found = read_strips(windows, starts[used], counts[used], codes[used])
            out[np.repeat(used, counts)] = found
        return out
    each = np.repeat(widths, counts)
    at = np.cumsum(each)
    at -= each
    at += np.repeat(8 * starts - (np.cumsum(counts * widths) - counts * widths), counts)
    words = windows[at >> 3]
    words >>= (at & 7).astype(np.uint64)
    numbers: UInts = words.astype(np.uint32)
    numbers &= np.repeat(_MASKS[codes], counts)
    return numbers


def unpack(
    windows: Words, starts: Ints, counts: Ints, codes: npt.NDArray[Any], exceptions: Ints
) -> UInts:
    """Return rows that :func:`pack` packed, end to end.

    :param windows: see :func:`windows_of`
    :param starts: byte at which each strip begins: shape ``(3, rows)``, the first axis being low
        bits, distances and rests
    :param counts: length of each row, not 0
    :param codes: codes of each row
    :param exceptions: number of exceptions of each row

    Raises IndexError or ValueError when a strip lies outside of the buffer.
    """
    low, distance_codes, rest_codes = split_codes(codes)
    values = read_strips(windows, starts[0], counts, low)
    if exceptions.any():
        places = read_strips(windows, starts[1], exceptions, distance_codes).astype(np.int64)
        places += 1
        first = np.cumsum(exceptions) - exceptions
        at = np.cumsum(places)
        before = np.append(at, 0)[first - 1]  # of what came before each row; 0 at first
        at += np.repeat(np.cumsum(counts) - counts - 1 - before, exceptions)
        rests = read_strips(windows, starts[2], exceptions, rest_codes) + np.uint32(1)
        values[at] |= rests << np.repeat(WIDTHS[low].astype(np.uint32), exceptions)
    return values


def row_bytes(length: int, codes: int, exceptions: int) -> int:
    """Return the size in bytes of a row: of its three strips, which lie end to end."""
    low, distances, rests = codes & 15, (codes >> 4) & 15, codes >> 8
    return _strip_bytes(length, low) + (
        _strip_bytes(exceptions, distances) + _strip_bytes(exceptions, rests) if exceptions else 0
    )


def _strip_bytes(count: int, code: int) -> int:
    return (count * _BITS[code] + 7) >> 3


class PackedRow(NamedTuple):
    """One packed row in a buffer: its strips lie end to end from byte ``start`` on."""

    buffer: Any
    start: int
    length: int
    codes: int
    exceptions: int

    @property
    def narrow(self) -> bool:
        """Tell whether all numbers are below 128."""
        return _BITS[self.codes & 15] < 8 and not self.exceptions

    def values(self) -> npt.NDArray[Any]:
        """Return the numbers as unsigned integers of some width, perhaps not to be written to."""
        values = read_strip(self.buffer, self.start, self.length, self.codes & 15)
        if not self.exceptions:
            return values
        values = values.astype(np.uint32)
        values[self._patched()] |= self._high_bits()
        return values

    def pick(self, windows: Words, places: Ints) -> UInts:
        """Return the numbers at some ascending places, of shape ``(n,)``.

        ``windows`` are the buffer's, see :func:`windows_of`.
        """
        bits = places * _BITS[self.codes & 15]
        words = windows[self.start + (bits >> 3)] >> (bits & 7).astype(np.uint64)
        values: UInts = words.astype(np.uint32) & _MASKS[self.codes & 15]
        if self.exceptions:
            at, here = intersect(places, self._patched())
            if len(at):
                values[at] |= self._high_bits(here)
        return values

    def _patched(self) -> Ints:
        """Return where the exceptions stand."""
        start = self.start + _strip_bytes(self.length, self.codes & 15)
        distances = read_strip(self.buffer, start, self.exceptions, (self.codes >> 4) & 15)
        places: Ints = distances.cumsum(dtype=np.int64)
        places += np.arange(len(places))
        return places

    def _high_bits(self, some: Any = slice(None)) -> UInts:
        """Return the high bits of (some of) the exceptions, in place."""
        count, low = self.exceptions, self.codes & 15
        start = self.start + _strip_bytes(self.length, low)
        start += _strip_bytes(count, (self.codes >> 4) & 15)
        high: UInts = read_strip(self.buffer, start, count, self.codes >> 8)[some].astype(np.uint32)
        high += np.uint32(1)
        high <<= np.uint32(_BITS[low])
        return high
