"""What the query types read of a snapshot: postings, statistics, vocabularies."""

from collections.abc import Mapping, Sequence
from typing import Any

from index.store.snapshot import Snapshot
from search.execute.arrays import Arrays
from search.execute.bm25f import WordScorer
from search.execute.docset import Ints
from search.execute.evidence import FieldTerm, WordTerms
from search.execute.vocabulary import Near, Terms, Vocabulary
from search.execute.weighting import Weighting
from search.lru import WeightedCache

_EXPANSION_BYTES = 4 << 20
"""Bytes of remembered expansions of patterns."""


class IndexReader:
    """Reads one snapshot and caches what it read; not for several threads at once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.searcher = snapshot.searcher
        self.arrays = Arrays(snapshot)
        self.weighting = Weighting(snapshot.searcher, self.arrays)
        self.words = WordScorer(self.arrays)
        self.expansions: WeightedCache[Any, list[Ints]] = WeightedCache(
            _EXPANSION_BYTES, lambda found: 256 + sum(numbers.nbytes for numbers in found)
        )
        """Pattern and fuzzy queries, and the numbers of their terms in each segment."""
        self._vocabularies: dict[str, Vocabulary] = {}

    def idf(self, field: str, term: bytes) -> float:
        """Return the inverse document frequency of a term over the whole snapshot."""
        return self.weighting.idf(field, term)

    def frequency(self, field: str, term: str) -> int:
        """Return the number of documents that have a term, deleted ones included."""
        return self.arrays.df(field, term.encode())

    def frequency_of_any(self, terms: Sequence[FieldTerm]) -> int:
        """Return the number of documents that have any of some terms, deleted ones included."""
        return self.arrays.df_of_any(terms)

    def frequency_of_word(self, terms: WordTerms) -> int:
        """Return about how many documents have a word; see :meth:`WordScorer.frequency`."""
        return self.words.frequency(terms)

    def near(self, field: str, term: str, edits: int) -> list[Near]:
        """Return the terms at most so many edits from one, shortest first."""
        return self.vocabulary(field).near(term, edits)

    def beginning_with(self, field: str, prefix: str) -> Mapping[str, int]:
        """Return the terms with a prefix, and how many documents have each."""
        found: dict[str, int] = {}
        for terms, counts in self.arrays.counts_beginning_with(field, prefix.encode(), None):
            for term, count in zip(terms, counts.tolist(), strict=True):
                known = term.decode()
                found[known] = found.get(known, 0) + count
        return found

    def last_arrival(self) -> int:
        """Return when the last document that is there came in, 0 when there is none."""
        arrays = self.arrays
        times = arrays.added if arrays.live is None else arrays.added[arrays.live]
        return int(times.max(initial=0))

    def vocabulary(self, field: str) -> Vocabulary:
        """Return the distinct terms of a text field, a run for each segment."""
        if field not in self._vocabularies:
            tables = self.arrays.tables(field)
            runs = [Terms(table) if table else Terms.of(()) for table in tables]
            self._vocabularies[field] = Vocabulary(runs)
        return self._vocabularies[field]

    def indexed(self, field: str, text: Any) -> FieldTerm | None:
        """Return the field and term as which a text is indexed, None when it cannot be."""
        schema = self.searcher.schema
        if type(text) is str and field in schema:
            return field, text.encode()
        try:
            return field, bytes(schema[field].to_bytes(text))
        except (KeyError, ValueError):
            return None
