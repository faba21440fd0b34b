"""Blocks of a dictionary: a run of terms, and how the rows of each are packed.

A block is a table of numbers about its terms, column by column, and the text of the terms, of each
what differs from the one before (front coding; Witten, Moffat and Bell 1999). Numbers have seven
bits a byte, the lowest first, and columns that are mostly 0 have only the numbers that are not. A
checksum guards every size that decides what is read.
"""

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from struct import Struct
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.arrays import Bools, Bytes, Ints, UInts
from index.codec.bit_packing import split_codes, strip_bytes
from index.codec.bitset import BITSET, bitset_bytes
from index.kernels import compiled

STREAMS = 3
"""Number of rows of a term: document gaps, frequencies, position deltas."""
BLOCK = 64
"""Largest number of terms in a block: smaller ones are read sooner, larger ones deflate better."""
_SIZES = 4
"""Column of a block's table that has the bytes of all rows of each term; it is not written down."""
_COLUMNS = _SIZES + 1 + 2 * STREAMS
"""Columns of a block's table: length, count, occurrences beyond the count, base, size, then for
each stream the codes, then for each stream the exceptions."""
_OPTIONAL = [column for column in range(2, _COLUMNS) if column != _SIZES]
"""Columns that a block has for those terms alone that have a number above 0 there."""
_COLUMN = Struct(f"<{_COLUMNS}I")
_HEAD = Struct("<IIQ")
"""What begins a block: a checksum of all that follows it, the bytes of the block, and where the
rows of its first term begin."""
_CHECKSUM_BYTES = 4
_NUMBER_BYTES = 5
"""Bytes of the largest number."""


class RowLayout(NamedTuple):
    """How the rows of a run of terms lie in the file.

    ``codes`` and ``exceptions`` have shape ``(STREAMS, terms)``, the other arrays ``(terms,)``.
    """

    counts: UInts
    """Number of documents of each term."""
    occurrences: UInts
    """Number of occurrences of each term."""
    bases: UInts
    """Number of the base of each term, plus one; 0 for a term with rows of its own."""
    codes: UInts
    """How each row is packed, see :class:`index.codec.bit_packing.PackedRows`, or ``BITSET``."""
    exceptions: UInts
    """Number of exceptions of each packed row, or of bits of each bitset."""
    begins: Ints
    """Byte at which the first row of each term begins; the others follow."""

    def select(self, terms: Any) -> "RowLayout":
        """Return the layout of some terms: a slice, indices, or a truth value each."""
        columns: Any = (column[..., terms] for column in self)
        return RowLayout(*columns)

    @property
    def dense(self) -> Bools:
        """Which terms have their row of documents as a bitset, in shape ``(terms,)``."""
        return np.asarray(self.codes[0] == BITSET)

    def sizes(self, positions: bool) -> Ints:
        """Return the bytes of each strip, in shape ``(STREAMS, 3, terms)``.

        The second axis has low bits, distances and rests; a bitset counts as low bits.
        ``positions`` tells whether the field has any.
        """
        out = np.zeros((STREAMS, 3, len(self.counts)), np.int64)
        dense = self.dense
        for stream in range(STREAMS):
            exceptions = self.exceptions[stream].astype(np.int64)
            codes = self.codes[stream]
            if stream == 0 and dense.any():
                exceptions[dense], codes = 0, np.where(dense, 0, codes)
            low, distances, rests = split_codes(codes)
            out[stream, 0] = strip_bytes(self.lengths(stream, positions), low)
            out[stream, 1] = strip_bytes(exceptions, distances)
            out[stream, 2] = strip_bytes(exceptions, rests)
        out[0, 0, dense] = bitset_bytes(self.exceptions[0, dense])
        return out

    def starts(self, positions: bool) -> Ints:
        """Return the byte at which each strip begins, in the shape of :meth:`sizes`."""
        sizes = self.sizes(positions)
        flat = sizes.reshape(3 * STREAMS, -1)
        return (np.cumsum(flat, axis=0) - flat + self.begins).reshape(sizes.shape)

    def lengths(self, stream: int, positions: bool) -> Ints:
        """Return how many numbers each row of a stream has, in shape ``(terms,)``."""
        if stream < 2:
            return self.counts.astype(np.int64)
        return self.occurrences.astype(np.int64) * positions


