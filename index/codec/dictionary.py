"""The dictionary of a field: its terms, and how the rows of each are packed, in blocks.

A block is a table of numbers about a run of terms, written as byte planes (all lowest bytes,
then all second ones: the higher planes are mostly zero), and the text of the terms; deflated,
the common beginnings of neighbours cost next to nothing, and the checksum of the zlib format
guards every size that decides what is read. The *block index* says where each block lies and
which term is its first; only that is kept open.

The rows of a term lie together, in order, and so do those of the terms of a block: the place
where a block's begin and the size of each term's say where everything is.
"""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
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
_INDEX_ROW = 32
"""Size of a row of the block index."""
_BEGIN_BYTES = 8
"""Size of the number before a block's table: where the rows of its first term begin."""
_CACHED_BLOCKS = 8
"""Number of decoded blocks that are kept."""
_MAX_TEXT = 1 << 26
"""Bytes of the terms of a block at most: no term is longer than an article."""
_CACHED_BYTES = 1 << 20
"""Size of the largest block that is kept."""
_LEVEL = 6
"""Level of deflation of blocks."""
_WHOLE_SHARE = 4
"""A call that touches more than one in this many blocks decodes and keeps the layout of all."""


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
        self._raw = _inflated(data, count)
        self.table = _joined_planes(_planes(self._raw, count, _COLUMNS))
        counts = self.table[1]
        rows = int(counts.sum(dtype=np.int64)) + int(self.table[2].sum(dtype=np.int64))
        if (
            rows != occurrences
            or not counts.all()
            or int(counts.max()) > documents
            or int(self.table[_COLUMNS - STREAMS :].max()) > max(documents, occurrences)
            or int(self.table[0].sum(dtype=np.int64)) != self.size - _text_start(count)
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
        start = _text_start(len(lengths))
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


def _inflated(data: Any, count: int) -> bytes:
    """Return the bytes of a block of ``count`` terms, no more of them than there can be."""
    inflater = zlib.decompressobj()
    try:
        raw = inflater.decompress(data, _text_start(count) + _MAX_TEXT)
    except zlib.error as error:
        raise ValueError("the dictionary of a posting file is damaged") from error
    if not inflater.eof or len(raw) < _text_start(count):
        raise ValueError("the dictionary of a posting file is damaged")
    return raw


def _text_start(terms: int) -> int:
    """Return where in an inflated block of ``terms`` the text of the terms begins."""
    return _BEGIN_BYTES + 4 * _COLUMNS * terms


def _planes(raw: bytes, count: int, columns: int) -> Bytes:
    """Return the byte planes of a block's first columns, in shape ``(columns, 4, count)``."""
    size = 4 * columns * count
    return np.frombuffer(raw, np.uint8, size, _BEGIN_BYTES).reshape(columns, 4, count)


def _joined_planes(planes: Bytes) -> UInts:
    """Return the numbers of which these are the bytes, in shape ``(columns, count)``."""
    columns = np.ascontiguousarray(planes.transpose(0, 2, 1))
    return columns.view("<u4").reshape(columns.shape[:2])


def unpacked_layout(counts: UInts, occurrences: UInts, bases: UInts) -> RowLayout:
    """Return a layout of terms whose rows are yet to be packed: the rest is zeros."""
    shape = (STREAMS, len(counts))
    codes, exceptions = np.zeros(shape, np.uint32), np.zeros(shape, np.uint32)
    begins = np.zeros(len(counts), np.int64)
    return RowLayout(counts, occurrences, bases, codes, exceptions, begins)


def encode_block_index(
    blocks: Sequence[tuple[int, int, int]], end: tuple[int, int, int], firsts: Sequence[bytes]
) -> bytes:
    """Return the block index: a table of ``uint64`` with four columns, then text.

    A row a block and one more (``end``) have: the byte at which the block begins, the number of
    its first term, the number of occurrences before it, and where in the text its first term
    begins. ``firsts`` are the first terms; the text is these, end to end.
    """
    table = np.zeros((len(blocks) + 1, 4), "<u8")
    table[:-1, :3] = np.array(blocks).reshape(-1, 3)
    table[-1, :3] = end
    table[1:, 3] = np.cumsum([len(first) for first in firsts], dtype=np.int64)
    return table.tobytes() + b"".join(firsts)


class Dictionary:
    """The terms of a posting file, found by the block index in its buffer.

    The index lies from byte ``start`` to before ``end``. Terms are numbered in their order.
    ``documents`` is the number of documents of the field. Raises ValueError when the index
    points outside the file.
    """

    def __init__(
        self, buffer: Any, start: int, end: int, blocks: int, terms: int, documents: int
    ) -> None:
        room = end - start - _INDEX_ROW * (blocks + 1)
        if room < 0:
            raise ValueError("the posting file is cut short")
        table = np.frombuffer(buffer, "<u8", 4 * (blocks + 1), start).astype(np.int64)
        self._at, self._first, self._before, ends = columns = table.reshape(-1, 4).T.copy()
        own = np.diff(self._first)
        if (
            table.min() < 0
            or (np.diff(columns) < 0).any()
            or columns[1:, 0].any()
            or columns[1:, -1].tolist() != [terms, self._before[-1], ends[-1]]
            or self._at[-1] > start
            or ends[-1] > room
            or (blocks and (own.min() < 1 or own.max() > BLOCK))
        ):
            raise ValueError("the block index of a posting file points outside")
        self.occurrences = int(self._before[-1])
        """Number of occurrences of all terms."""
        self._documents = documents
        # Views whose numbers are Python's: what a look-up reads one by one.
        self._firsts = self._first.data
        self._text_ends = (ends + start + table.nbytes).data
        self._buffer = buffer
        self._length = terms
        self._blocks: dict[int, Block] = {}

    def __len__(self) -> int:
        return self._length

    def _first_term(self, block: int) -> bytes:
        return bytes(self._buffer[self._text_ends[block] : self._text_ends[block + 1]])

    def block_index(self) -> list[tuple[bytes, int]]:
        """Return the first term of each block, and the number of occurrences in the block."""
        sizes = np.diff(self._before).tolist()
        return [(self._first_term(block), size) for block, size in enumerate(sizes)]

    def _block(self, number: int) -> Block:
        found = self._blocks.get(number)
        if found is None:
            found = self._read(number)
            while len(self._blocks) >= _CACHED_BLOCKS:
                self._blocks.pop(next(iter(self._blocks)))
            if found.size <= _CACHED_BYTES:
                self._blocks[number] = found
        return found

    def _read(self, number: int) -> Block:
        before, after = self._before[number : number + 2].tolist()
        return Block(*self._packed(number), after - before, self._documents)

    def _packed(self, number: int) -> tuple[Any, int]:
        """Return a block as it lies in the file, and how many terms it has."""
        start, stop = self._at[number : number + 2].tolist()
        return self._buffer[start:stop], self._firsts[number + 1] - self._firsts[number]

    def _place(self, number: int) -> tuple[Block, int]:
        """Return the block of a term, and its place there."""
        if not 0 <= number < self._length:
            raise IndexError(number)
        block = bisect_right(self._firsts, number) - 1
        return self._block(block), number - self._firsts[block]

    def entry(self, number: int) -> PackedTermEntry:
        """Return what is known of a term. Raises IndexError when there is no such number."""
        block, place = self._place(number)
        return block.entry(place)

    def term(self, number: int) -> bytes:
        """Return a term by its number. Raises IndexError when there is no such number."""
        block, place = self._place(number)
        return block.terms[place]

    def at_or_after(self, term: bytes) -> int:
        """Return the number of the first term that is not smaller; ``len(self)`` if none is."""
        block = bisect_right(range(len(self._at) - 1), term, key=self._first_term) - 1
        if block < 0:
            return 0
        first: int = self._firsts[block]
        return first + bisect_left(self._block(block).terms, term)

    def beginning_with(self, prefix: bytes) -> tuple[int, int]:
        """Return the numbers (first, beyond the last) of the terms that begin with a prefix."""
        return self.at_or_after(prefix), self.at_or_after(prefix + b"\xff")  # never in UTF-8

    def find(self, term: bytes) -> int | None:
        """Return a term's number, or None when the field does not have it."""
        number = self.at_or_after(term)
        return number if number < self._length and self.term(number) == term else None

    def _all(self) -> Iterator[Block]:
        return map(self._read, range(len(self._at) - 1))

    @cached_property
    def terms(self) -> list[bytes]:
        """All terms, in order."""
        return [term for block in self._all() for term in block.terms]

    def table(self) -> TermTable:
        """Return all terms and their numbers of documents, without taking the terms apart."""
        texts, planes = [], [np.zeros((2, 4, 0), np.uint8)]
        for number in range(len(self._at) - 1):
            data, count = self._packed(number)
            raw = _inflated(data, count)
            texts.append(raw[_text_start(count) :])
            planes.append(_planes(raw, count, 2))
        table = TermTable(b"".join(texts), *_joined_planes(np.concatenate(planes, axis=2)))
        if int(table.lengths.sum(dtype=np.int64)) != len(table.text):
            raise ValueError("the dictionary of a posting file says what cannot be")
        return table

    def layout_of(self, numbers: Ints) -> RowLayout:
        """Return the layout of the terms with some ascending numbers, of shape ``(n,)``.

        Few terms cost the decoding of their blocks only.
        """
        own = np.searchsorted(self._first, numbers, side="right") - 1
        blocks, which = np.unique(own, return_inverse=True)
        if "layout" in self.__dict__ or _WHOLE_SHARE * len(blocks) > len(self._at):
            return self.layout.select(numbers)
        sizes = np.diff(self._first)[blocks]
        begins = np.cumsum(sizes) - sizes
        read = _layout_of_blocks([self._read(number) for number in blocks.tolist()])
        return read.select(begins[which] + numbers - self._first[own])

    @cached_property
    def layout(self) -> RowLayout:
        """The layout of all terms: some 50 bytes of memory a term."""
        return _layout_of_blocks(list(self._all()))

    def part(self, first: int, last: int) -> tuple[list[bytes], RowLayout]:
        """Return terms and layout of the terms from ``first`` to before ``last``."""
        begin = int(np.searchsorted(self._first, first, side="right")) - 1
        end = int(np.searchsorted(self._first, last, side="left"))
        blocks = [self._read(number) for number in range(begin, end)]
        before = int(self._first[begin])
        inside = slice(first - before, last - before)
        terms = [term for block in blocks for term in block.terms]
        return terms[inside], _layout_of_blocks(blocks).select(inside)

    def ranges(self, size: int) -> Iterator[tuple[int, int]]:
        """Yield numbers (first, beyond the last) of terms with about ``size`` occurrences."""
        block, end = 0, len(self._first) - 1
        while block < end:
            enough = int(np.searchsorted(self._before, self._before[block] + size))
            following = min(max(enough, block + 1), end)
            yield int(self._first[block]), int(self._first[following])
            block = following


def _layout_of_blocks(blocks: Sequence[Block]) -> RowLayout:
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
