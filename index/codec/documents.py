"""The columns of a segment, written document by document, or merged from other segments.

Whoosh's own writer of columns (``W3PerDocWriter``) takes some fifty microseconds a document.
The files here are the same, so that stock Whoosh reads them; but a column's writer is asked for
once a segment, and segments are merged array by array.

A field's column decides how it is kept: byte strings, facet values, or numbers.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import STORED_COLUMN, W3Codec, _lenfield
from whoosh.columns import NumericColumn
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from index.arrays import Bools, Ints
from index.codec.codec import ArraySegment
from index.codec.column_readers import read_bytes, read_lengths, read_live, read_ordinals, read_raw
from index.codec.inverted import Inverted
from index.columns import BytesColumn, FacetColumn, write_ends
from index.ordinals import Ordinals

_STORED = "_stored"
"""Whoosh's column of stored fields: always there, and empty here."""


class DocumentWriter:
    """Takes the columns of one segment's documents, in ascending order."""

    def __init__(self, storage: FileStorage, segment: ArraySegment, schema: Schema) -> None:
        self._files = _Files(storage, segment)
        self._schema = schema
        self._columns: dict[str, _Cells] = {}
        self.count = 0

    def add(self, document: Mapping[str, Any]) -> None:
        """Add a document, fields to values; its number is how many came before."""
        for name, value in document.items():
            cells = self._columns.get(name)
            if cells is None:
                field = self._schema[name]
                cells = _KINDS[type(field.column_type)](field, self._files.create(name))
                self._columns[name] = cells
            cells.add(self.count, value)
        self.count += 1

    def add_column(self, name: str, cells: npt.NDArray[np.void]) -> None:
        """Write a column of byte strings that is no field's: a record for each document."""
        with self._files.create(name) as file:
            file.write(cells.tobytes())
            write_ends(file, np.arange(1, len(cells) + 1, dtype=np.uint64) * cells.itemsize)

    def finish(self) -> Iterator[tuple[str, Inverted]]:
        """Write the columns; yield the postings of the fields that are searched as a whole."""
        for name, cells in sorted(self._columns.items()):
            terms = cells.finish(self.count)
            if self._schema[name].indexed:
                yield name, terms.inverted()
        _write_stored(self._files, self.count)


class _Files:
    def __init__(self, storage: FileStorage, segment: ArraySegment) -> None:
        self._storage = storage
        self._segment = segment

    def create(self, column: str) -> Any:
        return self._storage.create_file(W3Codec.column_filename(self._segment, column))


def _write_stored(files: _Files, documents: int) -> None:
    with files.create(_STORED) as file:
        STORED_COLUMN.writer(file).finish(documents)


class _TermRows(NamedTuple):
    """The terms of documents: ``d`` has ``terms[o]`` for ``o`` in its ``counts[d]`` ordinals."""

    terms: list[bytes]
    counts: npt.NDArray[Any]
    ordinals: npt.NDArray[Any]

    def inverted(self) -> Inverted:
        order = np.argsort(self.ordinals, kind="stable")
        docs = np.repeat(np.arange(len(self.counts), dtype=np.uint32), self.counts)[order]
        counts = np.bincount(self.ordinals, minlength=len(self.terms)).astype(np.uint32)
        nothing = np.zeros(0, np.uint32)
        return Inverted(self.terms, counts, docs, np.ones(len(docs), np.uint32), nothing)


class _Cells(Protocol):
    """A column while its segment is written."""

    def __init__(self, field: Any, file: Any) -> None: ...

    def add(self, document: int, value: Any) -> None:
        """Take the value of a document; documents come in ascending order."""

    def finish(self, documents: int) -> _TermRows:
        """Write the column; return the terms by which its documents are found."""


class _Bytes:
    """Byte strings, or text kept as such; indexed, each is one term."""

    def __init__(self, field: Any, file: Any) -> None:
        self._file = file
        self._column = field.column_type.writer(file)
        self._cells: list[bytes] | None = [] if field.indexed else None
        self._docs = array("I")

    def add(self, document: int, value: str | bytes) -> None:
        cell = value if isinstance(value, bytes) else value.encode()
        self._column.add(document, cell)
        if self._cells is not None:
            self._cells.append(cell)
            self._docs.append(document)

    def finish(self, documents: int) -> _TermRows:
        with self._file:
            self._column.finish(documents)
        cells = self._cells or []
        terms = sorted({*cells})
        rank = dict(zip(terms, range(len(terms)), strict=True))
        counts = np.bincount(np.array(self._docs, np.uint32), minlength=documents)
        return _TermRows(terms, counts, np.array([rank[cell] for cell in cells], np.uint32))


