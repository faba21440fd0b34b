"""The best articles ranked anew by the embedded engine's own scorer.

A cluster tells of a few articles how often the terms of a query stand in them, near the beginning
and before one another: each is a query with a name, whose score is a number of occurrences (the
similarity of those fields). From these the scorer makes the scores that it gives an index on disk.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from whoosh.util.numeric import length_to_byte

from index.arrays import Ints
from index.cluster.layout import KEY, LENGTHS
from index.schema import STEM_SUFFIX
from search.cluster.asking import NOTHING_STORED, Answer, Asking, Body
from search.cluster.matching import matching, words_near
from search.cluster.reader import ClusterReader
from search.cluster.scoring import sum_of
from search.execute.bm25f import QueryWord, WordScorer
from search.execute.docset import Docs
from search.execute.evidence import LEAD_WORDS, Evidence, FieldTerm, Saturated
from search.execute.executor import Execution
from search.execute.probe import view_of
from search.execute.queries.boolean import DisjunctionMaxWeight
from search.execute.sample import Float32s, weighed
from search.execute.scoring import Sum
from search.execute.weight import Weight
from search.execute.weighting import K1, B, Floats
from search.execute.weighting import LENGTHS as _ROUNDED
from search.rank.rerank import neighbours, rerank

_MOST_NAMED = 1000
"""Maximum number of named queries: a cluster takes 1,024 clauses unless told otherwise."""
_LEAD, _PAIR, _PART = "lead", "pair", "part"

NAMED = {"include_named_queries_score": "true"}
"""The parameter of a search that tells the scores of named queries."""
TOLD_FIELDS = tuple(LENGTHS.values())
"""The fields that a search must give of each hit; the last it is sorted by must be the key."""

_Name = tuple[object, ...]
"""What a named query tells: a term; one in the lead; a term before another; a part that matches."""


@dataclass(frozen=True)
class Averages:
    """The average length of each text field over all articles, in terms of the stem view."""

    lengths: dict[str, float]

    @classmethod
    def of(cls, reader: ClusterReader) -> "Averages":
        """Return those of an index."""
        aggs = {name: {"avg": {"field": field}} for name, field in LENGTHS.items()}

        def read(answer: Answer) -> dict[str, float]:
            found = answer["aggregations"]
            return {name: float(found[name]["value"] or 0) for name in LENGTHS}

        body = {"size": 0, "track_total_hits": False, "aggs": aggs}
        return cls(reader.statistics.value("average lengths", body, read))


class Candidates:
    """A few articles of which a cluster has told how often terms stand in them.

    ``docs`` numbers them from 0 on. It stands for a :class:`search.execute.sample.Sample`.
    """

    def __init__(self, told: dict[_Name, Float32s], lengths: dict[str, Floats], count: int) -> None:
        self.docs: Docs = np.arange(count, dtype=np.int32)
        self.lengths = lengths
        self._told = told
        self._none = np.zeros(count, np.float32)

    def only(self, row: int) -> "Candidates":
        """Return one of the articles by itself."""
        told = {name: found[row : row + 1] for name, found in self._told.items()}
        lengths = {field: found[row : row + 1] for field, found in self.lengths.items()}
        return Candidates(told, lengths, 1)

    def freqs(self, field: str, term: bytes) -> Float32s:
        """Return how often a term occurs in each article; shape ``(n,)``."""
        return self.told(field, term)

    def matching(self, part: Weight) -> Float32s:
        """Return more than 0 for each article that matches a part of the query; shape ``(n,)``."""
        return self.told(_PART, part.query)

    def told(self, *name: object) -> Float32s:
        """Return what a named query tells of each article; shape ``(n,)``."""
        return self._told.get(name, self._none)

    def weighed(self, groups: Sequence[Sequence[tuple[str, bytes, float]]]) -> Float32s:
        """Return the sums of weighed frequencies of groups of terms; shape ``(groups, n)``."""
        return weighed(self, groups)

    def places(
        self, words: Sequence[Sequence[FieldTerm]], pairs: Sequence[bool], lead: int
    ) -> tuple[Float32s, Float32s]:
        """Return how often words stand early and before one another, as ``Sample.places`` does."""
        early = np.zeros((len(words), len(self.docs)), np.float32)
        met = np.zeros_like(early)
        for row, terms in enumerate(words):
            for term in terms:
                early[row] += self.told(_LEAD, *term)
            if row < len(pairs) and pairs[row]:
                for one, other in product(terms, words[row + 1]):
                    met[row] += self.told(_PAIR, *one, *other)
        return early, met


class CandidateScorer(WordScorer):
    """Scores words in a few articles of a cluster."""

    def __init__(self, reader: ClusterReader, few: Candidates, averages: Averages) -> None:
        super().__init__(reader.arrays)
        self._lengths = few.lengths
        self._averages = averages.lengths

    def _by_length(self, part: Saturated) -> list[Evidence]:
        return list(part.evidence)

    def saturated(self, field: str, often: Float32s) -> Floats:
        """Return what BM25 gives for frequencies of a term whose idf is 1; shape ``(n,)``."""
        times = often.astype(np.float64)
        norms = self._norms_of(((view_of(field)[1], 1.0),))
        return np.asarray(times * (K1 + 1) / (times + norms))

    def _norms_of(self, lengths: tuple[tuple[str, float], ...]) -> Float32s:
        """Return K1·(1 − B + B·length/average) for each article; shape ``(n,)``."""
        names = [(name.removesuffix(STEM_SUFFIX), times) for name, times in lengths]
        total = sum(times * self._lengths[name] for name, times in names)
        average = sum(times * self._averages[name] for name, times in names) or 1.0
        return np.asarray(K1 * ((1 - B) + B * total / average), np.float32)


class Refiner:
    """Scores a few articles by one query, whose weight tells what adds to a score."""

    def __init__(self, weight: Weight, reader: ClusterReader) -> None:
        self.reader = reader
        self.weight = weight
        self._averages = Averages.of(reader)
        self._total = sum_of(weight)
        words = tuple(weight.words(1.0))
        for word in words:
            reader.words.weight(word.terms)  # so that it is known when articles are scored
        named = dict((*_of_sum(self._total, reader), *_of_words(words)))
        self._named = dict(list(named.items())[:_MOST_NAMED])

    def scores(self, asking: Asking, documents: Sequence[str]) -> Floats:
        """Return the scores of documents, by their ids; shape ``(n,)``."""
        return self._scores(self.candidates(asking, documents))

    def candidates(self, asking: Asking, documents: Sequence[str]) -> Candidates:
        """Return what a cluster tells of documents, by their ids."""
        hits: Sequence[Answer] = ()
        if documents and self._named:
            answer = asking.search(self._request(documents), **NAMED)
            hits = answer["hits"]["hits"]
        return self._read(documents, hits)

    def scores_told(self, documents: Sequence[str], hits: Sequence[Answer]) -> Floats:
        """Return the scores of documents from the hits of a search with :attr:`named`."""
        return self._scores(self._read(documents, hits))

    def scorer(self, few: Candidates) -> CandidateScorer:
        """Return the scorer of a few articles."""
        return CandidateScorer(self.reader, few, self._averages)

    def execution(self, scorer: CandidateScorer) -> Execution:
        """Return the query as it is run on the articles of a scorer."""
        return Execution(self.weight, self.reader.scoring_by(scorer))

    def _scores(self, few: Candidates) -> Floats:
        scorer = self.scorer(few)
        scores = self._first_stage(self._total, scorer, few)
        execution = self.execution(scorer)
        return rerank(execution, few, scores) if execution.words else scores

    @property
    def named(self) -> list[Body]:
        """The named queries that tell all there is to know of an article; none need match."""
        return [
            {"bool": {"must": [query], "_name": str(number)}}
            for number, query in enumerate(self._named.values())
        ]

    def _request(self, documents: Sequence[str]) -> Body:
        wanted = {"ids": {"values": list(documents)}}
        return {
            "size": len(documents),
            "track_total_hits": False,
            "query": {"bool": {"filter": [wanted], "should": self.named}},
            "sort": [KEY],
            "docvalue_fields": list(TOLD_FIELDS),
            **NOTHING_STORED,
        }

    def _read(self, documents: Sequence[str], hits: Sequence[Answer]) -> Candidates:
        rows = {document: row for row, document in enumerate(documents)}
        pairs: dict[str, list[tuple[int, float]]] = defaultdict(list)
        lengths = {field: np.zeros(len(documents), np.int64) for field in LENGTHS}
        for hit in hits:
            fields = hit.get("fields", {})
            row = rows[hit["sort"][-1]]
            for number, score in hit.get("matched_queries", {}).items():
                pairs[number].append((row, score))
            for field, own in LENGTHS.items():
                lengths[field][row] = next(iter(fields.get(own, ())), 0)
        told: dict[_Name, Float32s] = {}
        for number, name in enumerate(self._named):
            if own_pairs := pairs.get(str(number)):
                at, scores = zip(*own_pairs, strict=True)
                told[name] = np.zeros(len(documents), np.float32)
                told[name][[*at]] = scores
                if _is_of_two(name):  # the similarity adds up the occurrences once for each term
                    told[name] /= 2
        rounded = {field: _ROUNDED[_as_bytes(own)] for field, own in lengths.items()}
        return Candidates(told, rounded, len(documents))

    def _first_stage(self, total: Sum, scorer: CandidateScorer, few: Candidates) -> Floats:
        """Return the scores of a sum, as :meth:`search.execute.scoring.Sum.scores` does."""
        out = np.zeros(len(few.docs))
        scorer.add_few(out, total.words, few)
        for field, term, boost, _ in total.terms:
            often = few.freqs(field, term)
            out += scorer.saturated(field, often) * self.reader.idf(field, term) * boost
        out += sum(constant.score for constant in total.constants)
        for part, boost, _ in total.parts:
            assert isinstance(part, Weight)
            there = few.matching(part) > 0
            out += np.where(there, self._part(part, scorer, few) * boost, 0.0)
        return out

    def _part(self, part: Weight, scorer: CandidateScorer, few: Candidates) -> Floats:
        if not isinstance(part, DisjunctionMaxWeight):
            return self._first_stage(sum_of(part), scorer, few)
        own = [self._part(one, scorer, few) for one in part.parts]
        there = [few.matching(one) > 0 for one in part.parts]
        best = np.max([np.where(*pair, 0.0) for pair in zip(there, own, strict=True)], axis=0)
        return np.asarray(best * part.query.boost)


def _of_sum(total: Sum, reader: ClusterReader) -> Iterator[tuple[_Name, Body]]:
    """Yield what a sum has to know of an article."""
    evidence = (e for word in total.words for part in word.terms.first for e in part.evidence)
    for field, term in (*(e[:2] for e in evidence), *(own[:2] for own in total.terms)):
        yield (field, term), _occurrences(field, term)
    for part, *_ in total.parts:
        assert isinstance(part, Weight)
        parts = [part, *(part.parts if isinstance(part, DisjunctionMaxWeight) else ())]
        for one in parts:
            filtered = {"filter": matching(one.query, reader), "boost": 1.0}
            yield (_PART, one.query), {"constant_score": filtered}
            yield from _of_sum(sum_of(one), reader)


def _of_words(words: Sequence[QueryWord]) -> Iterator[tuple[_Name, Body]]:
    """Yield what the second stage has to know of an article."""
    for word in words:
        terms = word.terms
        evidence = [e[:2] for part in (*terms.whole, *terms.first) for e in part.evidence]
        for field, term in dict.fromkeys((*evidence, *terms.exacts, *terms.written)):
            yield (field, term), _occurrences(field, term)
        for field, term in terms.in_bodies:
            early = {"match": _span(field, term), "end": LEAD_WORDS}
            yield (_LEAD, field, term), {"span_first": early}
    for (first, second), together in zip(pairwise(words), neighbours(words), strict=True):
        if together:
            for one, other in product(first.terms.in_bodies, second.terms.in_bodies):
                places = [[one[1].decode()], [other[1].decode()]]
                near = words_near(one[0], places, slop=0, ordered=True)
                yield (_PAIR, *one, *other), near


def _occurrences(field: str, term: bytes) -> Body:
    return {"term": {field: {"value": term.decode("utf-8", "replace")}}}


def _span(field: str, term: bytes) -> Body:
    return {"span_term": {field: {"value": term.decode("utf-8", "replace")}}}


def _is_of_two(name: _Name) -> bool:
    return name[0] == _PAIR and name[2] != name[4]


def _as_bytes(lengths: Ints) -> Ints:
    return np.array([length_to_byte(length) for length in lengths.tolist()], np.int64)
