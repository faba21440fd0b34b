"""An index reader without postings: it knows the figures of a cluster, and reads no document."""

from collections.abc import Mapping, Sequence
from copy import copy
from math import log
from typing import Any

from search.cluster.statistics import Statistics
from search.execute.arrays import Arrays
from search.execute.bm25f import WordScorer
from search.execute.evidence import FieldTerm
from search.execute.index_reader import IndexReader
from search.execute.vocabulary import Near


class ClusterArrays(Arrays):
    """The figures that scorers and weights ask of arrays; there are no postings behind them."""

    def __init__(self, statistics: Statistics) -> None:
        self.size = statistics.size
        self._statistics = statistics

    def df(self, field: str, term: bytes) -> int:
        """Return how many articles have a term."""
        return self._statistics.frequency(field, term)

    def df_of_any(self, terms: Sequence[FieldTerm]) -> int:
        """Return how many articles have any of some terms."""
        if len(terms) == 1:
            return self.df(*terms[0])
        return self._statistics.frequency_of_any(terms)


class ClusterReader(IndexReader):
    """What planning and weights read of an index, from a cluster's figures."""

    def __init__(self, statistics: Statistics) -> None:
        self.statistics = statistics
        self.arrays: Arrays = ClusterArrays(statistics)
        self.words = WordScorer(self.arrays, settled=False)

    def idf(self, field: str, term: bytes) -> float:
        """Return the inverse document frequency of a term."""
        return log(max(self.arrays.size, 1) / (self.arrays.df(field, term) + 1)) + 1

    def near(self, field: str, term: str, edits: int) -> list[Near]:
        """Return the terms at most so many edits from one, shortest first."""
        return list(self.statistics.near(field, term, edits))

    def beginning_with(self, field: str, prefix: str) -> Mapping[str, int]:
        """Return the form keys with a prefix, and how many articles have each."""
        return self.statistics.forms(prefix)

    def last_arrival(self) -> int:
        """Return when the last article came in, 0 when there is none."""
        body = {"size": 0, "aggs": {"last": {"max": {"field": "added"}}}}
        return self.statistics.value(
            "last arrival", body, lambda answer: int(answer["aggregations"]["last"]["value"] or 0)
        )

    def indexed(self, field: str, text: Any) -> FieldTerm | None:
        """Return the field and term as which a text is indexed."""
        return field, str(text).encode("utf-8", "replace")

    def scoring_by(self, words: WordScorer) -> "ClusterReader":
        """Return the same reader with another scorer of words."""
        twin = copy(self)
        twin.words = words
        return twin
