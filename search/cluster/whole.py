"""Facets listed whole, however many values they have: more than one answer of a cluster holds."""

from typing import Any

import numpy as np

from index.facets import FACETS
from search.cluster.asking import Asking, Body
from search.cluster.counting import Asked
from search.cluster.matching import every
from search.cluster.names import ClusterFacets
from search.facets.counts import top_months
from search.rank.order import most_frequent_first
from search.results import FacetValue, Filters

LONGEST = 10_000
"""Maximum number of values that are asked for at once."""


def whole_facets(
    asking: Asking, facets: ClusterFacets, query: Body, asked: Asked, filters: Filters
) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of all facets in what a query finds, page after page.

    ``asked`` says how many values to list, and which in any case.
    """
    shown: dict[str, tuple[FacetValue, ...]] = {}
    for name in FACETS:
        chosen = asked.chosen[name]
        counts = facets[name].counts_in(every((query, asked.beside[name])))
        listed = most_frequent_first(counts.items())[: asked.most]
        missing = {*chosen} - {value for value, _ in listed}
        listed += ((value, counts.get(value, 0)) for value in missing)
        shown[name] = tuple(
            FacetValue(facets.whole(value), n, value in chosen)
            for value, n in most_frequent_first(listed)
        )
    months, counts_of_months = _months(asking, every((query, asked.beside["date"])))
    return {**shown, "date": top_months(counts_of_months, months, asked.most, filters)}


def _months(asking: Asking, query: Body) -> tuple[list[int], Any]:
    months = {"field": "date", "calendar_interval": "month", "format": "yyyyMM"}
    aggs = {"months": {"date_histogram": months | {"min_doc_count": 1}}}
    body = {"size": 0, "track_total_hits": False, "query": query, "aggs": aggs}
    buckets = asking.search(body)["aggregations"]["months"]["buckets"]
    counts = np.array([bucket["doc_count"] for bucket in buckets], np.int32)
    return [int(bucket["key_as_string"]) for bucket in buckets], counts
