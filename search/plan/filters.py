"""The queries of filters: names of facets, days, ids."""

from collections.abc import Iterable
from typing import Any

from whoosh import query as wq

from index.facets import FACETS
from index.schema import day_number
from search.execute.queries.arrived import Arrived
from search.execute.queries.facet_values import Values
from search.own import Own
from search.plan.sources import FacetSource, TermSource
from search.plan.times import arrivals_since, arrived_between
from search.query import syntax
from search.results import NO_FILTERS, Filters


def filter_queries(
    filters: Filters, facets: FacetSource, terms: TermSource, own: Own
) -> dict[str, Any]:
    """Return for each filter with a selection (dates together) the query of the selection."""
    queries: dict[str, Any] = {}
    if filters is NO_FILTERS:
        return queries
    for facet in FACETS:
        if chosen := getattr(filters, facet):
            names = [name for text in chosen for name in facets[facet].resolve(text)]
            queries[facet] = values(facets, facet, names)
    if filters.since or filters.until:
        queries["date"] = dates(syntax.Dates(filters.since, filters.until, (0, 0)))
    if filters.added_since:
        queries["added"] = Arrived(arrivals_since(filters.added_since, terms))
    queries.update(own.filters(filters))
    if filters.ids:
        queries["ids"] = wq.Or([wq.Term("id", one) for one in filters.ids])
    return queries


def values(facets: FacetSource, facet: str, names: Iterable[str]) -> Values:
    """Return the query of names of a facet."""
    return Values(facet, facets[facet].local_names(names))


def dates(asked: syntax.Dates) -> Any:
    """Return the query of a span of days, of which articles are or on which they came in."""
    if asked.field == "added":
        return arrived_between(asked.start, asked.end)
    start, end = (day and day_number(day) for day in (asked.start, asked.end))
    return wq.NumericRange("date", start, end, boost=0.0)
