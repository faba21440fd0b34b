"""The articles that a query finds on a cluster, in order, as far down as somebody looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any

import numpy as np

from search.cluster.asking import NOTHING_STORED, Answer, Asking, Body
from search.cluster.matching import EVERYTHING
from search.cluster.recency import Recency
from search.cluster.refining import NAMED, TOLD_FIELDS, Refiner
from search.execute.weighting import Floats
from search.rank.rerank import CANDIDATES
from search.results import Sort

_WINDOW = 2000
"""Number of articles that a request further down the list passes over."""
_MOST_TRIES = 2


@dataclass(frozen=True, slots=True)
class Place:
    """An article of a list: its document, its id and its score.

    ``id`` is empty where it was not asked for, or is too long to be told. ``seat`` is where the
    list goes on from it.
    """

    document: str
    id: str
    score: float
    seat: Sequence[Any]


def order(sort: Sort) -> list[Body]:
    """Return how a list is sorted; what is still equal goes by the keys of the documents."""
    newest = {"date": {"order": "desc", "missing": "_last"}}
    oldest = {"date": {"order": "asc", "missing": "_last"}}
    best = {"_score": {"order": "desc"}}
    first = {"relevance": [best, newest], "newest": [newest, best], "oldest": [oldest, best]}[sort]
    return [*first, {"key": {"order": "asc"}}]


class Listing:
    """What one query finds, in order. What has been read is kept."""

    def __init__(
        self,
        asking: Asking,
        query: Body,
        sort: Sort,
        refiner: Refiner | None,
        kept: Body,
        *,
        ids: bool = False,
        recency: Recency | None = None,
    ) -> None:
        """Make a list of what ``query`` finds and ``kept`` leaves, which :meth:`begin` begins.

        Its places have ids if these are asked for.
        """
        self._recency = recency
        self._asking = asking
        self._by_score = sort == "relevance"
        self._refiner = refiner
        self._lock = RLock()
        self._moment: str | None = None
        self._last: Sequence[Any] = ()
        self._places: list[Place] = []
        self._kept = kept
        self._plain: Body = {
            "size": CANDIDATES,
            "track_total_hits": True,
            "track_scores": True,
            "query": recency.scoring(query) if recency else query,
            "sort": order(sort),
            "docvalue_fields": [*(["id"] if ids else []), *TOLD_FIELDS],
            **NOTHING_STORED,
        } | ({"post_filter": kept} if kept != EVERYTHING else {})
        self.total = 0

    @property
    def request(self) -> Body:
        """The search that a list begins with, which goes with the parameters :data:`NAMED`."""
        named = self._refiner.named if self._refiner else []
        if not named:
            return self._plain
        # A filter scores nothing and need not match them: they are only looked at for the hits.
        return {**self._plain, "post_filter": {"bool": {"filter": [self._kept], "should": named}}}

    def begin(self, answer: Answer) -> None:
        """Begin the list with the answer to :attr:`request`."""
        self.total = answer["hits"]["total"]["value"]
        hits = answer["hits"]["hits"]
        found = list(map(_place, hits))
        self._last = found[-1].seat if found else ()
        if self._refiner:
            told = self._refiner.scores_told([place.document for place in found], hits)
            found = self._rescored(found, told)
            if self._by_score:
                days = [-self._day(place) for place in found]
                scores = [-place.score for place in found]
                found = [found[n] for n in np.lexsort((days, scores)).tolist()]
        self._places = found

    def page(self, limit: int, offset: int) -> list[Place]:
        """Return the places from ``offset`` on, ``limit`` at most."""
        with self._lock:
            if min(offset + limit, self.total) > len(self._places) and self._moment is None:
                self._reopen()
            while min(offset + limit, self.total) > len(self._places) and self._more():
                pass
        page = self._places[offset : offset + limit]
        if self._by_score or self._refiner is None or offset + limit <= CANDIDATES:
            return page
        told = self._refiner.scores(self._asking, [place.document for place in page])
        return self._rescored(page, told)

    def _reopen(self) -> None:
        """Begin anew at a point in time, which pages further down belong to."""
        for _ in range(_MOST_TRIES):
            self._moment = self._asking.moment()
            if answer := self._asking.within(self._moment, self.request, **NAMED):
                self.begin(answer)
                return
        raise self._asking.refusal("search_context_missing_exception")

    def _more(self) -> bool:
        assert self._moment is not None
        body = {**self._plain, "size": _WINDOW, "track_total_hits": False}
        answer = self._asking.within(self._moment, body | {"search_after": self._last})
        if answer is None:  # forgotten, since nobody asked for long or a node has gone
            self._reopen()
            return True
        found = list(map(_place, answer["hits"]["hits"]))
        if found:
            self._last = found[-1].seat
            self._places += found
        return bool(found)

    def _rescored(self, places: Sequence[Place], scores: Floats) -> list[Place]:
        if self._recency:
            scores = scores * self._recency.factors([self._day(place) for place in places])
        pairs = zip(places, scores.tolist(), strict=True)
        return [Place(place.document, place.id, score, place.seat) for place, score in pairs]

    def _day(self, place: Place) -> int:
        """Return the day of a place in milliseconds, a number that is of none where it has none."""
        day: int = place.seat[1 if self._by_score else 0]
        return day


def _place(hit: Answer) -> Place:
    ids = hit.get("fields", {}).get("id", ("",))
    return Place(hit["sort"][-1], ids[0], float(hit["_score"] or 0.0), hit["sort"])
