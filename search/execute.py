"""Runs a ``whoosh.query`` tree over arrays: whole posting lists a step, not one posting.

Scores are stock Whoosh's BM25F (K1 1.2, B 0.75, idf = ln(N / (df + 1)) + 1, lengths as the
codec rounds them, deleted documents counted), to be the same numbers stock Whoosh gives.
On purpose different: Prefix, Wildcard and FuzzyTerm with ``constantscore`` really score their
boost, and ``Not`` adds nothing to an ``And``. A query type not known here runs on its own matcher.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from index.snapshot import Leaf, Snapshot
from search.lru import WeightedCache
from search.matches import (
    NOTHING,
    Matches,
    boosted,
    constant,
    difference,
    intersection,
    isin,
    union,
)
from search.postings import Floats, Ints, LeafPostings
from search.vocabulary import Vocabulary

B = 0.75
K1 = 1.2


class Values(wq.Query):  # type: ignore[misc]
    """Articles that have any of ``values`` (local names, as indexed) in a facet; score 0.

    Read off the facet's column in one pass, however many values there are.
    """

    def __init__(self, fieldname: str, values: Iterable[str]) -> None:
        self.fieldname = fieldname
        self.values = frozenset(values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Values) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Values({self.fieldname!r}, {sorted(self.values)!r})"

    def _key(self) -> tuple[str, frozenset[str]]:
        return self.fieldname, self.values

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Return a stock matcher, for who runs the query without this executor."""
        terms = [wq.Term(self.fieldname, value, boost=0.0) for value in sorted(self.values)]
        return wq.Or(terms).matcher(searcher, context)