class _Facets:
    """Strings, several a document; each is a term."""

    def __init__(self, field: Any, file: Any) -> None:
        self._file = file
        self._column = field.column_type.writer(file)

    def add(self, document: int, value: Sequence[str]) -> None:
        self._column.add(document, value)

    def finish(self, documents: int) -> _TermRows:
        column = self._column.arrays(documents)
        with self._file as file:
            file.write(column.encode())
        terms = [value.encode() for value in column.values]
        return _TermRows(terms, np.diff(column.starts), column.ordinals)


class _Numbers:
    """Whole numbers; Whoosh finds each by several terms, of ever less precision."""

    def __init__(self, field: Any, file: Any) -> None:
        self._field = field
        self._file = file
        self._ids: dict[int, int] = {}
        self._values = array("I")
        self._docs = array("I")

    def add(self, document: int, value: int) -> None:
        self._values.append(self._ids.setdefault(value, len(self._ids)))
        self._docs.append(document)

    def finish(self, documents: int) -> _TermRows:
        values, docs = np.array(self._values, np.intp), np.array(self._docs, np.intp)
        sortable = [self._field.to_column_value(value) for value in self._ids]
        cells = _numbers_of(self._field.column_type, documents)
        cells[docs] = np.array(sortable, np.int64)[values]
        with self._file as file:
            file.write(cells.tobytes())
        found = [[term for term, *_ in self._field.index(value)] for value in self._ids]
        terms = sorted({term for row in found for term in row})
        rank = dict(zip(terms, range(len(terms)), strict=True))
        ordinals = np.array([[rank[term] for term in row] for row in found], np.uint32)
        counts = np.bincount(docs, minlength=documents) * ordinals.shape[-1]
        return _TermRows(terms, counts, ordinals[values].reshape(-1))


_KINDS: dict[type, type[_Cells]] = {
    BytesColumn: _Bytes,
    FacetColumn: _Facets,
    NumericColumn: _Numbers,
}


def _numbers_of(column: NumericColumn, documents: int) -> npt.NDArray[Any]:
    """Return the cells of documents without a number."""
    return np.full(documents, column._default, f">{column._typecode}")


def merge_documents(
    storage: FileStorage, segment: ArraySegment, readers: Sequence[SegmentReader]
) -> list[Ints]:
    """Write the columns of the live documents of several segments, in their order.

    Returns, for each reader, each document's new number, -1 where it is deleted. Costs no
    more than reading and writing: facet values are renumbered as arrays, byte strings copied
    in blocks. ``segment`` learns its document count.
    """
    files = _Files(storage, segment)
    parts = [_Source(reader, read_live(reader)) for reader in readers]
    fields = dict(readers[0].schema.items())
    for name, field in fields.items():
        if field.column_type and any(reader.has_column(name) for reader in readers):
            with files.create(name) as file:
                _MERGE[type(field.column_type)](file, name, field.column_type, parts)
    for name in fields:
        if any(reader._perdoc.has_column(_lenfield(name)) for reader in readers):
            _merge_lengths(files, name, parts)
    renumbered, total = [], 0
    for _, live in parts:
        renumbered.append(np.where(live, total + np.cumsum(live) - 1, -1))
        total += int(live.sum())
    _write_stored(files, total)
    segment.set_doc_count(total)
    return renumbered


class _Source(NamedTuple):
    """A segment to be merged with others; ``live`` tells which documents are not deleted."""

    reader: SegmentReader
    live: Bools


def _merge_bytes(file: Any, name: str, _: Any, parts: list[_Source]) -> None:
    sizes = [np.zeros(0, np.uint64)]
    for reader, live in parts:
        if not reader.has_column(name):
            sizes.append(np.zeros(int(live.sum()), np.uint64))
            continue
        for block, of_cells in read_bytes(reader, name).blocks(live):
            file.write(block)
            sizes.append(of_cells)
    write_ends(file, np.cumsum(np.concatenate(sizes)))


def _merge_facets(file: Any, name: str, _: Any, parts: list[_Source]) -> None:
    columns = [(read_ordinals(reader, name, len(live)), live) for reader, live in parts]
    file.write(Ordinals.merge(columns).encode())


def _merge_numbers(file: Any, name: str, column: NumericColumn, parts: list[_Source]) -> None:
    for reader, live in parts:
        cells = _numbers_of(column, len(live))
        raw = read_raw(reader, name, cells.dtype)
        cells[: len(raw)] = raw
        file.write(cells[live].tobytes())


_MERGE: dict[type, Callable[[Any, str, Any, list[_Source]], None]] = {
    BytesColumn: _merge_bytes,
    FacetColumn: _merge_facets,
    NumericColumn: _merge_numbers,
}


def _merge_lengths(files: _Files, field: str, parts: list[_Source]) -> None:
    with files.create(_lenfield(field)) as file:
        for reader, live in parts:
            file.write(read_lengths(reader, field, len(live))[live].tobytes())
