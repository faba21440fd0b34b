"""How a query being typed may go on, in an index on a cluster.

A cluster does not list the terms that begin alike. It gives some of the articles that have any,
always the same ones, and the words that begin so are taken from these: the frequent ones are among
them. How many articles have a word is then exact.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.analysis import Analyzer
from index.cluster.layout import KEY
from search.cluster.asking import Answer, Body
from search.cluster.matching import some
from search.cluster.reader import ClusterReader
from search.cluster.sources import article_of
from search.cluster.statistics import Statistics
from search.present.complete import CANDIDATES, Completer
from search.results import FacetValue

_SAMPLE = 100
"""Number of articles from which words are taken."""
_LOOKED_AT = 10_000
"""Number of articles of a shard that are looked at for these."""
_SMALL = 100_000
"""Number of articles of an index in which bodies are looked through whatever was typed."""
_TELLING = 3
"""Number of letters from which on they are in a larger one."""


class _Words(NamedTuple):
    """Words of some articles: how many of these have each term, and how they write it."""

    counts: Counter[str]
    written: Mapping[str, Counter[str]]


class ClusterCompleter(Completer):
    """Completes queries on one generation of a cluster; not for several threads at once."""

    def __init__(
        self,
        statistics: Statistics,
        analyzer: Analyzer,
        values: Mapping[str, Sequence[FacetValue]],
    ) -> None:
        """Make a completer; ``values`` are those of all facets that are offered."""
        super().__init__(ClusterReader(statistics), analyzer)
        self._statistics = statistics
        self._offered = values
        self._surfaces: dict[str, str] = {}

    def values(self, facet: str) -> Sequence[tuple[str, int]]:
        """Return the most frequent values of a facet with their counts."""
        return [(value.value, value.count) for value in self._offered[facet]]

    def surface(self, term: str) -> str:
        """Return a term as most of the articles write it from which it was taken."""
        return self._surfaces[term]

    def terms(self, prefixes: Sequence[str], fields: Sequence[str]) -> list[str]:
        """Return terms that begin with one of the prefixes, frequent ones first."""
        fields = [field for field in fields if self._is_looked_through(field, prefixes)]
        found = self._statistics.value(
            ("words", *prefixes, *fields),
            _having(prefixes, fields),
            lambda answer: self._read(answer, tuple(prefixes), fields),
        )
        for term, written in found.written.items():
            self._surfaces[term] = max(written, key=written.__getitem__)
        likely = sorted(found.counts, key=lambda term: (-found.counts[term], term))[:CANDIDATES]
        counts: Counter[str] = Counter()
        for field in fields:
            own = {term: self._reader.frequency(field, term) for term in likely}
            for term in sorted(own, key=lambda term: (-own[term], term)):
                counts[term] += own[term]
        return [term for term, _ in counts.most_common()]

    def _is_looked_through(self, field: str, prefixes: Sequence[str]) -> bool:
        return (
            field == "title"
            or self._statistics.size <= _SMALL
            or min(map(len, prefixes)) >= _TELLING
        )

    def _read(self, answer: Answer, prefixes: tuple[str, ...], fields: Sequence[str]) -> _Words:
        """Return the words that begin so of the articles that a cluster gave."""
        counts: Counter[str] = Counter()
        written: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for hit in answer["hits"]["hits"]:
            article = article_of(hit["_source"])
            own: set[str] = set()
            for field in fields:
                text = article.title if field == "title" else article.text
                for token in self._analyzer(text):
                    if token.exact.startswith(prefixes):
                        own.add(token.exact)
                        written[token.exact][token.text] += 1
            counts.update(own)
        return _Words(counts, written)


def _having(prefixes: Sequence[str], fields: Sequence[str]) -> Body:
    """Return the search for some articles with a term that begins with one of the prefixes."""
    clauses = [{"prefix": {field: {"value": prefix}}} for prefix in prefixes for field in fields]
    return {
        "size": _SAMPLE,
        "track_total_hits": False,
        "terminate_after": _LOOKED_AT,
        "query": {"constant_score": {"filter": some(clauses)}},
        "sort": [KEY],
        "_source": ["article"],
    }