class Executor:
    """Answers queries from one snapshot. Caches, so not for several threads at once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.searcher = snapshot.searcher
        self.leaves = [LeafExecutor(self, leaf) for leaf in snapshot.leaves]
        self._vocabularies: dict[str, Vocabulary] = {}
        self._expansions: WeightedCache[Any, list[bytes]] = WeightedCache(64)

    def run(self, query: Any) -> Matches:
        """Return every live document of the snapshot that ``query`` matches."""
        parts = []
        for executor in self.leaves:
            docs, scores = executor.run(query)
            if executor.leaf.live is not None:
                kept = executor.leaf.live[docs]
                docs, scores = docs[kept], scores[kept]
            parts.append((docs + executor.leaf.offset, scores))
        if not parts:
            return NOTHING
        return Matches(
            np.concatenate([docs for docs, _ in parts]),
            np.concatenate([scores for _, scores in parts]),
        )

    def idf(self, field: str, term: bytes) -> float:
        """Return the inverse document frequency of a term over the whole snapshot."""
        return float(self.searcher.idf(field, term))

    def frequency(self, field: str, term: str) -> int:
        """Return in how many documents a term stands."""
        return int(self.searcher.doc_frequency(field, term.encode()))

    def vocabulary(self, field: str) -> Vocabulary:
        """Return the distinct terms of a text field."""
        if field not in self._vocabularies:
            found: Counter[str] = Counter()
            for leaf in self.leaves:
                found.update(leaf.postings.frequencies(field))
            self._vocabularies[field] = Vocabulary(found)
        return self._vocabularies[field]

    def expand(self, query: Any) -> list[bytes]:
        """Return the index terms a pattern or fuzzy query stands for."""
        return self._expansions.get(query, lambda: self._expand(query))

    def _expand(self, query: Any) -> list[bytes]:
        field = query.fieldname
        match query:
            case wq.Prefix():
                return list(self.searcher.reader().expand_prefix(field, query.text))
            case wq.Wildcard():
                return [t.encode() for t in self.vocabulary(field).matching(query.text)]
            case wq.FuzzyTerm():
                near = self.vocabulary(field).near(query.text, query.maxdist, query.prefixlength)
                return [term.encode() for term, _ in near]
        return list(query._btexts(self.searcher.reader()))


class LeafExecutor:
    """Answers queries from one leaf, in the leaf's own document numbers."""

    def __init__(self, owner: Executor, leaf: Leaf) -> None:
        self.owner = owner
        self.leaf = leaf
        self.postings = LeafPostings(leaf)
        self._norms: dict[str, Floats] = {}

    def run(self, query: Any) -> Matches:
        """Return the documents of the leaf that match, deleted ones perhaps among them."""
        run = _RUNNERS.get(type(query))
        if run is not None:
            return run(self, query)
        if isinstance(query, wq.MultiTerm):
            return self._expanded(query)
        return self._stock(query)

    def term(self, field: str, term: bytes, boost: float = 1.0) -> Matches:
        """Return the documents with a term, scored by BM25F, or by weight in a facet field."""
        docs, weights = self.postings.term(field, term)
        if not len(docs):
            return NOTHING
        if not self.owner.searcher.schema[field].scorable:
            return Matches(docs, weights * boost)
        idf = self.owner.idf(field, term)
        return Matches(
            docs, idf * (weights * (K1 + 1) / (weights + self.norms(field)[docs])) * boost
        )

    def norms(self, field: str) -> Floats:
        """Return BM25's length part for each document: K1·(1 − B + B·length/average)."""
        if field not in self._norms:
            average = self.owner.searcher.avg_field_length(field) or 1
            self._norms[field] = K1 * ((1 - B) + B * self.postings.lengths(field) / average)
        return self._norms[field]

    def _term(self, query: wq.Term) -> Matches:
        term = _encoded(self.owner.searcher, query.fieldname, query.text)
        return NOTHING if term is None else self.term(query.fieldname, term, query.boost)

    def _expanded(self, query: wq.MultiTerm) -> Matches:
        field, boost = query.fieldname, getattr(query, "boost", 1.0)
        terms = self.owner.expand(query)
        if not getattr(query, "constantscore", False):
            return union([self.term(field, term, boost) for term in terms], self.leaf.count)
        return constant(self.postings.having(field, terms), boost)

    def _and(self, query: wq.And) -> Matches:
        wanted = [q for q in query.subqueries if not isinstance(q, wq.Not)]
        found = self.all_docs(0.0)
        for i, part in enumerate(wanted):
            matches = self.run(part)
            found = matches if i == 0 else intersection(found, matches)
            if not len(found.docs):
                return NOTHING
        for part in query.subqueries:
            if isinstance(part, wq.Not):
                found = difference(found, self.run(part.query).docs)
        return boosted(found, query.boost)

    def _or(self, query: wq.Or) -> Matches:
        if query.scale or query.minmatch:
            return self._stock(query)
        found = union([self.run(q) for q in query.subqueries], self.leaf.count)
        return boosted(found, query.boost)

    def _best(self, query: wq.DisjunctionMax) -> Matches:
        parts = [self.run(q) for q in query.subqueries]
        return boosted(union(parts, self.leaf.count, np.maximum), query.boost)

    def _not(self, query: wq.Not) -> Matches:
        return difference(self.all_docs(0.0), self.run(query.query).docs)

    def _and_not(self, query: wq.AndNot) -> Matches:
        return difference(self.run(query.a), self.run(query.b).docs)

    def _and_maybe(self, query: wq.AndMaybe) -> Matches:
        required, optional = self.run(query.a), self.run(query.b)
        both = intersection(required, optional)
        scores = required.scores.copy()
        scores[np.searchsorted(required.docs, both.docs)] = both.scores
        return Matches(required.docs, scores)

    def _require(self, query: wq.Require) -> Matches:
        scored, required = self.run(query.a), self.run(query.b)
        return intersection(scored, constant(required.docs, 0.0))

    def _constant_score(self, query: wq.ConstantScoreQuery) -> Matches:
        return constant(self.run(query.child).docs, query.score)

    def _every(self, query: wq.Every) -> Matches:
        field = query.fieldname
        if field is None:
            return self.all_docs(query.boost)
        if field == "date":
            return constant(np.flatnonzero(self.leaf.dates() > 0), query.boost)
        if self.owner.searcher.schema[field].scorable:
            return constant(np.flatnonzero(self.postings.lengths(field) > 0), query.boost)
        starts = self.leaf.ordinals(field).starts
        return constant(np.flatnonzero(starts[1:] > starts[:-1]), query.boost)

    def _number_range(self, query: wq.NumericRange) -> Matches:
        if query.fieldname != "date" or query.startexcl or query.endexcl:
            return self._stock(query)
        days = self.leaf.dates()
        found = days > 0  # 0 stands for undated
        if query.start is not None:
            found &= days >= query.start
        if query.end is not None:
            found &= days <= query.end
        return constant(np.flatnonzero(found), query.boost)

    def _values(self, query: Values) -> Matches:
        column = self.leaf.ordinals(query.fieldname)
        wanted = np.fromiter(
            (value in query.values for value in column.values), bool, len(column.values)
        )
        entries = np.flatnonzero(wanted[column.ordinals])
        rows = np.searchsorted(column.starts, entries, "right") - 1
        return constant(np.unique(rows), 0.0)

    def _null(self, _: Any) -> Matches:
        return NOTHING

    def _phrase(self, query: wq.Phrase) -> Matches:
        found = self.near(
            query.fieldname, [(word,) for word in query.words], query.slop, ordered=True
        )
        return boosted(found, query.boost)

    def _span_near(self, query: SpanNear2) -> Matches:
        places = [_alternatives(part) for part in query.qs]
        fields = {field for place in places for field, _, _ in place}
        plain = all(boost == 1.0 for place in places for _, _, boost in place)
        if len(fields) != 1 or not plain or not all(places):
            return self._stock(query)
        words = [tuple(text for _, text, _ in place) for place in places]
        return self.near(fields.pop(), words, query.slop, query.ordered, query.mindist)

    def near(
        self,
        field: str,
        words: Sequence[Sequence[str | bytes]],
        slop: int,
        ordered: bool,
        nearest: int = 1,
    ) -> Matches:
        """Return documents in which the words stand near each other in ``field``.

        ``words`` has the alternatives of each place; each place must lie ``nearest`` to ``slop``
        positions from the stretch of those before it, and after them when ``ordered``. The
        score is the sum over the words, as in stock Whoosh.
        """
        encode = self.owner.searcher.schema[field].to_bytes
        terms = [[encode(word) for word in place] for place in words]
        found = NOTHING
        for i, place in enumerate(terms):
            one = union([self.term(field, term) for term in place], self.leaf.count)
            found = one if i == 0 else intersection(found, one)
            if not len(found.docs):
                return NOTHING
        starts = ends = np.zeros(0, np.int64)
        for i, place in enumerate(terms):
            keys = self._keys(field, place, found.docs, slop)
            if i == 0:
                starts = ends = keys
            else:
                starts, ends = _extend(starts, ends, keys, slop, nearest, ordered)
        rows = np.unique(starts // _stride(slop))
        return Matches(found.docs[rows], found.scores[rows])

    def _keys(self, field: str, place: Sequence[bytes], docs: Ints, slop: int) -> Ints:
        """Positions of any of the terms, each as row · stride + position, ascending."""
        keys = []
        for term in place:
            having = np.flatnonzero(isin(docs, self.postings.term(field, term).docs))
            rows, positions = self.postings.positions(field, term, docs[having])
            keys.append(having[rows] * _stride(slop) + positions)
        return keys[0] if len(keys) == 1 else np.unique(np.concatenate(keys))

    def all_docs(self, score: float) -> Matches:
        """Return every document of the leaf."""
        return constant(np.arange(self.leaf.count), score)

    def _stock(self, query: Any) -> Matches:
        """Walk the query's own matcher."""
        searcher = self.leaf.searcher
        matcher = query.matcher(searcher, searcher.context())
        docs, scores = [], []
        while matcher.is_active():
            docs.append(matcher.id())
            scores.append(matcher.score())
            matcher.next()
        return Matches(np.array(docs, np.int64), np.array(scores, np.float64))


_RUNNERS: dict[type, Callable[[LeafExecutor, Any], Matches]] = {
    wq.Term: LeafExecutor._term,
    wq.And: LeafExecutor._and,
    wq.Or: LeafExecutor._or,
    wq.DisjunctionMax: LeafExecutor._best,
    wq.Not: LeafExecutor._not,
    wq.AndNot: LeafExecutor._and_not,
    wq.AndMaybe: LeafExecutor._and_maybe,
    wq.Require: LeafExecutor._require,
    wq.ConstantScoreQuery: LeafExecutor._constant_score,
    wq.Every: LeafExecutor._every,
    wq.NumericRange: LeafExecutor._number_range,
    wq.Phrase: LeafExecutor._phrase,
    SpanNear2: LeafExecutor._span_near,
    Values: LeafExecutor._values,
    type(wq.NullQuery): LeafExecutor._null,
}


def _encoded(searcher: Any, field: str, text: str | bytes) -> bytes | None:
    try:
        return bytes(searcher.schema[field].to_bytes(text))
    except (KeyError, ValueError):
        return None


def _alternatives(query: Any) -> list[tuple[str, str | bytes, float]]:
    """(field, text, boost) of a Term or an Or of Terms; empty for anything else."""
    terms = query.subqueries if isinstance(query, wq.Or) and query.boost == 1.0 else [query]
    if not all(isinstance(term, wq.Term) for term in terms):
        return []
    return [(term.fieldname, term.text, term.boost) for term in terms]


def _stride(slop: int) -> int:
    """Keys of different rows lie further apart than any ``slop``: positions stay below 2³¹."""
    return 2**31 + 2 * slop + 2


def _extend(
    starts: Ints, ends: Ints, keys: Ints, slop: int, nearest: int, ordered: bool
) -> tuple[Ints, Ints]:
    """Join each stretch ``[start, end]`` with every key near enough to it.

    The ends of joined stretches come out ascending by (start, end); the result is distinct.
    """
    low = starts if ordered else starts - slop
    first = np.searchsorted(keys, low, "left")
    counts = np.searchsorted(keys, ends + slop, "right") - first
    counts = np.maximum(counts, 0)
    pair = np.repeat(np.arange(len(starts)), counts)
    offset = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
    key = keys[np.repeat(first, counts) + offset]
    start, end = starts[pair], ends[pair]
    gap = np.maximum(np.maximum(key - end, start - key), 0)
    keep = (gap >= nearest) & (gap <= slop)
    start, end, key = start[keep], end[keep], key[keep]
    if ordered and nearest > 0:  # where a stretch began no longer matters
        key = np.unique(key)
        return key, key
    joined = np.stack((np.minimum(start, key), np.maximum(end, key)))
    start, end = np.unique(joined, axis=1) if joined.shape[1] > 1 else joined
    return start, end
