"""Questions that numbers answer: how many there are, when, with which values, what is rising."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from index.errors import InputError
from index.facets import FACETS
from search.opened import Opened
from search.options import checked, require
from search.results import NO_FILTERS, FacetValue, Filters, Match, Step, Unit

if TYPE_CHECKING:
    from search.findings import Company, Comparison, Series, Timeline, Trends
    from search.saved import Kept
    from search.stats import Stats


class Counting(Opened):
    """The part of the engine that counts what a query matches, or all there is."""

    def timeline(
        self,
        query: str = "",
        *,
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        match: Match = "auto",
        exact: bool = False,
        since: date | None = None,
        until: date | None = None,
        unit: Unit | None = None,
        most: int = 100,
    ) -> "Timeline":
        """Return how many of the results there are for each day, month or year.

        The selected dates of ``filters`` are ignored, so that periods beside them keep their
        counts. Raises ``QueryError`` and ``InputError`` as :meth:`search` does.

        :param query: as for :meth:`search`
        :param filters: as for :meth:`search`
        :param match: as for :meth:`search`
        :param exact: as for :meth:`search`
        :param since: the first day to count
        :param until: the last day to count
        :param unit: what to count by; None for the finest unit with at most ``most`` periods
        :param most: how many periods there may be without ``unit``
        """
        if unit not in (None, *get_args(Unit)):
            raise InputError(
                "no unit {unit}; there are {units}",
                unit=repr(unit),
                units=", ".join(get_args(Unit)),
            )
        chosen = checked(filters, match=match)
        with self._lock, self._state.snapshot.guarded():
            answer = self._state.finder.answer(query, chosen, match, exact=exact)
            docs = answer.beside("date")
            days = self._state.reader.arrays.days[docs.ids]
            from search.facets.timeline import timeline

            return timeline(days, since, until, unit, most)

    def series(
        self,
        query: str = "",
        *,
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        match: Match = "auto",
        step: Step = "month",
        facet: str | None = None,
        limit: int = 5,
        collapse: bool = True,
    ) -> "Series":
        """Return how many articles there are in each day, week or month, in all and by facet.

        Raises ``QueryError`` and ``InputError`` as :meth:`search` does.

        :param query: as for :meth:`search`
        :param filters: as for :meth:`search`
        :param match: as for :meth:`search`
        :param step: the length of a period; weeks begin on Monday
        :param facet: of which facet to count the most frequent values, None for none
        :param limit: how many values to count
        :param collapse: whether copies of a text count once
        """
        require("step", step, get_args(Step))
        require("facet", facet, (None, *FACETS))
        chosen = checked(filters, match=match)
        with self._lock, self._state.snapshot.guarded():
            from search.series import series

            answer = self._state.finder.answer(query, chosen, match, exact=False)
            return series(self._state, answer, step, facet, limit, collapse)

    def trends(
        self,
        kind: str = "person",
        *,
        query: str = "",
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        window: int = 7,
        until: date | None = None,
        limit: int = 20,
    ) -> "Trends":
        """Return the names or words that stand out in the last days against all days before.

        Copies of a text count once. Raises ``QueryError`` and ``InputError`` as :meth:`search`
        does.

        :param kind: a facet, or ``word``
        :param query: among which articles to look, as for :meth:`search`
        :param filters: as for :meth:`search`
        :param window: the number of days that are looked at
        :param until: the last of them, None for that of the newest article
        :param limit: how many to return at most
        """
        require("kind", kind, (*FACETS, "word"))
        if window < 1:
            raise InputError("a window has one day or more")
        chosen = checked(filters)
        with self._lock, self._state.snapshot.guarded():
            from search.trends import trends

            answer = self._state.finder.answer(query, chosen, "auto", exact=False)
            return trends(self._state, answer, kind, window, until, limit)

    def compare(
        self,
        one: str,
        other: str,
        query: str = "",
        *,
        facet: str = "source",
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        step: Step = "month",
        limit: int = 10,
    ) -> "Comparison":
        """Return what tells two values of a facet apart: two sources, authors, categories.

        Copies of a text count once. Raises ``QueryError`` and ``InputError`` as :meth:`search`
        does.

        :param one: a value of the facet
        :param other: the value it is compared with
        :param query: among which articles, as for :meth:`search`
        :param facet: the facet that they are values of; its own selection is ignored
        :param filters: as for :meth:`search`
        :param step: the length of a period
        :param limit: how many names, words and stories of each side to return at most
        """
        require("facet", facet, FACETS)
        require("step", step, get_args(Step))
        chosen = checked(filters, limit=limit)
        with self._lock, self._state.snapshot.guarded():
            from search.compare import compare

            return compare(self._state, query, chosen, facet, (one, other), step, limit)

    def company(self, name: str, limit: int = 10) -> "Company":
        """Return who and what stands in the same articles as a name, and how often together.

        :param name: a name, in any of its spellings
        :param limit: how many names of each kind to return at most
        """
        with self._lock, self._state.snapshot.guarded():
            from search.company import company

            return company(self._state, name, limit)

    def count_unread(self, kept: "Kept") -> int:
        """Return how many articles a search that is kept finds that have not been read.

        Copies count as one. Raises ``QueryError`` when its query cannot be read.
        """
        filters = replace(kept.filters, unread=True)
        with self._lock, self._state.snapshot.guarded():
            answer = self._state.finder.find(kept.asked, filters, "all", exact=False)
            return len(self._state.copies.folded(answer.kept))

    def facet_values(self, facet: str, prefix: str = "", limit: int = 20) -> tuple[FacetValue, ...]:
        """Return a facet's values over the whole index, the most frequent first.

        With ``prefix`` these are the values with all its words, the last of which may be the
        beginning of one. Raises ``InputError`` for a facet that does not exist.
        """
        if facet not in FACETS:
            raise InputError(
                "no facet {facet}; there are {facets}", facet=repr(facet), facets=", ".join(FACETS)
            )
        with self._lock, self._state.snapshot.guarded():
            counts = self._state.facets.counts(self._state.every)[facet]
            listed = self._state.facets[facet].with_words(counts, prefix, limit)
        return tuple(FacetValue(name, n, False) for name, n in listed)

    def stats(self) -> "Stats":
        """Return counts of what the index holds."""
        from search.stats import count

        with self._lock, self._state.snapshot.guarded():
            return count(self._state)
