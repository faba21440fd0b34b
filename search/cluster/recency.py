"""Prefers recent articles on a cluster, as :mod:`search.rank.recency` does in an index on disk."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.cluster.asking import Answer, Body
from search.cluster.matching import DATED
from search.cluster.statistics import Statistics
from search.execute.weighting import Floats
from search.facets.periods import day_at
from search.rank.recency import halved

_DAY = 86_400_000
"""Milliseconds of a day."""
_NO_DAY = 10**17
"""Milliseconds that are of no day: what a cluster sorts an article without a date by."""
_LEAST = 1e-30
"""What the score of an article is multiplied by at least: a cluster has no smaller numbers."""


@dataclass(frozen=True, slots=True)
class Recency:
    """A preference: a score is halved with every ``half_life``, in days, of an article's age.

    ``newest`` and ``oldest`` are the first and the last day of the index, in milliseconds.
    """

    half_life: float
    newest: int
    oldest: int

    @classmethod
    def of(cls, statistics: Statistics, half_life: float) -> "Recency | None":
        """Return the preference in an index, None where no article has a date."""
        ends = {name: {name: {"field": "date"}} for name in ("min", "max")}
        body = {"size": 0, "track_total_hits": False, "aggs": ends}

        def read(answer: Answer) -> tuple[float, float] | tuple[()]:
            oldest, newest = (answer["aggregations"][name]["value"] for name in ends)
            return () if newest is None else (oldest, newest)

        days = statistics.settle(lambda: statistics.value("first and last day", body, read))
        return cls(half_life, int(days[1]), int(days[0])) if days else None

    def factors(self, days: Sequence[int]) -> Floats:
        """Return what scores are multiplied by, of articles of some days, in milliseconds.

        A number that is none of a day stands for an article without a date, as old as the oldest.
        """
        known = np.array([d if abs(d) < _NO_DAY else self.oldest for d in days])
        return halved((self.newest - known) // _DAY, self.half_life)

    def scoring(self, query: Body) -> Body:
        """Return a query with scores multiplied so."""
        newest = day_at(self.newest // _DAY).isoformat()
        scale = f"{max(1, round(self.half_life * _DAY))}ms"
        decay = {"date": {"origin": newest, "scale": scale, "decay": 0.5}}
        undated = max(float(self.factors([self.oldest])[0]), _LEAST)
        functions = [
            {"filter": DATED, "exp": decay},
            {"filter": {"bool": {"must_not": [DATED]}}, "weight": undated},
        ]
        modes = {"score_mode": "first", "boost_mode": "multiply"}
        return {"function_score": {"query": query, "functions": functions, **modes}}
