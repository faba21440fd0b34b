"""Orders the best articles anew, by all views of their words and by where these stand.

A word near the beginning of a story says more about it, and so do two words next to each other
as in the query. That costs more to read than frequencies of stems, so only the best articles by
those are looked at; what they gain is never negative, so they stay the best.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from search.arrays import Positions
from search.bm25f import Float32s
from search.docset import DocSet, isin
from search.execute import Executor
from search.rank import Ids
from search.weighting import Floats
from search.word import LEAD, LEAD_WORDS, PAIR, Word, words_of

CANDIDATES = 200
"""How many articles are looked at: the same ones whatever page is shown."""

_STRIDE = np.int64(1) << 32


def rerank(executor: Executor, query: Any, docs: Ids, scores: Floats) -> Floats:
    """Return the scores of ascending ``docs``, from those that :meth:`Executor.scores` gave."""
    return _Reranker(executor, docs).add(words_of(query), scores)


class _Reranker:
    def __init__(self, executor: Executor, docs: Ids) -> None:
        self._arrays = executor.arrays
        self._scorer = executor.words
        self._docs = docs.astype(np.int32)
        self._read: dict[tuple[str, bytes], Positions] = {}

    def add(self, words: Sequence[Word], scores: Floats) -> Floats:
        scores = scores.copy()
        docs = DocSet(self._arrays.size, ids=self._docs)
        for word in words:
            self._scorer.add(scores, word, -word.boost, docs)
            scores += self._scorer.whole(word, self._docs, self._early(word))
        for word, following in pairwise(words):
            if 0 < following.at[0] - word.at[1] <= 2:
                self._add_pair(word, following, scores)
        return scores

    def _early(self, word: Word) -> Float32s:
        """Return how often a word stands among the first of each body, times their weight."""
        early = np.zeros(len(self._docs), np.float32)
        for field, term in word.bodies:
            rows, positions = self._positions(field, term)
            early += np.bincount(rows[positions < LEAD_WORDS], minlength=len(early))
        return early * np.float32(LEAD)

    def _add_pair(self, word: Word, following: Word, scores: Floats) -> None:
        """Add what two words give that stand next to each other in the body, scored like a word."""
        found = np.zeros(len(self._docs), np.float32)
        for (field, term), (_, other) in zip(word.bodies, following.bodies, strict=False):
            rows, positions = self._positions(field, term)
            other_rows, others = self._positions(field, other)
            keys = rows * _STRIDE + positions + 1
            met = rows[isin(keys, other_rows * _STRIDE + others)]
            found += np.bincount(met, minlength=len(found))
        rows = np.flatnonzero(found)
        worth = self._scorer.saturated(word.parts[0], self._docs[rows], found[rows])
        weight = max(self._scorer.weight(word), self._scorer.weight(following))
        scores[rows] += worth * (PAIR * weight)

    def _positions(self, field: str, term: bytes) -> Positions:
        key = field, term
        if key not in self._read:
            self._read[key] = self._arrays.positions(field, term, self._docs)
        return self._read[key]
