"""What tells two sets of articles apart: names and words that one has more often than the other.

How far they do is told by the log-likelihood ratio of Dunning (1993), *Accurate Methods for the
Statistics of Surprise and Coincidence*: twice the difference between the log likelihoods of the
counts under two rates and under one. It is as fair to rare values as to frequent ones; floors
keep out what a handful of articles have, and what may be by chance.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from index.analysis import is_stopword
from search.execute.docset import DocSet, Ints
from search.generation import Generation

FLOOR = 3
"""Fewest articles of a set that a value must be in."""
_LEAST = 3.84
"""Ratio that two equal rates exceed by chance once in twenty times (chi-squared, one degree)."""
_WORD_FIELD = "body"
_SHORTEST = 3
"""Fewest letters of a word that may tell sets apart."""

Floats = npt.NDArray[np.float64]

Telling = tuple[str, int, int, float]
"""A value that one set has more often than another: how many articles of each, how telling."""


def telling_names(
    state: Generation, kind: str, one: DocSet, other: DocSet, limit: int
) -> list[Telling]:
    """Return the values of a facet that a set has more often than another, telling ones first."""
    counts = [state.facets.counts(docs)[kind].astype(np.int64) for docs in (one, other)]
    sizes = len(one), len(other)
    return telling(state.facets[kind].names, (counts[0], counts[1]), sizes, limit)


def telling_words(
    state: Generation, one: DocSet, other: DocSet, limit: int
) -> tuple[list[Telling], list[Telling]]:
    """Return the words that tell a set from another, and those that tell the other from it."""
    found, *counts = state.reader.arrays.term_counts(_WORD_FIELD, one, other, FLOOR)
    terms = [term.decode() for term in found]
    sizes = len(one), len(other)
    return (
        written(telling(terms, (counts[0], counts[1]), sizes), limit, state.surfaces),
        written(telling(terms, (counts[1], counts[0]), sizes[::-1]), limit, state.surfaces),
    )


def telling(
    values: Sequence[str],
    counts: tuple[Ints, Ints],
    sizes: tuple[int, int],
    limit: int | None = None,
) -> list[Telling]:
    """Return the values that one set has more often than another, telling ones first.

    ``counts`` has how many articles of each set have each value, ``sizes`` how many there are.
    """
    scores = surprise(*counts, *sizes)
    places = _highest(scores, counts[0], len(scores) if limit is None else limit)
    one, other = counts[0][places].tolist(), counts[1][places].tolist()
    named = zip(places, one, other, scores[places].tolist(), strict=True)
    return [(values[place], *told) for place, *told in named]


def written(found: Iterable[Telling], limit: int, surface: Callable[[str], str]) -> list[Telling]:
    """Return the first terms that say something, as articles write them.

    ``surface`` returns how they write a term.
    """
    words: dict[str, Telling] = {}
    for term, own, others, score in found:
        if len(words) == limit:
            break
        if may_tell(term):
            word = surface(term)
            if not is_stopword(word):  # على has the term of a name
                words.setdefault(word, (word, own, others, score))
    return list(words.values())


def may_tell(term: str) -> bool:
    """Tell whether a term is of a word that says something."""
    return len(term) >= _SHORTEST and term.isalpha() and not is_stopword(term)


def surprise(one: Ints, other: Ints, of_one: int, of_other: int) -> Floats:
    """Return the log-likelihood ratio of counts, 0 where the first rate is no higher.

    ``one`` and ``other`` count the articles with each value among ``of_one`` and ``of_other``;
    all arrays have shape ``(n,)``.
    """
    both, total = one + other, of_one + of_other
    terms = np.zeros(len(one))
    for count, of in ((one, of_one), (other, of_other)):
        for part, whole in ((count, both), (of - count, total - both)):
            expected = whole * (of / total) if total else np.zeros(len(one))
            there = (part > 0) & (expected > 0)
            terms[there] += part[there] * np.log(part[there] / expected[there])
    higher = one * max(of_other, 1) > other * max(of_one, 1)
    return np.where(higher, 2 * terms, 0.0)


def _highest(scores: Floats, counts: Ints, limit: int) -> list[int]:
    """Return the places of the highest scores that are no chance, of counts from the floor on."""
    places = np.flatnonzero((scores >= _LEAST) & (counts >= FLOOR))
    order = np.lexsort((places, -scores[places]))[:limit]
    found: list[int] = places[order].tolist()
    return found
