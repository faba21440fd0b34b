"""One field's inverted index as a file: terms in order, each with its rows of postings.

``Inverted`` is the plain form, flat arrays over a run of terms; :class:`FieldFile` reads the file
where it lies, a term at a time; :mod:`index.codec.field_writer` writes it. Document
numbers are stored as steps from the one before less one, frequencies less one, positions as
steps from the one before (the first of a document from zero).

The file: magic and version; then run after run the packed strips of its rows and the blocks of
its dictionary, which say where the strips lie; then the heads: where each block lies, the
number of its first term, how many occurrences come before it, and its first term; then eight
``uint64``: documents, terms, blocks, 1 for positions, place and CRC-32 of the heads, version,
magic. All little-endian.
"""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.codec.dictionary import Block, Layout, joined
from index.codec.packed import Ints, Row, UInts, Words, running, spans, unpack, windows_of

VERSION = 2
"""Layout of posting files."""

MAGIC = 0x4142414E  # "NABA"
HEAD = np.array([MAGIC, VERSION], "<u4").tobytes()
TRAILER = 8
_CACHED_BLOCKS = 64
_PICKED = 6
"""Of more than one document in this many, all positions are read: that costs less than picking."""

Int32s = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Inverted:
    """Posting ``i`` is document ``docs[i]`` with ``freqs[i]`` occurrences.

    The postings of ``terms[t]`` (ascending) are the next ``counts[t]`` ones, by document; their
    positions follow each other in ``positions`` in the same order. A field without positions
    has none and every frequency 1. All numbers are below 2^31.
    """

    terms: Sequence[bytes]
    counts: UInts
    docs: UInts
    freqs: UInts
    positions: UInts


class Occurrences(NamedTuple):
    """Where a term stands: ``rows[i]`` says in which of the documents asked for, ascending."""

    rows: Ints
    positions: Int32s


class Postings:
    """One term's rows in a field's buffer, to be read in part or whole."""

    __slots__ = ("_documents", "_rows", "_windows")

    def __init__(self, windows: Words, documents: int, rows: tuple[Row, ...]) -> None:
        self._windows = windows
        self._documents = documents
        self._rows = rows

    def __len__(self) -> int:
        return self._rows[0].length

    def docs(self) -> Int32s:
        """Return the documents, ascending."""
        distances = self._rows[0].values().astype(np.int32)
        distances[1:] += 1
        docs = np.cumsum(distances, dtype=np.int32, out=distances)
        if not 0 <= docs[-1] < self._documents:
            raise ValueError("a posting points outside the segment")
        return docs

    def frequencies(self) -> Int32s:
        """Return how often the term stands in each of its documents."""
        freqs = self._rows[1].values().astype(np.int32)
        freqs += 1
        return freqs

    def positions(self) -> Int32s:
        """Return the positions, document after document; none without positions."""
        if len(self._rows) < 3:
            return np.zeros(0, np.int32)
        freqs = self.frequencies()
        self._check(int(freqs.sum()))
        return running(self._rows[2].values(), freqs).view(np.int32)

    def positions_in(self, places: npt.NDArray[np.integer[Any]]) -> Occurrences:
        """Return the positions in some of the documents; see :meth:`FieldFile.positions_in`."""
        freqs = self.frequencies()
        counts = freqs[places].astype(np.int64)
        rows = np.repeat(np.arange(len(counts)), counts)
        if len(self._rows) < 3 or not len(counts):
            return Occurrences(rows[:0], np.zeros(0, np.int32))
        ends = np.cumsum(freqs, dtype=np.int64)
        self._check(int(ends[-1]))
        chosen = spans(ends[places] - counts, counts)
        if len(places) * _PICKED > len(freqs):
            return Occurrences(rows, running(self._rows[2].values(), freqs).view(np.int32)[chosen])
        values = self._rows[2].pick(self._windows, chosen)
        return Occurrences(rows, running(values, counts).view(np.int32))

    def _check(self, occurrences: int) -> None:
        if occurrences != self._rows[2].length:
            raise ValueError("the frequencies of a term are not as many as its positions")


