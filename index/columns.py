"""Facet column: each document's values as ordinals into one sorted table.

A facet is counted by walking documents, not terms, so its values are kept forward:
``starts``/``ordinals`` in compressed sparse row form over a table of distinct values.
Being an ordinary Whoosh column, it travels through stock merges and deletions.

File layout, all little-endian ``uint32``: magic, documents, values, entries; then
``starts[documents + 1]``, ``ordinals[entries]``, ``bounds[values + 1]``, and the values'
UTF-8 bytes end to end. Values are sorted; a document keeps its own order of values.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, cast, overload

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import _lenfield
from whoosh.columns import Column, ColumnReader, ColumnWriter

_MAGIC = 0x4E464331  # "NFC1"
_U32 = np.dtype("<u4")

_BLOCK = 1 << 22
"""Bytes read at a time when a column of byte strings is copied."""

UInts = npt.NDArray[np.uint32]
Bools = npt.NDArray[np.bool_]


class Texts(Sequence[str]):
    """Strings kept end to end as UTF-8, of which one is decoded when it is asked for.

    String ``n`` is ``blob[bounds[n]:bounds[n + 1]]``.
    """

    def __init__(self, bounds: UInts, blob: bytes) -> None:
        self.bounds = bounds
        self.blob = blob

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Keep some strings."""
        encoded = [text.encode() for text in texts]
        return cls(np.cumsum([0, *map(len, encoded)]).astype(_U32), b"".join(encoded))

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self.blob[self.bounds[number] : self.bounds[number + 1]].decode()

    def __iter__(self) -> Iterator[str]:
        blob = self.blob
        return (blob[a:b].decode() for a, b in pairwise(self.bounds.tolist()))

    def take(self, numbers: npt.NDArray[np.integer]) -> list[str]:
        """Return the strings of some numbers below the length, in their order."""
        begins, ends = self.bounds[numbers].tolist(), self.bounds[1:][numbers].tolist()
        return [self.blob[a:b].decode() for a, b in zip(begins, ends, strict=True)]

    def find(self, text: str) -> int | None:
        """Return the number of a string, the strings being in order; None when it is not there."""
        number = bisect_left(self, text)
        return number if number < len(self) and self[number] == text else None


@dataclass(frozen=True, slots=True)
class Ordinals:
    """Document ``d`` has ``values[o]`` for ``o`` in ``ordinals[starts[d]:starts[d + 1]]``."""

    values: Texts
    starts: UInts
    ordinals: UInts

    @classmethod
    def empty(cls, documents: int) -> "Ordinals":
        """The column of a segment in which no document has a value."""
        return cls(Texts.of(()), np.zeros(documents + 1, _U32), np.zeros(0, _U32))

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

    def encoded(self) -> bytes:
        """Return the column as its file has it."""
        head = np.array([_MAGIC, self.documents, len(self.values), len(self.ordinals)])
        parts = (head, self.starts, self.ordinals, self.values.bounds)
        return b"".join([*(part.astype(_U32).tobytes() for part in parts), self.values.blob])

    @classmethod
    def join(cls, columns: "Sequence[tuple[Ordinals, Bools]]") -> "Ordinals":
        """Return the rows of several columns that are marked, end to end; with their values."""
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
        return cls(Texts.of(values), starts, np.concatenate([np.zeros(0, _U32), *renumbered]))


class FacetColumn(Column):  # type: ignore[misc]
    """Whoosh column type of a multi-valued facet; a cell is a sequence of strings."""

    _default: tuple[str, ...] = ()

    def writer(self, dbfile: Any) -> "FacetColumn.Writer":
        """Return a writer onto ``dbfile``."""
        return self.Writer(dbfile)

    def stores_lists(self) -> bool:
        """Tell Whoosh that a cell holds several values."""
        return True

    class Writer(ColumnWriter):  # type: ignore[misc]
        """Collects a segment's cells and writes them at the end."""

        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self._ids: dict[str, int] = {}
            self._entries = array("I")
            self._ends = array("I")

        def add(self, docnum: int, value: Sequence[str]) -> None:
            """Set the cell of ``docnum``; documents come in ascending order."""
            self._pad(docnum)
            ids = self._ids
            for item in dict.fromkeys(value):
                self._entries.append(ids.setdefault(item, len(ids)))
            self._ends.append(len(self._entries))

        def finish(self, docnum: int) -> None:
            """Write the column for ``docnum`` documents."""
            self._dbfile.write(self.arrays(docnum).encoded())

        def arrays(self, docnum: int) -> Ordinals:
            """Return the column of ``docnum`` documents."""
            self._pad(docnum)
            ordered = sorted(self._ids)
            rank = np.zeros(len(ordered), _U32)
            rank[[self._ids[value] for value in ordered]] = np.arange(len(ordered))
            starts = np.array([0, *self._ends], _U32)
            return Ordinals(Texts.of(ordered), starts, rank[np.array(self._entries, np.intp)])

        def _pad(self, docnum: int) -> None:
            if missing := docnum - len(self._ends):
                self._ends.extend([len(self._entries)] * missing)

    class Reader(ColumnReader):  # type: ignore[misc]
        """Reads a column; :attr:`arrays` is the whole of it, a cell is a list of strings."""

        def __init__(self, dbfile: Any, basepos: int, length: int, doccount: int) -> None:
            super().__init__(dbfile, basepos, length, doccount)
            self._arrays: Ordinals | None = None

        @property
        def arrays(self) -> Ordinals:
            """The column as arrays. Raises ValueError when the file is not such a column."""
            if self._arrays is None:
                self._dbfile.seek(self._basepos)
                self._arrays = _parse(self._dbfile.read(self._length), self._doccount)
            return self._arrays

        def __getitem__(self, docnum: int) -> list[str]:
            return list(self.arrays.of(docnum))


