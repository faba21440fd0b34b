"""Counts how many of a set of documents have each value of each facet, all in one pass.

All values of all facets are numbered through, and each document has a row of its numbers, of
one width for all so that rows are copied and not pieced together. What does not fit into its
document's row is kept aside. A set of more than half of the documents is counted by what it
leaves out.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.execute.docset import DocSet, Ints, Numbers

_ASIDE = 0.02
"""At most this share of the entries is kept aside."""


Columns = Sequence[tuple[Numbers, Numbers]]
"""Of each facet (sizes, numbers): how many numbers each document has, and they, end to end.

A number is never twice in a document.
"""


def counted(columns: Columns, docs: DocSet, count: int) -> Ints:
    """Return in how many of ``docs`` each number below ``count`` stands, without a table."""
    counts = np.zeros(count, np.int64)
    for sizes, numbers in columns:
        counts += np.bincount(numbers[np.repeat(docs.mask, sizes)], minlength=count)
    return counts


class Table:
    """The numbers, below ``count``, that each document has."""

    def __init__(
        self, rows: npt.NDArray[np.unsignedinteger], docs: Numbers, extra: Numbers, count: int
    ) -> None:
        self._rows = rows
        self._docs = docs
        self._extra = extra
        self._count = count
        everything = np.ones(len(rows), bool)
        self._totals = self._counted(DocSet(len(rows), mask=everything))

    @classmethod
    def of(cls, columns: Columns, documents: int, count: int) -> "Table":
        """Make a table of columns."""
        sizes = [np.asarray(size) for size, _ in columns]
        total = np.sum(sizes, axis=0) if columns else np.zeros(documents, np.int64)
        width = _width(total)
        dtype = np.uint16 if count < 2**16 else np.uint32
        rows = np.full((documents, width), count, dtype)
        filled = np.zeros(documents, np.int32)
        docs, extra = [], []
        for size, numbers in columns:
            owner = np.repeat(np.arange(documents, dtype=np.int32), size)
            first = np.repeat(np.cumsum(size) - size, size)
            place = np.arange(len(owner)) - first + filled[owner]
            fits = place < width
            rows[owner[fits], place[fits]] = numbers[fits]
            docs.append(owner[~fits])
            extra.append(numbers[~fits].astype(dtype))
            filled += size.astype(np.int32)
        none: list[Numbers] = [np.zeros(0, np.int32)]
        return cls(rows, np.concatenate(docs or none), np.concatenate(extra or none), count)

    def counts(self, docs: DocSet) -> Ints:
        """Return in how many of ``docs`` each number stands."""
        if 2 * len(docs) <= docs.size:
            return self._counted(docs)
        return self._totals - self._counted(DocSet(docs.size, mask=~docs.mask))

    def _counted(self, docs: DocSet) -> Ints:
        rows = self._rows.take(docs.ids, axis=0).ravel()
        counts = np.bincount(rows, minlength=self._count + 1)[: self._count]
        if len(self._docs):
            counts += np.bincount(self._extra[docs.has(self._docs)], minlength=self._count)
        return counts


def _width(sizes: Numbers) -> int:
    """The least width at which few entries stand out of their rows."""
    spread = np.bincount(sizes) if len(sizes) else np.zeros(1, np.int64)
    entries = int(np.dot(spread, np.arange(len(spread))))
    for width in range(len(spread)):
        over = np.arange(len(spread)) - width
        if int(np.dot(spread[over > 0], over[over > 0])) <= _ASIDE * entries:
            return max(1, width)
    return len(spread)
