"""Runs a ``whoosh.query`` tree over arrays: whole posting lists a step, not one posting.

Which documents match is found first, and what they score only of those for which someone asks.
Scores are stock Whoosh's; on purpose different are: Prefix, Wildcard and FuzzyTerm with
``constantscore`` really score their boost, and ``Not`` adds nothing to an ``And``. A query type
not known here runs on its own matcher.
"""

from typing import Any, NamedTuple

from whoosh import query as wq

from index.snapshot import Snapshot
from search.arrays import Arrays
from search.bm25f import WordScorer
from search.docset import Docs, DocSet
from search.lru import WeightedCache
from search.match import Matcher
from search.score import Scorer
from search.vocabulary import Vocabulary
from search.weighting import Floats, Weighting


class Matches(NamedTuple):
    """Ascending document numbers and their scores."""

    docs: Docs
    scores: Floats


class Executor:
    """Answers queries from one snapshot. Caches, so not for several threads at once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.searcher = snapshot.searcher
        self.arrays = Arrays(snapshot)
        self.weighting = Weighting(snapshot.searcher, self.arrays)
        self.words = WordScorer(self.arrays)
        self._matcher = self._matching()
        self._query: Any = None
        self._vocabularies: dict[str, Vocabulary] = {}
        self._expansions: WeightedCache[Any, list[bytes]] = WeightedCache(64)

    def docs(self, query: Any) -> DocSet:
        """Return every live document of the snapshot that ``query`` matches."""
        self._begin(query)
        found = self._matcher.docs(query)
        live = self.arrays.live
        return found if live is None else found & DocSet(self.arrays.size, mask=live)

    def scores(self, query: Any, docs: DocSet) -> Floats:
        """Return the scores of ``docs``, all of which must match ``query``.

        They are one for each of the documents, ascending, when those are few; when they are a
        mask, one for every document of the snapshot, 0 where the mask is not.
        """
        self._begin(query)
        return Scorer(self.weighting, self.words, self._matcher).scores(query, docs)

    def run(self, query: Any) -> Matches:
        """Return every live document that ``query`` matches, and the score of each."""
        docs = self.docs(query)
        scores = self.scores(query, docs)
        return Matches(docs.ids, scores[docs.ids] if docs.dense else scores)

    def idf(self, field: str, term: bytes) -> float:
        """Return the inverse document frequency of a term over the whole snapshot."""
        return self.weighting.idf(field, term)

    def frequency(self, field: str, term: str) -> int:
        """Return in how many documents a term stands."""
        return self.arrays.entry(field, term.encode()).df

    def vocabulary(self, field: str) -> Vocabulary:
        """Return the distinct terms of a text field."""
        if field not in self._vocabularies:
            self._vocabularies[field] = Vocabulary(self.arrays.frequencies(field))
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

    def _begin(self, query: Any) -> None:
        """Forget what the parts of the query before matched, unless it is the same query."""
        if query is not self._query:
            self._query, self._matcher = query, self._matching()

    def _matching(self) -> Matcher:
        return Matcher(self.arrays, self.searcher.schema, self.expand)