def _parse(data: bytes, documents: int) -> Ordinals:
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
    if int(starts[-1]) != entries or (entries and int(ordinals.max()) >= values):
        raise ValueError("facet column points outside itself")
    return Ordinals(Texts(bounds, blob), starts, ordinals)


class BytesColumn(Column):  # type: ignore[misc]
    """Whoosh column type of byte strings, one a document, read without unpacking the others.

    (Whoosh's own ``VarBytesColumn`` sums up all lengths whenever it is opened.) File layout:
    the strings end to end, then ``uint64`` ends, then their number as ``uint64``.
    """

    _default = b""

    def writer(self, dbfile: Any) -> "BytesColumn.Writer":
        """Return a writer onto ``dbfile``."""
        return self.Writer(dbfile)

    class Writer(ColumnWriter):  # type: ignore[misc]
        """Writes strings as they come."""

        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self._ends = array("Q")
            self._end = 0

        def add(self, docnum: int, value: bytes) -> None:
            """Set the cell of ``docnum``; documents come in ascending order."""
            self._pad(docnum)
            self._dbfile.write(value)
            self._end += len(value)
            self._ends.append(self._end)

        def finish(self, docnum: int) -> None:
            """Write where the strings of ``docnum`` documents end."""
            self._pad(docnum)
            write_ends(self._dbfile, np.array(self._ends, np.uint64))

        def _pad(self, docnum: int) -> None:
            if missing := docnum - len(self._ends):
                self._ends.extend([self._end] * missing)

    class Reader(ColumnReader):  # type: ignore[misc]
        """Reads a cell as bytes."""

        def __getitem__(self, docnum: int) -> bytes:
            ends = self._ends
            start = int(ends[docnum - 1]) if docnum else 0
            return self._read(start, int(ends[docnum]))

        def all(self) -> list[bytes]:
            """Return the cells of all documents."""
            ends = self._ends[:-1].tolist()
            data = self._read(0, ends[-1] if ends else 0)
            return [data[start:end] for start, end in pairwise([0, *ends])]

        def blocks(self, rows: Bools) -> Iterator[tuple[bytes, npt.NDArray[np.uint64]]]:
            """Yield the cells of the marked rows end to end, some at a time, with their sizes."""
            ends = self._ends[:-1]
            starts = np.concatenate([np.zeros(1, "<u8"), ends])[:-1]
            edges = np.flatnonzero(np.diff(rows, prepend=False, append=False))
            for first, last in edges.reshape(-1, 2).tolist():
                at = first
                while at < last:
                    room = np.searchsorted(ends, starts[at] + np.uint64(_BLOCK), "right")
                    stop = min(max(int(room), at + 1), last)
                    sizes = ends[at:stop] - starts[at:stop]
                    yield self._read(int(starts[at]), int(ends[stop - 1])), sizes
                    at = stop

        def _read(self, start: int, end: int) -> bytes:
            self._dbfile.seek(self._basepos + start)
            value: bytes = self._dbfile.read(end - start)
            return value

        @cached_property
        def _ends(self) -> npt.NDArray[np.uint64]:
            """Where the cells end, and then their number."""
            size = 8 * (self._doccount + 1)
            self._dbfile.seek(self._basepos + self._length - size)
            ends = np.frombuffer(self._dbfile.read(size), "<u8")
            if len(ends) <= self._doccount or ends[-1] != self._doccount:
                raise ValueError("column of bytes has another document count")
            return ends


def write_ends(file: Any, ends: npt.NDArray[np.uint64]) -> None:
    """Finish a column of byte strings by where each of them ends."""
    file.write(np.append(ends, np.uint64(len(ends))).astype("<u8").tobytes())


def read_live(reader: Any) -> Bools:
    """Return for each document of a Whoosh segment reader whether it is not deleted."""
    live = np.ones(reader.doc_count_all(), bool)
    live[list(reader.segment().deleted_docs())] = False
    return live


def read_bytes(reader: Any, field: str) -> Any:
    """Return the column of byte strings ``field`` of a Whoosh segment reader, to be indexed."""
    return reader.column_reader(field, BytesColumn(), translate=False)


def read_ordinals(reader: Any, field: str, documents: int) -> Ordinals:
    """Return the facet column ``field`` of a Whoosh segment reader with ``documents`` rows."""
    if not reader.has_column(field):
        return Ordinals.empty(documents)
    column = reader.column_reader(field, FacetColumn(), translate=False)
    return cast(FacetColumn.Reader, column).arrays


def read_numbers(reader: Any, field: str, documents: int) -> npt.NDArray[np.int32]:
    """Return a signed 32-bit numeric column as an array, 0 where a document has no value.

    Raises ValueError when it has more rows than there are documents.
    """
    out = np.zeros(documents, np.int32)
    raw = read_raw(reader, field, ">u4")
    # Whoosh keeps numbers in sortable form, 2^31 up; a document without one keeps a bare 0.
    out[: len(raw)] = np.where(raw == 0, 0, raw.astype(np.int64) - 2**31)
    return out


def read_lengths(reader: Any, field: str, documents: int) -> npt.NDArray[np.uint8]:
    """Return each document's length of a text field, as the byte Whoosh rounds it to."""
    out = np.zeros(documents, np.uint8)
    raw = read_raw(reader, _lenfield(field), np.uint8)
    out[: len(raw)] = raw
    return out


def read_raw(reader: Any, column: str, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    """Return the rows of a column of numbers as they are stored; the last ones may be missing."""
    per_document = reader._perdoc
    if not per_document.has_column(column):
        return np.zeros(0, dtype)
    file, start, length = per_document._get_column_file(column)
    with file:
        file.seek(start)
        return np.frombuffer(file.read(length), dtype)
