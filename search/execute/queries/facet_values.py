"""Articles that have any of some values of a facet."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from whoosh import query as wq

from search.execute.docset import DocSet
from search.execute.scoring import Sum
from search.execute.weight import Weight


class Values(wq.Query):  # type: ignore[misc]
    """Articles that have any of ``values`` (local names, as indexed) in a facet; score 0."""

    def __init__(self, fieldname: str, values: Iterable[str]) -> None:
        self.fieldname = fieldname
        self.values = frozenset(values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Values) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Values({self.fieldname!r}, {sorted(self.values)!r})"

    def _key(self) -> tuple[str, frozenset[str]]:
        return self.fieldname, self.values

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Return a stock matcher, with which Whoosh itself can run the query."""
        terms = [wq.Term(self.fieldname, value, boost=0.0) for value in sorted(self.values)]
        return wq.Or(terms).matcher(searcher, context)


class ValuesWeight(Weight):
    """Runs :class:`Values` in one pass over the facet's column, however many values there are."""

    query: Values

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents with an entry that is one of the values."""
        mask = np.zeros(self.arrays.size, bool)
        for leaf in self.arrays.leaves:
            column = leaf.ordinals(self.query.fieldname)
            wanted = np.zeros(len(column.values), bool)
            ordinals = map(column.values.find, self.query.values)
            wanted[[ordinal for ordinal in ordinals if ordinal is not None]] = True
            entries = np.flatnonzero(wanted[column.ordinals])
            mask[np.searchsorted(column.starts, entries, "right") - 1 + leaf.offset] = True
        found = DocSet(self.arrays.size, mask=mask)
        return found if among is None else found & among

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add nothing."""
