"""The days a person asks for: by a day, a month or a year of either calendar, or from today."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from index.dates import hijri
from index.dates.finding import (
    DAY_FORMS,
    HIJRI_MONTH,
    IN_THE_YEAR,
    NAMED_MONTH,
    YEAR,
    compiled,
    contradicts_itself,
    day_of,
    find_date,
    is_hijri,
    month_of,
)
from index.dates.folding import fold_stated
from index.dates.gregorian import WEEKDAY
from index.dates.relative import relative
from index.errors import InputMalformed

_MONTH_FORMS: tuple[str, ...] = (
    rf"{YEAR}[-/.](?P<month>\d\d?){hijri.SIGN}?",
    rf"(?P<month>\d\d?)[-/.]{YEAR}{hijri.SIGN}?",
    rf"(?:شهر\s+)?{NAMED_MONTH}\s*[،,]?\s*(?:من\s+)?{IN_THE_YEAR}{YEAR}(?:\s*م)?",
    rf"(?:شهر\s+)?{HIJRI_MONTH}\s*[،,]?\s*(?:من\s+)?{IN_THE_YEAR}{YEAR}{hijri.SIGN}?",
    rf"{YEAR}\s+{NAMED_MONTH}",
    rf"{YEAR}\s+{HIJRI_MONTH}",
)
_YEAR_FORM = rf"{IN_THE_YEAR}{YEAR}(?:\s*م|{hijri.SIGN})?"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date


def parse_period(text: str, *, today: date | None = None, bound: bool = False) -> Period:
    """Return the period a person means by ``text``: a year, a month or a day.

    Reads ``2024``, ``2024-11``, ``2024-11-30``, ``30/11/2024`` (day first), names of months in
    any system with or without a day, the same of the Hijri calendar (``1445``, ``رمضان 1445``,
    ``24 شعبان 1445``), Arabic and Persian digits, and what is counted from ``today`` (the local
    day when not given): ``أمس``, ``7d``, ``آخر أسبوع``, ``last month``. With ``bound``, for one end
    of a range, a span that leads up to today is the day on which it begins.

    Raises :class:`~index.errors.InputMalformed` when it is none of these.
    """
    folded = fold_stated(text)
    if not folded:
        raise InputMalformed("an empty date; write 2024, 2024-11 or 2024-11-30")
    if span := relative(folded, today or date.today()):
        return Period(span.start, span.start if bound and span.leading else span.end)
    bare = re.sub(rf"^{WEEKDAY}\s*[،,]?\s*", "", folded)
    try:
        period = _period(bare)
    except ValueError:
        raise InputMalformed("“{text}” is not a day of the calendar", text=_shown(text)) from None
    if period is None:
        raise InputMalformed(
            "“{text}” is not a date; write 2024, 2024-11, 2024-11-30, 30 نوفمبر 2024 or 7d",
            text=_shown(text),
        )
    return period


def _period(bare: str) -> Period | None:
    """Return what a folded date means, or None. Raises ValueError when there is no such day."""
    for form in compiled(DAY_FORMS):
        if found := form.fullmatch(bare):
            day = day_of(found)
            return Period(day, day)
    for form in compiled(_MONTH_FORMS):
        if found := form.fullmatch(bare):
            return _month(int(found["year"]), month_of(found), hijri_calendar=is_hijri(found))
    if found := compiled((_YEAR_FORM,))[0].fullmatch(bare):
        year = int(found["year"])
        if year in hijri.YEARS:
            last = hijri.month_length(year, 12)
            return Period(hijri.gregorian_of(year, 1, 1), hijri.gregorian_of(year, 12, last))
        return Period(date(year, 1, 1), date(year, 12, 31))
    if (both := find_date(bare)) and (both.start, both.end) == (0, len(bare.rstrip("م "))):
        return Period(both.value, both.value)
    if contradicts_itself(bare):
        raise ValueError(bare)
    return None


def _month(year: int, month: int, *, hijri_calendar: bool) -> Period:
    if hijri_calendar:
        last = hijri.month_length(year, month)
        return Period(hijri.gregorian_of(year, month, 1), hijri.gregorian_of(year, month, last))
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _shown(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 40 else one_line[:39] + "…"
