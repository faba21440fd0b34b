"""Orders the best articles anew, by where their words stand.

A word near the beginning of a story says more about it, and so do two words next to each other
as in the query. Positions cost more to read than frequencies, so only the best articles by
frequency are looked at; what they gain is never negative, so they stay the best.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from search.arrays import Positions
from search.docset import Docs, DocSet, isin
from search.execute import Executor
from search.weighting import Floats
from search.word import LEAD, LEAD_WORDS, PAIR, TITLE, Word, words_of

CANDIDATES = 200
"""How many articles are looked at: the same ones whatever page is shown."""

_STRIDE = np.int64(1) << 32


def rerank(executor: Executor, query: Any, docs: Docs, scores: Floats) -> Floats:
    """Return the scores of ascending ``docs`` with what positions add to ``scores``."""
    return _Reranker(executor, docs).add(words_of(query), scores)


class _Reranker:
    def __init__(self, executor: Executor, docs: Docs) -> None:
        self._arrays = executor.arrays
        self._scorer = executor.words
        self._docs = docs
        self._read: dict[tuple[str, bytes], Positions] = {}

    def add(self, words: Sequence[Word], scores: Floats) -> Floats:
        scores = scores.copy()
        for word in words:
            self._add_lead(word, scores)
        for word, following in pairwise(words):
            if 0 < following.at[0] - word.at[1] <= 2:
                self._add_pair(word, following, scores)
        return scores

    def _add_lead(self, word: Word, scores: Floats) -> None:
        """Add what counting the first words of a story once more gives."""
        early = np.zeros(len(self._docs), np.float32)
        for field, term in word.stems:
            if field.startswith("body"):
                rows, positions = self._positions(field, term)
                early += np.bincount(rows[positions < LEAD_WORDS], minlength=len(early))
        rows = np.flatnonzero(early)
        if not len(rows):
            return
        ids = self._docs[rows]
        part = word.parts[0]
        some = DocSet(self._arrays.size, ids=ids)
        _, tf = self._scorer.frequencies(part.evidence, some)
        more = self._scorer.saturated(part, ids, tf + np.float32(LEAD) * early[rows])
        more -= self._scorer.saturated(part, ids, tf)
        scores[rows] += more * (self._scorer.weight(word) * word.boost)

    def _add_pair(self, word: Word, following: Word, scores: Floats) -> None:
        """Add what two words give that stand next to each other, scored like a word."""
        found = np.zeros(len(self._docs), np.float32)
        for (field, term), (_, other) in zip(word.stems, following.stems, strict=False):
            rows, positions = self._positions(field, term)
            other_rows, others = self._positions(field, other)
            keys = rows * _STRIDE + positions + 1
            met = rows[isin(keys, other_rows * _STRIDE + others)]
            times = TITLE if field.startswith("title") else 1.0
            found += np.float32(times) * np.bincount(met, minlength=len(found))
        rows = np.flatnonzero(found)
        worth = self._scorer.saturated(word.parts[0], self._docs[rows], found[rows])
        weight = max(self._scorer.weight(word), self._scorer.weight(following))
        scores[rows] += worth * (PAIR * weight)

    def _positions(self, field: str, term: bytes) -> Positions:
        key = field, term
        if key not in self._read:
            self._read[key] = self._arrays.positions(field, term, self._docs)
        return self._read[key]
