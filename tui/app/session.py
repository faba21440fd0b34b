"""What the user has asked for: query, filters and order, as plain data that a key changes."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, get_args

from search.results import FACETS, FacetValue, Filters, Sort

SORTS: tuple[Sort, ...] = get_args(Sort)
FACET_STEPS = (8, 40, 200)
"""Values shown in each facet, few to many."""


@dataclass(frozen=True, slots=True)
class Session:
    """One state of the search; every change gives a new one."""

    query: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    facets: int = FACET_STEPS[0]

    def asking(self, query: str) -> "Session":
        """With another query."""
        return replace(self, query=query)

    def toggled(self, facet: str, value: str) -> "Session":
        """With a facet value chosen, or let go if it was. ``date`` takes a month, ``YYYY-MM``."""
        if facet == "date":
            return replace(self, filters=_toggle_month(self.filters, value))
        chosen: tuple[str, ...] = getattr(self.filters, facet)
        if value in chosen:
            chosen = tuple(each for each in chosen if each != value)
        else:
            chosen = (*chosen, value)
        return replace(self, filters=_with_values(self.filters, facet, chosen))

    def unfiltered(self) -> "Session":
        """Without any filter."""
        return replace(self, filters=Filters())

    def sorted_next(self) -> "Session":
        """With the next order."""
        return replace(self, sort=SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)])

    def more_values(self) -> "Session":
        """With more values in each facet; after the most, the fewest again."""
        step = FACET_STEPS.index(self.facets) + 1
        return replace(self, facets=FACET_STEPS[step % len(FACET_STEPS)])

    def months(self, counted: Iterable[tuple[str, int]]) -> tuple[FacetValue, ...]:
        """The months to offer, newest first, from their counts without the date filter.

        As many as other facets have values, and whatever lies in the chosen period.
        """
        since, until = self.filters.since, self.filters.until
        values = []
        for place, (month, count) in enumerate(sorted(counted, reverse=True)):
            first, last = _month(month)
            selected = bool(since or until) and not (
                (since and last < since) or (until and first > until)
            )
            if selected or place < self.facets:
                values.append(FacetValue(month, count, selected))
        return tuple(values)

    def chosen(self) -> list[tuple[str, str]]:
        """The active filters as (facet, value), in the order of the facets."""
        pairs = [(facet, value) for facet in FACETS for value in getattr(self.filters, facet)]
        if self.filters.since:
            pairs.append(("since", self.filters.since.isoformat()))
        if self.filters.until:
            pairs.append(("until", self.filters.until.isoformat()))
        return pairs


def _with_values(filters: Filters, facet: str, values: tuple[str, ...]) -> Filters:
    changes: dict[str, Any] = {facet: values}
    return replace(filters, **changes)


def _month(value: str) -> tuple[date, date]:
    year, month = (int(part) for part in value.split("-")[:2])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _toggle_month(filters: Filters, value: str) -> Filters:
    """The period grown by a month outside it; cut by one at its edge; narrowed to one inside."""
    first, last = _month(value)
    since, until = filters.since, filters.until
    if since is None and until is None:
        return replace(filters, since=first, until=last)
    starts_here = since is not None and first <= since <= last
    ends_here = until is not None and first <= until <= last
    if starts_here and ends_here:
        return replace(filters, since=None, until=None)
    if starts_here:
        return replace(filters, since=last + timedelta(days=1))
    if ends_here:
        return replace(filters, until=first - timedelta(days=1))
    if since is not None and last < since:
        return replace(filters, since=first)
    if until is not None and first > until:
        return replace(filters, until=last)
    return replace(filters, since=first, until=last)
