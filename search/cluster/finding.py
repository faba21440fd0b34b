"""Questions that an index on a cluster answers from what its queries find."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from index.cluster.document import document_id
from index.desk import Looks
from search.arrivals import Alerts
from search.cluster.answering import Answering
from search.cluster.found import Question
from search.cluster.reader import ClusterReader
from search.cluster.sources import article_of
from search.related import Similar
from search.similar import LIKENESS, SPARE, query_like, without_copies
from search.telling import Records

if TYPE_CHECKING:
    from search.saved import Kept


class Finding(Answering, Records):
    """The part of the engine that looks for more than a query says."""

    def similar(self, article_id: str, limit: int = 10, *, bare: bool = False) -> Similar:
        """Return the articles that are like one; see :meth:`search.engine.Engine.similar`.

        Copies are told by their words alone.
        """
        own, source = document_id(article_id), self._required(article_id)
        article, names = article_of(source), self._names_of(source)
        with self._lock:
            statistics = self._finder.statistics
            reader = ClusterReader(statistics)
            query = statistics.settle(
                lambda: query_like(
                    article, names, self._analyzer, reader.frequency, statistics.size
                )
            )
        if not query or limit < 1:
            return Similar(query, (), {})
        found = self._found(Question(query, match="any", bare=bare))
        ranked = {place.document: place for place in found.listing.page(SPARE * limit + 1, 0)}
        least = LIKENESS * ranked.get(own, next(iter(ranked.values()))).score
        alike = [key for key, place in ranked.items() if place.score >= least and key != own]
        sources = self._sources([key for key in alike if key not in found.sources])
        found.sources.update(sources)
        others = {key: article_of(found.sources[key]) for key in alike if key in found.sources}
        apart, copies = without_copies((own, article), others, limit, lambda *_: None)
        places = [ranked[key] for key in apart]
        hits = self._bare(places, 0) if bare else self._hits(found, places, 0, {})
        return Similar(query, hits, copies)

    def alerts(
        self,
        searches: "Sequence[Kept]",
        *,
        limit: int = 20,
        since: date | Literal["last-run"] | None = None,
    ) -> Alerts:
        """Return what has come in for searches; see :meth:`search.engine.Engine.alerts`.

        How far has been told is kept on this machine, as tags are.
        """
        from search.cluster.alerts import alerts

        with self._lock:
            statistics, asking = self._finder.statistics, self._state.asking
            reader = ClusterReader(statistics)
            plain, looks = statistics.settle(lambda: self._since(searches, since, reader))
            return alerts(asking, self._finder, plain, looks, limit)

    @property
    def _looks(self) -> Looks:
        self._desk.mkdir(parents=True, exist_ok=True)
        return Looks(self._desk)
