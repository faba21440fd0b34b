"""Exact counts of facet values and months over sets of documents."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Protocol

import numpy as np

from index.facets import FACETS
from index.store.snapshot import Snapshot
from search.execute.arrays import Arrays
from search.execute.docset import DocSet, Numbers
from search.facets.names import NameLookup
from search.facets.value_table import Table, counted
from search.rank.order import largest
from search.results import FacetValue, Filters


class Filtered(Protocol):
    """What filters leave of a query's matches; see :class:`search.answer.Answer`."""

    @property
    def kept(self) -> DocSet:
        """The documents that pass all filters."""

    @property
    def filters(self) -> Mapping[str, object]:
        """The facets with a selection, ``date`` included, and their queries."""

    def beside(self, facet: str) -> DocSet:
        """Return the documents that pass all filters but those of one facet."""


class Facets:
    """All facets of a snapshot, each read when it is first asked for."""

    def __init__(self, snapshot: Snapshot, arrays: Arrays) -> None:
        self._facets = {field: NameLookup(snapshot, field) for field in FACETS}
        self._arrays = arrays
        self._counted = False

    def __getitem__(self, field: str) -> NameLookup:
        return self._facets[field]

    def counts(self, docs: DocSet) -> "Counts":
        """Return how many of ``docs`` have each value of each facet."""
        if self._counted:
            counts = self._table.counts(docs)
        else:  # a table is worth making for a second question, which a command never has
            counts = counted(self._columns(), docs, self._bounds["date"][1])
            self._counted = True
        return Counts(counts, self._bounds)

    def shown(
        self,
        found: Filtered,
        filters: Filters,
        count: int,
    ) -> dict[str, tuple[FacetValue, ...]]:
        """Return the ``count`` most frequent values of every facet, and the selected ones.

        A facet with a selection counts as if only the others were filtered. Months do likewise,
        and those that the date filter touches are the selected ones.
        ``filters`` are those that ``found`` was filtered by.
        """
        if not len(found.kept) and not found.filters:
            return dict.fromkeys((*FACETS, "date"), ())  # nothing found: no column need be read
        counted = self.counts(found.kept)
        shown = {}
        for name in FACETS:
            facet, texts = self[name], getattr(filters, name)
            chosen = [value for text in texts for value in facet.resolve(text) or (text,)]
            own = self.counts(found.beside(name)) if texts else counted
            shown[name] = facet.top(own, count, chosen)
        own = self.counts(found.beside("date")) if "date" in found.filters else counted
        shown["date"] = top_months(own["date"], self._months, count, filters)
        return shown

    @cached_property
    def _months(self) -> list[int]:
        """The months of the articles as yyyymm, ascending."""
        days = self._arrays.days
        # Not by np.unique, which imports all of masked arrays for it.
        months: list[int] = np.flatnonzero(np.bincount(days[days > 0] // 100)).tolist()
        return months

    @cached_property
    def _bounds(self) -> dict[str, tuple[int, int]]:
        """The range of table numbers of each facet, and of the months."""
        sizes = [*(len(facet.names) for facet in self._facets.values()), len(self._months)]
        ends = list(accumulate(sizes, initial=0))
        return dict(zip((*FACETS, "date"), pairwise(ends), strict=True))

    @cached_property
    def _table(self) -> Table:
        return Table.of(self._columns(), self._arrays.size, self._bounds["date"][1])

    def _columns(self) -> list[tuple[Numbers, Numbers]]:
        """Return the columns of the table: of all facets, then of the months."""
        bounds = self._bounds
        columns = [facet.column(bounds[name][0]) for name, facet in self._facets.items()]
        days = self._arrays.days
        dated = days > 0
        months = np.searchsorted(self._months, days[dated] // 100) + bounds["date"][0]
        columns.append((dated.astype(np.int32), months.astype(np.int32)))
        return columns


class Counts(Mapping[str, Numbers]):
    """The counts of every facet's names, in the order of the names, and of the months."""

    def __init__(self, counts: Numbers, bounds: Mapping[str, tuple[int, int]]) -> None:
        self._counts = counts
        self._bounds = bounds

    def __getitem__(self, facet: str) -> Numbers:
        first, last = self._bounds[facet]
        return self._counts[first:last]

    def __iter__(self) -> Iterator[str]:
        return iter(self._bounds)

    def __len__(self) -> int:
        return len(self._bounds)


def top_months(
    counts: Numbers, months: Sequence[int], count: int, filters: Filters
) -> tuple[FacetValue, ...]:
    """Return the ``count`` most frequent of ``months``, numbers yyyymm, ascending.

    Months that the filter of dates touches are selected; up to ``count`` of them are listed even
    when others are more frequent. Of equal ones the earliest comes first.
    """
    since, until = filters.since, filters.until
    first, last = 0, 0
    if since or until:
        first = bisect_left(months, since.year * 100 + since.month) if since else 0
        last = bisect_right(months, until.year * 100 + until.month) if until else len(months)
    shown = {*largest(counts, count).tolist()}
    shown |= {first + place for place in largest(counts[first:last], count).tolist()}
    pairs = sorted((-int(counts[place]), place) for place in shown)
    return tuple(
        FacetValue(
            f"{months[place] // 100:04}-{months[place] % 100:02}", -less, first <= place < last
        )
        for less, place in pairs
    )
