"""The dictionary of a field: its terms, and how the rows of each are packed, in blocks.

A block is a handful of columns over a run of terms, written as byte planes (all lowest bytes,
then all second ones: the higher planes are mostly zero), and the text of the terms; deflated,
the neighbours' common beginnings cost next to nothing, and the checksum of the zlib format
guards every size that decides what is read. Only the blocks' first terms are kept open.
"""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from index.codec.packed import Ints, UInts, split_codes, strip_bytes

STREAMS = 3
"""Rows of a term: document steps, frequencies, position steps."""
BLOCK = 256
"""Terms in a block: smaller ones are read sooner, larger ones deflate better."""

_COLUMNS = 4 + 2 * STREAMS
_STARTS = 3 * STREAMS
_CACHED_BLOCKS = 64
_LEVEL = 6


class Layout(NamedTuple):
    """How the rows of a run of terms lie in the file; ``rows[s]`` is of stream ``s``.

    ``starts[s, k]`` says where strip ``k`` of stream ``s`` of each term begins.
    """

    counts: UInts
    occurrences: UInts
    bases: UInts
    """Number of the base of each term, plus one; 0 for a term with rows of its own."""
    codes: UInts
    exceptions: UInts
    starts: Ints

    def select(self, terms: Any) -> "Layout":
        """Return the layout of some terms: a slice, or a truth value each."""
        columns: Any = (column[..., terms] for column in self)
        return Layout(*columns)

    def sizes(self, positions: bool) -> Ints:
        """Return the size of each strip in bytes, in the shape of ``starts``."""
        out = np.zeros((STREAMS, 3, len(self.counts)), np.int64)
        for stream in range(STREAMS):
            exceptions = self.exceptions[stream].astype(np.int64)
            low, distances, rests = split_codes(self.codes[stream])
            out[stream, 0] = strip_bytes(self.values(stream, positions), low)
            out[stream, 1] = strip_bytes(exceptions, distances)
            out[stream, 2] = strip_bytes(exceptions, rests)
        return out

    def values(self, stream: int, positions: bool) -> Ints:
        """Return how many numbers each row of a stream has."""
        own = self.bases == 0
        if stream == 0:
            return np.where(own, self.counts, self.occurrences).astype(np.int64)
        if stream == 1:
            return np.where(own, self.counts, 0).astype(np.int64)
        return np.where(own & positions, self.occurrences, 0).astype(np.int64)


def encode_block(terms: Sequence[bytes], layout: Layout) -> bytes:
    """Return a block of the dictionary."""
    lengths = np.fromiter(map(len, terms), np.uint32, len(terms))
    columns = np.concatenate(
        [
            [lengths, layout.counts, layout.occurrences - layout.counts, layout.bases],
            layout.codes,
            layout.exceptions,
        ]
    ).astype("<u4")
    planes = columns.view(np.uint8).reshape(_COLUMNS, len(terms), 4).transpose(0, 2, 1)
    starts = layout.starts[:, :, 0].astype("<u8").tobytes()
    return zlib.compress(b"".join((starts, planes.tobytes(), *terms)), _LEVEL)


class Block:
    """A block read back. Raises ValueError when it is damaged."""

    def __init__(self, data: Any, count: int, positions: bool) -> None:
        try:
            self._raw = zlib.decompress(data)
        except zlib.error as error:
            raise ValueError("the dictionary of a posting file is damaged") from error
        planes = np.frombuffer(self._raw, np.uint8, 4 * _COLUMNS * count, 8 * _STARTS)
        columns = np.ascontiguousarray(planes.reshape(_COLUMNS, 4, count).transpose(0, 2, 1))
        table = columns.view("<u4").reshape(_COLUMNS, count)
        self._lengths = table[0]
        self.counts: UInts = table[1]
        self.occurrences: UInts = table[1] + table[2]
        self._bases = table[3]
        self._codes = table[4 : 4 + STREAMS]
        self._exceptions = table[4 + STREAMS :]
        self._positions = positions

    @cached_property
    def terms(self) -> list[bytes]:
        """The terms, in order."""
        raw = self._raw
        at = 8 * _STARTS + 4 * _COLUMNS * len(self.counts)
        ends = (np.cumsum(self._lengths, dtype=np.int64) + at).tolist()
        return [raw[a:b] for a, b in pairwise([at, *ends])]

    @cached_property
    def layout(self) -> Layout:
        """Where the rows lie."""
        first = np.frombuffer(self._raw, "<u8", _STARTS).astype(np.int64)
        bare = Layout(
            self.counts, self.occurrences, self._bases, self._codes, self._exceptions, first
        )
        sizes = bare.sizes(self._positions)
        starts = np.cumsum(sizes, axis=2) - sizes + first.reshape(STREAMS, 3, 1)
        return bare._replace(starts=starts)


