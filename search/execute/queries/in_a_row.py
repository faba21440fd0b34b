"""Articles that have words in a row, where the words also count by themselves."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from whoosh.query.compound import BinaryQuery

from search.execute.bm25f import QueryWord
from search.execute.docset import DocSet
from search.execute.index_reader import IndexReader
from search.execute.probe import Clause
from search.execute.scoring import Sum
from search.execute.weight import Alternatives, Weigh, Weight


class InARow(BinaryQuery):  # type: ignore[misc]
    """The articles of ``a``, in which the words of ``b`` stand in a row.

    The words score in every article that is scored, whatever finds it. Where no article at all
    has them in a row, any of them finds an article.
    """

    JOINT = " IN A ROW OR "


class InARowWeight(Weight):
    """Runs :class:`InARow`."""

    query: InARow

    def __init__(self, query: Any, reader: IndexReader, weigh: Weigh) -> None:
        super().__init__(query, reader, weigh)
        self._row, self._words = weigh(query.a), weigh(query.b)

    @cached_property
    def _found_by(self) -> Weight:
        return self._row if len(self._row.docs()) else self._words

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents of the row, else of the words."""
        return self._found_by.docs(among)

    def count(self) -> int:
        """Return the upper bound of what finds the documents."""
        return self._found_by.count()

    def collect_alternatives(self, out: Alternatives) -> None:
        """Add the alternatives of what finds the documents."""
        self._found_by.collect_alternatives(out)

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add the words, and where some article has it the row."""
        self._words.collect(out, boost, sure=False)
        if self._found_by is self._row:
            self._row.collect(out, boost, sure=sure)

    def words(self, boost: float, label: str = "") -> Iterator[QueryWord]:
        """Yield the words."""
        return self._words.words(boost, label)

    def clauses(self) -> Iterator[Clause]:
        """Yield the clauses of what finds the documents."""
        return self._found_by.clauses()
