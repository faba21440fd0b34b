"""Sets of scored documents as arrays, and their algebra."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.postings import Floats, Ints


class Matches(NamedTuple):
    """Ascending document numbers and their scores."""

    docs: Ints
    scores: Floats


NOTHING = Matches(np.zeros(0, np.int64), np.zeros(0))


def constant(docs: Ints, score: float) -> Matches:
    """Give every document the same score."""
    return Matches(docs, np.full(len(docs), score, np.float64))


def boosted(matches: Matches, boost: float) -> Matches:
    """Multiply the scores."""
    return matches if boost == 1.0 else Matches(matches.docs, matches.scores * boost)


def union(parts: Sequence[Matches], count: int, combine: np.ufunc = np.add) -> Matches:
    """Documents of any part, of ``count`` in all; the scores of several are combined."""
    parts = [part for part in parts if len(part.docs)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    if sum(len(part.docs) for part in parts) * 8 >= count:
        scores = np.full(count, 0.0 if combine is np.add else -np.inf)
        mask = np.zeros(count, bool)
        for part in parts:
            scores[part.docs] = combine(scores[part.docs], part.scores)
            mask[part.docs] = True
        docs = np.flatnonzero(mask)
        return Matches(docs, scores[docs])
    docs = np.concatenate([part.docs for part in parts])
    order = np.argsort(docs, kind="stable")
    docs = docs[order]
    first = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1])))
    scores = np.concatenate([part.scores for part in parts])[order]
    return Matches(docs[first], combine.reduceat(scores, first))


def intersection(a: Matches, b: Matches) -> Matches:
    """Documents of both, scores added."""
    if len(a.docs) > len(b.docs):
        a, b = b, a
    if not len(a.docs):
        return NOTHING
    where = np.searchsorted(b.docs, a.docs)
    where[where == len(b.docs)] = 0
    both = b.docs[where] == a.docs
    return Matches(a.docs[both], a.scores[both] + b.scores[where[both]])


def difference(a: Matches, docs: Ints) -> Matches:
    """Documents of ``a`` that are not among ``docs``."""
    keep = ~isin(a.docs, docs)
    return Matches(a.docs[keep], a.scores[keep])


def isin(some: Ints, among: Ints) -> npt.NDArray[np.bool_]:
    """Which of ``some`` are among the ascending ``among``."""
    if not len(among):
        return np.zeros(len(some), bool)
    where = np.searchsorted(among, some)
    where[where == len(among)] = 0
    return np.asarray(among[where] == some)
