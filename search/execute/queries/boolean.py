"""Articles that match several queries, any of them, or one and not another."""

from collections.abc import Iterator
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any

import numpy as np

from search.execute.bm25f import QueryWord
from search.execute.docset import DocSet
from search.execute.index_reader import IndexReader
from search.execute.probe import Clause
from search.execute.scoring import Conditional, Sum, combine
from search.execute.weight import Alternatives, Weigh, Weight
from search.execute.weighting import Floats
from search.results import Share


class _Compound(Weight):
    """A query of several others."""

    def __init__(self, query: Any, reader: IndexReader, weigh: Weigh) -> None:
        super().__init__(query, reader, weigh)
        self.parts = [weigh(part) for part in query.subqueries]

    def words(self, boost: float, label: str = "") -> Iterator[QueryWord]:
        """Yield the words of all parts."""
        boost *= self.query.boost
        return chain.from_iterable(part.words(boost, label) for part in self.parts)

    def clauses(self) -> Iterator[Clause]:
        """Yield the clauses of all parts."""
        return chain.from_iterable(part.clauses() for part in self.parts)


class AndWeight(_Compound):
    """Runs ``whoosh.query.And``; a ``Not`` among its parts takes away and scores nothing."""

    def match(self, among: DocSet | None) -> DocSet:
        """Narrow the documents down part by part, the rarest first; then take some away."""
        found = among
        wanted = [part for part in self.parts if not isinstance(part, NotWeight)]
        for part in sorted(wanted, key=lambda part: part.count()):
            found = part.docs(found)
            if not len(found):
                return found
        found = DocSet.all(self.arrays.size) if found is None else found
        for part in self.parts:
            if isinstance(part, NotWeight):
                found = found - part.excluded.docs()
        return found

    def count(self) -> int:
        """Return the bound of the rarest part."""
        return min((part.count() for part in self.parts), default=self.arrays.size)

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add all parts, which match where the whole does; a single one as it is by itself."""
        if len(self.parts) == 1:
            self.parts[0].collect(out, boost * self.query.boost, sure=sure)
        else:
            super().collect(out, boost, sure=sure)

    def collect_sure(self, out: Sum, boost: float) -> None:
        """Add all parts."""
        for part in self.parts:
            part.collect(out, boost * self.query.boost, sure=True)


class OrWeight(_Compound):
    """Runs ``whoosh.query.Or`` without a minimum of matching parts."""

    @classmethod
    def handles(cls, query: Any, reader: IndexReader) -> bool:
        """Tell whether any part suffices and the score is their plain sum."""
        return not (query.scale or query.minmatch)

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents of all terms at once, and of other parts one by one."""
        found = Alternatives([], [])
        for part in self.parts:
            part.collect_alternatives(found)
        some = [weight.docs(among) for weight in found.weights]
        if found.terms or not some:
            some.append(self.arrays.having_any(found.terms, among))
        return reduce(or_, some)

    def count(self) -> int:
        """Return the sum of the parts' bounds."""
        return sum(part.count() for part in self.parts)

    def collect_alternatives(self, out: Alternatives) -> None:
        """Add the alternatives of all parts."""
        for part in self.parts:
            part.collect_alternatives(out)

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add all parts, each where it matches."""
        for part in self.parts:
            part.collect(out, boost * self.query.boost, sure=False)


class DisjunctionMaxWeight(OrWeight):
    """Runs ``whoosh.query.DisjunctionMax``: an Or that scores its best part."""

    @classmethod
    def handles(cls, query: Any, reader: IndexReader) -> bool:
        """Tell whether the query can be run so, which each can."""
        return True

    def count(self) -> int:
        """Return the number of all documents."""
        return self.arrays.size

    def collect_alternatives(self, out: Alternatives) -> None:
        """Add the query as a whole."""
        out.weights.append(self)

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add the query as a whole: the best of several is no sum."""
        out.parts.append(Conditional(self, boost, out.label))

    def scores(self, docs: DocSet) -> Floats:
        """Return the highest of the parts' scores."""
        out = np.zeros(docs.size if docs.dense else len(docs))
        for part in self.parts:
            some = part.docs(docs)
            combine(out, docs, some, part.scores(some), np.maximum)
        return np.asarray(out * self.query.boost)

    def explain(self, doc: int, label: str = "") -> list[Share]:
        """Return the shares of the best part."""
        only = DocSet(self.arrays.size, ids=np.array([doc], np.int32))
        matching = [part.explain(doc, label) for part in self.parts if len(part.docs(only))]
        best = max(matching, key=lambda shares: sum(share.score for share in shares), default=[])
        return [share.scaled(self.query.boost) for share in best]

    def words(self, boost: float, label: str = "") -> Iterator[QueryWord]:
        """Yield no word: what the second stage adds to a part is not added to the best."""
        yield from ()


class NotWeight(Weight):
    """Runs ``whoosh.query.Not``, which scores nothing."""

    def __init__(self, query: Any, reader: IndexReader, weigh: Weigh) -> None:
        super().__init__(query, reader, weigh)
        self.excluded = weigh(query.query)

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents that the excluded query does not match."""
        found = DocSet.all(self.arrays.size) if among is None else among
        return found - self.excluded.docs()

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add nothing."""


class _Binary(Weight):
    """A query of two others, ``a`` and ``b``, each document of which matches ``a``."""

    def __init__(self, query: Any, reader: IndexReader, weigh: Weigh) -> None:
        super().__init__(query, reader, weigh)
        self.a, self.b = weigh(query.a), weigh(query.b)

    def collect_sure(self, out: Sum, boost: float) -> None:
        """Add the first query."""
        self.a.collect(out, boost, sure=True)

    def clauses(self) -> Iterator[Clause]:
        """Yield the first query's clauses."""
        yield from self.a.clauses()


class AndNotWeight(_Binary):
    """Runs ``whoosh.query.AndNot``: the first query's matches without the second's."""

    def match(self, among: DocSet | None) -> DocSet:
        """Take the second query's documents from the first's."""
        return self.a.docs(among) - self.b.docs()


class AndMaybeWeight(_Binary):
    """Runs ``whoosh.query.AndMaybe``: the first query's matches, the second adding to scores."""

    def match(self, among: DocSet | None) -> DocSet:
        """Find the first query's documents."""
        return self.a.docs(among)

    def collect_sure(self, out: Sum, boost: float) -> None:
        """Add both, the second where it matches."""
        self.a.collect(out, boost, sure=True)
        self.b.collect(out, boost, sure=False)

    def words(self, boost: float, label: str = "") -> Iterator[QueryWord]:
        """Yield the words of both."""
        yield from self.a.words(boost, label)
        yield from self.b.words(boost, label)

    def clauses(self) -> Iterator[Clause]:
        """Yield the clauses of both."""
        yield from self.a.clauses()
        yield from self.b.clauses()


class RequireWeight(_Binary):
    """Runs ``whoosh.query.Require``: both must match, and the first alone scores."""

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents of both."""
        return self.a.docs(self.b.docs(among))

    def clauses(self) -> Iterator[Clause]:
        """Yield the clauses of both."""
        yield from self.a.clauses()
        yield from self.b.clauses()
