"""The rows of one term, read where they lie."""

from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.codec.dictionary import Entry, PackedEntry
from index.codec.packed import Ints, Row, Words, row_bytes, running, spans
from index.codec.selection import ranks

Int32s = npt.NDArray[np.int32]
Freqs = npt.NDArray[np.integer[Any]]

_PICKED = 6
"""Positions of more than one document in so many are read with those of all the others."""


class Occurrences(NamedTuple):
    """Where a term stands: ``rows[i]`` says in which of the documents asked for, ascending."""

    rows: Ints
    positions: Int32s


class Source(Protocol):
    """What a field says of all its terms; see :class:`index.codec.field.FieldFile`."""

    buffer: Any
    windows: Words
    documents: int
    has_positions: bool

    def base_of(self, number: int) -> "Postings":
        """Return the postings of a base by its number. Raises ValueError when there is none."""


@dataclass(frozen=True, slots=True)
class Postings:
    """A term's documents, frequencies and positions; a small object, worth keeping.

    Nothing is read before it is asked for; what is read is not kept. Raises ValueError where
    the rows are damaged.
    """

    source: Source
    packed: PackedEntry

    @property
    def entry(self) -> Entry:
        """What the dictionary has of the term."""
        return self.packed.read()

    @property
    def count(self) -> int:
        """In how many documents the term stands."""
        return self.entry.df

    @property
    def occurrences(self) -> int:
        """How often the term occurs."""
        return self.entry.occurrences

    def docs(self) -> Int32s:
        """Return the documents of the term, ascending."""
        if base := self._base():
            return base.docs() if self._is_whole(base) else base.docs()[self._owners(base)]
        docs = ascending(self._row(0).values())
        if not 0 <= docs[-1] < self.source.documents:
            raise ValueError("a posting points outside the segment")
        return docs

    def freqs(self) -> Freqs:
        """Return how often the term stands in each of its documents, in some integer type."""
        row = self._row(1)
        freqs: Freqs = row.values()
        # Bytes stay bytes: one that is wider than seven bits might not hold one more.
        freqs = freqs.astype(np.uint8 if row.narrow else np.int32)
        freqs += 1
        return freqs

    def positions(self) -> Int32s:
        """Return the positions of the term, document after document; none without positions."""
        if not self.source.has_positions:
            return np.zeros(0, np.int32)
        base = self._base()
        if base is None:
            return running(self._row(2).values(), self.freqs()).view(np.int32)
        if self._is_whole(base):
            return base.positions()
        freqs = self.freqs()
        skipped = running(self._row(2).values(), freqs)
        return base.positions()[ranks(base.freqs(), self._owners(base), freqs, skipped)]

    def positions_in(self, places: npt.NDArray[np.integer[Any]]) -> Occurrences:
        """Return the positions of the term in some of its documents only.

        ``places`` (ascending, distinct) are indices into :meth:`docs`; ``rows`` of the result
        are indices into ``places``.
        """
        freqs = self.freqs()
        counts = freqs[places].astype(np.int64)
        rows = np.repeat(np.arange(len(counts)), counts)
        if not self.source.has_positions or not len(counts):
            return Occurrences(rows[:0], np.zeros(0, np.int32))
        chosen = spans(np.cumsum(freqs, dtype=np.int64)[places] - counts, counts)
        if len(places) * _PICKED > len(freqs):
            return Occurrences(rows, self.positions()[chosen])
        values = running(self._row(2).pick(self.source.windows, chosen), counts)
        base = self._base()
        if base is None:
            return Occurrences(rows, values.view(np.int32))
        owners = self._owners(base)[places]
        positions = base.positions_in(owners).positions
        here = base.freqs()[owners]
        return Occurrences(rows, positions[ranks(here, np.arange(len(here)), counts, values)])

    def _base(self) -> "Postings | None":
        number = self.entry.base
        return self.source.base_of(number - 1) if number else None

    def _is_whole(self, base: "Postings") -> bool:
        """Tell whether the term stands wherever its base does."""
        return self.occurrences == base.occurrences

    def _owners(self, base: "Postings") -> Int32s:
        owners = ascending(self._row(0).values())
        if not 0 <= owners[-1] < base.count:
            raise ValueError("a posting points outside its base")
        return owners

    def _row(self, stream: int) -> Row:
        entry, start = self.entry, self.entry.begin
        lengths = (entry.df, entry.df, entry.occurrences)
        for before in range(stream):
            start += row_bytes(lengths[before], entry.codes[before], entry.exceptions[before])
        return Row(
            self.source.buffer,
            start,
            lengths[stream],
            entry.codes[stream],
            entry.exceptions[stream],
        )


def ascending(distances: npt.NDArray[Any]) -> Int32s:
    """Undo the distances, each less one, of ascending numbers."""
    numbers = np.cumsum(distances, dtype=np.int32)
    numbers += np.arange(len(numbers), dtype=np.int32)
    return numbers
