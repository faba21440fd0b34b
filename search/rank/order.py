"""The order of documents: the best ``n`` found without sorting all."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from index.kernels import compiled
from search.execute.docset import DocSet
from search.execute.weighting import Floats
from search.results import Sort

_STRIPES = 1024
"""Minimum number of stripes whose maxima bound the best values of an array."""
_UNDATED = np.iinfo(np.int32).max
"""Day of an undated article where the oldest come first."""

Numbers = npt.NDArray[Any]
Ids = npt.NDArray[np.integer]


def top(
    docs: DocSet,
    score: Callable[[DocSet], Floats],
    days: npt.NDArray[np.int32],
    sort: Sort,
    n: int,
) -> tuple[Ids, Floats]:
    """Return the first ``n`` of ``docs`` in order and their scores, both of shape ``(n,)``.

    By relevance, articles of equal scores come newest first; by date, articles of the same day
    come by relevance, and undated ones last. What is still equal stays in index order.

    :param docs: the documents to order
    :param score: gives the scores of documents, in the shape of
        :meth:`~search.execute.executor.Execution.scores`
    :param days: the day of every document as yyyymmdd, 0 for none; shape ``(docs.size,)``
    :param sort: what to order by
    :param n: how many documents to return at most
    """
    if n <= 0 or not len(docs):
        return np.zeros(0, np.int32), np.zeros(0)
    if sort == "relevance":
        ids, first = _scored(docs, score(docs), n)
        kept = best(first, n)
        if len(kept) > 4 * n:
            kept = _fewer(kept, first, days[ids[kept]], n)
        ids, scores = ids[kept], first[kept]
        return _ordered(ids, scores, days[ids], n, scores)
    ids = docs.ids
    dates = days[ids]
    if sort == "oldest":
        dates = -np.where(dates > 0, dates, _UNDATED)
    kept = best(dates, n)
    ids, dates = ids[kept], dates[kept]
    some = DocSet.of(docs.size, ids)
    scores = score(some)
    scores = scores[ids] if some.dense else scores
    if len(ids) > 4 * n:
        kept = _fewer(np.arange(len(ids)), dates, scores, n)
        ids, dates, scores = ids[kept], dates[kept], scores[kept]
    return _ordered(ids, dates, scores, n, scores)


def most_frequent_first(counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return values with their counts in the order of facets, equal counts by their values."""
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))


def best(values: Numbers, n: int) -> Ids:
    """Return the indices, ascending, of the ``n`` largest values and of all equal to the least.

    ``values`` has shape ``(m,)``; the result has at least ``min(n, m)`` indices. The array is cut
    into stripes first: the n-th largest of their maxima is a lower bound that very few values
    reach, and costs one pass.
    """
    if n >= len(values):
        return np.arange(len(values))
    stripes = max(_STRIPES, 8 * n)
    rows = len(values) // stripes
    if rows < 4:
        least = np.partition(values, len(values) - n)[len(values) - n]
        return np.flatnonzero(values >= least)
    maxima = values[: rows * stripes].reshape(rows, stripes).max(axis=0)
    bound = np.partition(maxima, stripes - n)[stripes - n]
    kept = np.flatnonzero(values >= bound)
    reached = values[kept]
    least = np.partition(reached, len(kept) - n)[len(kept) - n]
    return np.asarray(kept[reached >= least])


def largest(counts: Numbers, n: int) -> Ids:
    """Return the indices of the ``n`` largest counts above 0, largest first; shape ``(k,)``.

    Of equal ones the first comes first.
    """
    if compiled and counts.dtype == np.int32:
        return compiled.largest(counts, n)
    kept = best(counts, n) if n else np.zeros(0, np.int64)
    values = counts[kept]
    order = np.lexsort((kept, -values))[:n]
    return kept[order][values[order] > 0]


def _scored(docs: DocSet, scores: Floats, n: int) -> tuple[Ids, Floats]:
    """Return documents, the best ``n`` at least, and their scores; both of shape ``(k,)``.

    Of the scores of a dense set the best are taken where they stand, unless there may be scores
    of 0 among them.
    """
    if not docs.dense:
        return docs.ids, scores
    if n < len(docs):
        ids = best(scores, n)
        if scores[ids].min() > 0:
            return ids, scores[ids]
    ids = docs.ids
    return ids, scores[ids]


def _fewer(kept: Ids, first: Numbers, second: Numbers, n: int) -> Ids:
    """Return ``kept`` without those that tie for the last places but lose by the ``second`` key."""
    values = first[kept]
    tied = np.flatnonzero(values == values.min())
    places = n - (len(kept) - len(tied))
    tied_best = tied[best(second[tied], places)]
    least = second[tied_best].min()
    above = tied_best[second[tied_best] > least]
    level = tied_best[second[tied_best] == least][: places - len(above)]
    return np.sort(np.concatenate((kept[values > values.min()], kept[above], kept[level])))


def _ordered(
    ids: Ids, first: Numbers, second: Numbers, n: int, scores: Floats
) -> tuple[Ids, Floats]:
    order = np.lexsort((ids, -second, -first))[:n]
    return ids[order], scores[order]
