"""Two values of a facet beside each other, on a cluster; see :mod:`search.compare`."""

from collections.abc import Callable, Sequence

from index.errors import Message
from index.facets import KINDS
from search.cluster.asking import Asking, Body
from search.cluster.matching import every
from search.cluster.names import ClusterFacets
from search.cluster.series import counts_over_time
from search.cluster.surfaces import ClusterSurfaces
from search.cluster.trends import telling_names
from search.cluster.words import MOST_READ, telling_words
from search.compare import SPARE, words_apart
from search.contrast import Telling
from search.facets.periods import day_at, row
from search.findings import Contrast, Side
from search.results import Hit, Step

Sets = tuple[Body, Body]
"""The queries of the articles of two sides."""


class Comparing:
    """Compares the articles of two sides: those that match a query, and all they have."""

    def __init__(
        self, asking: Asking, facets: ClusterFacets, surfaces: ClusterSurfaces, matching: Body
    ) -> None:
        self._asking = asking
        self._facets = facets
        self._surfaces = surfaces
        self._matching = matching

    def sides(
        self,
        facet: str,
        values: tuple[str, str],
        wholes: Sets,
        step: Step,
        limit: int,
        stories: Callable[[Body, Body], tuple[Hit, ...]],
    ) -> tuple[tuple[str, ...], tuple[Side, Side], tuple[Message, ...]]:
        """Return the first days of the periods, both sides, and what is to be said of them.

        ``stories`` finds the best of some articles whose story others do not have.
        """
        one, other = (every((self._matching, whole)) for whole in wholes)
        found = one, other
        sizes, totals = self._sizes(found), self._sizes(wholes)
        counts = [counts_over_time(self._asking, query, step, {})[0] for query in found]
        of = [counts_over_time(self._asking, query, step, {})[0] for query in wholes]
        days = [*counts[0], *counts[1]]
        periods = row(min(days), max(days), step) if days else []
        words, notes = self._words(found, sizes, limit)
        sides = []
        for place in (0, 1):
            sets = found[place], found[1 - place]
            names = self._names(facet, sets, (sizes[place], sizes[1 - place]), limit)
            side = Side(
                value=values[place],
                articles=sizes[place],
                of=totals[place],
                counts=tuple(counts[place].get(period, 0) for period in periods),
                totals=tuple(of[place].get(period, 0) for period in periods),
                names=names,
                words=words_apart(words[place], names, limit),
                stories=stories(found[place], wholes[1 - place]),
            )
            sides.append(side)
        labels = tuple(day_at(period).isoformat() for period in periods)
        return labels, (sides[0], sides[1]), notes

    def _sizes(self, sets: Sequence[Body]) -> tuple[int, int]:
        bodies = [{"size": 0, "track_total_hits": True, "query": query} for query in sets]
        one, other = (a["hits"]["total"]["value"] for a in self._asking.several(bodies))
        return one, other

    def _names(
        self, facet: str, sets: Sets, sizes: tuple[int, int], limit: int
    ) -> tuple[Contrast, ...]:
        found = [
            Contrast(kind, *each)
            for kind in KINDS
            if kind != facet
            for each in telling_names(self._facets, kind, sets, sizes, limit)
        ]
        return tuple(sorted(found, key=lambda each: -each.score)[:limit])

    def _words(
        self, sets: Sets, sizes: tuple[int, int], limit: int
    ) -> tuple[tuple[list[Telling], list[Telling]], tuple[Message, ...]]:
        if sum(sizes) <= MOST_READ:
            found = telling_words(self._asking, sets, sizes, SPARE * limit, self._surfaces)
            return found, ()
        note = Message(
            "on a cluster the words of {number} articles are not counted, of {most} at most: ask "
            "about fewer, by a query, filters or a shorter time",
            {"number": f"{sum(sizes):,}", "most": f"{MOST_READ:,}"},
        )
        return ([], []), (note,)
