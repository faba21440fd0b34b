"""Prefers recent articles: what an article scores is halved with every half-life of its age."""

import numpy as np
import numpy.typing as npt

from search.execute.weighting import Floats


def decay(days: npt.NDArray[np.int32], half_life: float) -> Floats:
    """Return the factor of each document: 1 for the newest, ½ for one ``half_life`` days older.

    ``days`` are yyyymmdd; undated articles (0) count as old as the oldest. The exponential form
    is that of Li and Croft (2003).
    """
    dated = days > 0
    if not dated.any():
        return np.ones(len(days))
    months = (days // 10000 - 1970) * 12 + days // 100 % 100 - 1
    numbers = months.astype("M8[M]").astype("M8[D]").astype(np.int64) + days % 100 - 1
    age = numbers[dated].max() - np.where(dated, numbers, numbers[dated].min())
    return np.asarray(np.exp2(-age / half_life))