class FieldFile:
    """A field as it lies in its buffer. Raises ValueError when that is none, or is damaged.

    Terms are numbered in their order. Opening reads the heads of the blocks and nothing else.
    """

    def __init__(self, buffer: Any) -> None:
        if len(buffer) < len(HEAD) + 8 * TRAILER or bytes(buffer[: len(HEAD)]) != HEAD:
            raise ValueError("not a posting file of this format")
        end = len(buffer) - 8 * TRAILER
        trailer = np.frombuffer(buffer, "<u8", TRAILER, end).copy()
        self.documents, terms, blocks, positions, heads, crc, *_ = trailer.tolist()
        trailer[5] = 0
        if heads > end or zlib.crc32(trailer.tobytes(), zlib.crc32(buffer[heads:end])) != crc:
            raise ValueError("the posting file is damaged or cut short")
        self._buffer = buffer
        self._windows = windows_of(buffer)
        self._terms: int = terms
        self.has_positions = bool(positions)
        table = np.frombuffer(buffer, "<u8", 4 * (blocks + 1), heads).astype(np.int64)
        self._at, self._first, self._before, ends = table.reshape(-1, 4).T.copy()
        self._head_ends = ends + heads + table.nbytes
        self._blocks: dict[int, Block] = {}

    def __len__(self) -> int:
        return self._terms

    # The dictionary

    def _head(self, block: int) -> bytes:
        return bytes(self._buffer[int(self._head_ends[block]) : int(self._head_ends[block + 1])])

    def _block(self, number: int) -> Block:
        found = self._blocks.get(number)
        if found is None:
            found = self._read_block(number)
            while len(self._blocks) >= _CACHED_BLOCKS:
                self._blocks.pop(next(iter(self._blocks)))
            self._blocks[number] = found
        return found

    def _read_block(self, number: int) -> Block:
        start, stop = self._at[number : number + 2].tolist()
        count = int(self._first[number + 1] - self._first[number])
        return Block(self._buffer[start:stop], count, self.has_positions)

    def _place(self, number: int) -> tuple[Block, int]:
        """Return the block of a term, and its place there."""
        if not 0 <= number < self._terms:
            raise IndexError(number)
        block = int(np.searchsorted(self._first, number, side="right")) - 1
        return self._block(block), number - int(self._first[block])

    def term(self, number: int) -> bytes:
        """Return a term by its number."""
        block, place = self._place(number)
        return block.terms[place]

    def at_or_after(self, term: bytes) -> int:
        """Return the number of the first term that is not smaller, ``len(self)`` if none is."""
        block = bisect_right(range(len(self._at) - 1), term, key=self._head) - 1
        if block < 0:
            return 0
        first: int = self._first[block].item()
        return first + bisect_left(self._block(block).terms, term)

    def find(self, term: bytes) -> int | None:
        """Return a term's number, or None when the field does not have it."""
        number = self.at_or_after(term)
        return number if number < len(self) and self.term(number) == term else None

    def heads(self) -> list[tuple[bytes, int]]:
        """Return the first term of each block, with the number of occurrences in the block."""
        sizes = np.diff(self._before).tolist()
        return [(self._head(block), size) for block, size in enumerate(sizes)]

    def _all_blocks(self) -> Iterator[Block]:
        return map(self._read_block, range(len(self._at) - 1))

    @cached_property
    def terms(self) -> list[bytes]:
        """All terms, in order."""
        return [term for block in self._all_blocks() for term in block.terms]

    @cached_property
    def counts(self) -> UInts:
        """How many documents each term has."""
        none = np.zeros(0, np.uint32)
        return np.concatenate([none, *(block.counts for block in self._all_blocks())])

    @cached_property
    def occurrences(self) -> UInts:
        """How often each term occurs."""
        none = np.zeros(0, np.uint32)
        return np.concatenate([none, *(block.occurrences for block in self._all_blocks())])

    # One term

    def count(self, number: int) -> int:
        """Return in how many documents a term stands."""
        block, place = self._place(number)
        return int(block.counts[place])

    def occurrence_count(self, number: int) -> int:
        """Return how often a term occurs."""
        block, place = self._place(number)
        return int(block.occurrences[place])

    def postings(self, number: int) -> "Postings":
        """Return what reads a term's rows; kept, it spares the next look into the dictionary."""
        block, place = self._place(number)
        counts, occurrences, codes, exceptions, starts = block.layout
        rows = []
        for stream in range(3 if self.has_positions else 2):
            a, b, c = starts[stream, :, place].tolist()
            length = int(occurrences[place] if stream == 2 else counts[place])
            code, patches = int(codes[stream, place]), int(exceptions[stream, place])
            rows.append(Row(self._buffer, (a, b, c), length, code, patches))
        return Postings(self._windows, self.documents, tuple(rows))

    def docs(self, number: int) -> Int32s:
        """Return the documents of a term, ascending."""
        return self.postings(number).docs()

    def frequencies(self, number: int) -> Int32s:
        """Return how often a term stands in each of its documents."""
        return self.postings(number).frequencies()

    def positions(self, number: int) -> Int32s:
        """Return the positions of a term, document after document; none without positions."""
        return self.postings(number).positions()

    def positions_in(self, number: int, places: npt.NDArray[np.integer[Any]]) -> Occurrences:
        """Return the positions of a term in some of its documents only.

        ``places`` (ascending, distinct) are indices into :meth:`docs` of the term; ``rows`` of
        the result are indices into ``places``.
        """
        return self.postings(number).positions_in(places)

    # Many terms

    def docs_of_any(self, wanted: npt.NDArray[np.bool_]) -> Int32s:
        """Return the documents of any of the terms marked in ``wanted``, ascending, distinct.

        ``wanted`` has a truth value a term. One pass, however many terms there are.
        """
        layouts = []
        edges = self._first.tolist()
        for number, (start, stop) in enumerate(pairwise(edges)):
            chosen = wanted[start:stop]
            if chosen.any():
                layout = self._block(number).layout
                layouts.append(layout.select(chosen))
        if not layouts:
            return np.zeros(0, np.int32)
        found = np.zeros(self.documents, bool)
        found[self._docs(joined(layouts))] = True
        return np.flatnonzero(found).astype(np.int32)

    def part(self, first: int, last: int) -> Inverted:
        """Return the terms numbered from ``first`` to before ``last`` in their plain form."""
        if first >= last:
            none = np.zeros(0, np.uint32)
            return Inverted([], none, none, none, none)
        terms: list[bytes] = []
        layouts = []
        begin = int(np.searchsorted(self._first, first, side="right")) - 1
        end = int(np.searchsorted(self._first, last, side="left"))
        for number in range(begin, end):
            block, before = self._read_block(number), int(self._first[number])
            inside = slice(max(first - before, 0), last - before)
            terms += block.terms[inside]
            layouts.append(block.layout.select(inside))
        layout = joined(layouts)
        docs = self._docs(layout)
        freqs = self._values(layout, 1) + np.uint32(1)
        positions = np.zeros(0, np.uint32)
        if self.has_positions:
            positions = running(self._values(layout, 2), freqs)
        return Inverted(terms, layout.counts, docs, freqs, positions)

    def parts(self, size: int = 1 << 20) -> Iterator[Inverted]:
        """Yield the whole field, some ``size`` occurrences at a time."""
        first = 0
        while first < len(self):
            block = int(np.searchsorted(self._first, first))
            enough = np.searchsorted(self._before, self._before[block] + size)
            last = int(self._first[min(max(int(enough), block + 1), len(self._first) - 1)])
            yield self.part(first, last)
            first = last

    def _docs(self, layout: Layout) -> UInts:
        distances = self._values(layout, 0)
        distances += np.uint32(1)
        distances[np.cumsum(layout.counts, dtype=np.int64) - layout.counts] -= np.uint32(1)
        docs = running(distances, layout.counts)
        if int(docs.max()) >= self.documents:
            raise ValueError("a posting points outside the segment")
        return docs

    def _values(self, layout: Layout, stream: int) -> UInts:
        return unpack(
            self._windows,
            layout.starts[stream],
            layout.values(stream, self.has_positions),
            layout.codes[stream],
            layout.exceptions[stream].astype(np.int64),
        )
