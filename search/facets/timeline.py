"""Counts articles over time, by day, month or year: whichever suits the stretch looked at."""

from datetime import date

import numpy as np
import numpy.typing as npt

from index.schema import day_number, day_of
from search.results import Timeline, Unit

_PARTS: dict[Unit, int] = {"day": 1, "month": 100, "year": 10_000}
"""Of a day as yyyymmdd, what is left out; the finest unit first."""


def timeline(
    days: npt.NDArray[np.integer],
    since: date | None,
    until: date | None,
    unit: Unit | None,
    most: int,
) -> Timeline:
    """Count ``days`` (yyyymmdd, 0 for none); see :meth:`search.engine.Engine.timeline`."""
    first = day_number(since) if since else 1
    last = day_number(until) if until else 9999_12_31
    days = days[(first <= days) & (days <= last)]
    if not len(days):
        return Timeline(unit or "day", ())
    chosen = unit or _finest(int(days.min()), int(days.max()), most)
    periods, counts = np.unique(days // _PARTS[chosen], return_counts=True)
    return Timeline(
        chosen,
        tuple(
            (_written(period, chosen), count)
            for period, count in zip(periods.tolist(), counts.tolist(), strict=True)
        ),
    )


def _finest(first: int, last: int, most: int) -> Unit:
    """Return the finest unit of which there are at most ``most`` between two days, both in."""
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
