"""Articles that came in within a range of time."""

from typing import Any

import numpy as np
from whoosh import query as wq

from search.execute.docset import DocSet
from search.execute.scoring import Sum
from search.execute.weight import Weight

LATEST = (1 << 63) - 1
"""A time, in milliseconds since 1970, after which nothing comes in."""


class Arrived(wq.Query):  # type: ignore[misc]
    """Articles that came in from ``start`` to ``end``, milliseconds since 1970; score 0."""

    def __init__(self, start: int = 0, end: int = LATEST) -> None:
        self.start = start
        self.end = end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Arrived) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Arrived({self.start!r}, {self.end!r})"

    def _key(self) -> tuple[int, int]:
        return self.start, self.end

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Whoosh itself cannot run the query: it has no such column."""
        raise NotImplementedError


class ArrivedWeight(Weight):
    """Runs :class:`Arrived` in one pass over the column of times."""

    query: Arrived

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents by their times."""
        times = self.arrays.added
        start, end = (np.uint64(min(max(0, t), LATEST)) for t in (self.query.start, self.query.end))
        found = DocSet(self.arrays.size, mask=(times >= start) & (times <= end))
        return found if among is None else found & among

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add nothing."""
