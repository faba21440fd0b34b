"""The second stage of ranking: the best articles by all evidence of their words.

A word near the beginning of a story says more about it, and so do two words next to each other
as in the query. Reading positions costs more than reading frequencies of stems, so only the best
articles by those are looked at. What they gain is never negative, so they stay the best.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from search.execute.bm25f import QueryWord, WordScorer
from search.execute.docset import isin
from search.execute.evidence import LEAD_WEIGHT, LEAD_WORDS, PAIR_WEIGHT
from search.execute.executor import Execution
from search.execute.probe import view_of
from search.execute.sample import Float32s, Sample
from search.execute.weighting import Floats
from search.rank.order import Ids
from search.results import Share

CANDIDATES = 200
"""Number of articles the second stage looks at: the same ones whatever page is shown."""

_STRIDE = np.int64(1) << 32
_GAP = 2
"""Maximum distance in characters of two words that are next to each other in a query."""


def rerank(execution: Execution, docs: Ids, scores: Floats) -> Floats:
    """Return the second-stage scores of ascending ``docs``, from their first-stage scores.

    All arrays have shape ``(n,)``.
    """
    words, scorer = execution.words, execution.reader.words
    sample = Sample(execution.reader.arrays, docs.astype(np.int32))
    lead = [_lead(word, sample) for word in words]
    scores = scores + scorer.gains(words, lead, sample)
    for first, second in _pairs(words):
        found = _adjacent(first, second, sample)
        if found.any():
            scores += _pair_scores(scorer, first, second, found, sample)
    return scores


def shares(execution: Execution, doc: int) -> list[Share]:
    """Return the shares of what :func:`rerank` adds to the score of a document."""
    words, scorer = execution.words, execution.reader.words
    sample = Sample(execution.reader.arrays, np.array([doc], np.int32))
    found: list[Share] = []
    for word in words:
        lead = _lead(word, sample)
        for evidence, (score,) in scorer.gain_shares(word, lead, sample):
            if evidence is None:
                term, times = word.terms.stems[0][1].decode(), round(lead[0] / LEAD_WEIGHT)
                found.append(Share(word.label, "lead", "body", term, float(score), times))
                continue
            view, field = view_of(evidence.field)
            times = int(sample.freqs(evidence.field, evidence.term)[0])
            term, idf = evidence.term.decode(), scorer.weight(word.terms)
            found.append(Share(word.label, view, field, term, float(score), times, idf))
    for first, second in _pairs(words):
        adjacent = _adjacent(first, second, sample)
        if adjacent.any():
            (score,) = _pair_scores(scorer, first, second, adjacent, sample)
            terms = " ".join(word.terms.stems[0][1].decode() for word in (first, second))
            label = f"{first.label} {second.label}"
            found.append(Share(label, "pair", "body", terms, float(score), int(adjacent[0])))
    return found


def _lead(word: QueryWord, sample: Sample) -> Float32s:
    """Return the weighed number of a word's occurrences in the lead of each body; ``(n,)``."""
    found = np.zeros(len(sample.docs), np.float32)
    for field, term in word.terms.in_bodies:
        rows, positions = sample.positions(field, term)
        found += np.bincount(rows[positions < LEAD_WORDS], minlength=len(found))
    return found * np.float32(LEAD_WEIGHT)


def _pairs(words: tuple[QueryWord, ...]) -> Iterator[tuple[QueryWord, QueryWord]]:
    """Yield the words that are next to each other in the query."""
    for first, second in pairwise(words):
        if 0 < second.at[0] - first.at[1] <= _GAP:
            yield first, second


def _adjacent(first: QueryWord, second: QueryWord, sample: Sample) -> Float32s:
    """Return how often two words follow each other in each body; shape ``(n,)``."""
    found = np.zeros(len(sample.docs), np.float32)
    for one, other in zip(first.terms.in_bodies, second.terms.in_bodies, strict=False):
        rows, positions = sample.positions(*one)
        other_rows, others = sample.positions(*other)
        keys = rows * _STRIDE + positions + 1
        met = rows[isin(keys, other_rows * _STRIDE + others)]
        found += np.bincount(met, minlength=len(found))
    return found


def _pair_scores(
    scorer: WordScorer, first: QueryWord, second: QueryWord, found: Float32s, sample: Sample
) -> Float32s:
    """Return the scores of two words' adjacent occurrences, scored like a word; ``(n,)``."""
    weight = PAIR_WEIGHT * max(scorer.weight(first.terms), scorer.weight(second.terms))
    scores: Float32s = scorer.unit(first.terms, found, sample) * weight
    return scores
