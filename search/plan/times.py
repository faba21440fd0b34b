"""Days as times at which articles came in: days are those of where this runs."""

from datetime import date, datetime, time, timedelta
from typing import Literal

from search.execute.queries.arrived import LATEST, Arrived
from search.plan.sources import TermSource


def arrived_between(start: date | None, end: date | None) -> Arrived:
    """Return the query of what came in from one day to another, both included."""
    after = _midnight(end + timedelta(1)) if end and end < date.max else LATEST + 1
    return Arrived(_midnight(start) if start else 0, after - 1)


def arrivals_since(since: date | Literal["last-run"], terms: TermSource) -> int:
    """Return when the first of what came in since then may have come, in milliseconds since 1970.

    The last run is the last that has brought any article which is still there.
    """
    if since != "last-run":
        return _midnight(since)
    return terms.last_arrival()


def _midnight(day: date) -> int:
    """Return when a day begins, in milliseconds since 1970; 0 for one that long ago."""
    try:
        return max(0, int(datetime.combine(day, time()).timestamp() * 1000))
    except (OverflowError, ValueError, OSError):
        return 0 if day.year < 1971 else LATEST
