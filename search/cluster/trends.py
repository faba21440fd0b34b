"""What is rising among the articles of a cluster; see :mod:`search.trends`."""

from datetime import date, timedelta

import numpy as np

from index.errors import InputError
from search.cluster.asking import Asking, Body
from search.cluster.matching import DATED, every
from search.cluster.names import ClusterFacets
from search.cluster.surfaces import ClusterSurfaces
from search.cluster.words import MOST_READ, rising_words
from search.contrast import FLOOR, Telling, telling
from search.facets.periods import day_at
from search.findings import Trend, Trends


def trends(
    asking: Asking,
    facets: ClusterFacets,
    surfaces: ClusterSurfaces,
    query: Body,
    kind: str,
    window: int,
    until: date | None,
    limit: int,
) -> Trends:
    """Return what is rising in what a query finds; see :meth:`search.engine.Engine.trends`."""
    dated = every((query, DATED))
    newest = _newest(asking, dated)
    if newest is None:
        return Trends(kind, None, None, 0, 0, ())
    last = until or newest
    first = last - timedelta(window - 1)
    now = every((query, _days(gte=first, lte=last)))
    past = every((query, _days(lt=first)))
    sizes = _sizes(asking, dated, now, past)
    if kind != "word":
        found = telling_names(facets, kind, (now, past), sizes, limit)
    elif sizes[0] > MOST_READ:
        raise InputError(
            "on a cluster the words of {number} articles are not counted, of {most} at most: ask "
            "about fewer, by a query, filters or a shorter time",
            number=sizes[0],
            most=MOST_READ,
        )
    else:
        found = rising_words(asking, (now, past), sizes, limit, surfaces)
    return Trends(kind, first, last, *sizes, tuple(Trend(*each) for each in found))


def telling_names(
    facets: ClusterFacets, kind: str, sets: tuple[Body, Body], sizes: tuple[int, int], limit: int
) -> list[Telling]:
    """Return the values of a facet that a set has more often than another, telling ones first."""
    one = {name: n for name, n in facets[kind].counts_in(sets[0]).items() if n >= FLOOR}
    names = sorted(one)
    other = facets[kind].counts_of(sets[1], names)
    counts = [np.array([some[name] for name in names], np.int64) for some in (one, other)]
    found = telling(names, (counts[0], counts[1]), sizes, limit)
    return [(facets.whole(name), own, others, score) for name, own, others, score in found]


def _newest(asking: Asking, query: Body) -> date | None:
    body = {"size": 0, "query": query, "aggs": {"last": {"max": {"field": "date"}}}}
    found = asking.search(body)["aggregations"]["last"]["value"]
    return None if found is None else day_at(int(found // 86_400_000))


def _sizes(asking: Asking, query: Body, *sets: Body) -> tuple[int, int]:
    body = {"size": 0, "query": query, "aggs": {"sets": {"filters": {"filters": sets}}}}
    one, other = asking.search(body)["aggregations"]["sets"]["buckets"]
    return one["doc_count"], other["doc_count"]


def _days(**bounds: date) -> Body:
    return {"range": {"date": {sign: day.isoformat() for sign, day in bounds.items()}}}
