"""Whether others told a story, on a cluster; see :mod:`search.coverage`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from math import log1p

from index.analysis import Analyzer
from index.article import Article
from search.budget import check
from search.cluster.asking import Asking, Body
from search.cluster.matching import DATED, EVERYTHING, every, some
from search.cluster.reader import ClusterReader
from search.cluster.sources import article_of
from search.cluster.statistics import Statistics, having_any
from search.coverage import DAYS, ENOUGH, LIKELY, headline_stems, terms_of

_AT_ONCE = 20
"""Number of articles that are looked for at once among those of others."""

Weights = Mapping[str, float]
"""The stems of a headline, and how much each says."""


class Coverage:
    """Says which stories others did not tell; not for several threads at once."""

    def __init__(self, asking: Asking, statistics: Statistics, analyzer: Analyzer) -> None:
        self._asking = asking
        self._statistics = statistics
        self._reader = ClusterReader(statistics)
        self._analyzer = analyzer

    def untold(self, articles: Sequence[Article], others: Body, limit: int) -> list[int]:
        """Return the places of the first ``limit`` articles whose story no other tells.

        ``others`` is the query of the others' articles.
        """
        found: list[int] = []
        for first in range(0, len(articles), _AT_ONCE):
            check()
            if len(found) >= limit:
                break
            part = articles[first : first + _AT_ONCE]
            told = self._told(part, others)
            found += [place for place, known in enumerate(told, first) if not known]
        return found[:limit]

    def _told(self, articles: Sequence[Article], others: Body) -> list[bool]:
        """Tell of each article whether any of others tells its story.

        Of two headlines one may say less than the other article has; so each is looked for there.
        """
        headlines = self._weights(articles)
        pairs = zip(articles, headlines, strict=True)
        answers = self._asking.several(
            [_likely(headline, every((others, _about(one.date)))) for one, headline in pairs]
        )
        likely = [
            [article_of(hit["_source"]) for hit in answer["hits"]["hits"]] for answer in answers
        ]
        theirs = iter(self._weights([other for some_of in likely for other in some_of]))
        told = []
        for article, headline, some_of in zip(articles, headlines, likely, strict=True):
            own = self._stems(article)
            both = [(headline, self._stems(other)) for other in some_of]
            both += [(next(theirs), own) for _ in some_of]
            told.append(any(_share(weights, stems) >= ENOUGH for weights, stems in both))
        return told

    def _weights(self, articles: Sequence[Article]) -> list[Weights]:
        """Return how much each stem of the articles' headlines says."""
        stems = [headline_stems(article, self._analyzer) for article in articles]
        size, arrays = self._statistics.size, self._reader.arrays

        def weight(stem: str) -> float:
            return log1p(size / max(1, arrays.df_of_any(terms_of(stem))))

        return self._statistics.settle(lambda: [{s: weight(s) for s in own} for own in stems])

    def _stems(self, article: Article) -> set[str]:
        texts = article.title, article.text
        return {stem for text in texts for token in self._analyzer(text) for stem in token.stems}


def _likely(headline: Weights, others: Body) -> Body:
    """Return the search for the articles that have most of what a headline says."""
    should = [
        {"constant_score": {"filter": having_any(terms_of(stem)), "boost": weight}}
        for stem, weight in headline.items()
    ]
    query = {"bool": {"filter": [others], "should": should, "minimum_should_match": 1}}
    return {"size": LIKELY, "track_total_hits": False, "query": query, "_source": ["article"]}


def _about(day: date | None) -> Body:
    """Return the query of what is of about the same day, or of none."""
    if day is None:
        return EVERYTHING
    bounds = {"gte": day - timedelta(DAYS), "lte": day + timedelta(DAYS)}
    near = {"range": {"date": {sign: each.isoformat() for sign, each in bounds.items()}}}
    return some((near, {"bool": {"must_not": [DATED]}}))


def _share(headline: Weights, stems: Collection[str]) -> float:
    """Return how much of a headline some stems say."""
    has = sum(weight for stem, weight in headline.items() if stem in stems)
    return has / (sum(headline.values()) or 1)
