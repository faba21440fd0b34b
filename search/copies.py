"""Folds copies: of the articles of a group that are found, the earliest stands for all.

Groups are worked out at the commit (:mod:`index.copies`). The article that stands for a group is
the earliest of those *found*, so that whatever filters leave of a group is shown.
"""

from collections.abc import Iterable

import numpy as np

from index.store.snapshot import Snapshot
from search.execute.docset import Docs, DocSet, Ints


class Copies:
    """The articles of a snapshot that have copies, by group, the earliest of each first."""

    def __init__(self, snapshot: Snapshot) -> None:
        groups = snapshot.copies
        self._size = sum(leaf.count for leaf in snapshot.leaves)
        shared = np.bincount(groups.groups)[groups.groups] > 1
        self._rows = groups.rows[shared]
        self._groups = groups.groups[shared]
        self._by_row = np.argsort(self._rows)

    def folded(self, docs: DocSet) -> DocSet:
        """Return a set without the articles for which an earlier copy in it stands."""
        found = docs.has(self._rows)
        rows, groups = self._rows[found], self._groups[found]
        later = np.sort(rows[1:][groups[1:] == groups[:-1]])
        return docs - DocSet.of(docs.size, later.astype(np.int32)) if len(later) else docs

    def without_copies(self, docs: DocSet, others: DocSet) -> DocSet:
        """Return a set without the articles that another set has, or has a copy of."""
        shared = np.isin(self._groups, self._groups[others.has(self._rows)])
        return docs - others - DocSet.of(docs.size, np.sort(self._rows[shared]).astype(np.int32))

    def group(self, doc: int) -> Ints:
        """Return the articles of a document's group, itself among them, the earliest first.

        None when it has no copies.
        """
        at = int(np.searchsorted(self._rows, doc, sorter=self._by_row))
        if at == len(self._rows) or self._rows[self._by_row[at]] != doc:
            return np.zeros(0, np.int64)
        group = self._groups[self._by_row[at]]
        first, last = np.searchsorted(self._groups, (group, group + 1))
        return self._rows[first:last]

    def others(self, doc: int, among: DocSet) -> list[int]:
        """Return the copies of a document that are in a set, the earliest first."""
        group = self.group(doc)
        found: list[int] = group[among.has(group)].tolist()
        return [other for other in found if other != doc]

    def places(self) -> tuple[Docs, Docs]:
        """Return the group of each document, -1 without copies, and its place in the group.

        Both have shape ``(documents,)``; the earliest of a group has the place 0.
        """
        groups, places = np.full(self._size, -1, np.int32), np.zeros(self._size, np.int32)
        groups[self._rows] = self._groups
        firsts = np.searchsorted(self._groups, self._groups)
        places[self._rows] = np.arange(len(self._rows)) - firsts
        return groups, places

    def first(self, group: int) -> int:
        """Return the earliest document of a group."""
        return int(self._rows[np.searchsorted(self._groups, group)])

    def together(self, doc: int, others: Iterable[int]) -> int | None:
        """Return the first of other documents that is a copy of one, None when none is."""
        group = {*self.group(doc).tolist()}
        return next((other for other in others if other in group), None)
