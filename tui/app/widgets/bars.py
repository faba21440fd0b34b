"""Articles over time as bars: which days, months or years stand in which column."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from index.dates import Period
from search.findings import Timeline
from search.results import Unit

BLOCKS = " ▁▂▃▄▅▆▇█"
_FORMS: dict[Unit, str] = {"day": "%Y/%m/%d", "month": "%Y/%m", "year": "%Y"}
_APART = 4
"""Columns at least between two labels of the axis."""
STEPS = len(BLOCKS) - 1
"""Number of heights that one cell can show."""


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: a period, or all of time, in at most so many bars."""

    period: Period | None
    most: int

    @property
    def bounds(self) -> tuple[date, date] | tuple[None, None]:
        """Return the first and last day, None and None for all of time."""
        return (self.period.start, self.period.end) if self.period else (None, None)


@dataclass(frozen=True, slots=True)
class Bar:
    """Some days, months or years in a row and how many articles they have."""

    first: date
    last: date
    count: int

    def touches(self, since: date | None, until: date | None) -> bool:
        """Tell whether any of it lies in a period; None is an open end."""
        return not ((since and self.last < since) or (until and self.first > until))


def bars(timeline: Timeline, most: int) -> list[Bar]:
    """Return bars from the first to the last unit that has articles, at most ``most``, without
    gaps.

    All have the same number of units but for the last.
    """
    unit = timeline.unit
    counts = {_number(unit, written): count for written, count in timeline.counts}
    if not counts or most < 1:
        return []
    first, last = min(counts), max(counts)
    size = -(-(last - first + 1) // most)
    found = []
    for _, group in groupby(range(first, last + 1), lambda number: (number - first) // size):
        numbers = list(group)
        start, end = _span(unit, numbers[0])[0], _span(unit, numbers[-1])[1]
        found.append(Bar(start, end, sum(counts.get(number, 0) for number in numbers)))
    return found


def chosen(found: Sequence[Bar], since: date | None, until: date | None) -> tuple[int, int] | None:
    """Return the first and last bar that lie in a period, None without a period or outside all
    bars.
    """
    if since is None and until is None:
        return None
    inside = [number for number, bar in enumerate(found) if bar.touches(since, until)]
    return (inside[0], inside[-1]) if inside else None


def bar_of(found: Sequence[Bar], day: date) -> int:
    """Return the number of the bar in which a day lies, the nearest where it is outside all of
    them.
    """
    return max(0, bisect_right(found, day, key=lambda bar: bar.first) - 1)


def columns(found: Sequence[Bar], rows: int) -> list[str]:
    """Return what each bar draws in each row, from the top: one cell of blocks a row."""
    highest = max((bar.count for bar in found), default=0)
    drawn = []
    for bar in found:
        height = -(-bar.count * rows * STEPS // highest) if highest else 0
        cells = [BLOCKS[max(0, min(STEPS, height - row * STEPS))] for row in range(rows)]
        drawn.append("".join(reversed(cells)))
    return drawn


def axis(found: Sequence[Bar], unit: Unit, wide: int, room: int) -> list[tuple[int, str]]:
    """Return labels for bars of ``wide`` columns: column, and the day, month or year that begins
    there, as many as ``room`` columns take.
    """
    labels: list[tuple[int, str]] = []
    free = 0
    for number, bar in enumerate(found):
        text = bar.first.strftime(_FORMS[unit])
        if number * wide >= free and number * wide + len(text) <= room:
            labels.append((number * wide, text))
            free = number * wide + len(text) + _APART
    return labels


def short(count: int) -> str:
    """Return a count in five columns at most."""
    if count < 100_000:
        return str(count)
    return f"{count // 1000}k" if count < 1_000_000 else f"{count / 1_000_000:.1f}M"


def written(period: Period) -> str:
    """Return a period as short as it can be: ``2024``, ``2024/01 – 2024/03``, ``2024/01/15``.

    Dates are written with slashes: hyphens between digits turn round in Arabic text.
    """
    first, last = period.start, period.end
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        form = "%Y"
    elif first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        form = "%Y/%m"
    else:
        form = "%Y/%m/%d"
    return " – ".join(dict.fromkeys((first.strftime(form), last.strftime(form))))


def _number(unit: Unit, text: str) -> int:
    """Return a day, month or year as a number; that of the next one is 1 more."""
    year, month, day = (int(part) for part in f"{text}-01-01".split("-")[:3])
    match unit:
        case "day":
            return date(year, month, day).toordinal()
        case "month":
            return year * 12 + month - 1
    return year


def _span(unit: Unit, number: int) -> tuple[date, date]:
    """Return the first and last day of the unit with a number."""
    match unit:
        case "day":
            return date.fromordinal(number), date.fromordinal(number)
        case "month":
            year, month = number // 12, number % 12 + 1
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(number, 1, 1), date(number, 12, 31)
