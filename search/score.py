"""What documents score for a query: a sum over its terms, worked out a posting list at a time.

Nearly every query is linear: a document scores the sum of what its terms are worth there, as
long as it matches the parts of the query they stand in. So all terms are summed at once, and
only a part that a document may fail while matching the whole is taken by itself.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from search.docset import DocSet
from search.match import Matcher, Values
from search.weighting import Floats, Weighted, Weighting


@dataclass(slots=True)
class Sum:
    """``terms`` and a constant add up; ``parts`` (query, boost) add where they match."""

    terms: list[Weighted] = field(default_factory=list)
    parts: list[tuple[Any, float]] = field(default_factory=list)
    constant: float = 0.0


class Scorer:
    """Scores documents that match a query.

    Scores come as an array: one for each of the documents when those are few, and when they
    are a mask one for every document of the snapshot, 0 where the mask is not.
    """

    def __init__(self, weighting: Weighting, matcher: Matcher) -> None:
        self._weighting = weighting
        self._matcher = matcher
        self._arrays = matcher.arrays

    def scores(self, query: Any, docs: DocSet) -> Floats:
        """Score ``docs``, all of which must match."""
        if isinstance(query, wq.DisjunctionMax):
            return self._best(query, docs)
        if not self._matcher.walks(query):
            sum_ = self.sum(query)
            out = self.total(sum_.terms, docs)
            if sum_.constant:
                out += docs.mask * sum_.constant if docs.dense else sum_.constant
            for part, boost in sum_.parts:
                some = self._matcher.docs(part, docs)
                _at(out, docs, some, self.scores(part, some) * boost, np.add)
            return out
        own, scores = self._matcher.walked(query)
        if docs.dense:
            out = np.zeros(docs.size)
            out[own] = scores
            out[~docs.mask] = 0.0
            return out
        return scores[own.searchsorted(docs.ids)]

    def sum(self, query: Any) -> Sum:
        """Return the sum that a query which must match stands for."""
        out = Sum()
        self._collect(query, 1.0, True, out)
        return out

    def total(self, terms: Sequence[Weighted], docs: DocSet) -> Floats:
        """Sum what terms are worth in ``docs``."""
        by_field = defaultdict(list)
        for term in terms:
            by_field[term.field].append(term)
        mask = docs.mask
        all_docs, all_scores = [], []
        for name, group in by_field.items():
            lists = [self._arrays.docs(name, term.term) for term in group]
            sizes = [len(some) for some in lists]
            freqs = np.concatenate([self._arrays.freqs(name, term.term) for term in group])
            weights = [self._weighting.idf(name, t.term) * t.boost for t in group]
            ids = np.concatenate(lists)
            weight = np.repeat(weights, sizes)
            kept = np.flatnonzero(mask.take(ids))
            if len(kept) < len(ids):
                ids, freqs, weight = ids.take(kept), freqs.take(kept), weight.take(kept)
            weight *= self._weighting.saturation(name, ids, freqs)
            all_docs.append(ids)
            all_scores.append(weight)
        if not sum(map(len, all_docs)):
            return np.zeros(docs.size if docs.dense else len(docs))
        ids, scores = np.concatenate(all_docs), np.concatenate(all_scores)
        if docs.dense:
            return np.bincount(ids, scores, docs.size).astype(np.float64, copy=False)
        places = docs.ids.searchsorted(ids)
        return np.bincount(places, scores, len(docs)).astype(np.float64, copy=False)

    def _collect(self, query: Any, boost: float, sure: bool, out: Sum) -> None:
        """Add a query to the sum; ``sure`` when every document that is scored matches it."""
        kind, walks = type(query), self._matcher.walks(query)
        if kind is wq.Term:
            if found := self._matcher.term(query):
                out.terms.append(Weighted(*found, boost * query.boost))
        elif kind is wq.Or and not walks:
            for part in query.subqueries:
                self._collect(part, boost * query.boost, False, out)
        elif isinstance(query, wq.MultiTerm) and not getattr(query, "constantscore", False):
            boost *= getattr(query, "boost", 1.0)
            out.terms += (
                Weighted(query.fieldname, term, boost) for term in self._matcher.expand(query)
            )
        elif kind is wq.Not or kind is Values or query is wq.NullQuery:
            pass
        elif not sure or walks or kind is wq.DisjunctionMax:
            out.parts.append((query, boost))
        elif kind is wq.And:
            for part in query.subqueries:
                self._collect(part, boost * query.boost, True, out)
        elif kind is wq.AndMaybe:
            self._collect(query.a, boost, True, out)
            self._collect(query.b, boost, False, out)
        elif kind is wq.Require or kind is wq.AndNot:
            self._collect(query.a, boost, True, out)
        elif kind is wq.Phrase or kind is SpanNear2:
            name, places = self._matcher.near(query) or ("", [])
            boost *= getattr(query, "boost", 1.0)
            out.terms += (Weighted(name, term, boost) for place in places for term in place)
        elif kind is wq.ConstantScoreQuery:
            out.constant += boost * query.score
        else:
            out.constant += boost * query.boost

    def _best(self, query: wq.DisjunctionMax, docs: DocSet) -> Floats:
        out = np.zeros(docs.size if docs.dense else len(docs))
        for part in query.subqueries:
            some = self._matcher.docs(part, docs)
            _at(out, docs, some, self.scores(part, some), np.maximum)
        return np.asarray(out * query.boost)


def _at(out: Floats, docs: DocSet, some: DocSet, scores: Floats, combine: np.ufunc) -> None:
    """Combine the scores of ``some`` of the documents into those of all."""
    if some.dense and docs.dense:
        combine(out, scores, out=out)
        return
    ids = some.ids
    places = ids if docs.dense else docs.ids.searchsorted(ids)
    out[places] = combine(out[places], scores[ids] if some.dense else scores)
