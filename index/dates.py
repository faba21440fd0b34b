"""Dates as Arabic news writes them: every month system, dual names, either set of digits.

Months go by three systems side by side: the Gulf and Egypt (نوفمبر), the Levant and Iraq
(تشرين الثاني), the Maghreb (جويلية in Tunis and Algiers, شتنبر in Rabat), and often by two
names at once (``مارس/آذار``). All of these and the English names are read here; the Hijri
calendar is not.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from index.characters import ALEF_VARIANTS, DIGIT_ROWS, SPACES, UNSEEN, YEH_VARIANTS, members
from index.errors import InputMalformed

_MONTHS: tuple[str, ...] = (
    "يناير كانون_الثاني جانفي january jan",
    "فبراير شباط فيفري february feb",
    "مارس آذار march mar",
    "أبريل إبريل نيسان أفريل april apr",
    "مايو أيار ماي may",
    "يونيو يونيه حزيران جوان june jun",
    "يوليو يوليه تموز جويلية يوليوز july jul",
    "أغسطس آب أوت غشت august aug",
    "سبتمبر أيلول شتنبر september sept sep",
    "أكتوبر تشرين_الأول october oct",
    "نوفمبر تشرين_الثاني نونبر november nov",
    "ديسمبر كانون_الأول دجنبر december dec",
)
_WEEKDAYS: tuple[str, ...] = (
    "الاثنين الإثنين monday mon",
    "الثلاثاء tuesday tue",
    "الأربعاء wednesday wed",
    "الخميس thursday thu",
    "الجمعة friday fri",
    "السبت saturday sat",
    "الأحد sunday sun",
)
_DAYS_FROM_TODAY = {
    "اليوم": 0, "today": 0, "امس": -1, "الامس": -1, "البارحه": -1, "yesterday": -1,
    "اول امس": -2, "غدا": 1, "الغد": 1, "tomorrow": 1,
}  # fmt: skip

# One character for one: offsets into the folded text are offsets into the text.
_FOLD = str.maketrans(
    dict.fromkeys(members(ALEF_VARIANTS), "ا")
    | dict.fromkeys(members(YEH_VARIANTS), "ي")
    | dict.fromkeys(members(SPACES), " ")
    | {digit: str(value) for row in DIGIT_ROWS for value, digit in enumerate(row)}
    | {"ة": "ه"},
)
_UNSEEN = re.compile(f"[{UNSEEN}]")


def fold_date(text: str) -> str:
    """``text`` with letters, digits and spaces in one form each, its length unchanged."""
    return text.translate(_FOLD).lower()


def _numbered(names: tuple[str, ...], first: int) -> dict[str, int]:
    return {
        fold_date(name).replace("_", " "): number
        for number, line in enumerate(names, first)
        for name in line.split()
    }


_MONTH_NUMBER = _numbered(_MONTHS, 1)
_WEEKDAY_NUMBER = _numbered(_WEEKDAYS, 0)


def _any_of(names: dict[str, int]) -> str:
    """A pattern for any of the names as whole words, the longest first."""
    longest_first = sorted(names, key=len, reverse=True)
    return "(?:" + "|".join(name.replace(" ", r"\s+") for name in longest_first) + r")(?!\w)"


_MONTH = _any_of(_MONTH_NUMBER)
WEEKDAY = _any_of(_WEEKDAY_NUMBER)
"""A pattern for the name of a weekday in folded text (see :func:`fold_date`)."""

_NAMED = rf"(?P<name>{_MONTH})(?:\s*[/\-(]\s*(?P<name2>{_MONTH})\)?)?\.?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DAY_FORMS: tuple[str, ...] = (
    rf"(?<!\d){_YEAR}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)",
    rf"(?<!\d)(?P<day>\d\d?)\s?(?P<sep>[-/.])\s?(?P<month>\d\d?)\s?(?P=sep)\s?{_YEAR}",
    rf"(?<![\d:])(?P<day>\d\d?)(?:st|nd|rd|th)?[\s\-/]*(?:من\s+|of\s+)?{_NAMED}[\s\-]*[،,/]?\s*(?:عام\s+|سنه\s+)?{_YEAR}",
    rf"(?<!\w){_NAMED}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?\s*[،,]?\s+{_YEAR}",
)
_MONTH_FORMS: tuple[str, ...] = (
    rf"{_YEAR}[-/.](?P<month>\d\d?)",
    rf"(?P<month>\d\d?)[-/.]{_YEAR}",
    rf"(?:شهر\s+)?{_NAMED}\s*[،,]?\s*(?:من\s+)?(?:عام\s+|سنه\s+)?{_YEAR}",
    rf"{_YEAR}\s+{_NAMED}",
)
_YEAR_FORM = re.compile(rf"(?:عام\s+|سنه\s+)?{_YEAR}(?:\s*م)?")
_EPOCH = re.compile(r"(\d{9,10}|\d{12,13})(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date


class FoundDate(NamedTuple):
    """A date as it stands in a text: ``text[start:end]``."""

    start: int
    end: int
    value: date


def parse_period(text: str, *, today: date | None = None) -> Period:
    """The period a person means by ``text``: a year, a month or a day.

    Reads ``2024``, ``2024-11``, ``2024-11-30``, ``30/11/2024`` (day first), names of months in
    any system with or without a day, Arabic and Persian digits, and ``اليوم``, ``أمس``,
    ``today``, ``yesterday`` counted from ``today`` (the local day when not given).

    Raises :class:`~index.errors.InputMalformed` when it is none of these.
    """
    folded = " ".join(_UNSEEN.sub("", fold_date(text)).split())
    if not folded:
        raise InputMalformed("an empty date; write 2024, 2024-11 or 2024-11-30")
    if folded in _DAYS_FROM_TODAY:
        day = (today or date.today()) + timedelta(days=_DAYS_FROM_TODAY[folded])
        return Period(day, day)
    bare = re.sub(rf"^{WEEKDAY}\s*[،,]?\s*", "", folded)
    try:
        for form in _compiled(_DAY_FORMS):
            if found := form.fullmatch(bare):
                day = _day(found)
                return Period(day, day)
        for form in _compiled(_MONTH_FORMS):
            if found := form.fullmatch(bare):
                year, month = int(found["year"]), _month(found)
                return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        if found := _YEAR_FORM.fullmatch(bare):
            return Period(date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31))
    except ValueError:
        raise InputMalformed("“{text}” is not a day of the calendar", text=_shown(text)) from None
    raise InputMalformed(
        "“{text}” is not a date; write 2024, 2024-11, 2024-11-30 or 30 نوفمبر 2024",
        text=_shown(text),
    )


@lru_cache(maxsize=8192)
def parse_date(text: str) -> date | None:
    """The day a record's date names, or None when it names no single day.

    Reads ISO 8601 and RFC 2822 with any time and zone (the day is the one written, not
    converted), seconds or milliseconds since 1970 (UTC), and the forms of :func:`parse_period`
    that name a day, also with a weekday or a time beside it.
    """
    folded = " ".join(_UNSEEN.sub("", fold_date(text)).split())
    if _EPOCH.fullmatch(folded):
        return _epoch(float(folded))
    if len(folded) == 8 and folded.isascii() and folded.isdigit():
        return _checked(int(folded[:4]), int(folded[4:6]), int(folded[6:]))
    if found := find_date(folded):
        return found.value
    from email.utils import parsedate_to_datetime  # loads socket: not for every query

    try:
        return parsedate_to_datetime(folded).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def find_date(text: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """The first full date (day, month and year) within ``text[start:end]``, or None."""
    folded = fold_date(text[start:end])
    best: FoundDate | None = None
    for form in _compiled(_DAY_FORMS):
        for found in form.finditer(folded):
            if best and found.start() + start >= best.start:
                break
            try:
                best = FoundDate(found.start() + start, found.end() + start, _day(found))
            except ValueError:
                continue
            break
    return best


def weekday_number(name: str) -> int:
    """The weekday of a name that :data:`WEEKDAY` matched: Monday is 0, as in :mod:`datetime`."""
    return _WEEKDAY_NUMBER[fold_date(name)]


@cache
def _compiled(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    # At first use: the many names take a while, and most runs of the program read no date.
    return tuple(re.compile(form) for form in forms)


def _month(found: re.Match[str]) -> int:
    groups = found.groupdict()
    if groups.get("month"):
        return int(groups["month"])
    first = _MONTH_NUMBER[" ".join(groups["name"].split())]
    second = groups.get("name2")
    if second and _MONTH_NUMBER[" ".join(second.split())] != first:
        raise ValueError("two names of different months")
    return first


def _day(found: re.Match[str]) -> date:
    year, month, day = int(found["year"]), _month(found), int(found["day"])
    if month > 12 >= day and found.groupdict().get("sep"):
        month, day = day, month  # 11/30/2024, which can only be month first
    return date(year, month, day)


def _checked(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _epoch(number: float) -> date:
    seconds = number / 1000 if number >= 1e11 else number
    return datetime.fromtimestamp(seconds, UTC).date()


def _shown(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 40 else one_line[:39] + "…"
