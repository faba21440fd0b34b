"""Whoosh column types: facet values, and byte strings.

Being ordinary Whoosh columns, they travel through stock merges and deletions. The schema is
pickled into Whoosh's table of contents: the names of the column types are part of the format.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.columns import Column, ColumnReader, ColumnWriter

from index.arrays import Bools
from index.ordinals import Ordinals
from index.string_table import StringTable

_BLOCK = 1 << 22
"""Bytes read at a time when a column of byte strings is copied."""


class FacetColumnWriter(ColumnWriter):  # type: ignore[misc]
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
        self._dbfile.write(self.arrays(docnum).encode())

    def arrays(self, docnum: int) -> Ordinals:
        """Return the column of ``docnum`` documents."""
        self._pad(docnum)
        ordered = sorted(self._ids)
        rank = np.zeros(len(ordered), np.uint32)
        rank[[self._ids[value] for value in ordered]] = np.arange(len(ordered))
        starts = np.array([0, *self._ends], np.uint32)
        return Ordinals(
            StringTable.from_sorted(ordered), starts, rank[np.array(self._entries, np.intp)]
        )

    def _pad(self, docnum: int) -> None:
        if missing := docnum - len(self._ends):
            self._ends.extend([len(self._entries)] * missing)


class FacetColumnReader(ColumnReader):  # type: ignore[misc]
    """Reads a column; :attr:`arrays` is the whole of it, a cell is a list of strings."""

    def __init__(self, dbfile: Any, basepos: int, length: int, doccount: int) -> None:
        super().__init__(dbfile, basepos, length, doccount)
        self._arrays: Ordinals | None = None

    @property
    def arrays(self) -> Ordinals:
        """The column as arrays. Raises ValueError when the file is not such a column."""
        if self._arrays is None:
            self._dbfile.seek(self._basepos)
            self._arrays = Ordinals.decode(self._dbfile.read(self._length), self._doccount)
        return self._arrays

    def __getitem__(self, docnum: int) -> list[str]:
        return list(self.arrays.of(docnum))


class FacetColumn(Column):  # type: ignore[misc]
    """Whoosh column type of a multi-valued facet; a cell is a sequence of strings."""

    _default: tuple[str, ...] = ()
    Reader = FacetColumnReader

    def writer(self, dbfile: Any) -> FacetColumnWriter:
        """Return a writer onto ``dbfile``."""
        return FacetColumnWriter(dbfile)

    def stores_lists(self) -> bool:
        """Tell Whoosh that a cell holds several values."""
        return True


class BytesColumnWriter(ColumnWriter):  # type: ignore[misc]
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


class BytesColumnReader(ColumnReader):  # type: ignore[misc]
    """Reads a cell as bytes."""

    def __getitem__(self, docnum: int) -> bytes:
        return self.cell(docnum)

    @cached_property
    def cell(self) -> Callable[[int], bytes]:
        """Gives the cell of a document."""
        ends = self._ends.data  # a view whose items are Python's numbers
        data, base = self._mapped, self._basepos

        def mapped(docnum: int) -> bytes:
            assert data is not None
            start = ends[docnum - 1] if docnum else 0
            return bytes(data[base + start : base + ends[docnum]])

        def read(docnum: int) -> bytes:
            return self._read(ends[docnum - 1] if docnum else 0, ends[docnum])

        return read if data is None else mapped

    def all(self) -> list[bytes]:
        """Return the cells of all documents."""
        ends = self._ends[:-1].tolist()
        data = self._read(0, ends[-1] if ends else 0)
        return [data[start:end] for start, end in pairwise([0, *ends])]

    def records(self, dtype: np.dtype[Any]) -> npt.NDArray[Any]:
        """Return the cells of all documents as records of a type, shape ``(documents,)``.

        Raises ValueError when a cell is no such record.
        """
        size = dtype.itemsize
        if (self._ends[:-1] != np.arange(1, self._doccount + 1, dtype=np.uint64) * size).any():
            raise ValueError("column of records has another width")
        return np.frombuffer(self._read(0, size * self._doccount), dtype)

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
        if self._mapped is not None:
            return bytes(self._mapped[self._basepos + start : self._basepos + end])
        self._dbfile.seek(self._basepos + start)
        value: bytes = self._dbfile.read(end - start)
        return value

    @cached_property
    def _mapped(self) -> memoryview | None:
        """The file's bytes, if it is a part of a mapped one."""
        return getattr(self._dbfile.file, "data", None)

    @cached_property
    def _ends(self) -> npt.NDArray[np.uint64]:
        """Where the cells end, and then their number."""
        size = 8 * (self._doccount + 1)
        room = self._length - size
        if room < 0:
            raise ValueError("column of bytes is cut short")
        self._dbfile.seek(self._basepos + room)
        ends = np.frombuffer(self._dbfile.read(size), "<u8").astype(np.uint64, copy=False)
        if len(ends) <= self._doccount or ends[-1] != self._doccount:
            raise ValueError("column of bytes has another document count")
        own = ends[:-1]
        if len(own) and (int(own[-1]) > room or (own[1:] < own[:-1]).any()):
            raise ValueError("column of bytes points outside itself")
        return ends


class BytesColumn(Column):  # type: ignore[misc]
    """Whoosh column type of byte strings, one a document, read without unpacking the others.

    (Whoosh's own ``VarBytesColumn`` sums up all lengths whenever it is opened.) File layout:
    the strings end to end, then ``uint64`` ends, then their number as ``uint64``.
    """

    _default = b""
    Reader = BytesColumnReader

    def writer(self, dbfile: Any) -> BytesColumnWriter:
        """Return a writer onto ``dbfile``."""
        return BytesColumnWriter(dbfile)


def write_ends(file: Any, ends: npt.NDArray[np.uint64]) -> None:
    """Finish a column of byte strings by where each of them ends."""
    file.write(np.append(ends, np.uint64(len(ends))).astype("<u8").tobytes())
