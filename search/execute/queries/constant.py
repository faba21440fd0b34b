"""Articles that score the same: all of them, those with a field, none, those of another query."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from search.execute.docset import DocSet
from search.execute.index_reader import IndexReader
from search.execute.probe import Clause
from search.execute.scoring import Constant, Sum
from search.execute.weight import Weigh, Weight


class EveryWeight(Weight):
    """Runs ``whoosh.query.Every``: all documents, or all that have something in a field."""

    def match(self, among: DocSet | None) -> DocSet:
        """Find all documents, or those with a date, a word or a value in the field."""
        arrays, field = self.arrays, self.query.fieldname
        if field is None:
            return DocSet.all(arrays.size) if among is None else among
        if field == "date":
            mask = arrays.days > 0
        elif self.reader.searcher.schema[field].scorable:
            mask = arrays.lengths(field) > 0
        else:
            starts = [leaf.ordinals(field).starts for leaf in arrays.leaves]
            has = [s[1:] > s[:-1] for s in starts]
            mask = np.concatenate(has) if has else np.zeros(0, bool)
        found = DocSet(arrays.size, mask=mask)
        return found if among is None else found & among


class ConstantScoreWeight(Weight):
    """Runs ``whoosh.query.ConstantScoreQuery``: the matches of another query, all alike."""

    def __init__(self, query: Any, reader: IndexReader, weigh: Weigh) -> None:
        super().__init__(query, reader, weigh)
        self._child = weigh(query.child)

    def match(self, among: DocSet | None) -> DocSet:
        """Find the child's documents."""
        return self._child.docs(among)

    def collect_sure(self, out: Sum, boost: float) -> None:
        """Add the constant."""
        out.constants.append(Constant(boost * self.query.score, self.source, out.label))

    def clauses(self) -> Iterator[Clause]:
        """Yield the child's clauses."""
        yield from self._child.clauses()


class NullWeight(Weight):
    """Runs ``whoosh.query.NullQuery``, which matches nothing."""

    def match(self, among: DocSet | None) -> DocSet:
        """Find nothing."""
        return DocSet.empty(self.arrays.size)

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add nothing."""
