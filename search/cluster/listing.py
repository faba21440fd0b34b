"""The articles that a query finds on a cluster, in order, as far down as somebody looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any

import numpy as np

from search.cluster.asking import NOTHING_STORED, Answer, Asking, Body
from search.cluster.matching import every
from search.cluster.refining import Refiner
from search.rank.rerank import CANDIDATES
from search.results import Sort

_WINDOW = 2000
"""Number of articles that a request further down the list passes over."""
_KEPT = "10m"
"""How long a cluster keeps the state that a list was begun in, after it was last asked."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article of a list: its document, its id and its score.

    ``id`` is empty where it is too long to be told. ``seat`` is where the list goes on from it.
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
    """What one query finds, in order. What has been read is kept.

    ``answer`` is to :meth:`request`, with whatever else was asked.
    """

    def __init__(
        self, asking: Asking, body: Body, sort: Sort, refiner: Refiner | None, answer: Answer
    ) -> None:
        self._asking = asking
        self._body = body
        self._by_score = sort == "relevance"
        self._refiner = refiner
        self._lock = RLock()
        self._pit: str | None = None
        self.total: int = answer["hits"]["total"]["value"]
        self._begin(answer)

    @staticmethod
    def request(query: Body, sort: Sort, filters: Mapping[str, Body]) -> Body:
        """Return the search whose answer a listing begins with."""
        body = {
            "size": CANDIDATES,
            "track_total_hits": True,
            "track_scores": True,
            "query": query,
            "sort": order(sort),
            "docvalue_fields": ["id"],
            **NOTHING_STORED,
        }
        return body | ({"post_filter": every(filters.values())} if filters else {})

    def page(self, limit: int, offset: int) -> list[Place]:
        """Return the places from ``offset`` on, ``limit`` at most."""
        with self._lock:
            if min(offset + limit, self.total) > len(self._places) and self._pit is None:
                self._reopen()
            while min(offset + limit, self.total) > len(self._places) and self._more():
                pass
        page = self._places[offset : offset + limit]
        return page if self._by_score else self._scored(page)

    def _begin(self, answer: Answer) -> None:
        found = list(map(_place, answer["hits"]["hits"]))
        self._last = found[-1].seat if found else []
        self._places = found
        if self._by_score and self._refiner:
            found = self._scored(found)
            days = [-place.seat[1] for place in found]
            scores = [-place.score for place in found]
            self._places = [found[n] for n in np.lexsort((days, scores)).tolist()]

    def _scored(self, places: Sequence[Place]) -> list[Place]:
        """Return places with the scores of the second stage."""
        if self._refiner is None:
            return list(places)
        scores = self._refiner.scores(self._asking, [place.document for place in places])
        return [
            Place(place.document, place.id, score, place.seat)
            for place, score in zip(places, scores.tolist(), strict=True)
        ]

    def _reopen(self) -> None:
        """Begin anew in a state that stays, which pages further down belong to."""
        index = self._asking.generation.articles
        path = f"/{index}/_search/point_in_time"
        made = self._asking.connection.request("POST", path, params={"keep_alive": _KEPT})
        self._pit = made["pit_id"]
        answer = self._asking.within(self._body, made["pit_id"], _KEPT)
        if answer is None:
            raise self._asking.refusal("search_context_missing_exception")
        self.total = answer["hits"]["total"]["value"]
        self._begin(answer)

    def _more(self) -> bool:
        assert self._pit is not None
        body = {**self._body, "size": _WINDOW, "track_total_hits": False}
        answer = self._asking.within(body | {"search_after": self._last}, self._pit, _KEPT)
        if answer is None:  # forgotten, since nobody asked for long or a node has gone
            self._reopen()
            return True
        found = list(map(_place, answer["hits"]["hits"]))
        if found:
            self._last = found[-1].seat
            self._places += found
        return bool(found)


def _place(hit: Answer) -> Place:
    ids = hit.get("fields", {}).get("id", ("",))
    return Place(hit["sort"][-1], ids[0], float(hit["_score"] or 0.0), hit["sort"])
