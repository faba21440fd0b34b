"""Dates as Arabic news writes them, in the Gregorian and in the Hijri calendar.

One module a question: :mod:`.folding` (which characters are alike), :mod:`.gregorian` and
:mod:`.hijri` (what the months are called, and which day a number names), :mod:`.finding` (where a
text has a date), :mod:`.stamp` (which day a machine or a record states), :mod:`.relative` (which
days are counted from today), :mod:`.period` (which days a person asks for).
"""

from index.dates.finding import FoundDate, find_date
from index.dates.folding import fold_date
from index.dates.gregorian import MONTH, WEEKDAY, weekday_number
from index.dates.hijri import MONTH as HIJRI_MONTH
from index.dates.hijri import hijri_day
from index.dates.period import Period, parse_period
from index.dates.stamp import parse_date

__all__ = [
    "HIJRI_MONTH",
    "MONTH",
    "WEEKDAY",
    "FoundDate",
    "Period",
    "find_date",
    "fold_date",
    "hijri_day",
    "parse_date",
    "parse_period",
    "weekday_number",
]
