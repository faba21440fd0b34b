"""Blocks of a dictionary: a run of terms, and how the rows of each are packed.

A block is a table of numbers about its terms, written as byte planes (all lowest bytes, then all
second ones: the higher planes are mostly zero), and the text of the terms; deflated, the common
beginnings of neighbours cost next to nothing, and the checksum of the zlib format guards every
size that decides what is read.
"""

import zlib
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from struct import Struct
from typing import Any, NamedTuple

import numpy as np

from index.arrays import Bools, Bytes, Ints, UInts
from index.codec.bit_packing import split_codes, strip_bytes
from index.codec.bitset import BITSET, bitset_bytes

STREAMS = 3
"""Number of rows of a term: document gaps, frequencies, position deltas."""
BLOCK = 64
"""Largest number of terms in a block: smaller ones are read sooner, larger ones deflate better."""
_SIZES = 4
"""Column of a block's table that has the bytes of all rows of each term."""
_COLUMNS = _SIZES + 1 + 2 * STREAMS
"""Columns of a block's table: length, count, occurrences beyond the count, base, size, then for
each stream the codes, then for each stream the exceptions."""
_COLUMN = Struct(f"<{_COLUMNS}I")
_BEGIN_BYTES = 8
"""Size of the number before a block's table: where the rows of its first term begin."""
_MAX_TEXT = 1 << 26
"""Bytes of the terms of a block at most: no term is longer than an article."""
_LEVEL = 6
"""Level of deflation of blocks."""


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


def encode_block(terms: Sequence[bytes], layout: RowLayout, sizes: Ints) -> bytes:
    """Return a block of the dictionary.

    ``sizes`` has shape ``(terms,)``: the bytes of all rows of each term.
    """
    lengths = np.fromiter(map(len, terms), np.uint32, len(terms))
    columns = np.concatenate(
        [
            [lengths, layout.counts, layout.occurrences - layout.counts, layout.bases, sizes],
            layout.codes,
            layout.exceptions,
        ]
    ).astype("<u4")
    planes = columns.view(np.uint8).reshape(_COLUMNS, len(terms), 4).transpose(0, 2, 1)
    begin = layout.begins[:1].astype("<u8").tobytes()
    return zlib.compress(b"".join((begin, planes.tobytes(), *terms)), _LEVEL)


class Block:
    """A block read back; ``table`` has shape ``(_COLUMNS, terms)``.

    ``occurrences`` is how many the block index says its terms have together. Raises ValueError
    when the block is damaged, or has a number that would make a reader ask for more memory than
    ``documents`` and occurrences can take.
    """

    def __init__(self, data: Any, count: int, occurrences: int, documents: int) -> None:
        self._raw = inflated(data, count)
        self.table = joined_planes(byte_planes(self._raw, count, _COLUMNS))
        counts = self.table[1]
        rows = int(counts.sum(dtype=np.int64)) + int(self.table[2].sum(dtype=np.int64))
        if (
            rows != occurrences
            or not counts.all()
            or int(counts.max()) > documents
            or int(self.table[_COLUMNS - STREAMS :].max()) > max(documents, occurrences)
            or int(self.table[0].sum(dtype=np.int64)) != self.size - text_start(count)
        ):
            raise ValueError("the dictionary of a posting file says what cannot be")

    @property
    def size(self) -> int:
        """The bytes of the block."""
        return len(self._raw)

    @cached_property
    def terms(self) -> list[bytes]:
        """The terms, in order."""
        raw, lengths = self._raw, self.table[0]
        start = text_start(len(lengths))
        ends = np.cumsum(lengths, dtype=np.int64) + start
        return [raw[a:b] for a, b in pairwise([start, *ends.tolist()])]

    @property
    def begin(self) -> int:
        """The byte at which the rows of the first term begin."""
        return int.from_bytes(self._raw[:_BEGIN_BYTES], "little")

    def entry(self, place: int) -> PackedTermEntry:
        """Return the entry of a term by its place in the block."""
        begin = self.begin + int(self.table[_SIZES, :place].sum(dtype=np.int64))
        return PackedTermEntry(begin, self.table[:, place].tobytes())


def inflated(data: Any, count: int) -> bytes:
    """Return the bytes of a block of ``count`` terms, no more of them than there can be."""
    inflater = zlib.decompressobj()
    try:
        raw = inflater.decompress(data, text_start(count) + _MAX_TEXT)
    except zlib.error as error:
        raise ValueError("the dictionary of a posting file is damaged") from error
    if not inflater.eof or len(raw) < text_start(count):
        raise ValueError("the dictionary of a posting file is damaged")
    return raw


def text_start(terms: int) -> int:
    """Return where in an inflated block of ``terms`` the text of the terms begins."""
    return _BEGIN_BYTES + 4 * _COLUMNS * terms


def byte_planes(raw: bytes, count: int, columns: int) -> Bytes:
    """Return the byte planes of a block's first columns, in shape ``(columns, 4, count)``."""
    size = 4 * columns * count
    return np.frombuffer(raw, np.uint8, size, _BEGIN_BYTES).reshape(columns, 4, count)


def joined_planes(planes: Bytes) -> UInts:
    """Return the numbers of which these are the bytes, in shape ``(columns, count)``."""
    columns = np.ascontiguousarray(planes.transpose(0, 2, 1))
    return columns.view("<u4").reshape(columns.shape[:2])


def unpacked_layout(counts: UInts, occurrences: UInts, bases: UInts) -> RowLayout:
    """Return a layout of terms whose rows are yet to be packed: the rest is zeros."""
    shape = (STREAMS, len(counts))
    codes, exceptions = np.zeros(shape, np.uint32), np.zeros(shape, np.uint32)
    begins = np.zeros(len(counts), np.int64)
    return RowLayout(counts, occurrences, bases, codes, exceptions, begins)


def layout_of_blocks(blocks: Sequence[Block]) -> RowLayout:
    """Return the layout of the terms of several blocks, one after the other."""
    if not blocks:
        none = np.zeros(0, np.uint32)
        return unpacked_layout(none, none, none)
    table = np.concatenate([block.table for block in blocks], axis=1)
    _, counts, more, bases, sizes, *_ = table
    terms = np.array([block.table.shape[1] for block in blocks])
    first = np.cumsum(terms) - terms
    begins = np.cumsum(sizes, dtype=np.int64) - sizes
    begins += np.repeat([block.begin for block in blocks] - begins[first], terms)
    codes, exceptions = table[_SIZES + 1 :].reshape(2, STREAMS, -1)
    return RowLayout(counts, counts + more, bases, codes, exceptions, begins)
