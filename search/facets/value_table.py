"""Counts how many of a set of documents have each value of each facet, all in one pass.

The values of all facets share one numbering, and each document has a row of its numbers. Rows
have one width, so that they can be copied by document number; what does not fit into a row is
kept aside. A set of more than half of the documents is counted by its complement.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.arrays import UInts
from index.kernels import compiled
from search.execute.docset import DocSet, Ints, Numbers

_ASIDE = 0.02
"""Maximum share of all entries that is kept aside."""
_PADS = 8
"""Number of different numbers that stand for none: counting one alone would take longer."""


Columns = Sequence[tuple[Numbers, Numbers]]
"""For each facet the number of entries of each document, shape ``(documents,)``, and the entries.

Entries are numbers of values, document after document; a number is never twice in a document.
"""


def counted(columns: Columns, docs: DocSet, count: int) -> Ints:
    """Return how many of ``docs`` have each number below ``count``; shape ``(count,)``."""
    counts = np.zeros(count, np.int64)
    for sizes, numbers in columns:
        counts += np.bincount(numbers[np.repeat(docs.mask, sizes)], minlength=count)
    return counts


class Table:
    """The numbers, all below ``count``, of each document.

    ``rows`` has a row for each document, filled up with numbers from ``count`` on; ``extra`` are
    the numbers that do not fit into the rows, and ``docs`` the document of each, ascending.
    """

    def __init__(
        self,
        rows: npt.NDArray[np.unsignedinteger],
        docs: npt.NDArray[np.int32],
        extra: UInts,
        count: int,
    ) -> None:
        self._rows = rows
        self._docs = docs
        self._extra = extra
        self._count = count
        everything = np.ones(len(rows), bool)
        self._totals = self._counted(DocSet(len(rows), mask=everything))

    @classmethod
    def of(cls, columns: Columns, documents: int, count: int) -> "Table":
        """Make a table of the columns of ``documents`` documents."""
        sizes = [np.asarray(size) for size, _ in columns]
        total = np.sum(sizes, axis=0) if columns else np.zeros(documents, np.int64)
        width = _width(total)
        dtype = np.uint16 if count + _PADS < 2**16 else np.uint32
        rows = np.empty((documents, width), dtype)
        rows[:] = count + np.arange(width) % _PADS
        filled = np.zeros(documents, np.int32)
        docs, extra = [], []
        for size, numbers in columns:
            owner = np.repeat(np.arange(documents, dtype=np.int32), size)
            first = np.repeat(np.cumsum(size) - size, size)
            place = np.arange(len(owner)) - first + filled[owner]
            fits = place < width
            rows[owner[fits], place[fits]] = numbers[fits]
            docs.append(owner[~fits])
            extra.append(numbers[~fits].astype(np.uint32))
            filled += size.astype(np.int32)
        owners = np.concatenate([np.zeros(0, np.int32), *docs])
        more = np.concatenate([np.zeros(0, np.uint32), *extra])
        order = np.argsort(owners, kind="stable")
        return cls(rows, owners[order], more[order], count)

    def counts(self, docs: DocSet) -> Numbers:
        """Return how many of ``docs`` have each number; shape ``(count,)``."""
        if 2 * len(docs) <= docs.size:
            return self._counted(docs)
        return self._totals - self._counted(DocSet(docs.size, mask=~docs.mask))

    def _counted(self, docs: DocSet) -> Numbers:
        if compiled:
            some = docs.mask if docs.dense else docs.ids
            return compiled.count_rows(self._rows, self._docs, self._extra, some, self._count)
        rows = self._rows.take(docs.ids, axis=0).ravel()
        counts: Ints = np.bincount(rows, minlength=self._count)[: self._count]
        if len(self._docs):
            counts += np.bincount(self._extra[docs.has(self._docs)], minlength=self._count)
        return counts


def _width(sizes: Numbers) -> int:
    """Return the least width of rows that leaves few entries aside."""
    spread = np.bincount(sizes) if len(sizes) else np.zeros(1, np.int64)
    entries = int(np.dot(spread, np.arange(len(spread))))
    for width in range(len(spread)):
        over = np.arange(len(spread)) - width
        if int(np.dot(spread[over > 0], over[over > 0])) <= _ASIDE * entries:
            return max(1, width)
    return len(spread)
