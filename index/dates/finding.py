"""Where a text has a full date, day, month and year, of either calendar or of both at once."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from index.dates import gregorian, hijri
from index.dates.folding import fold_date

YEAR = r"(?P<year>\d{4})(?!\d)"
"""A pattern for a year of either calendar."""
NAMED_MONTH = rf"(?P<name>{gregorian.MONTH})(?:\s*[/\-(]\s*(?P<name2>{gregorian.MONTH})\)?)?\.?"
"""A pattern for a Gregorian month by one name or by two."""
HIJRI_MONTH = rf"(?P<hijri>{hijri.MONTH})"
"""A pattern for a Hijri month by name."""
IN_THE_YEAR = r"(?:عام\s+|سنه\s+|لعام\s+|من\s+عام\s+)?"
"""A pattern for the words that may stand before a year."""

_ORDINAL = r"(?:st|nd|rd|th)?"
DAY_FORMS: tuple[str, ...] = (
    rf"(?<!\d){YEAR}\s?(?P<between>[-/.])\s?(?P<month>\d\d?)\s?(?P=between)\s?(?P<day>\d\d?)(?!\d)"
    rf"{hijri.SIGN}?",
    rf"(?<!\d)(?P<day>\d\d?)\s?(?P<sep>[-/.])\s?(?P<month>\d\d?)\s?(?P=sep)\s?{YEAR}{hijri.SIGN}?",
    rf"(?<![\d:])(?P<day>\d\d?){_ORDINAL}[\s\-/]*(?:من\s+|of\s+)?(?:شهر\s+)?{NAMED_MONTH}"
    rf"[\s\-]*[،,/]?\s*{IN_THE_YEAR}{YEAR}",
    rf"(?<!\w){NAMED_MONTH}\s+(?P<day>\d\d?){_ORDINAL}\s*[،,]?\s+{YEAR}",
    rf"(?<![\d:])(?P<day>\d\d?){_ORDINAL}[\s\-/]*(?:من\s+)?(?:شهر\s+)?{HIJRI_MONTH}"
    rf"[\s\-]*[،,/]?\s*{IN_THE_YEAR}{YEAR}{hijri.SIGN}?",
)
"""Patterns for a full date in folded text; :func:`day_of` reads what they match."""

_BETWEEN = (
    rf"(?:{hijri.SIGN}|\s*م(?:يلاديه?)?\.?(?!\w))?[\s،,()\[\]|/–—-]*"
    r"(?:(?:و)?(?:ال)?موافق(?:\s+(?:ل|ليوم|يوم))?\s*:?)?"
    rf"[\s،,(|–—-]*(?:{gregorian.WEEKDAY}\s*[،,]?\s*)?"
)
"""What may part the two ways of writing one date: «24 شعبان 1445 هـ الموافق 5 مارس 2024»."""
_FARTHEST_TWIN = 50
_DAYS_APART = 2
"""Days by which a sighted month may begin earlier or later than the table says."""


class FoundDate(NamedTuple):
    """A date as it stands in a text: ``text[start:end]``."""

    start: int
    end: int
    value: date


class _Reading(NamedTuple):
    start: int
    end: int
    value: date
    hijri: bool


def find_date(text: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """Return the first full date within ``text[start:end]``, or None.

    A day that is given in both calendars is one date, if both name the same day (a Hijri month
    may begin two days off the table); two that contradict each other are passed over.
    """
    folded = fold_date(text[start:end])
    at = 0
    while first := _first(folded, at):
        twin = _twin(folded, first)
        if twin is None:
            return FoundDate(first.start + start, first.end + start, first.value)
        if abs((twin.value - first.value).days) <= _DAYS_APART:
            value = twin.value if first.hijri else first.value
            return FoundDate(first.start + start, twin.end + start, value)
        at = twin.end
    return None


def contradicts_itself(text: str) -> bool:
    """Tell whether the first date of ``text`` is given in two calendars that disagree."""
    folded = fold_date(text)
    first = _first(folded, 0)
    twin = _twin(folded, first) if first else None
    return bool(first and twin and abs((twin.value - first.value).days) > _DAYS_APART)


def day_of(found: re.Match[str]) -> date:
    """Return the Gregorian date of a match of :data:`DAY_FORMS`.

    Raises ValueError when there is no such day.
    """
    year, day = int(found["year"]), int(found["day"])
    month = month_of(found)
    if month > 12 >= day and found.groupdict().get("sep"):
        month, day = day, month  # 11/30/2024, which can only be month first
    if is_hijri(found):
        return hijri.gregorian_of(year, month, day)
    return gregorian.gregorian_day(year, month, day)


def is_hijri(found: re.Match[str]) -> bool:
    """Tell whether a match names a day or month of the Hijri calendar, by its month or year."""
    groups = found.groupdict()
    return bool(groups.get("hijri")) or (
        not groups.get("name") and int(found["year"]) in hijri.YEARS
    )


def month_of(found: re.Match[str]) -> int:
    """Return the number of the month in a match. Raises ValueError when two names disagree."""
    groups = found.groupdict()
    if groups.get("month"):
        return int(groups["month"])
    if groups.get("hijri"):
        return hijri.month_number(groups["hijri"])
    first = gregorian.month_number(groups["name"])
    second = groups.get("name2")
    if second and gregorian.month_number(second) != first:
        raise ValueError("two names of different months")
    return first


@cache
def compiled(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of ``forms``, compiled at first use.

    The many names take a while, and most runs of the program read no date.
    """
    return tuple(re.compile(form) for form in forms)


def _first(folded: str, at: int) -> _Reading | None:
    best: _Reading | None = None
    for form in compiled(DAY_FORMS):
        for found in form.finditer(folded, at):
            if best and found.start() >= best.start:
                break
            if reading := _reading(found):
                best = reading
                break
    return best


def _twin(folded: str, first: _Reading) -> _Reading | None:
    """Return the same date in the other calendar, where it stands right behind the first."""
    between = compiled((_BETWEEN,))[0].match(folded, first.end, first.end + _FARTHEST_TWIN)
    if between is None or between.end() == first.end:
        return None
    return next(
        (reading for reading in _at(folded, between.end()) if reading.hijri != first.hijri), None
    )


def _at(folded: str, at: int) -> Iterator[_Reading]:
    for form in compiled(DAY_FORMS):
        if (found := form.match(folded, at)) and (reading := _reading(found)):
            yield reading


def _reading(found: re.Match[str]) -> _Reading | None:
    try:
        return _Reading(found.start(), found.end(), day_of(found), is_hijri(found))
    except ValueError:
        return None
