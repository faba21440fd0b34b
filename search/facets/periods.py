"""Days sorted into days, weeks (from Monday on) or months."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from search.execute.docset import Ints
from search.results import Step

_EPOCH = date(1970, 1, 1)
_MONDAY = 3
"""Days from a Monday to the first day of the epoch, a Thursday."""


def ordinals(days: npt.NDArray[np.integer]) -> Ints:
    """Return days, each yyyymmdd, as numbers of days since 1970; shape ``(n,)``."""
    months = (days // 10000 - 1970) * 12 + days // 100 % 100 - 1
    out: Ints = months.astype("M8[M]").astype("M8[D]").astype(np.int64) + days % 100 - 1
    return out


def day_at(ordinal: int) -> date:
    """Return the day with a number of days since 1970."""
    return _EPOCH + timedelta(ordinal)


def starts(days: Ints, step: Step) -> Ints:
    """Return the first day of the period of each day, all as days since 1970; shape ``(n,)``."""
    if step == "day":
        return days
    if step == "week":
        return days - (days + _MONDAY) % 7
    out: Ints = days.astype("M8[D]").astype("M8[M]").astype("M8[D]").astype(np.int64)
    return out


def row(first: int, last: int, step: Step) -> list[int]:
    """Return the first days of all periods from one to another, those without articles too."""
    if step == "month":
        months = np.arange(
            np.datetime64(first, "D").astype("M8[M]"), np.datetime64(last, "D").astype("M8[M]") + 1
        )
        found: list[int] = months.astype("M8[D]").astype(np.int64).tolist()
        return found
    return list(range(first, last + 1, 7 if step == "week" else 1))
