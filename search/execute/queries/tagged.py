"""Articles by their ids, many of them: those that have a tag of the user's own."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from whoosh import query as wq

from search.execute.docset import DocSet
from search.execute.scoring import Sum
from search.execute.weight import Weight

_SCANNED = 16
"""Of more articles than one in so many of the index, ids are found by reading them all."""


class Tagged(wq.Query):  # type: ignore[misc]
    """The articles with some ids; score 0."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = frozenset(ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tagged) and self.ids == other.ids

    def __hash__(self) -> int:
        return hash(self.ids)

    def __repr__(self) -> str:
        return f"Tagged({sorted(self.ids)!r})"

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Return a stock matcher, with which Whoosh itself can run the query."""
        terms = [wq.Term("id", one, boost=0.0) for one in sorted(self.ids)]
        return wq.Or(terms).matcher(searcher, context)


class TaggedWeight(Weight):
    """Runs :class:`Tagged` by looking the ids up, or where there are many by reading the column."""

    query: Tagged

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents by their ids."""
        wanted = {one.encode("utf-8", "replace") for one in self.query.ids}
        if len(wanted) * _SCANNED < self.arrays.size:
            return self.arrays.having_any([("id", one) for one in sorted(wanted)], among)
        parts = [
            np.fromiter((one in wanted for one in leaf.ids()), bool, leaf.count)
            for leaf in self.arrays.leaves
        ]
        mask = np.concatenate(parts) if parts else np.zeros(0, bool)
        found = DocSet(self.arrays.size, mask=mask)
        return found if among is None else found & among

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add nothing."""
