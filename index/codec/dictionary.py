"""The dictionary of a field: its terms in order, in blocks (:mod:`index.codec.block`).

The *block index* says where each block lies and which term is its first; only that is kept open.
The rows of a term lie together, in order, and so do those of the terms of a block: the place
where a block's begin and the size of each term's say where everything is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from index.arrays import Ints
from index.codec.block import (
    BLOCK,
    Block,
    PackedTermEntry,
    RowLayout,
    TermTable,
    layout_of_blocks,
    place_in,
)

_INDEX_ROW = 32
"""Size of a row of the block index."""
_CACHED_BLOCKS = 8
"""Number of decoded blocks that are kept."""
_CACHED_BYTES = 1 << 20
"""Size of the largest block that is kept."""
_WHOLE_SHARE = 4
"""A call that touches more than one in this many blocks decodes and keeps the layout of all."""


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
    ``documents`` is the number of documents of the field, and ``positions`` whether it has any.
    Raises ValueError when the index points outside the file.
    """

    def __init__(
        self,
        buffer: Any,
        start: int,
        end: int,
        blocks: int,
        terms: int,
        documents: int,
        positions: bool,
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
        self._positions = positions
        self.places = start, start + table.nbytes, start + table.nbytes + int(ends[-1])
        """Where the block index begins, and where its text does and ends."""
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
        return Block(*self._packed(number), after - before, self._documents, self._positions)

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
        return first + self._seek(block, term)[0]

    def _seek(self, block: int, term: bytes) -> tuple[int, bool]:
        """Return the place in a block of the first term that is not smaller, and if it is equal."""
        known = self._blocks.get(block)
        if known is None:
            return place_in(*self._packed(block), term)
        place = bisect_left(known.terms, term)
        return place, place < len(known.terms) and known.terms[place] == term

    def _packed(self, number: int) -> tuple[Any, int]:
        """Return a block, perhaps with rows behind it, and how many terms it has."""
        start, stop = self._at[number : number + 2].tolist()
        return self._buffer[start:stop], self._firsts[number + 1] - self._firsts[number]

    def beginning_with(self, prefix: bytes) -> tuple[int, int]:
        """Return the numbers (first, beyond the last) of the terms that begin with a prefix."""
        return self.at_or_after(prefix), self.at_or_after(prefix + b"\xff")  # never in UTF-8

    def find(self, term: bytes) -> int | None:
        """Return a term's number, or None when the field does not have it."""
        block = bisect_right(range(len(self._at) - 1), term, key=self._first_term) - 1
        if block < 0:
            return None
        place, equal = self._seek(block, term)
        return self._firsts[block] + place if equal else None

    def _all(self) -> Iterator[Block]:
        return map(self._read, range(len(self._at) - 1))

    @cached_property
    def terms(self) -> list[bytes]:
        """All terms, in order."""
        return [term for block in self._all() for term in block.terms]

    def table(self) -> TermTable:
        """Return all terms and their numbers of documents, without taking the terms apart."""
        blocks = list(self._all())
        empty = np.zeros((2, 0), np.uint32)
        lengths, counts = np.concatenate([empty, *(block.table[:2] for block in blocks)], axis=1)
        return TermTable(b"".join([block.text for block in blocks]), lengths, counts)

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
        read = layout_of_blocks(map(self._read, blocks.tolist()), int(sizes.sum()))
        return read.select(begins[which] + numbers - self._first[own])

    @cached_property
    def layout(self) -> RowLayout:
        """The layout of all terms: some 50 bytes of memory a term."""
        return layout_of_blocks(self._all(), self._length)

    def part(self, first: int, last: int) -> tuple[list[bytes], RowLayout]:
        """Return terms and layout of the terms from ``first`` to before ``last``."""
        begin = int(np.searchsorted(self._first, first, side="right")) - 1
        end = int(np.searchsorted(self._first, last, side="left"))
        blocks = [self._read(number) for number in range(begin, end)]
        before = int(self._first[begin])
        inside = slice(first - before, last - before)
        terms = [term for block in blocks for term in block.terms]
        return terms[inside], layout_of_blocks(blocks, len(terms)).select(inside)

    def ranges(self, size: int) -> Iterator[tuple[int, int]]:
        """Yield numbers (first, beyond the last) of terms with about ``size`` occurrences."""
        block, end = 0, len(self._first) - 1
        while block < end:
            enough = int(np.searchsorted(self._before, self._before[block] + size))
            following = min(max(enough, block + 1), end)
            yield int(self._first[block]), int(self._first[following])
            block = following
