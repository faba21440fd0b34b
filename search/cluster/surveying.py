"""Questions that counts answer, about what a query finds on a cluster or about all there is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from index.errors import InputError
from index.facets import FACETS
from search.cluster.asking import Body
from search.cluster.finding import Finding
from search.cluster.found import EITHER, NOT_FOLDED, Found, Question
from search.cluster.listing import Listing
from search.cluster.matching import every, without
from search.cluster.refining import NAMED
from search.cluster.sources import article_of
from search.cluster.whole import LONGEST
from search.compare import TRIED, selecting
from search.options import checked, require
from search.results import NO_FILTERS, FacetValue, Filters, Hit, Match, Step

if TYPE_CHECKING:
    from search.findings import Company, Comparison, Series, Trends


class Surveying(Finding):
    """The part of the engine that counts."""

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
        """Return counts over time; see :meth:`search.engine.Engine.series`."""
        from search.cluster.series import series

        require("step", step, get_args(Step))
        require("facet", facet, (None, *FACETS))
        chosen = checked(filters, match=match)
        state, found = self._state, self._matching(query, chosen, match)
        counted = series(state.asking, state.facets, found, step, facet, limit)
        return replace(counted, notes=(NOT_FOLDED,)) if collapse else counted

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
        """Return what is rising; see :meth:`search.engine.Engine.trends`."""
        from search.cluster.trends import trends

        require("kind", kind, (*FACETS, "word"))
        if window < 1:
            raise InputError("a window has one day or more")
        state, found = self._state, self._matching(query, checked(filters))
        with self._lock:
            surfaces = state.surfaces
            rising = trends(state.asking, state.facets, surfaces, found, kind, window, until, limit)
        return replace(rising, notes=(NOT_FOLDED,))

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
        """Return what tells two values apart; see :meth:`search.engine.Engine.compare`."""
        from search.cluster.compare import Comparing
        from search.findings import Comparison

        require("facet", facet, FACETS)
        require("step", step, get_args(Step))
        chosen = checked(filters, limit=limit)
        state, asked = self._state, (one, other)
        found = self._found(Question(query, selecting(chosen, facet, asked)))
        wholes = [self._matching("", selecting(chosen, facet, (each,)), "all") for each in asked]
        meant = [state.facets[facet].resolve(each) for each in asked]
        shown = [
            state.facets.whole(names[0]) if len(names) == 1 else each
            for names, each in zip(meant, asked, strict=True)
        ]
        matching = found.ready.matches
        with self._lock:
            comparing = Comparing(state.asking, state.facets, state.surfaces, matching)
            periods, sides, notes = comparing.sides(
                facet,
                (shown[0], shown[1]),
                (wholes[0], wholes[1]),
                step,
                limit,
                lambda articles, others: self._untold(found, articles, others, limit),
            )
        either = (EITHER,) if found.either else ()
        notes = (*either, NOT_FOLDED, *notes)
        return Comparison(query, facet, step, periods, sides, found.ready.match, notes)

    def _untold(self, found: Found, articles: Body, others: Body, limit: int) -> tuple[Hit, ...]:
        """Return the best of some articles whose story others do not have."""
        from search.cluster.coverage import Coverage

        asking, ready = self._state.asking, found.ready
        alone = without(articles, [others])
        listing = Listing(asking, ready.scored, "relevance", ready.refiner, alone)
        listing.begin(asking.search(listing.request, **NAMED))
        places = listing.page(TRIED * limit, 0)
        sources = self._sources([place.document for place in places])
        places = [place for place in places if place.document in sources]
        read = [article_of(sources[place.document]) for place in places]
        coverage = Coverage(asking, self._finder.statistics, self._analyzer)
        kept = [places[n] for n in coverage.untold(read, others, limit)]
        return self._hits(replace(found, sources=sources), kept, 0, {})

    def company(self, name: str, limit: int = 10) -> "Company":
        """Return who and what stands beside a name; see :meth:`search.engine.Engine.company`."""
        from search.cluster.company import company

        with self._lock:
            return company(self._state.asking, self._state.facets, name, limit)

    def facet_values(self, facet: str, prefix: str = "", limit: int = 20) -> tuple[FacetValue, ...]:
        """Return a facet's values; see :meth:`search.engine.Engine.facet_values`."""
        require("facet", facet, FACETS)
        if not prefix and limit <= LONGEST:
            return self._found(Question(sort="newest", facets=limit)).facets[facet]
        names, whole = self._state.facets[facet], self._state.facets.whole
        with self._lock:
            listed = names.with_words(names.everywhere, prefix, limit)
        return tuple(FacetValue(whole(name), n, False) for name, n in listed)

    def _matching(self, query: str, filters: Filters, match: Match = "auto") -> Body:
        """Return the cluster's query of what a query and filters find."""
        ready = self._found(Question(query, filters, match)).ready
        return every((ready.matches, ready.filtered))
