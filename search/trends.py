"""What is rising: names and words that stand out in the last days against their own past.

How far a value stands out is told by the log-likelihood ratio of Dunning (1993), *Accurate
Methods for the Statistics of Surprise and Coincidence*: twice the difference between the log
likelihoods of the counts under two rates and under one. It is as fair to rare values as to
frequent ones; a floor keeps out what a handful of articles have.
"""

from datetime import date

import numpy as np
import numpy.typing as npt

from index.analysis import is_stopword
from search.answer import Answer
from search.execute.docset import DocSet, Ints
from search.facets.periods import day_at, ordinals
from search.generation import Generation
from search.results import Trend, Trends

FLOOR = 3
"""Fewest articles of the window that a value must be in."""
_WORD_FIELD = "body"
_SHORTEST = 3
"""Fewest letters of a word that may rise."""

Floats = npt.NDArray[np.float64]


def trends(
    state: Generation, answer: Answer, kind: str, window: int, until: date | None, limit: int
) -> Trends:
    """Return what is rising; see :meth:`search.engine.Engine.trends`."""
    docs = state.copies.folded(answer.kept).ids
    days = state.reader.arrays.days[docs]
    docs, numbers = docs[days > 0], ordinals(days[days > 0])
    if not len(docs):
        return Trends(kind, None, None, 0, 0, ())
    last = int(numbers.max()) if until is None else (until - day_at(0)).days
    first = last - window + 1
    size = state.reader.arrays.size
    now = DocSet.of(size, docs[(first <= numbers) & (numbers <= last)])
    past = DocSet.of(size, docs[numbers < first])
    found = _words if kind == "word" else _names
    listed = found(state, kind, now, past, limit)
    return Trends(kind, day_at(first), day_at(last), len(now), len(past), listed)


def surprise(now: Ints, past: Ints, of_now: int, of_past: int) -> Floats:
    """Return the log-likelihood ratio of counts, 0 where the rate did not rise; shape ``(n,)``.

    ``now`` and ``past`` count the articles with each value among ``of_now`` and ``of_past``.
    """
    both, total = now + past, of_now + of_past
    terms = np.zeros(len(now))
    for count, of in ((now, of_now), (past, of_past)):
        for part, whole in ((count, both), (of - count, total - both)):
            expected = whole * (of / total) if total else np.zeros(len(now))
            there = (part > 0) & (expected > 0)
            terms[there] += part[there] * np.log(part[there] / expected[there])
    rising = now * max(of_past, 1) > past * max(of_now, 1)
    return np.where(rising, 2 * terms, 0.0)


def _names(
    state: Generation, kind: str, now: DocSet, past: DocSet, limit: int
) -> tuple[Trend, ...]:
    counts = [state.facets.counts(docs)[kind].astype(np.int64) for docs in (now, past)]
    scores = surprise(counts[0], counts[1], len(now), len(past))
    names = state.facets[kind].names
    return tuple(
        Trend(names[place], int(counts[0][place]), int(counts[1][place]), float(scores[place]))
        for place in _highest(scores, counts[0], limit)
    )


def _words(
    state: Generation, kind: str, now: DocSet, past: DocSet, limit: int
) -> tuple[Trend, ...]:
    terms, of_now, of_past = state.reader.arrays.term_counts(_WORD_FIELD, now, past, FLOOR)
    scores = surprise(of_now, of_past, len(now), len(past))
    found: list[Trend] = []
    for place in _highest(scores, of_now, len(scores)):
        word = terms[place].decode()
        if len(found) == limit:
            break
        if len(word) >= _SHORTEST and word.isalpha() and not is_stopword(word):
            counts = int(of_now[place]), int(of_past[place])
            found.append(Trend(state.surfaces(word), *counts, float(scores[place])))
    return tuple(found)


def _highest(scores: Floats, counts: Ints, limit: int) -> list[int]:
    """Return the places of the highest scores above 0 whose count reaches the floor."""
    places = np.flatnonzero((scores > 0) & (counts >= FLOOR))
    order = np.lexsort((places, -scores[places]))[:limit]
    found: list[int] = places[order].tolist()
    return found
