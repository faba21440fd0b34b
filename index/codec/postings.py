"""The rows of one term, read where they lie."""

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.arrays import Int32s, Ints, Words, from_gaps, intersect, running_sums, spans, sums_before
from index.codec.bit_packing import PackedRow, row_bytes
from index.codec.bitset import BITSET, Bitset, bitset_bytes
from index.codec.block import PackedTermEntry, TermEntry
from index.codec.selection import ranks
from index.kernels import compiled

if TYPE_CHECKING:
    from index.kernels._loops import Rows

Freqs = npt.NDArray[np.integer[Any]]

_PICKED = 6
"""A call for more than one in this many of a term's documents reads those of all."""


class Occurrences(NamedTuple):
    """Where a term stands; both arrays have one number an occurrence."""

    rows: Ints
    """Indices into the documents asked for, ascending."""
    positions: Int32s


class Source(Protocol):
    """The field whose terms these are; see :class:`index.codec.field.FieldFile`."""

    buffer: Any
    file: Any
    """The buffer as :class:`index.kernels._loops.File`, if the extension is there."""
    windows: Words
    documents: int
    has_positions: bool
    base_name: str
    """Name of the field on whose rows these are based; empty when there is none."""

    def base_of(self, number: int) -> "Postings":
        """Return the postings of a base by its number. Raises ValueError when there is none."""


class Postings:
    """A term's documents, frequencies and positions; a small object, worth keeping.

    ``number`` is the term's in its field. Nothing is read before it is asked for; what is read
    is not kept. Raises ValueError where the rows are damaged.
    """

    __slots__ = ("_base", "_rows", "base_number", "count", "number", "packed", "source")

    def __init__(self, source: Source, number: int, packed: PackedTermEntry) -> None:
        self.source = source
        self.number = number
        self.packed = packed
        entry = packed.unpack()
        self.count = entry.df
        """In how many documents the term stands."""
        self.base_number = entry.base - 1 if entry.base else None
        """The number of the base in its field, None if the term has none."""
        self._base: Postings | None = None
        self._rows: Any = None

    @property
    def rows(self) -> "Rows":
        """The same postings for the extension's functions."""
        if self._rows is None:
            self._rows = self.source.file.rows(self.number)
        rows: Rows = self._rows
        return rows

    @property
    def entry(self) -> TermEntry:
        """What the dictionary has of the term."""
        return self.packed.unpack()

    @property
    def occurrences(self) -> int:
        """How often the term occurs."""
        return self.entry.occurrences

    @property
    def base(self) -> "Postings | None":
        """The postings of which these are a part, if they are kept so."""
        if self._base is None and self.base_number is not None:
            self._base = self.source.base_of(self.base_number)
        return self._base

    def docs(self) -> Int32s:
        """Return the documents of the term, ascending."""
        if compiled:
            return self.rows.docs()
        if base := self.base:
            owners = self.owners()
            return base.docs() if owners is None else base.docs()[owners]
        docs = self._numbers()
        if not 0 <= docs[-1] < self.source.documents:
            raise ValueError("a posting points outside the segment")
        return docs

    def owners(self) -> Int32s | None:
        """Return which of the base's postings are the term's own, ascending; None for all."""
        base = self.base
        assert base is not None
        if self.occurrences == base.occurrences:
            return None
        owners = self._numbers()
        if not 0 <= owners[-1] < base.count:
            raise ValueError("a posting points outside its base")
        return owners

    @property
    def bitset(self) -> Bitset | None:
        """The row of documents, or of owners in the base, if it is kept as a bitset."""
        entry = self.entry
        if entry.codes[0] != BITSET:
            return None
        return Bitset(self.source.buffer, entry.begin, entry.exceptions[0])

    def find(self, numbers: npt.NDArray[Any]) -> tuple[Ints, Ints]:
        """Return which of ascending ``numbers`` are the term's, and their places in :meth:`docs`.

        Numbers are of documents, or of postings of the base if the term has one.
        """
        bitset = self.bitset
        if bitset is not None:
            return bitset.find(numbers)
        if (base := self.base) and self.occurrences == base.occurrences:
            return np.arange(len(numbers)), numbers
        return intersect(numbers, from_gaps(self._row(0).values()))

    def freqs(self) -> Freqs:
        """Return how often the term stands in each of its documents, in some integer type."""
        if compiled:
            return self.rows.freqs()
        row = self._row(1)
        freqs: Freqs = row.values()
        # Bytes stay bytes: one that is wider than seven bits might not hold one more.
        freqs = freqs.astype(np.uint8 if row.narrow else np.int32)
        freqs += 1
        return freqs

    def freqs_in(self, places: Ints) -> Freqs:
        """Return how often the term stands in some of its documents; see :meth:`positions_in`."""
        row = self._row(1)
        if len(places) * _PICKED > row.length:
            return self.freqs()[places]
        return row.pick(self.source.windows, places).view(np.int32) + 1

    def positions(self) -> Int32s:
        """Return the positions of the term, document after document; none without positions."""
        if not self.source.has_positions:
            return np.zeros(0, np.int32)
        if compiled:
            return self.rows.positions()
        base = self.base
        if base is None:
            return running_sums(self._row(2).values(), self.freqs()).view(np.int32)
        owners = self.owners()
        if owners is None:
            return base.positions()
        freqs = self.freqs()
        skipped = running_sums(self._row(2).values(), freqs)
        return base.positions()[ranks(base.freqs(), owners, freqs, skipped)]

    def positions_in(self, places: Ints, freqs: Freqs | None = None) -> Occurrences:
        """Return the positions of the term in some of its documents only.

        ``places`` (ascending, distinct) are indices into :meth:`docs`; ``rows`` of the result
        are indices into ``places``. ``freqs`` may be those of all documents, if they are known.
        """
        if not self.source.has_positions or not len(places):
            return Occurrences(np.zeros(0, np.int64), np.zeros(0, np.int32))
        freqs = self.freqs() if freqs is None else freqs
        counts = freqs[places].astype(np.int64)
        rows = np.arange(len(counts)).repeat(counts)
        chosen = spans(sums_before(freqs, places), counts)
        if len(places) * _PICKED > len(freqs):
            return Occurrences(rows, self.positions()[chosen])
        values = running_sums(self._row(2).pick(self.source.windows, chosen), counts)
        base = self.base
        if base is None:
            return Occurrences(rows, values.view(np.int32))
        owners, base_freqs = self.owners(), base.freqs()
        if owners is not None:
            places = owners[places].astype(np.int64)
        positions = base.positions_in(places, base_freqs).positions
        here = base_freqs[places]
        return Occurrences(rows, positions[ranks(here, np.arange(len(here)), counts, values)])

    def _numbers(self) -> Int32s:
        bitset = self.bitset
        if bitset is None:
            return from_gaps(self._row(0).values())
        return bitset.numbers(self.count)

    def _row(self, stream: int) -> PackedRow:
        entry = self.entry
        start = entry.begin
        lengths = (entry.df, entry.df, entry.occurrences)
        for before in range(stream):
            codes, exceptions = entry.codes[before], entry.exceptions[before]
            if codes == BITSET:
                start += bitset_bytes(exceptions)
            else:
                start += row_bytes(lengths[before], codes, exceptions)
        codes, exceptions = entry.codes[stream], entry.exceptions[stream]
        return PackedRow(self.source.buffer, start, lengths[stream], codes, exceptions)
