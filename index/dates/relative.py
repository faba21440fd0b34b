"""Days counted from today: أمس, ``7d``, آخر أسبوع, الشهر الماضي, last week, قبل ثلاثة أيام.

A number of days, weeks, months or years (``7d``, آخر شهرين, الأيام السبعة الماضية) leads up to
today. Last week and this month are those of the calendar, in which a week begins on Monday
(ISO 8601). So many days ago is one day.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from index.dates.folding import fold_date
from index.dates.gregorian import WEEKDAY, weekday_number

_DAYS = {
    "اليوم": 0, "today": 0, "امس": -1, "الامس": -1, "البارحه": -1, "yesterday": -1,
    "اول امس": -2, "امس الاول": -2, "غدا": 1, "الغد": 1, "tomorrow": 1,
}  # fmt: skip
"""Words for one day, folded, and its distance from today."""
_UNITS = {
    "day": "d day days يوم يوما أيام أياما",
    "week": "w week weeks أسبوع أسبوعا أسابيع",
    "month": "m month months شهر شهرا أشهر شهور",
    "year": "y year years سنة سنوات سنين عام عاما أعوام",
}
_TWO_UNITS = {"day": "يومين", "week": "أسبوعين", "month": "شهرين", "year": "سنتين عامين"}
_NUMBERS = (
    "one a an واحد واحدة", "two اثنين اثنتين", "three ثلاثة ثلاث", "four أربعة أربع",
    "five خمسة خمس", "six ستة ست", "seven سبعة سبع", "eight ثمانية ثماني ثمان",
    "nine تسعة تسع", "ten عشرة عشر",
)  # fmt: skip
_WHEN = {
    "up to": "past since آخر أخير أخيرة أخيرين أخيرتين منذ",
    "before": "last previous ماضي ماضية ماضيين ماضيتين فائت فائتة منصرم منصرمة سابق سابقة",
    "this": "this هذا هذه حالي حالية جاري جارية",
    "ago": "ago قبل",
}
_SILENT = {"the", "in", "during", "في", "خلال", "من"}
_PIECES = re.compile(r"\d{1,3}(?!\d)|[^\W\d_]+")

_Role = Literal["number", "unit", "when"]
_Value = int | str


class Span(NamedTuple):
    """The days from ``start`` to ``end``; ``leading`` tells that they lead up to today."""

    start: date
    end: date
    leading: bool = False


def relative(folded: str, today: date) -> Span | None:
    """Return the days that a folded text means on the day ``today``, None for any other text."""
    if folded in _DAYS:
        return _day(_back(today, -_DAYS[folded], "day"))
    roles = _roles(folded)
    if roles is None:
        return _weekday(folded, today)
    number, unit, when = roles.get("number"), str(roles.get("unit")), roles.get("when")
    start = _back(today, int(number or 1), unit)
    if when == "ago":
        return _day(start)
    if number or when == "up to":
        return Span(start, today, leading=True)
    return _of_calendar(start if when == "before" else today, unit)


def _roles(folded: str) -> dict[_Role, _Value] | None:
    """Return what the words of a text say, one a role; None if that makes no sense."""
    found: dict[_Role, _Value] = {}
    pieces = _PIECES.findall(folded)
    if "".join(pieces) != folded.replace(" ", ""):
        return None
    table = _table()
    for piece in pieces:
        if piece in _SILENT:
            continue
        roles = table.get(piece) or table.get(piece.removeprefix("ال"))
        if piece.isdigit() and "unit" not in found:
            roles = (("number", int(piece)),)
        if roles is None or any(role in found for role, _ in roles):
            return None
        found.update(roles)
    sensible = "unit" in found and len(found) > 1 and found.get("number") != 0
    return found if sensible and (found.get("when") != "this" or "number" not in found) else None


@cache
def _table() -> dict[str, tuple[tuple[_Role, _Value], ...]]:
    """Return what each folded word says."""
    table: dict[str, tuple[tuple[_Role, _Value], ...]] = {}
    for number, words in enumerate(_NUMBERS, 1):
        table |= {fold_date(word): (("number", number),) for word in words.split()}
    for unit, words in _UNITS.items():
        table |= {fold_date(word): (("unit", unit),) for word in words.split()}
    for unit, words in _TWO_UNITS.items():
        table |= {fold_date(word): (("unit", unit), ("number", 2)) for word in words.split()}
    for when, words in _WHEN.items():
        table |= {fold_date(word): (("when", when),) for word in words.split()}
    return table


def _weekday(folded: str, today: date) -> Span | None:
    """Return the last day of a weekday: الجمعة الماضية, last Friday."""
    found = re.fullmatch(
        rf"last (?P<english>{WEEKDAY})|(?:يوم )?(?P<arabic>{WEEKDAY}) (?:الماضيه?|الفائته?)", folded
    )
    if found is None:
        return None
    wanted = weekday_number(found["english"] or found["arabic"])
    return _day(today - timedelta((today.weekday() - wanted - 1) % 7 + 1))


def _day(day: date) -> Span:
    return Span(day, day)


def _back(day: date, number: int, unit: str) -> date:
    """Return the day so many units before a day, the last of a month that has no such day."""
    try:
        if unit in ("day", "week"):
            return day - timedelta(number * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 - number * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return date.min


def _of_calendar(day: date, unit: str) -> Span:
    """Return the day, week, month or year of the calendar that a day is in."""
    match unit:
        case "week":
            monday = day - timedelta(day.weekday())
            return Span(monday, monday + timedelta(6))
        case "month":
            return Span(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
        case "year":
            return Span(date(day.year, 1, 1), date(day.year, 12, 31))
    return _day(day)
