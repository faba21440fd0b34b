"""One field's inverted index as a file: terms in order, each with its rows of postings.

:class:`~index.codec.inverted.Inverted` is the plain form, flat arrays over a run of terms;
:class:`FieldFile` reads the file where it lies, a term at a time or many at once;
:mod:`index.codec.field_writer` writes it. ``FORMAT.md`` beside this module has the layout as a
grammar, with an example in bytes.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from index.arrays import Bools, Int32s, Ints, UInts, running_sums
from index.codec.bit_packing import unpack, windows_of
from index.codec.bitset import Bitset
from index.codec.block import RowLayout
from index.codec.dictionary import Dictionary
from index.codec.inverted import Inverted
from index.codec.postings import Freqs, Postings
from index.codec.selection import gather
from index.kernels import compiled

if TYPE_CHECKING:
    from index.kernels._loops import File

VERSION = 4
"""Version of the layout of posting files."""

MAGIC = 0x4142414E  # "NABA"
HEAD = np.array([MAGIC, VERSION], "<u4").tobytes()
TRAILER = 8
"""Number of ``uint64`` at the end of a posting file."""


class FieldFile:
    """A posting file as it lies in a buffer.

    Terms are numbered in their order. Opening reads the block index and nothing else.
    ``open_field`` opens the field, by its name, on which rows of this one are based.

    Raises ValueError when the buffer is no posting file, or is damaged; so do all methods.
    """

    def __init__(self, buffer: Any, open_field: Callable[[str], Any] = lambda name: None) -> None:
        if len(buffer) < len(HEAD) + 8 * TRAILER or bytes(buffer[: len(HEAD)]) != HEAD:
            raise ValueError("not a posting file of this format")
        end = len(buffer) - 8 * TRAILER
        trailer = np.frombuffer(buffer, "<u8", TRAILER, end).copy()
        self.documents, terms, blocks, positions, base, index, crc, _ = trailer.tolist()
        trailer[6] = 0
        if (
            base > end - index
            or zlib.crc32(trailer.tobytes(), zlib.crc32(buffer[index:end])) != crc
        ):
            raise ValueError("the posting file is damaged or cut short")
        self.buffer = buffer
        self.windows = windows_of(buffer)
        self.has_positions = bool(positions)
        self.dictionary = Dictionary(
            buffer, index, end - base, blocks, terms, self.documents, self.has_positions
        )
        self.base_name = bytes(buffer[end - base : end]).decode()
        self.base: FieldFile | None = open_field(self.base_name) if base else None
        if base and self.base is None:
            raise ValueError(f"the field {self.base_name} is missing")
        self.file: File | None = None
        if compiled:
            of = self.base.file if self.base else None
            places = (*self.dictionary.places, blocks, terms)
            self.file = compiled.File(buffer, self.documents, self.has_positions, places, of)
        # Of the dictionary:
        self.find = self.file.find if self.file else self.dictionary.find
        self.at_or_after = self.dictionary.at_or_after
        self.beginning_with = self.dictionary.beginning_with
        self.term = self.dictionary.term
        self.block_index = self.dictionary.block_index

    def __len__(self) -> int:
        return len(self.dictionary)

    @property
    def terms(self) -> list[bytes]:
        """All terms, in order."""
        return self.dictionary.terms

    @property
    def counts(self) -> UInts:
        """How many documents each term has, in shape ``(terms,)``."""
        return self.dictionary.layout.counts

    @property
    def occurrences(self) -> UInts:
        """How often each term occurs, in shape ``(terms,)``."""
        return self.dictionary.layout.occurrences

    # One term

    def postings(self, number: int) -> Postings:
        """Return what reads the rows of a term without the dictionary from then on."""
        return Postings(self, number, self.dictionary.entry(number))

    def base_of(self, number: int) -> Postings:
        """Return the postings of a term of the field on which rows of this one are based."""
        if self.base is None or number >= len(self.base):
            raise ValueError("the posting file lacks the field it is based on")
        return self.base.postings(number)

    def count(self, number: int) -> int:
        """Return in how many documents a term stands."""
        return self.postings(number).count

    def occurrence_count(self, number: int) -> int:
        """Return how often a term occurs."""
        return self.postings(number).occurrences

    def docs(self, number: int) -> Int32s:
        """Return the documents of a term, ascending."""
        return self.postings(number).docs()

    def frequencies(self, number: int) -> Freqs:
        """Return how often a term stands in each of its documents."""
        return self.postings(number).freqs()

    def positions(self, number: int) -> Int32s:
        """Return the positions of a term, document after document; none without positions."""
        return self.postings(number).positions()

    # Many terms

    def docs_of_any(self, wanted: Bools) -> Int32s:
        """Return the documents of any of the ``wanted`` terms, ascending.

        ``wanted`` has shape ``(terms,)``. One pass, however many terms there are.
        """
        found = np.zeros(self.documents, bool)
        if wanted.any():
            layout = self.dictionary.layout_of(np.flatnonzero(wanted))
            found[self._postings(layout, positions=False)[0]] = True
        return np.flatnonzero(found).astype(np.int32)

    def part(self, first: int, last: int, *, positions: bool = True) -> Inverted:
        """Return the terms numbered from ``first`` to before ``last`` in their plain form.

        Without ``positions`` they have documents alone.
        """
        if first >= last:
            none = np.zeros(0, np.uint32)
            return Inverted([], none, none, none, none)
        terms, layout = self.dictionary.part(first, last)
        postings = self._postings(layout, positions=positions)
        if not positions or self.base is None:
            return Inverted(terms, layout.counts, *postings)
        bases = layout.bases.astype(np.int32)
        bases -= 1
        return Inverted(terms, layout.counts, *postings, bases)

    def parts(self, size: int = 1 << 20) -> Iterator[Inverted]:
        """Yield the whole field, some ``size`` occurrences at a time."""
        for first, last in self.dictionary.ranges(size):
            yield self.part(first, last)

    def rows(self, numbers: Ints, *, positions: bool = True) -> Inverted:
        """Return the rows of terms by ascending numbers, in their plain form but for the terms.

        Without ``positions`` they have documents alone.
        """
        layout = self.dictionary.layout_of(numbers)
        return Inverted((), layout.counts, *self._postings(layout, positions=positions))

    def _postings(self, layout: RowLayout, *, positions: bool) -> tuple[UInts, UInts, UInts]:
        """Return documents, frequencies and positions of some terms, end to end.

        Without ``positions`` the last two are empty.
        """
        starts = layout.starts(self.has_positions)
        docs = self._numbers(layout, starts)
        freqs = within = np.zeros(0, np.uint32)
        if positions:
            freqs = self._values(layout, starts, 1) + np.uint32(1)
            if self.has_positions:
                within = running_sums(self._values(layout, starts, 2), freqs)
        based = layout.bases > 0
        if self.base is not None and based.any():
            of = layout.bases[based].astype(np.int64) - 1
            numbers, of = np.unique(of, return_inverse=True)
            base = self.base.rows(numbers, positions=positions)
            here = np.repeat(based, layout.counts)
            own = freqs[here] if positions else freqs
            there = np.repeat(here, freqs) if len(within) else here[:0]
            docs[here], within[there] = gather(
                base, of, layout.counts[based], docs[here], own, within[there]
            )
        if int(docs.max()) >= self.documents:
            raise ValueError("a posting points outside the segment")
        return docs, freqs, within

    def _numbers(self, layout: RowLayout, starts: Ints) -> UInts:
        """Return the documents of some terms (for based rows the owners), end to end."""
        dense = layout.dense
        if dense.any():
            here = np.repeat(dense, layout.counts)
            numbers = np.zeros(len(here), np.uint32)
            if not dense.all():
                numbers[~here] = self._numbers(layout.select(~dense), starts[..., ~dense])
            columns = (starts[0, 0], layout.exceptions[0], layout.counts)
            rows = zip(*(column[dense].tolist() for column in columns), strict=True)
            found = [Bitset(self.buffer, start, bound).numbers(n) for start, bound, n in rows]
            numbers[here] = np.concatenate(found)
            return numbers
        deltas = self._values(layout, starts, 0)  # gaps, until one is added
        deltas += np.uint32(1)
        deltas[np.cumsum(layout.counts, dtype=np.int64) - layout.counts] -= np.uint32(1)
        return running_sums(deltas, layout.counts)

    def _values(self, layout: RowLayout, starts: Ints, stream: int) -> UInts:
        return unpack(
            self.windows,
            starts[stream],
            layout.lengths(stream, self.has_positions),
            layout.codes[stream],
            layout.exceptions[stream].astype(np.int64),
        )
