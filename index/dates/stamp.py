"""The day that a record states: by a machine's time stamp, or written out."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from index.dates.finding import find_date
from index.dates.folding import fold_stated
from index.dates.gregorian import MONTH, gregorian_day, month_number

_EPOCH = re.compile(r"(\d{9,10}|\d{12,13}|\d{15,16})(?:\.\d+)?")
_BASIC = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:[t ]?\d{4}(?:\d\d(?:[.,]\d+)?)?)?"
    r"\s*(?:z|[+-]\d\d:?\d\d)?"
)
"""ISO 8601 in its basic form, with or without a time, as NewsML, NITF and GDELT write it."""
_ENGLISH = (
    re.compile(rf"(?:\w+,?\s+)?(?P<name>{MONTH})\s+(?P<day>\d\d?)\s+[\d:.]+\s+(?:\S+\s+)?"
               r"(?P<year>\d{4})"),
    re.compile(rf"(?:\w+,?\s+)?(?P<day>\d\d?)[\s-](?P<name>{MONTH})[\s-](?P<year>\d\d)"
               r"\s+\d\d:\d\d.*"),
)  # fmt: skip
"""The form of C's ctime and of Twitter, and RFC 822 with the two digits of its years."""
_LONGEST = 200


@lru_cache(maxsize=8192)
def parse_date(text: str) -> date | None:
    """Return the day a record's date names, or None when it names no single day.

    Reads ISO 8601 in either form and RFC 2822 with any time and zone (the day is the one
    written, not converted), seconds, milliseconds or microseconds since 1970 (UTC), days of the
    Gregorian and the Hijri calendar as :func:`~index.dates.period.parse_period` reads them, also
    with a weekday or a time beside. Years out of reason (see :data:`.gregorian.YEARS`) and dates
    of two calendars that contradict each other are no dates.
    """
    folded = fold_stated(text[:_LONGEST])
    if found := _BASIC.fullmatch(folded):
        return _checked(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _EPOCH.fullmatch(folded):
        return _epoch(float(folded), len(found[1]))
    if stated := find_date(folded):
        return stated.value
    for form in _ENGLISH:
        if found := form.fullmatch(folded):
            year = int(found["year"])
            if year < 100:
                year += 2000 if year < 70 else 1900
            return _checked(year, month_number(found["name"]), int(found["day"]))
    return None


def _checked(year: int, month: int, day: int) -> date | None:
    if year in range(1300, 1501):
        stated = find_date(f"{year}-{month}-{day}")
        return stated.value if stated else None
    try:
        return gregorian_day(year, month, day)
    except ValueError:
        return None


def _epoch(number: float, digits: int) -> date | None:
    seconds = number / {9: 1, 10: 1, 12: 1e3, 13: 1e3}.get(digits, 1e6)
    day = datetime.fromtimestamp(seconds, UTC).date()
    return _checked(day.year, day.month, day.day)
