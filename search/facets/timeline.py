"""Counts articles over time, by day, month or year."""

from datetime import date

import numpy as np
import numpy.typing as npt

from index.schema import day_number, day_of
from search.findings import Timeline
from search.results import Unit

_PARTS: dict[Unit, int] = {"day": 1, "month": 100, "year": 10_000}
"""Divisor that turns a day, the number yyyymmdd, into each unit; the finest unit first."""


def timeline(
    days: npt.NDArray[np.integer],
    since: date | None,
    until: date | None,
    unit: Unit | None,
    most: int,
    articles: npt.NDArray[np.integer] | None = None,
) -> Timeline:
    """Return the counts of days; see :meth:`search.engine.Engine.timeline`.

    :param days: a day as yyyymmdd for each article, 0 for none; shape ``(n,)``
    :param since: the first day to count, None for all before ``until``
    :param until: the last day to count, None for all after ``since``
    :param unit: what to count by, None for the finest that needs at most ``most`` periods
    :param most: how many periods there may be without ``unit``
    :param articles: how many articles each of ``days`` has, None for one
    """
    first = day_number(since) if since else 1
    last = day_number(until) if until else 9999_12_31
    inside = (first <= days) & (days <= last)
    days = days[inside]
    if not len(days):
        return Timeline(unit or "day", ())
    chosen = unit or _finest(int(days.min()), int(days.max()), most)
    periods, which = np.unique(days // _PARTS[chosen], return_inverse=True)
    times = None if articles is None else articles[inside]
    counts = np.bincount(which, times).astype(np.int64)
    return Timeline(
        chosen,
        tuple(
            (_written(period, chosen), count)
            for period, count in zip(periods.tolist(), counts.tolist(), strict=True)
        ),
    )


def _finest(first: int, last: int, most: int) -> Unit:
    """Return the finest unit with at most ``most`` periods from one day to another."""
    start, end = day_of(first), day_of(last)
    if (end - start).days < most:
        return "day"
    months = (end.year - start.year) * 12 + end.month - start.month
    return "month" if months < most else "year"


def _written(period: int, unit: Unit) -> str:
    match unit:
        case "day":
            return f"{period // 10_000:04}-{period // 100 % 100:02}-{period % 100:02}"
        case "month":
            return f"{period // 100:04}-{period % 100:02}"
    return f"{period:04}"
