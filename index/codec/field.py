"""One field's inverted index as a file: terms in order, each with its rows of postings.

``Inverted`` is the plain form, flat arrays over a run of terms; :class:`FieldFile` reads the file
where it lies, a term at a time; :mod:`index.codec.field_writer` writes it. Document
numbers are stored as steps from the one before less one, frequencies less one, positions as
steps from the one before (the first of a document from zero).

The file: magic and version; then run after run the packed strips of its rows and the blocks of
its dictionary, which say where the strips lie; then the heads: where each block lies, the
number of its first term, how many occurrences come before it, and its first term; the name of
the field on which rows are based, if any (see :mod:`index.codec.selection`); then eight
``uint64``: documents, terms, blocks, 1 for positions, bytes of that name, place and CRC-32 of
the heads, version. All little-endian.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.codec.dictionary import Dictionary, Entry, Layout
from index.codec.inverted import Inverted as Inverted
from index.codec.packed import Ints, Row, UInts, running, spans, unpack, windows_of
from index.codec.selection import gather, select

VERSION = 2
"""Layout of posting files."""

MAGIC = 0x4142414E  # "NABA"
HEAD = np.array([MAGIC, VERSION], "<u4").tobytes()
TRAILER = 8
_CACHED_SELECTIONS = 8

Int32s = npt.NDArray[np.int32]


class Occurrences(NamedTuple):
    """Where a term stands: ``rows[i]`` says in which of the documents asked for, ascending."""

    rows: Ints
    positions: Int32s


class _Selection(NamedTuple):
    """A term selected from its base: ranks in the base row, and what they amount to."""

    base: int
    ranks: Int32s
    owners: Ints
    freqs: Ints


class FieldFile:
    """A field as it lies in its buffer. Raises ValueError when that is none, or is damaged.

    Terms are numbered in their order. Opening reads the heads of the blocks and nothing else.
    ``open_field`` opens the field, by its name, on which rows of this one are based.
    """

    def __init__(self, buffer: Any, open_field: Callable[[str], Any] = lambda name: None) -> None:
        if len(buffer) < len(HEAD) + 8 * TRAILER or bytes(buffer[: len(HEAD)]) != HEAD:
            raise ValueError("not a posting file of this format")
        end = len(buffer) - 8 * TRAILER
        trailer = np.frombuffer(buffer, "<u8", TRAILER, end).copy()
        self.documents, terms, blocks, positions, base, heads, crc, _ = trailer.tolist()
        trailer[6] = 0
        if heads > end or zlib.crc32(trailer.tobytes(), zlib.crc32(buffer[heads:end])) != crc:
            raise ValueError("the posting file is damaged or cut short")
        self.buffer = buffer
        self._windows = windows_of(buffer)
        self.has_positions = bool(positions)
        self.dictionary = Dictionary(buffer, heads, blocks, terms, self.has_positions)
        self.base_name = bytes(buffer[end - base : end]).decode()
        self.base: FieldFile | None = open_field(self.base_name) if base else None
        if base and self.base is None:
            raise ValueError(f"the field {self.base_name} is missing")
        self._selections: dict[int, _Selection] = {}
        # The dictionary's own
        self.find = self.dictionary.find
        self.at_or_after = self.dictionary.at_or_after
        self.term = self.dictionary.term
        self.heads = self.dictionary.heads

    def __len__(self) -> int:
        return len(self.dictionary)

    @property
    def terms(self) -> list[bytes]:
        """All terms, in order."""
        return self.dictionary.terms

    @property
    def counts(self) -> UInts:
        """How many documents each term has."""
        return self.dictionary.layout.counts

    @property
    def occurrences(self) -> UInts:
        """How often each term occurs."""
        return self.dictionary.layout.occurrences

    # One term

    def count(self, number: int) -> int:
        """Return in how many documents a term stands."""
        return int(self.dictionary.entry(number).counts)

    def occurrence_count(self, number: int) -> int:
        """Return how often a term occurs."""
        return int(self.dictionary.entry(number).occurrences)

    def docs(self, number: int) -> Int32s:
        """Return the documents of a term, ascending."""
        entry = self.dictionary.entry(number)
        if entry.bases:
            selection, base = self._selection(number, entry)
            return base.docs(selection.base)[selection.owners]
        docs = _ascending(self._row(entry, 0).values())
        if not 0 <= docs[-1] < self.documents:
            raise ValueError("a posting points outside the segment")
        return docs

    def frequencies(self, number: int) -> Int32s:
        """Return how often a term stands in each of its documents."""
        entry = self.dictionary.entry(number)
        if entry.bases:
            return self._selection(number, entry)[0].freqs.astype(np.int32)
        freqs = self._row(entry, 1).values().astype(np.int32)
        freqs += 1
        return freqs

    def positions(self, number: int) -> Int32s:
        """Return the positions of a term, document after document; none without positions."""
        if not self.has_positions:
            return np.zeros(0, np.int32)
        entry = self.dictionary.entry(number)
        if entry.bases:
            selection, base = self._selection(number, entry)
            return base.positions(selection.base)[selection.ranks]
        values = self._row(entry, 2).values()
        return running(values, self.frequencies(number)).view(np.int32)

    def positions_in(self, number: int, places: npt.NDArray[np.integer[Any]]) -> Occurrences:
        """Return the positions of a term in some of its documents only.

        ``places`` (ascending, distinct) are indices into :meth:`docs` of the term; ``rows`` of
        the result are indices into ``places``.
        """
        entry = self.dictionary.entry(number)
        freqs = self.frequencies(number)
        counts = freqs[places].astype(np.int64)
        rows = np.repeat(np.arange(len(counts)), counts)
        if not self.has_positions or not len(counts):
            return Occurrences(rows[:0], np.zeros(0, np.int32))
        chosen = spans(np.cumsum(freqs, dtype=np.int64)[places] - counts, counts)
        if not entry.bases:
            values = self._row(entry, 2).pick(self._windows, chosen)
            return Occurrences(rows, running(values, counts).view(np.int32))
        selection, base = self._selection(number, entry)
        owners = selection.owners[places]
        _, positions = base.positions_in(selection.base, owners)
        freqs = base.frequencies(selection.base)
        # From ranks in the whole base row to places among the positions of the owners alone.
        ends, here = np.cumsum(freqs, dtype=np.int64)[owners], freqs[owners]
        moved = np.cumsum(here, dtype=np.int64) - ends
        return Occurrences(rows, positions[selection.ranks[chosen] + np.repeat(moved, counts)])

    def _row(self, entry: Entry, stream: int) -> Row:
        length = (entry.counts, entry.counts, entry.occurrences)[stream]
        if stream == 0 and entry.bases:
            length = entry.occurrences
        a, b, c = entry.starts[stream].tolist()
        codes, exceptions = int(entry.codes[stream]), int(entry.exceptions[stream])
        return Row(self.buffer, (a, b, c), int(length), codes, exceptions)

    def _selection(self, number: int, entry: Entry) -> tuple[_Selection, "FieldFile"]:
        base = self.base
        if base is None:
            raise ValueError("the posting file lacks the field it is based on")
        found = self._selections.get(number)
        if found is None:
            ranks = _ascending(self._row(entry, 0).values())
            freqs = base.frequencies(int(entry.bases) - 1)
            if ranks[-1] >= base.occurrence_count(int(entry.bases) - 1):
                raise ValueError("a posting points outside its base")
            found = _Selection(int(entry.bases) - 1, ranks, *select(freqs, ranks))
            while len(self._selections) >= _CACHED_SELECTIONS:
                self._selections.pop(next(iter(self._selections)))
            self._selections[number] = found
        return found, base

    # Many terms

    def docs_of_any(self, wanted: npt.NDArray[np.bool_]) -> Int32s:
        """Return the documents of any of the terms marked in ``wanted``, ascending, distinct.

        ``wanted`` has a truth value a term. One pass, however many terms there are.
        """
        found = np.zeros(self.documents, bool)
        if wanted.any():
            found[self._postings(self.dictionary.layout.select(wanted), positions=False)[0]] = True
        return np.flatnonzero(found).astype(np.int32)

    def part(self, first: int, last: int) -> Inverted:
        """Return the terms numbered from ``first`` to before ``last`` in their plain form."""
        if first >= last:
            none = np.zeros(0, np.uint32)
            return Inverted([], none, none, none, none)
        terms, layout = self.dictionary.part(first, last)
        postings = self._postings(layout, positions=True)
        bases: list[bytes] = []
        if self.base is not None:
            names = [b"", *self.base.terms]
            bases = [names[number] for number in layout.bases.tolist()]
        return Inverted(terms, layout.counts, *postings, bases)

    def parts(self, size: int = 1 << 20) -> Iterator[Inverted]:
        """Yield the whole field, some ``size`` occurrences at a time."""
        for first, last in self.dictionary.ranges(size):
            yield self.part(first, last)

    def rows(self, numbers: Ints, *, positions: bool = True) -> Inverted:
        """Return the rows of terms by ascending numbers, in their plain form but for the terms."""
        layout = self.dictionary.layout.select(numbers)
        return Inverted((), layout.counts, *self._postings(layout, positions=positions))

    def _postings(self, layout: Layout, *, positions: bool) -> tuple[UInts, UInts, UInts]:
        """Return documents, frequencies and (if wanted) positions of some terms, end to end."""
        own = layout.bases == 0
        if self.base is None or own.all():
            return self._own(layout, positions=positions)
        selected = layout.select(~own)
        numbers, of = np.unique(selected.bases.astype(np.int64) - 1, return_inverse=True)
        sizes = selected.occurrences.astype(np.int64)
        ranks = self._values(selected, 0)
        ranks += np.uint32(1)
        first = np.cumsum(sizes) - sizes
        ranks[first] -= np.uint32(1)
        ranks = running(ranks, sizes)
        base = self.base.rows(numbers, positions=positions)
        limits = self.base.occurrences[numbers][of]
        if (ranks[np.cumsum(sizes) - 1] >= limits).any():
            raise ValueError("a posting points outside its base")
        chosen = gather(base, of, ranks.astype(np.int64), sizes)
        if not own.any():
            return chosen
        others = self._own(layout.select(own), positions=positions)
        per_posting = np.repeat(own, layout.counts)
        docs, freqs = (
            _woven(per_posting, *pair) for pair in zip(others[:2], chosen[:2], strict=True)
        )
        if not positions:
            return docs, freqs, others[2]
        return docs, freqs, _woven(np.repeat(own, layout.occurrences), others[2], chosen[2])

    def _own(self, layout: Layout, *, positions: bool) -> tuple[UInts, UInts, UInts]:
        distances = self._values(layout, 0)
        distances += np.uint32(1)
        distances[np.cumsum(layout.counts, dtype=np.int64) - layout.counts] -= np.uint32(1)
        docs = running(distances, layout.counts)
        if int(docs.max()) >= self.documents:
            raise ValueError("a posting points outside the segment")
        freqs = self._values(layout, 1) + np.uint32(1)
        if not (positions and self.has_positions):
            return docs, freqs, np.zeros(0, np.uint32)
        return docs, freqs, running(self._values(layout, 2), freqs)

    def _values(self, layout: Layout, stream: int) -> UInts:
        return unpack(
            self._windows,
            layout.starts[stream],
            layout.values(stream, self.has_positions),
            layout.codes[stream],
            layout.exceptions[stream].astype(np.int64),
        )


def _ascending(distances: npt.NDArray[Any]) -> Int32s:
    """Undo the distances, each less one, of ascending numbers."""
    numbers = np.cumsum(distances, dtype=np.int32)
    numbers += np.arange(len(numbers), dtype=np.int32)
    return numbers


def _woven(first: npt.NDArray[np.bool_], ones: UInts, others: UInts) -> UInts:
    """Return the numbers of two sources, from the first one where marked."""
    out = np.empty(len(first), np.uint32)
    out[first] = ones
    out[~first] = others
    return out
