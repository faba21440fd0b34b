"""Joins the ranking by words and nearness of meaning.

What meaning adds to a score is a share of the best score by words, and grows with the standard
deviations by which the article's similarity to the query lies above the mean of all articles:
cosines of one encoder lie close together, those of another do not, and how far the nearest stand
out is alike (a linear combination of normalised scores, Fox and Shaw 1994). It grows faster than
these, since what stands out little does so by chance, and it is never negative.
"""

from functools import cached_property

import numpy as np

from index.meaning.vectors import Float32s
from search.execute.docset import DocSet
from search.execute.weighting import Floats
from search.rank.order import Ids, best, top
from search.rank.ranking import Ranked, Ranking
from search.rank.rerank import CANDIDATES
from search.results import Share, Sort

WEIGHT = 1 / 32
"""Share of the best score by words that one standard deviation of similarity adds."""
GROWTH = 1.5
"""Power of the number of standard deviations that the share grows with."""

FLOOR = 0.055
"""Cosine above the mean of all other articles from which on one is near to what is sought."""

_NOT_THERE = -1.0
"""Similarity of an article without a vector."""


class Nearness:
    """How near articles are to what is sought, seen against how near articles are to it anyway.

    ``similar`` has the cosine of each, shape ``(documents,)``, -1 of one without a vector.
    """

    def __init__(self, similar: Float32s) -> None:
        self.similar = similar
        there = similar > _NOT_THERE
        known = similar if there.all() else similar[there]
        mean = known.mean(dtype=np.float64) if len(known) else 0.0
        apart = known - np.float32(mean)
        self._count = len(known)
        self._mean = float(mean)
        self._spread = float(np.sqrt(np.dot(apart, apart) / max(len(known), 1)))

    def deviations(self, docs: Ids) -> Floats:
        """Return by how many standard deviations documents lie above the mean, 0 for those below.

        The result has the shape of ``docs``; of an article without a vector it is 0.
        """
        if not self._spread:
            return np.zeros(len(docs))
        above = (self.similar[docs].astype(np.float64) - self._mean) / self._spread
        return np.asarray(np.maximum(above, 0))

    def nearest(self, among: DocSet, n: int) -> DocSet:
        """Return the ``n`` likest documents of a set that are near to what is sought.

        There are more when several are as like as the last, and fewer, or none, where the rest
        are no nearer than articles are to anything: some always are the nearest.
        """
        near = np.flatnonzero(self.similar >= self._least)
        near = near[among.has(near)]
        return DocSet.of(among.size, near[best(self.similar[near], n)].astype(np.int32))

    @property
    def _least(self) -> float:
        """The least similarity of a near article; any will do for the only one there is."""
        if self._count < 2:
            return float(np.nextafter(np.float32(_NOT_THERE), np.float32(0)))
        return self._mean + FLOOR * (self._count - 1) / self._count


class Fusion:
    """The order of what words find and of the ``added`` articles that have none of them.

    Meaning is added to the scores of the best by words alone, whatever page is shown.
    """

    def __init__(self, ranking: Ranking, found: DocSet, near: Nearness, added: DocSet) -> None:
        self._ranking = ranking
        self._found = found
        self._near = near
        self._added = added

    def best(self, n: int, first: int = 0) -> Ranked:
        """Return the first ``n`` of all but for ``first`` of them."""
        head, added = self._head, self._added.ids
        docs = np.concatenate((head.docs, added)).astype(np.int32)
        scores = np.concatenate((head.scores, np.zeros(len(added)))) + self._gains(docs)
        if n > CANDIDATES:
            rest = self._ranking.best(self._found, "relevance", n, CANDIDATES)
            docs = np.concatenate((docs, rest.docs))
            scores = np.concatenate((scores, rest.scores))
        order = np.lexsort((docs, -self._ranking.days[docs], -scores))[first:n]
        return Ranked(docs[order], scores[order], first)

    def explain(self, doc: int, _: int) -> list[Share]:
        """Return the shares that add up to the score of a document."""
        at = np.flatnonzero(self._head.docs == doc).tolist()
        found: list[Share] = []
        if self._found.has(np.array([doc]))[0]:
            found = self._ranking.explain(doc, at[0] if at else CANDIDATES)
            if not at:
                return found
        (gain,) = self._gains(np.array([doc])).tolist()
        return [*found, Share("", "meaning", "", "", gain)] if gain else found

    @cached_property
    def _head(self) -> Ranked:
        return self._ranking.best(self._found, "relevance", CANDIDATES)

    def _gains(self, docs: Ids) -> Floats:
        """Return what meaning adds to the scores of documents, in the shape of ``docs``."""
        best_score = float(self._head.scores.max(initial=0)) or 1.0
        share = WEIGHT * self._near.deviations(docs) ** GROWTH
        return np.asarray(best_score * share * self._ranking.ages(docs))


def by_nearness(
    ranking: Ranking, docs: DocSet, similar: Float32s, sort: Sort, n: int, first: int = 0
) -> Ranked:
    """Return the first ``n`` of ``docs`` but for ``first``, by their similarity alone."""
    ids = np.arange(docs.size)
    scores = similar.astype(np.float64) * ranking.ages(ids)

    def score(some: DocSet) -> Floats:
        return scores if some.dense else np.asarray(scores[some.ids])

    whole = Ranked(*top(docs, score, ranking.days, sort, n))
    return Ranked(whole.docs[first:], whole.scores[first:], first)
