"""The second stage of ranking: the best articles by all evidence of their words.

A word near the beginning of a story says more about it, and so do two words next to each other
as in the query. Reading positions costs more than reading frequencies of stems, so only the best
articles by those are looked at. What they gain is never negative, so they stay the best. Articles
that have the only word of a query as it is written come before those that share its stem, and
the best of them are always among those looked at.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from index.arrays import Int32s
from search.execute.bm25f import QueryWord, WordScorer
from search.execute.evidence import LEAD_WEIGHT, LEAD_WORDS, PAIR_WEIGHT
from search.execute.executor import Execution
from search.execute.probe import view_of
from search.execute.sample import Few, Float32s
from search.execute.weighting import Floats
from search.rank.order import Ids
from search.results import Share

CANDIDATES = 200
"""Number of articles the second stage looks at: the same ones whatever page is shown."""

_GAP = 2
"""Maximum distance in characters of two words that are next to each other in a query."""


def rerank(execution: Execution, sample: Few, scores: Floats) -> Floats:
    """Return the second-stage scores of a few documents, from their first-stage scores.

    All arrays have shape ``(n,)``.
    """
    words, scorer = execution.words, execution.reader.words
    lead, adjacent = _places(words, sample)
    scores = scores + scorer.gains(words, lead, sample)
    for place, found in enumerate(adjacent[:-1]):
        if found.any():
            scores += _pair_scores(scorer, words[place], words[place + 1], found, sample)
    if len(words) == 1:
        scores += scorer.written(words[0], sample)
    return scores


def refined(
    execution: Execution,
    ranked: tuple[Ids, Floats],
    days: Int32s,
    factor: Floats | None,
    n: int,
) -> tuple[Ids, Floats]:
    """Return the best ``n`` documents by their second-stage scores, and these; for the kernels.

    ``ranked`` has documents and their scores of the first stage, times ``factor`` if there is one,
    as are those returned.
    """
    words, scorer = execution.words, execution.reader.words
    pairs = [
        pair_weight(scorer, first, second) if together else 0.0
        for (first, second), together in zip(pairwise(words), neighbours(words), strict=True)
    ]
    ids, scores = ranked
    found = ids.astype(np.int32, copy=False), scores
    return scorer.refined(words, pairs, found, days, factor, n)


def shares(execution: Execution, sample: Few) -> list[Share]:
    """Return the shares of what :func:`rerank` adds to the score of a sample's only document."""
    words, scorer = execution.words, execution.reader.words
    leads, adjacent = _places(words, sample)
    found: list[Share] = []
    for word, lead in zip(words, leads, strict=True):
        for evidence, (score,) in scorer.gain_shares(word, lead, sample):
            if evidence is None:
                term, times = word.terms.stems[0][1].decode(), round(lead[0] / LEAD_WEIGHT)
                found.append(Share(word.label, "lead", "body", term, float(score), times))
                continue
            view, field = view_of(evidence.field)
            times = int(sample.freqs(evidence.field, evidence.term)[0])
            term, idf = evidence.term.decode(), scorer.weight(word.terms)
            found.append(Share(word.label, view, field, term, float(score), times, idf))
    if len(words) == 1:
        (score,) = scorer.written(words[0], sample)
        term = words[0].terms.exacts[0][1].decode()
        found.append(Share(words[0].label, "written", "", term, float(score)))
    for (first, second), times_met in zip(pairwise(words), adjacent, strict=False):
        if times_met.any():
            (score,) = _pair_scores(scorer, first, second, times_met, sample)
            terms = " ".join(word.terms.stems[0][1].decode() for word in (first, second))
            label = f"{first.label} {second.label}"
            found.append(Share(label, "pair", "body", terms, float(score), int(times_met[0])))
    return found


def _places(words: Sequence[QueryWord], sample: Few) -> tuple[Float32s, Float32s]:
    """Return what the positions of words say; both results have shape ``(words, n)``.

    They are the weighed number of occurrences in the lead of each body, and how often there the
    next word of the query follows, if it stands beside this one in the query.
    """
    bodies = [word.terms.in_bodies for word in words]
    early, adjacent = sample.places(bodies, neighbours(words), LEAD_WORDS)
    early *= np.float32(LEAD_WEIGHT)
    return early, adjacent


def neighbours(words: Sequence[QueryWord]) -> list[bool]:
    """Tell of each word but the last whether it is next to the one after it in the query."""
    return [0 < second.at[0] - first.at[1] <= _GAP for first, second in pairwise(words)]


def pair_weight(scorer: WordScorer, first: QueryWord, second: QueryWord) -> float:
    """Return the weight of two words next to each other."""
    weight = PAIR_WEIGHT * max(scorer.weight(first.terms), scorer.weight(second.terms))
    return weight * min(first.around, second.around)


def _pair_scores(
    scorer: WordScorer, first: QueryWord, second: QueryWord, found: Float32s, sample: Few
) -> Float32s:
    """Return the scores of two words' adjacent occurrences, scored like a word; ``(n,)``."""
    weight = pair_weight(scorer, first, second)
    scores: Float32s = scorer.unit(first.terms, found, sample) * weight
    return scores
