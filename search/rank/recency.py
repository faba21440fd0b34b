"""Prefers recent articles: a score is halved with every half-life of the article's age."""

import numpy as np
import numpy.typing as npt

from search.execute.weighting import Floats

_MOST_HALVINGS = 1000
"""Maximum number of times a score is halved, so that none becomes 0."""


def decay(days: npt.NDArray[np.int32], half_life: float) -> Floats:
    """Return the factor of each document: 1 for the newest, ½ for one ``half_life`` days older.

    ``days`` has shape ``(n,)`` and numbers yyyymmdd; undated articles (0) count as old as the
    oldest. The result has shape ``(n,)``. The exponential form is that of Li and Croft (2003).
    """
    dated = days > 0
    if not dated.any():
        return np.ones(len(days))
    months = (days // 10000 - 1970) * 12 + days // 100 % 100 - 1
    numbers = months.astype("M8[M]").astype("M8[D]").astype(np.int64) + days % 100 - 1
    age = numbers[dated].max() - np.where(dated, numbers, numbers[dated].min())
    return halved(age, half_life)


def halved(ages: npt.NDArray[np.int64], half_life: float) -> Floats:
    """Return ½ for every half-life in each of some ages, all in days; shape ``(n,)``."""
    with np.errstate(over="ignore"):
        return np.asarray(np.exp2(-np.minimum(ages / half_life, _MOST_HALVINGS)))
