"""How many articles there are in each day, week or month, in all and for values of a facet."""

import numpy as np

from search.answer import Answer
from search.execute.docset import Docs, DocSet, Ints
from search.facets.periods import day_at, ordinals, row, starts
from search.findings import Series, SeriesRow
from search.generation import Generation
from search.plan.filters import values
from search.results import Step


def series(
    state: Generation, answer: Answer, step: Step, facet: str | None, limit: int, collapse: bool
) -> Series:
    """Return counts over time; see :meth:`search.engine.Engine.series`."""
    kept = state.copies.folded(answer.kept) if collapse else answer.kept
    docs = kept.ids
    days = state.reader.arrays.days[docs]
    docs, days = docs[days > 0], days[days > 0]
    if not len(docs):
        return Series(step, facet, (), ())
    first = starts(ordinals(days), step)
    periods = row(int(first.min()), int(first.max()), step)
    place = np.searchsorted(periods, first)
    labels = tuple(day_at(period).isoformat() for period in periods)
    totals = tuple(np.bincount(place, minlength=len(periods)).tolist())
    rows = [SeriesRow(None, totals)]
    if facet is not None:
        rows += _rows(state, docs, place, len(periods), facet, limit)
    return Series(step, facet, labels, tuple(rows))


def _rows(
    state: Generation, docs: Docs, place: Ints, periods: int, facet: str, limit: int
) -> list[SeriesRow]:
    total = state.facets.counts(DocSet.of(state.reader.arrays.size, docs))
    rows = []
    for name, _ in state.facets[facet].most_frequent(total[facet], limit):
        has = state.executor.run(values(state.facets, facet, [name])).docs.has(docs)
        counts = np.bincount(place[has], minlength=periods)
        rows.append(SeriesRow(name, tuple(counts.tolist())))
    return rows