class TermEntry(NamedTuple):
    """What the dictionary has of one term: a :class:`RowLayout` of one."""

    df: int
    occurrences: int
    base: int
    begin: int
    codes: list[int]
    exceptions: list[int]


class PackedTermEntry(NamedTuple):
    """A term's entry in little memory, for those that keep many."""

    begin: int
    column: bytes
    """The term's column of the block's table, ``uint32`` little-endian."""

    def unpack(self) -> TermEntry:
        """Return the entry."""
        _, df, more, base, _, *rest = _COLUMN.unpack(self.column)
        return TermEntry(df, df + more, base, self.begin, rest[:STREAMS], rest[STREAMS:])


class TermTable(NamedTuple):
    """All terms of a dictionary in little memory, as flat arrays of shape ``(terms,)``."""

    text: bytes
    """The terms end to end, in order."""
    lengths: UInts
    """Number of bytes of each."""
    counts: UInts
    """Number of documents of each."""


def encode_block(terms: Sequence[bytes], layout: RowLayout) -> bytes:
    """Return a block of the dictionary."""
    lengths = np.fromiter(map(len, terms), np.uint32, len(terms))
    sizes = np.zeros(len(terms), np.uint32)
    more = layout.occurrences - layout.counts
    rows = [lengths, layout.counts, more, layout.bases, sizes]
    table = np.concatenate([rows, layout.codes, layout.exceptions]).astype(np.uint32)
    if compiled:
        return compiled.write_block(b"".join(terms), table, int(layout.begins[0]))
    shared = np.array([0, *map(_shared, terms, terms[1:])], np.uint32)
    optional = table[_OPTIONAL]
    flags = np.packbits(optional > 0, axis=0, bitorder="little")
    numbers = np.concatenate([shared, lengths - shared, layout.counts, optional[optional > 0]])
    texts = (term[same:] for term, same in zip(terms, shared.tolist(), strict=True))
    rest = b"".join((flags.tobytes(), _numbers_as_bytes(numbers), *texts))
    data = _HEAD.pack(0, _HEAD.size + len(rest), int(layout.begins[0])) + rest
    return zlib.crc32(data[_CHECKSUM_BYTES:]).to_bytes(_CHECKSUM_BYTES, "little") + data[4:]


def _shared(one: bytes, other: bytes) -> int:
    """Return how many bytes two terms begin with alike."""
    if other.startswith(one):
        return len(one)
    return next(n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)


def _numbers_as_bytes(numbers: UInts) -> bytes:
    """Return numbers with seven bits a byte, the lowest first; all but the last have bit 7 set."""
    shifts = 7 * np.arange(_NUMBER_BYTES, dtype=np.uint32)
    parts = (numbers[:, None] >> shifts).astype(np.uint32)
    following = (parts >> np.uint32(7)) > 0
    written = np.concatenate([np.ones((len(numbers), 1), bool), following[:, :-1]], axis=1)
    found: Bytes = ((parts & 127) | (following << 7))[written].astype(np.uint8)
    return found.tobytes()


def _numbers_from_bytes(data: Bytes, count: int) -> tuple[npt.NDArray[np.uint64], int]:
    """Return the first ``count`` numbers of some bytes, and how many bytes these take.

    Raises ValueError when there are not that many.
    """
    ends = np.flatnonzero(data < 128)[:count] + 1
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1]])
    if len(ends) < count or (ends - starts).max(initial=0) > _NUMBER_BYTES:
        raise ValueError("the dictionary of a posting file is damaged")
    numbers = np.zeros(count, np.uint64)
    for place in range(int((ends - starts).max(initial=0))):
        here = starts + place < ends
        part = (data[(starts + place)[here]] & 127).astype(np.uint64)
        numbers[here] |= part << np.uint64(7 * place)
    return numbers, int(ends[-1]) if count else 0


