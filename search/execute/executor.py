"""Runs a ``whoosh.query`` tree over arrays: whole posting lists a step, not one posting.

Which documents match is found first, and what they score only of those for which someone asks.
Scores are stock Whoosh's; on purpose different are: Prefix, Wildcard and FuzzyTerm with
``constantscore`` really score their boost, and ``Not`` adds nothing to an ``And``. A query type
not known here runs on its own matcher.
"""

from typing import Any

import numpy as np
from whoosh import query as wq

from index.store.snapshot import Snapshot
from search.execute.arrays import Arrays
from search.execute.docset import DocSet, Ints
from search.execute.match import Matcher
from search.execute.score import Scorer
from search.execute.vocabulary import Terms, Vocabulary, by_frequency
from search.execute.weighting import Floats, Weighting
from search.lru import WeightedCache
from search.rank.bm25f import WordScorer

_EXPANSION_BYTES = 4 << 20
_NONE = np.zeros(0, np.int64)


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
        self._expansions: WeightedCache[Any, list[Ints]] = WeightedCache(
            _EXPANSION_BYTES, lambda found: 256 + sum(numbers.nbytes for numbers in found)
        )

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

    def idf(self, field: str, term: bytes) -> float:
        """Return the inverse document frequency of a term over the whole snapshot."""
        return self.weighting.idf(field, term)

    def frequency(self, field: str, term: str) -> int:
        """Return in how many documents a term stands."""
        return self.arrays.entry(field, term.encode()).df

    def vocabulary(self, field: str) -> Vocabulary:
        """Return the distinct terms of a text field, a run for each leaf."""
        if field not in self._vocabularies:
            files = [leaf.field(field) for leaf in self.arrays.leaves]
            runs = [Terms(file.dictionary.table()) if file else Terms.of(()) for file in files]
            self._vocabularies[field] = Vocabulary(runs)
        return self._vocabularies[field]

    def numbers(self, query: Any) -> list[Ints]:
        """Return the index terms a pattern or fuzzy query stands for, by number in each leaf.

        Of many the most frequent come first.
        """
        return self._expansions.get(query, lambda: self._numbers(query))

    def expand(self, query: Any) -> list[bytes]:
        """Return the index terms a pattern or fuzzy query stands for."""
        field = query.fieldname
        match query:
            case wq.Prefix():
                return list(self.searcher.reader().expand_prefix(field, query.text))
            case wq.Wildcard() | wq.FuzzyTerm():
                texts = self.vocabulary(field).texts(self.numbers(query))
                return [text.encode() for text in texts]
        return list(query._btexts(self.searcher.reader()))

    def common(self, query: Any) -> str:
        """Return the term that most documents have of those a pattern stands for; it has some."""
        field = query.fieldname
        files = (leaf.field(field) for leaf in self.arrays.leaves)
        found = zip(files, self.numbers(query), strict=True)
        first = [file.term(int(own[0])).decode() for file, own in found if file and len(own)]
        return max(first, key=lambda term: self.frequency(field, term))

    def _numbers(self, query: Any) -> list[Ints]:
        field = query.fieldname
        files = [leaf.field(field) for leaf in self.arrays.leaves]
        if isinstance(query, wq.Wildcard):
            return self.vocabulary(field).matching(query.text)
        if isinstance(query, wq.FuzzyTerm):
            vocabulary, word = self.vocabulary(field), query.text
            return vocabulary.numbers_near(word, query.maxdist, query.prefixlength)
        if isinstance(query, wq.Prefix):
            first = query.text.encode()
            found = [np.arange(*file.beginning_with(first)) if file else _NONE for file in files]
            return [
                own if file is None else by_frequency(own, file.dictionary.layout_of(own).counts)
                for file, own in zip(files, found, strict=True)
            ]
        terms = self.expand(query)
        numbers = [[file.find(term) for term in terms] if file else [] for file in files]
        return [np.array([n for n in own if n is not None], np.int64) for own in numbers]

    def _begin(self, query: Any) -> None:
        """Forget what the parts of the query before matched, unless it is the same query."""
        if query is not self._query:
            self._query, self._matcher = query, self._matching()

    def _matching(self) -> Matcher:
        return Matcher(self.arrays, self.searcher.schema, self.expand, self.numbers)
