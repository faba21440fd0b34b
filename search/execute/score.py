"""What documents score for a query: a sum over its terms, worked out a posting list at a time.

Nearly every query is linear: a document scores the sum of what its terms are worth there, as
long as it matches the parts of the query they stand in. So all terms are summed at once, and
only a part that a document may fail while matching the whole is taken by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from search.execute.arrays import Freqs
from search.execute.docset import Docs, DocSet
from search.execute.match import Matcher, Values
from search.execute.weighting import Floats, Weighted, Weighting
from search.execute.word import Word
from search.rank.bm25f import WordScorer

_MANY = 6
_SHORT = 512


class _List(NamedTuple):
    """Postings of a field, and the weight of each or of all."""

    field: str
    docs: Docs
    freqs: Freqs
    weight: float | Floats


@dataclass(slots=True)
class Sum:
    """What adds up: ``terms``, ``words`` with a boost, a constant.

    ``parts`` (query, boost) add where they match.
    """

    terms: list[Weighted] = field(default_factory=list)
    words: list[tuple[Word, float]] = field(default_factory=list)
    parts: list[tuple[Any, float]] = field(default_factory=list)
    constant: float = 0.0


class Scorer:
    """Scores documents that match a query.

    Scores come as an array: one for each of the documents when those are few, and when they
    are a mask one for every document of the snapshot, 0 where the mask is not.
    """

    def __init__(self, weighting: Weighting, words: WordScorer, matcher: Matcher) -> None:
        self._weighting = weighting
        self._words = words
        self._matcher = matcher
        self._arrays = matcher.arrays

    def scores(self, query: Any, docs: DocSet) -> Floats:
        """Score ``docs``, all of which must match."""
        if isinstance(query, wq.DisjunctionMax):
            return self._best(query, docs)
        if not self._matcher.walks(query):
            sum_ = self.sum(query)
            out = self.total(sum_.terms, docs)
            for word, boost in sum_.words:
                self._words.add(out, word, boost, docs)
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
        out = np.zeros(docs.size if docs.dense else len(docs))
        lists = list(self._lists(terms))
        # Where most postings count, picking those that do costs more than scoring all.
        picked = not docs.dense or sum(len(some.docs) for some in lists) > _MANY * len(docs)
        mask = docs.mask
        for field_, ids, freqs, weight in lists:
            if picked:
                kept = np.flatnonzero(mask.take(ids))
                ids, freqs = ids.take(kept), freqs.take(kept)
                weight = weight if isinstance(weight, float) else weight.take(kept)
            worth = self._weighting.saturation(field_, ids, freqs)
            worth *= weight
            np.add.at(out, ids if docs.dense else docs.ids.searchsorted(ids), worth)
        if not picked:
            out *= mask
        return out

    def _lists(self, terms: Iterable[Weighted]) -> Iterator[_List]:
        """Yield the postings of terms: of frequent ones by itself, of others a field at once.

        A posting list at a time stays in the processor's cache; but a pattern may stand for
        thousands of short ones.
        """
        short: defaultdict[str, list[_List]] = defaultdict(list)
        for name, term, boost in terms:
            docs, freqs = self._arrays.docs(name, term), self._arrays.freqs(name, term)
            found = _List(name, docs, freqs, self._weighting.idf(name, term) * boost)
            if len(docs) < _SHORT:
                short[name].append(found)
            else:
                yield found
        for name, some in short.items():
            if len(some) == 1:
                yield some[0]
                continue
            weights = np.repeat([one.weight for one in some], [len(one.docs) for one in some])
            docs = np.concatenate([one.docs for one in some])
            yield _List(name, docs, np.concatenate([one.freqs for one in some]), weights)

    def _collect(self, query: Any, boost: float, sure: bool, out: Sum) -> None:
        """Add a query to the sum; ``sure`` when every document that is scored matches it."""
        kind, walks = type(query), self._matcher.walks(query)
        if kind is Word:
            out.words.append((query, boost * query.boost))
        elif kind is wq.Term:
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
