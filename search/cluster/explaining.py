"""Where the scores of articles on a cluster come from.

The best articles are scored here (:mod:`search.cluster.refining`), so the shares of their scores
are worked out from the same figures, by the arithmetic that explains an index on disk.
"""

from collections.abc import Mapping

from search.cluster.asking import Asking
from search.cluster.refining import Candidates, CandidateScorer, Refiner
from search.cluster.scoring import sum_of
from search.execute.probe import view_of
from search.execute.queries.boolean import DisjunctionMaxWeight
from search.execute.weight import Weight
from search.rank.rerank import shares as gained
from search.results import Share

_ROUNDED = 1e-6
"""By what share a score may differ that has been added up in another order."""


def explained(
    refiner: Refiner, asking: Asking, scores: Mapping[str, float]
) -> dict[str, tuple[Share, ...]]:
    """Return the shares that add up to the scores of documents, which come with their ids.

    What is less than the query gives has been taken by age.
    """
    few = refiner.candidates(asking, list(scores))
    found = {}
    for row, (document, score) in enumerate(scores.items()):
        shares = [share for share in _shares(refiner, few.only(row)) if share.score]
        whole = sum(share.score for share in shares)
        if whole - score > _ROUNDED * whole:
            shares.append(Share("", "age", "date", "", score - whole))
        found[document] = tuple(shares)
    return found


def ranked_by_cluster(score: float) -> tuple[Share, ...]:
    """Return the only share of an article below the best ones, which the cluster itself scored."""
    return (Share("", "cluster", "", "", score),)


def _shares(refiner: Refiner, one: Candidates) -> list[Share]:
    scorer = refiner.scorer(one)
    found = _of_weight(refiner, refiner.weight, scorer, one, "")
    execution = refiner.execution(scorer)
    return found + gained(execution, one) if execution.words else found


def _of_weight(
    refiner: Refiner, weight: Weight, scorer: CandidateScorer, one: Candidates, label: str
) -> list[Share]:
    """Return the shares of what an article scores that matches; see :meth:`Weight.explain`."""
    if isinstance(weight, DisjunctionMaxWeight):
        parts = [
            _of_weight(refiner, part, scorer, one, label)
            for part in weight.parts
            if one.matching(part).any()
        ]
        best = max(parts, key=lambda shares: sum(share.score for share in shares), default=[])
        return [share.scaled(weight.query.boost) for share in best]
    total, shares = sum_of(weight, label), []
    for field, term, boost, own in total.terms:
        if frequency := int(one.freqs(field, term)[0]):
            idf = refiner.reader.idf(field, term)
            score = float(scorer.saturated(field, one.freqs(field, term))[0] * idf * boost)
            shares.append(Share(own, *view_of(field), term.decode(), score, frequency, idf))
    shares += total.sure_shares(refiner.reader.scoring_by(scorer), one)
    for part, boost, own in total.parts:
        assert isinstance(part, Weight)
        if one.matching(part).any():
            found = _of_weight(refiner, part, scorer, one, own)
            shares += (share.scaled(boost) for share in found)
    return shares
