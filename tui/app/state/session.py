"""What the user has asked for: query, filters and order, as plain data that a key changes."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple, get_args

from index.facets import FACETS
from search.results import FacetValue, Filters, Match, Meaning, Sort
from search.saved import DATES, exclusions

SORTS: tuple[Sort, ...] = get_args(Sort)
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
VALUES = 8
"""Number of values shown in each facet."""


class Filter(NamedTuple):
    """One active filter. ``facet`` may also be another field of filters, or ``like``."""

    facet: str
    value: str
    excluded: bool = False


class Like(NamedTuple):
    """The article whose likes are looked for, the words that say what it is like, and its likes.

    ``copies`` are pairs of an id and how many articles say nearly the same as that one.
    """

    id: str
    title: str
    query: str
    ids: tuple[str, ...] = ()
    copies: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """One state of the search; every change gives a new one."""

    query: str = ""
    filters: Filters = field(default_factory=Filters)
    excluded: tuple[tuple[str, str], ...] = ()
    """Facet and value of what no hit may have."""
    sort: Sort = "relevance"
    like: Like | None = None
    fold: bool = True
    """Whether one hit stands for all copies of a text."""
    meaning: Meaning = "auto"
    """Whether meaning orders and finds too, in an index that has vectors."""

    @property
    def asked(self) -> str:
        """Return the query for the engine: what is excluded comes first, so that a quotation which
        is still open cannot swallow it.
        """
        return f"{self.exclusions}{self.like.query if self.like else self.query}"

    @property
    def searched(self) -> Filters:
        """Return the filters for the engine: likes are found among themselves."""
        return replace(self.filters, ids=self.like.ids) if self.like else self.filters

    @property
    def exclusions(self) -> str:
        """Return what is excluded, in the query language."""
        return exclusions(self.excluded)

    @property
    def match(self) -> Match:
        """Return how many words must match: likes share some with the article, hardly all."""
        return "any" if self.like else "auto"

    def asking(self, query: str) -> "Session":
        """Return the session with another query; typing one ends the search for likes."""
        return replace(self, query=query, like=None)

    def liking(self, like: Like) -> "Session":
        """Return a session that looks for articles like one, among all of them."""
        return Session(like=like)

    def toggled(self, facet: str, value: str) -> "Session":
        """Return the session with a facet value chosen, or let go if it was. ``date`` takes a
        month, ``YYYY-MM``.
        """
        if facet == "date":
            return replace(self, filters=_toggle_month(self.filters, value))
        if (facet, value) in self.excluded:
            return self.without(Filter(facet, value, True))
        chosen: tuple[str, ...] = getattr(self.filters, facet)
        if value in chosen:
            return self.without(Filter(facet, value))
        return replace(self, filters=_with_values(self.filters, facet, (*chosen, value)))

    def barred(self, facet: str, value: str) -> "Session":
        """Return the session with a facet value excluded, or no longer; months cannot be."""
        if facet == "date":
            return self
        if (facet, value) in self.excluded:
            return self.without(Filter(facet, value, True))
        free = self.without(Filter(facet, value))
        return replace(free, excluded=(*self.excluded, (facet, value)))

    def without(self, gone: Filter) -> "Session":
        """Return the session without one of the active filters."""
        if gone.facet == "like":
            return replace(self, like=None)
        if gone.facet == "unread":
            return replace(self, filters=replace(self.filters, unread=False))
        if gone.facet in DATES:
            changes: dict[str, Any] = {gone.facet: None}
            return replace(self, filters=replace(self.filters, **changes))
        if gone.excluded:
            left = tuple(pair for pair in self.excluded if pair != (gone.facet, gone.value))
            return replace(self, excluded=left)
        kept = tuple(value for value in getattr(self.filters, gone.facet) if value != gone.value)
        return replace(self, filters=_with_values(self.filters, gone.facet, kept))

    @property
    def meant(self) -> Meaning:
        """Return what meaning does for the engine: likes are there already, and so is a whole list
        without a word; beside words it is for their order only.
        """
        words = self.query.strip() and not self.like
        orders = self.meaning == "only" or self.sort == "relevance"
        return self.meaning if words and orders else "off"

    def meant_next(self) -> "Session":
        """Return the session with the next part that meaning may have."""
        return replace(self, meaning=MEANINGS[(MEANINGS.index(self.meaning) + 1) % len(MEANINGS)])

    def by_words(self) -> "Session":
        """Return the session with meaning playing no part."""
        return replace(self, meaning="off")

    def refolded(self) -> "Session":
        """Return the session with copies folded, or no longer."""
        return replace(self, fold=not self.fold)

    def unread_only(self) -> "Session":
        """Return the session with what has been read left out, or no longer."""
        return replace(self, filters=replace(self.filters, unread=not self.filters.unread))

    def unfiltered(self) -> "Session":
        """Return the session without any filter."""
        return replace(self, filters=Filters(), excluded=(), like=None)

    def between(self, since: date | None, until: date | None) -> "Session":
        """Return the session in another period; None is an open end."""
        return replace(self, filters=replace(self.filters, since=since, until=until))

    def sorted_next(self) -> "Session":
        """Return the session with the next order."""
        return replace(self, sort=SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)])

    def months(
        self, counted: Iterable[tuple[str, int]], most: int = VALUES
    ) -> tuple[FacetValue, ...]:
        """Return the months to offer, newest first, from their counts without the date filter.

        The newest ``most`` of them, and whatever lies in the chosen period.
        """
        since, until = self.filters.since, self.filters.until
        values = []
        for place, (month, count) in enumerate(sorted(counted, reverse=True)):
            first, last = month_span(month)
            selected = bool(since or until) and not (
                (since and last < since) or (until and first > until)
            )
            if selected or place < most:
                values.append(FacetValue(month, count, selected))
        return tuple(values)

    def active(self) -> list[Filter]:
        """Return the active filters, in the order of the facets."""
        found = [Filter("like", self.like.title)] if self.like else []
        for facet in FACETS:
            found += (Filter(facet, value) for value in getattr(self.filters, facet))
            found += (Filter(name, value, True) for name, value in self.excluded if name == facet)
        found += (Filter("own", tag) for tag in self.filters.own)
        if self.filters.unread:
            found.append(Filter("unread", ""))
        days = ((name, getattr(self.filters, name)) for name in DATES)
        return found + [Filter(name, str(day)) for name, day in days if day]


def month_span(month: str) -> tuple[date, date]:
    """Return the first and last day of a month written ``YYYY-MM``."""
    year, number = (int(part) for part in month.split("-")[:2])
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _with_values(filters: Filters, facet: str, values: tuple[str, ...]) -> Filters:
    changes: dict[str, Any] = {facet: values}
    return replace(filters, **changes)


def _toggle_month(filters: Filters, value: str) -> Filters:
    """Return the period grown by a month outside it; cut by one at its edge; narrowed to one
    inside.
    """
    first, last = month_span(value)
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
