"""One thing the user asked for: the query it stands for, with the text it was written as."""

from collections.abc import Iterator
from typing import Any

from whoosh.query.wrappers import WrappingQuery

from search.execute.bm25f import QueryWord
from search.execute.docset import DocSet
from search.execute.index_reader import IndexReader
from search.execute.probe import Clause, merged_probes
from search.execute.scoring import Sum
from search.execute.weight import Alternatives, Weigh, Weight


class Asked(WrappingQuery):  # type: ignore[misc]
    """The articles of ``child``, which the user wrote as ``label``.

    Two are equal if they find the same, however written.
    """

    def __init__(self, child: Any, label: str) -> None:
        super().__init__(child)
        self.label = label

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and bool(self.child == other.child)

    def __hash__(self) -> int:
        return hash(self.child)

    def _rewrap(self, child: Any) -> "Asked":
        return Asked(child, self.label)


class AskedWeight(Weight):
    """Runs :class:`Asked`: as its child, with a label for explanations and highlights."""

    query: Asked

    def __init__(self, query: Any, reader: IndexReader, weigh: Weigh) -> None:
        super().__init__(query, reader, weigh)
        self._child = weigh(query.child)

    def match(self, among: DocSet | None) -> DocSet:
        """Find the child's documents."""
        return self._child.docs(among)

    def count(self) -> int:
        """Return the child's upper bound."""
        return self._child.count()

    def collect_alternatives(self, out: Alternatives) -> None:
        """Add the child's alternatives."""
        self._child.collect_alternatives(out)

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add what the child gives, under the label."""
        before, out.label = out.label, self.query.label
        self._child.collect(out, boost, sure=sure)
        out.label = before

    def words(self, boost: float, label: str = "") -> Iterator[QueryWord]:
        """Yield the child's words under the label."""
        yield from self._child.words(boost, self.query.label)

    def clauses(self) -> Iterator[Clause]:
        """Yield all that the child marks as one clause."""
        if probes := [probe for clause in self._child.clauses() for probe in clause.probes]:
            yield Clause(self.query.label, merged_probes(probes))
