"""The Gregorian calendar in Arabic news: its three systems of months, weekdays, its years.

Months go by three systems side by side: the Gulf and Egypt (نوفمبر), the Levant and Iraq
(تشرين الثاني), the Maghreb (جويلية in Tunis and Algiers, شتنبر in Rabat), and often by two
names at once (``مارس/آذار``). All of these and the English names are known here.
"""

from datetime import date

from index.dates.folding import any_of, fold_date, numbered

_MONTHS: tuple[str, ...] = (
    "يناير كانون_الثاني كانون_ثاني كانون_ثان كانون_2 كانون2 جانفي january jan",
    "فبراير شباط فيفري february feb",
    "مارس آذار march mar",
    "أبريل إبريل نيسان أفريل april apr",
    "مايو أيار ماي may",
    "يونيو يونيه حزيران جوان june jun",
    "يوليو يوليه تموز جويلية يوليوز july jul",
    "أغسطس آب أوت غشت august aug",
    "سبتمبر أيلول شتنبر september sept sep",
    "أكتوبر تشرين_الأول تشرين_أول تشرين_1 تشرين1 october oct",
    "نوفمبر تشرين_الثاني تشرين_ثاني تشرين_ثان تشرين_2 تشرين2 نونبر november nov",
    "ديسمبر كانون_الأول كانون_أول كانون_1 كانون1 دجنبر december dec",
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
_MONTH_NUMBER = numbered(_MONTHS, 1)
_WEEKDAY_NUMBER = numbered(_WEEKDAYS, 0)

MONTH = any_of(_MONTH_NUMBER)
"""A pattern for the name of a month in folded text (see :func:`.folding.fold_date`)."""
WEEKDAY = any_of(_WEEKDAY_NUMBER)
"""A pattern for the name of a weekday in folded text (see :func:`.folding.fold_date`)."""

YEARS = range(1800, 2101)
"""Years of which there is, or is going to be, news: a date outside of them is a mistake."""


def month_number(name: str) -> int:
    """Return the number of the month, 1 to 12, of a name that :data:`MONTH` matched."""
    return _MONTH_NUMBER[" ".join(name.split())]


def weekday_number(name: str) -> int:
    """Return the weekday of a name that :data:`WEEKDAY` matched; Monday is 0."""
    return _WEEKDAY_NUMBER[fold_date(name)]


def gregorian_day(year: int, month: int, day: int) -> date:
    """Return a day of news. Raises ValueError for one that is none, and for years out of reason."""
    if year not in YEARS:
        raise ValueError(f"the year {year} is out of reason")
    return date(year, month, day)
