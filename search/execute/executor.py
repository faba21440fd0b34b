"""Runs a ``whoosh.query`` tree over arrays: whole posting lists a step, not one posting.

Which documents match is found first, and scores only for those for which someone asks. Scores
are stock Whoosh's, but for two things: Prefix, Wildcard and FuzzyTerm with ``constantscore``
really score their boost, and ``Not`` adds nothing to an ``And``.
"""

from functools import cached_property
from typing import Any

from index.store.snapshot import Snapshot
from search.execute.bm25f import QueryWord
from search.execute.docset import DocSet
from search.execute.index_reader import IndexReader
from search.execute.probe import Clause
from search.execute.query_types import weight_of
from search.execute.weight import Weight
from search.execute.weighting import Floats
from search.results import Share


class Execution:
    """One query on one snapshot; what is not asked for is not worked out."""

    def __init__(self, weight: Weight, reader: IndexReader) -> None:
        self.reader = reader
        self._weight = weight
        self._docs: DocSet | None = None
        self.words = tuple(weight.words(1.0))
        """The words that the second stage of ranking looks at, in the order of the query."""

    @property
    def docs(self) -> DocSet:
        """The live documents that match."""
        if self._docs is None:
            found, live = self._weight.docs(), self.reader.arrays.live
            size = self.reader.arrays.size
            self._docs = found if live is None else found & DocSet(size, mask=live)
        return self._docs

    def scores(self, docs: DocSet) -> Floats:
        """Return the first-stage scores of ``docs``, all of which must match.

        The result has shape ``(len(docs),)``, or ``(docs.size,)`` when ``docs`` is dense, with
        0 for every other document.
        """
        return self._weight.scores(docs)

    @cached_property
    def words_alone(self) -> list[QueryWord] | None:
        """The words that alone add up to first-stage scores, None when there is more to these."""
        return self._weight.words_alone()

    def explain(self, doc: int) -> list[Share]:
        """Return the shares that add up to the first-stage score of a matching document."""
        return self._weight.explain(doc)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """What the query marks in a text, one clause for each thing the user asked for."""
        return tuple(dict.fromkeys(self._weight.clauses()))


class Executor:
    """Runs queries on one snapshot. Caches, so not for several threads at once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.reader = IndexReader(snapshot)

    def run(self, query: Any) -> Execution:
        """Return the execution of a query."""
        return Execution(weight_of(query, self.reader), self.reader)
