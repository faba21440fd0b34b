"""Columns of a segment as arrays, from a Whoosh segment reader.

``documents`` is always the segment's number of documents, deleted ones included.
"""

from typing import Any, cast

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import _lenfield

from index.arrays import Bools, Bytes, Int32s
from index.columns import BytesColumn, BytesColumnReader, FacetColumn, FacetColumnReader
from index.ordinals import Ordinals


def read_live(reader: Any) -> Bools:
    """Tell for each document whether it is not deleted, in shape ``(documents,)``."""
    live = np.ones(reader.doc_count_all(), bool)
    live[list(reader.segment().deleted_docs())] = False
    return live


def read_bytes(reader: Any, field: str) -> BytesColumnReader:
    """Return a column of byte strings; indexed by a document it gives its bytes."""
    return cast(BytesColumnReader, reader.column_reader(field, BytesColumn(), translate=False))


def read_times(reader: Any, field: str) -> npt.NDArray[np.uint64]:
    """Return a column of times in milliseconds since 1970, in shape ``(documents,)``.

    Raises ValueError when it is no such column.
    """
    return read_bytes(reader, field).records(np.dtype("<u8")).astype(np.uint64, copy=False)


def read_ordinals(reader: Any, field: str, documents: int) -> Ordinals:
    """Return a facet column. Raises ValueError when it is damaged."""
    if not reader.has_column(field):
        return Ordinals.empty(documents)
    column = reader.column_reader(field, FacetColumn(), translate=False)
    return cast(FacetColumnReader, column).arrays


def read_numbers(reader: Any, field: str, documents: int) -> Int32s:
    """Return a column of signed numbers in shape ``(documents,)``, 0 where there is none.

    Raises ValueError when it has more rows than there are documents.
    """
    out = np.zeros(documents, np.int32)
    raw = read_raw(reader, field, ">u4")
    # Whoosh keeps numbers in sortable form, 2^31 up; a document without one keeps a bare 0.
    out[: len(raw)] = np.where(raw == 0, 0, raw.astype(np.int64) - 2**31)
    return out


def read_lengths(reader: Any, field: str, documents: int) -> Bytes:
    """Return each document's length of a text field, as the byte Whoosh rounds it to.

    The result has shape ``(documents,)``. Raises ValueError when the column has more rows.
    """
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
