"""What a query type says of its queries, made ready to run on one snapshot.

A :class:`Weight` (Lucene's and tantivy's word) is made for each part of a query. It says in one
place all that the type means: which documents match, at most how many, what it adds to a score
(from which the score is both computed and explained), and which words of a text it marks.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from search.budget import check
from search.execute.bm25f import QueryWord
from search.execute.docset import DocSet
from search.execute.evidence import FieldTerm
from search.execute.index_reader import IndexReader
from search.execute.probe import Clause, Probe
from search.execute.scoring import Conditional, Constant, Sum
from search.execute.weighting import Floats
from search.results import Share

Weigh = Callable[[Any], "Weight"]
"""Makes the weight of a query that is part of another."""


@dataclass(slots=True, eq=False)
class Alternatives:
    """Parts any of which a document may match: as fields and terms where they are no more."""

    terms: list[FieldTerm]
    weights: list["Weight"]


class Weight(ABC):
    """A query ready to run. A type overrides what it does not share with the others."""

    source = "constant"
    """What explanations call the source of a constant score."""

    def __init__(self, query: Any, reader: IndexReader, weigh: Weigh) -> None:
        self.query = query
        self.reader = reader
        self.arrays = reader.arrays
        self._docs: DocSet | None = None

    @classmethod
    def handles(cls, query: Any, reader: IndexReader) -> bool:
        """Tell whether this query can be run so; one that cannot runs on its own matcher."""
        return True

    @abstractmethod
    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents for :meth:`docs`."""

    def docs(self, among: DocSet | None = None) -> DocSet:
        """Return the documents that match, only those in ``among`` if that is given.

        Deleted documents may be among them.
        """
        if self._docs is not None:
            return self._docs if among is None else self._docs & among
        check()
        found = self.match(among)
        if among is None:
            self._docs = found
        return found

    def count(self) -> int:
        """Return an upper bound of how many documents match that costs next to nothing."""
        return self.arrays.size

    def collect_alternatives(self, out: Alternatives) -> None:
        """Add the query as one of several any of which may match."""
        out.weights.append(self)

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add what the query gives to a score; ``sure`` if every scored document matches it.

        Without an override that is what :meth:`collect_sure` says, on condition that a document
        matches.
        """
        if sure:
            self.collect_sure(out, boost)
        else:
            out.parts.append(Conditional(self, boost, out.label))

    def collect_sure(self, out: Sum, boost: float) -> None:
        """Add what the query gives to a document that matches: without an override its boost."""
        out.constants.append(Constant(boost * self.query.boost, self.source, out.label))

    def words_alone(self) -> list[QueryWord] | None:
        """Return the words that alone add up to the score, None when there is more to it."""
        own = self._sum()
        constant = any(constant.score for constant in own.constants)
        return None if own.terms or own.parts or constant else own.words

    def scores(self, docs: DocSet) -> Floats:
        """Return the scores of documents, all of which must match; see :meth:`Sum.scores`."""
        return self._sum().scores(self.reader, docs)

    def explain(self, doc: int, label: str = "") -> list[Share]:
        """Return the shares that add up to the score of a document, which must match."""
        return self._sum(label).shares(self.reader, doc)

    def words(self, boost: float, label: str = "") -> Iterator[QueryWord]:
        """Yield the words that the second stage of ranking looks at, in the query's order."""
        yield from ()

    def probes(self) -> Iterator[Probe]:
        """Yield what the query itself marks in a text."""
        yield from ()

    def clauses(self) -> Iterator[Clause]:
        """Yield what the query and its parts mark in a text, by what the user asked for."""
        if probes := tuple(self.probes()):
            yield Clause("", probes)

    def _sum(self, label: str = "") -> Sum:
        out = Sum(label=label)
        self.collect(out, 1.0, sure=True)
        return out