class Block:
    """A block read back; ``table`` has shape ``(_COLUMNS, terms)``.

    ``data`` begins with the block, which has ``count`` terms; ``occurrences`` is how many the
    block index says these have together, ``positions`` whether the field has any. Raises
    ValueError when the block is damaged, or has a number that would make a reader ask for more
    memory than ``documents`` and occurrences can take.
    """

    def __init__(
        self, data: Any, count: int, occurrences: int, documents: int, positions: bool
    ) -> None:
        read = compiled.read_block if compiled else _read_block
        self.table, self.text, self.begin = read(data, count, positions)
        counts = self.table[1]
        rows = int(counts.sum(dtype=np.int64)) + int(self.table[2].sum(dtype=np.int64))
        if (
            rows != occurrences
            or not counts.all()
            or int(counts.max()) > documents
            or int(self.table[_COLUMNS - STREAMS :].max()) > max(documents, occurrences)
        ):
            raise ValueError("the dictionary of a posting file says what cannot be")

    @property
    def size(self) -> int:
        """About the bytes of the block in memory."""
        return len(self.text) + self.table.nbytes

    @cached_property
    def terms(self) -> list[bytes]:
        """The terms, in order."""
        ends = np.cumsum(self.table[0], dtype=np.int64).tolist()
        return [self.text[a:b] for a, b in pairwise([0, *ends])]

    def entry(self, place: int) -> PackedTermEntry:
        """Return the entry of a term by its place in the block."""
        begin = self.begin + int(self.table[_SIZES, :place].sum(dtype=np.int64))
        return PackedTermEntry(begin, self.table[:, place].tobytes())


def _read_block(data: Any, count: int, positions: bool) -> tuple[UInts, bytes, int]:
    """Return the table of a block, its text, and where its rows begin."""
    whole = _whole(data, count)
    begin = _HEAD.unpack_from(whole)[2]
    rest = np.frombuffer(whole, np.uint8, offset=_HEAD.size)
    flags = np.unpackbits(rest[:count, None], axis=1, bitorder="little").T.astype(bool)
    numbers, length = _numbers_from_bytes(rest[count:], 3 * count + int(flags.sum()))
    table = np.zeros((_COLUMNS, count), np.uint64)
    shared, own, table[1] = numbers[: 3 * count].reshape(3, -1)
    optional = np.zeros((len(_OPTIONAL), count), np.uint64)
    optional[flags] = numbers[3 * count :]
    table[_OPTIONAL] = optional
    table[0] = shared + own
    text = whole[_HEAD.size + count + length :]
    apart = (shared[1:] <= table[0, :-1]).all() and not shared[0]
    if int(own.sum()) != len(text) or not apart or not table[1].all():
        raise ValueError("the dictionary of a posting file says what cannot be")
    table[_SIZES] = _row_sizes(table.astype(np.int64), positions)
    if (table >> np.uint64(32)).any():
        raise ValueError("the dictionary of a posting file says what cannot be")
    return table.astype(np.uint32), _unshared(text, shared.tolist(), own.tolist()), begin