def of_rows(counts: UInts, occurrences: UInts, bases: UInts) -> Layout:
    """Return a layout of terms, how and where their rows are packed being still open (zeros)."""
    shape = (STREAMS, len(counts))
    codes, exceptions = np.zeros(shape, np.uint32), np.zeros(shape, np.uint32)
    starts = np.zeros((STREAMS, 3, len(counts)), np.int64)
    return Layout(counts, occurrences, bases, codes, exceptions, starts)


class Entry(NamedTuple):
    """What the dictionary has of one term: a :class:`Layout` of one."""

    counts: Any
    occurrences: Any
    bases: Any
    codes: UInts
    exceptions: UInts
    starts: Ints


class Dictionary:
    """The blocks of a file, found by the heads that begin at ``heads`` of its buffer."""

    def __init__(self, buffer: Any, heads: int, blocks: int, terms: int, positions: bool) -> None:
        table = np.frombuffer(buffer, "<u8", 4 * (blocks + 1), heads).astype(np.int64)
        self._at, self._first, self._before, ends = table.reshape(-1, 4).T.copy()
        self._head_ends = ends + heads + table.nbytes
        self._buffer = buffer
        self._length = terms
        self._positions = positions
        self._blocks: dict[int, Block] = {}

    def __len__(self) -> int:
        return self._length

    def _head(self, block: int) -> bytes:
        return bytes(self._buffer[int(self._head_ends[block]) : int(self._head_ends[block + 1])])

    def heads(self) -> list[tuple[bytes, int]]:
        """Return the first term of each block, with the number of occurrences in the block."""
        sizes = np.diff(self._before).tolist()
        return [(self._head(block), size) for block, size in enumerate(sizes)]

    def _block(self, number: int) -> Block:
        found = self._blocks.get(number)
        if found is None:
            found = self._read(number)
            while len(self._blocks) >= _CACHED_BLOCKS:
                self._blocks.pop(next(iter(self._blocks)))
            self._blocks[number] = found
        return found

    def _read(self, number: int) -> Block:
        start, stop = self._at[number : number + 2].tolist()
        count = int(self._first[number + 1] - self._first[number])
        return Block(self._buffer[start:stop], count, self._positions)

    def _place(self, number: int) -> tuple[Block, int]:
        """Return the block of a term, and its place there."""
        if not 0 <= number < self._length:
            raise IndexError(number)
        block = int(np.searchsorted(self._first, number, side="right")) - 1
        return self._block(block), number - int(self._first[block])

    def entry(self, number: int) -> Entry:
        """Return what is known of a term."""
        block, place = self._place(number)
        columns: Any = (column[..., place] for column in block.layout)
        return Entry(*columns)

    def term(self, number: int) -> bytes:
        """Return a term by its number."""
        block, place = self._place(number)
        return block.terms[place]

    def at_or_after(self, term: bytes) -> int:
        """Return the number of the first term that is not smaller, their number if none is."""
        block = bisect_right(range(len(self._at) - 1), term, key=self._head) - 1
        if block < 0:
            return 0
        first: int = self._first[block].item()
        return first + bisect_left(self._block(block).terms, term)

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

    @cached_property
    def layout(self) -> Layout:
        """The layout of all terms: some 120 bytes of memory a term."""
        return _joined([block.layout for block in self._all()])

    def part(self, first: int, last: int) -> tuple[list[bytes], Layout]:
        """Return terms and layout of the terms from ``first`` to before ``last``."""
        terms: list[bytes] = []
        layouts = []
        begin = int(np.searchsorted(self._first, first, side="right")) - 1
        end = int(np.searchsorted(self._first, last, side="left"))
        for number in range(begin, end):
            block, before = self._read(number), int(self._first[number])
            inside = slice(max(first - before, 0), last - before)
            terms += block.terms[inside]
            layouts.append(block.layout.select(inside))
        return terms, _joined(layouts)

    def ranges(self, size: int) -> Iterator[tuple[int, int]]:
        """Yield numbers (first, beyond the last) of terms with some ``size`` occurrences."""
        block, end = 0, len(self._first) - 1
        while block < end:
            enough = int(np.searchsorted(self._before, self._before[block] + size))
            following = min(max(enough, block + 1), end)
            yield int(self._first[block]), int(self._first[following])
            block = following


def _joined(layouts: Sequence[Layout]) -> Layout:
    """Return the layout of several runs of terms, one after the other."""
    none = np.zeros(0, np.uint32)
    runs = [of_rows(none, none, none), *layouts]
    return Layout(*(np.concatenate(column, axis=-1) for column in zip(*runs, strict=True)))
