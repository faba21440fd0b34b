"""Two values of a facet beside each other: how much each has of a matter, and what only one has."""

from dataclasses import replace
from typing import Any

import numpy as np

from index.facets import KINDS
from search.answer import Answer
from search.contrast import Telling, telling_names, telling_words
from search.coverage import untold
from search.execute.docset import DocSet, Ints
from search.facets.periods import day_at, ordinals, row, starts
from search.findings import Comparison, Contrast, Side
from search.generation import Generation
from search.rank.ranking import Ranked, Ranking
from search.results import Filters, Hit, Step

TRIED = 20
"""Factor by which more articles than asked for are tried: both sides may have their stories."""

SPARE = 3
"""Factor by which more words than asked for are looked for, since some are of names."""


def compare(
    state: Generation,
    query: str,
    filters: Filters,
    facet: str,
    values: tuple[str, str],
    step: Step,
    limit: int,
) -> Comparison:
    """Return what tells two values apart; see :meth:`search.engine.Engine.compare`."""
    both = selecting(filters, facet, values)
    answer = state.finder.answer(query, both, "auto", exact=False)
    wholes = [_articles(state, filters, facet, value) for value in values]
    found = [state.copies.folded(answer.kept & whole) for whole in wholes]
    totals = [state.copies.folded(whole) for whole in wholes]
    periods = _periods(state, found, step)
    names = [_names(state, facet, found[place], found[1 - place], limit) for place in (0, 1)]
    words = telling_words(state, found[0], found[1], SPARE * limit)
    sides = [
        Side(
            value=_name(state, facet, values[place]),
            articles=len(found[place]),
            of=len(totals[place]),
            counts=_counts(state, found[place], periods, step),
            totals=_counts(state, totals[place], periods, step),
            names=names[place],
            words=words_apart(words[place], names[place], limit),
            stories=_stories(state, answer, found[place], wholes[1 - place], limit),
        )
        for place in (0, 1)
    ]
    labels = tuple(day_at(period).isoformat() for period in periods)
    notes = state.notes(answer, both)
    return Comparison(query, facet, step, labels, (sides[0], sides[1]), answer.match, notes)


def _articles(state: Generation, filters: Filters, facet: str, value: str) -> DocSet:
    """Return the articles with a value that pass the filters, whatever is asked about."""
    return state.finder.answer("", selecting(filters, facet, (value,)), "all", exact=False).kept


def selecting(filters: Filters, facet: str, values: tuple[str, ...]) -> Filters:
    """Return filters with other values of a facet."""
    chosen: dict[str, Any] = {facet: values}
    return replace(filters, **chosen)


def _name(state: Generation, facet: str, value: str) -> str:
    """Return a value as it is shown, itself when there is none or may be several."""
    meant = state.facets[facet].resolve(value)
    return meant[0] if len(meant) == 1 else value


def _days(state: Generation, docs: DocSet) -> Ints:
    """Return the days of those articles of a set that have one, as days since 1970."""
    days = state.reader.arrays.days[docs.ids]
    return ordinals(days[days > 0])


def _periods(state: Generation, found: list[DocSet], step: Step) -> list[int]:
    """Return the first days of the periods from the first article to the last, without gaps."""
    days = np.concatenate([_days(state, docs) for docs in found])
    if not len(days):
        return []
    first = starts(days, step)
    return row(int(first.min()), int(first.max()), step)


def _counts(state: Generation, docs: DocSet, periods: list[int], step: Step) -> tuple[int, ...]:
    """Return how many articles of a set there are in each period."""
    if not periods:
        return ()
    first = starts(_days(state, docs), step)
    inside = first[(periods[0] <= first) & (first <= periods[-1])]
    places = np.searchsorted(periods, inside)
    return tuple(np.bincount(places, minlength=len(periods)).tolist())


def _names(
    state: Generation, facet: str, one: DocSet, other: DocSet, limit: int
) -> tuple[Contrast, ...]:
    """Return the names of any kind that tell one set from another, telling ones first.

    Values of the facet that is compared tell nothing.
    """
    found = [
        Contrast(kind, *each)
        for kind in KINDS
        if kind != facet
        for each in telling_names(state, kind, one, other, limit)
    ]
    return tuple(sorted(found, key=lambda each: -each.score)[:limit])


def words_apart(
    found: list[Telling], names: tuple[Contrast, ...], limit: int
) -> tuple[Contrast, ...]:
    """Return the words that are not of the names beside them."""
    told = {word for each in names for word in each.value.split()}
    return tuple(Contrast("word", *each) for each in found if each[0] not in told)[:limit]


def _stories(
    state: Generation, answer: Answer, docs: DocSet, others: DocSet, limit: int
) -> tuple[Hit, ...]:
    """Return the best of the articles whose story another set does not have."""
    alone = state.copies.without_copies(docs, others)
    ranked = Ranking(answer.execution).best(alone, "relevance", TRIED * limit)
    places = untold(state, ranked.docs.tolist(), others, limit)
    return state.hits.whole(answer.execution, Ranked(ranked.docs[places], ranked.scores[places]))