def place_in(data: Any, count: int, term: bytes) -> tuple[int, bool]:
    """Return the place of the first term of a block that is not smaller, and whether it is equal.

    Reads as little as that takes. Raises ValueError when the block is damaged.
    """
    whole = _whole(data, count)
    start = _HEAD.size + count
    lengths = whole[start : start + 2 * count]
    if len(lengths) < 2 * count or max(lengths) > 127:
        table, text, _ = _read_block(data, count, False)
        ends = np.cumsum(table[0], dtype=np.int64).tolist()
        terms = [text[a:b] for a, b in pairwise([0, *ends])]
        place = bisect_left(terms, term)
        return place, place < count and terms[place] == term
    at = len(whole) - sum(lengths[count:])
    if at < start + 2 * count:
        raise ValueError("the dictionary of a posting file is damaged")
    same, size = 0, len(term)  # bytes that the term has in common with the one before
    for place, (shared, own) in enumerate(zip(lengths[:count], lengths[count:], strict=True)):
        if shared < same:
            return place, False
        if shared == same:
            rest = whole[at : at + own]
            if term.startswith(rest, same):
                same += own
                if same == size:
                    return place, True
            elif rest > term[same:]:
                return place, False
            else:
                same += _shared(rest, term[same:])
        at += own
    return count, False


def _whole(data: Any, count: int) -> bytes:
    """Return the bytes of a block that begins ``data``."""
    if not 0 < count <= BLOCK or len(data) < _HEAD.size + count:
        raise ValueError("the dictionary of a posting file is damaged")
    checksum, size, _ = _HEAD.unpack_from(data)
    whole = bytes(data[:size])
    if not _HEAD.size + count <= size == len(whole) or (
        zlib.crc32(whole[_CHECKSUM_BYTES:]) != checksum
    ):
        raise ValueError("the dictionary of a posting file is damaged")
    return whole


def _row_sizes(table: Ints, positions: bool) -> Ints:
    """Return the bytes of all rows of each term of a table, in shape ``(terms,)``."""
    codes, exceptions = table[_SIZES + 1 :].reshape(2, STREAMS, -1)
    dense = codes[0] == BITSET
    if (codes[1:] >= BITSET).any() or (codes[0] > BITSET).any():
        raise ValueError("the dictionary of a posting file says what cannot be")
    lengths = np.stack([table[1], table[1], (table[1] + table[2]) * positions])
    low, distances, rests = split_codes(codes & (BITSET - 1))
    sizes = strip_bytes(lengths, low)
    sizes += strip_bytes(exceptions, distances) + strip_bytes(exceptions, rests)
    sizes[0, dense] = bitset_bytes(exceptions[0, dense])
    total: Ints = sizes.sum(axis=0)
    return total


def _unshared(text: bytes, shared: Sequence[int], own: Sequence[int]) -> bytes:
    """Return terms end to end from what each has of its own."""
    ends = list(accumulate(own, initial=0))
    terms, last = [], b""
    for same, begin, end in zip(shared, ends, ends[1:], strict=False):
        last = last[:same] + text[begin:end]
        terms.append(last)
    return b"".join(terms)


def unpacked_layout(counts: UInts, occurrences: UInts, bases: UInts) -> RowLayout:
    """Return a layout of terms whose rows are yet to be packed: the rest is zeros."""
    shape = (STREAMS, len(counts))
    codes, exceptions = np.zeros(shape, np.uint32), np.zeros(shape, np.uint32)
    begins = np.zeros(len(counts), np.int64)
    return RowLayout(counts, occurrences, bases, codes, exceptions, begins)


def layout_of_blocks(blocks: Iterable[Block], terms: int) -> RowLayout:
    """Return the layout of the terms of several blocks, ``terms`` of them all together.

    No more than one of the blocks is held at a time.
    """
    table = np.empty((_COLUMNS, terms), np.uint32)
    firsts, places = [], []
    at = 0
    for block in blocks:
        firsts.append(at)
        places.append(block.begin)
        at += block.table.shape[1]
        table[:, firsts[-1] : at] = block.table
    _, counts, more, bases, sizes, *_ = table
    begins = np.cumsum(sizes, dtype=np.int64) - sizes
    first = np.array(firsts, np.int64)
    begins += np.repeat(np.array(places, np.int64) - begins[first], np.diff(first, append=at))
    codes, exceptions = table[_SIZES + 1 :].reshape(2, STREAMS, -1)
    more += counts
    return RowLayout(counts, more, bases, codes, exceptions, begins)
