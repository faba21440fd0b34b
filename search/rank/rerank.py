"""Orders the best articles anew, by all views of their words and by where these stand.

A word near the beginning of a story says more about it, and so do two words next to each other
as in the query. That costs more to read than frequencies of stems, so only the best articles by
those are looked at; what they gain is never negative, so they stay the best.
"""

from itertools import pairwise
from typing import Any

import numpy as np

from search.execute.docset import isin
from search.execute.executor import Executor
from search.execute.sample import Float32s, Sample
from search.execute.weighting import Floats
from search.execute.word import LEAD, LEAD_WORDS, PAIR, Word, words_of
from search.rank.bm25f import WordScorer
from search.rank.top import Ids

CANDIDATES = 200
"""How many articles are looked at: the same ones whatever page is shown."""

_STRIDE = np.int64(1) << 32


def rerank(executor: Executor, query: Any, docs: Ids, scores: Floats) -> Floats:
    """Return the scores of ascending ``docs``, from those that :meth:`Executor.scores` gave."""
    words = words_of(query)
    sample = Sample(executor.arrays, docs.astype(np.int32))
    early = [_early(word, sample) for word in words]
    scores = scores + executor.words.gains(words, early, sample)
    for word, following in pairwise(words):
        if 0 < following.at[0] - word.at[1] <= 2:
            _add_pair(executor.words, word, following, sample, scores)
    return scores


def _early(word: Word, sample: Sample) -> Float32s:
    """Return how often a word stands among the first of each body, times their weight."""
    early = np.zeros(len(sample.docs), np.float32)
    for field, term in word.bodies:
        rows, positions = sample.positions(field, term)
        early += np.bincount(rows[positions < LEAD_WORDS], minlength=len(early))
    return early * np.float32(LEAD)


def _add_pair(
    scorer: WordScorer, word: Word, following: Word, sample: Sample, scores: Floats
) -> None:
    """Add what two words give that stand next to each other in the body, scored like a word."""
    found = np.zeros(len(sample.docs), np.float32)
    for one, other in zip(word.bodies, following.bodies, strict=False):
        rows, positions = sample.positions(*one)
        other_rows, others = sample.positions(*other)
        keys = rows * _STRIDE + positions + 1
        met = rows[isin(keys, other_rows * _STRIDE + others)]
        found += np.bincount(met, minlength=len(found))
    rows = np.flatnonzero(found)
    if len(rows):
        worth = scorer.met(word, found, sample)
        scores += worth * (PAIR * max(scorer.weight(word), scorer.weight(following)))
