"""How many articles of a cluster there are in each day, week or month; see :mod:`search.series`."""

from collections.abc import Mapping
from datetime import date

from search.cluster.asking import Answer, Asking, Body
from search.cluster.matching import DATED, every
from search.cluster.names import ClusterFacets
from search.facets.periods import day_at, row
from search.findings import Series, SeriesRow
from search.rank.order import most_frequent_first
from search.results import Step


def series(
    asking: Asking, facets: ClusterFacets, query: Body, step: Step, facet: str | None, limit: int
) -> Series:
    """Return counts over time of what a query finds; see :meth:`search.engine.Engine.series`."""
    dated = every((query, DATED))
    names: list[str] = []
    if facet is not None:
        counts = facets[facet].counts_in(dated).items()
        names = [name for name, _ in most_frequent_first(counts)[:limit]]
    parts = {str(n): facets[facet].having(name) for n, name in enumerate(names) if facet}
    whole, *each = counts_over_time(asking, dated, step, parts)
    if not whole:
        return Series(step, facet, (), ())
    periods = row(min(whole), max(whole), step)
    rows = [
        SeriesRow(name, tuple(own.get(period, 0) for period in periods))
        for name, own in zip((None, *map(facets.whole, names)), (whole, *each), strict=True)
    ]
    labels = tuple(day_at(period).isoformat() for period in periods)
    return Series(step, facet, labels, tuple(rows))


def counts_over_time(
    asking: Asking, query: Body, step: Step, parts: Mapping[str, Body]
) -> list[dict[int, int]]:
    """Return how many articles of a query there are in each period, and of each of its parts.

    Periods are told by their first days, as days since 1970.
    """
    options = {"field": "date", "calendar_interval": step, "format": "yyyy-MM-dd"}
    histogram: Body = {"periods": {"date_histogram": options | {"min_doc_count": 1}}}
    each = {name: {"filter": part, "aggs": histogram} for name, part in parts.items()}
    body = {"size": 0, "track_total_hits": False, "query": query, "aggs": {**histogram, **each}}
    found = asking.search(body)["aggregations"]
    return [_read(found), *(_read(found[name]) for name in parts)]


def _read(answer: Answer) -> dict[int, int]:
    buckets = answer["periods"]["buckets"]
    first = day_at(0)
    return {
        (date.fromisoformat(bucket["key_as_string"]) - first).days: bucket["doc_count"]
        for bucket in buckets
    }
