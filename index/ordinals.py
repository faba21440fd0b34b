"""Facet values of documents as ordinals into one sorted table of distinct values.

A facet is counted by walking documents, not terms, so its values are kept forward.

File layout, all little-endian ``uint32``: magic, documents, values, entries; then
``starts[documents + 1]``, ``ordinals[entries]``, ``bounds[values + 1]``, and the values'
UTF-8 bytes end to end. Values are sorted; a document keeps its own order of values.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Bools, UInts
from index.string_table import StringTable

_MAGIC = 0x4E464331  # "NFC1"
_U32 = np.dtype("<u4")


@dataclass(frozen=True, slots=True, eq=False)
class Ordinals:
    """Each document's values, by their ordinals in a table (compressed sparse rows).

    Document ``d`` has ``values[o]`` for ``o`` in ``ordinals[starts[d]:starts[d + 1]]``;
    ``starts`` has shape ``(documents + 1,)``, ``ordinals`` one number an entry.
    """

    values: StringTable
    starts: UInts
    ordinals: UInts

    @classmethod
    def empty(cls, documents: int) -> "Ordinals":
        """The column of a segment in which no document has a value."""
        return cls(StringTable.from_sorted(()), np.zeros(documents + 1, _U32), np.zeros(0, _U32))

    def of(self, document: int) -> tuple[str, ...]:
        """Return the values of one document, in the order they were given."""
        return tuple(self.values.take(self.row(document)))

    def row(self, document: int) -> UInts:
        """Return the ordinals of one document's values, in the order they were given."""
        return self.ordinals[self.starts[document] : self.starts[document + 1]]

    @property
    def documents(self) -> int:
        """How many documents have a row."""
        return len(self.starts) - 1

    def encode(self) -> bytes:
        """Return the column as a file has it (the layout is in the module's docstring)."""
        head = np.array([_MAGIC, self.documents, len(self.values), len(self.ordinals)])
        parts = (head, self.starts, self.ordinals, self.values.bounds)
        return b"".join([*(part.astype(_U32).tobytes() for part in parts), self.values.blob])

    @classmethod
    def decode(cls, data: bytes, documents: int) -> "Ordinals":
        """Return the column of ``documents`` documents that :meth:`encode` wrote.

        Raises ValueError when it is none, has another number of documents, or is damaged.
        """
        if len(data) < 16:
            raise ValueError("facet column is cut short")
        magic, docs, values, entries = np.frombuffer(data, _U32, 4).tolist()
        if magic != _MAGIC or docs != documents:
            raise ValueError("facet column has another layout or document count")
        at = 16
        parts: list[UInts] = []
        for size in (docs + 1, entries, values + 1):
            parts.append(np.frombuffer(data, _U32, size, at))
            at += 4 * size
        starts, ordinals, bounds = parts
        blob = data[at : at + int(bounds[-1])]
        if (
            int(starts[-1]) != entries
            or (entries and int(ordinals.max()) >= values)
            or len(blob) != int(bounds[-1])
            or any((part[1:] < part[:-1]).any() for part in (starts, bounds))
        ):
            raise ValueError("facet column points outside itself")
        return cls(StringTable(bounds, blob), starts, ordinals)

    @classmethod
    def merge(cls, columns: "Sequence[tuple[Ordinals, Bools]]") -> "Ordinals":
        """Return the chosen rows of several columns, end to end.

        Each column comes with a truth value a document: shape ``(documents,)``.
        """
        kept = [
            column.ordinals[np.repeat(rows, np.diff(column.starts))] for column, rows in columns
        ]
        used = [
            np.flatnonzero(np.bincount(row, minlength=len(column.values)))
            for (column, _), row in zip(columns, kept, strict=True)
        ]
        named = [
            column.values.take(ordinals)
            for (column, _), ordinals in zip(columns, used, strict=True)
        ]
        values = sorted(set().union(*named))
        rank = {value: number for number, value in enumerate(values)}
        renumbered = []
        for (column, _), row, ordinals, names in zip(columns, kept, used, named, strict=True):
            new = np.zeros(len(column.values), _U32)
            new[ordinals] = [rank[name] for name in names]
            renumbered.append(new[row])
        sizes = [np.diff(column.starts)[rows] for column, rows in columns]
        starts = np.cumsum(np.concatenate([np.zeros(1, _U32), *sizes]), dtype=_U32)
        return cls(
            StringTable.from_sorted(values),
            starts,
            np.concatenate([np.zeros(0, _U32), *renumbered]),
        )
