"""The months of the results as bars over time: which month stands in which column."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tui.app.session import month_span

BLOCKS = " ▁▂▃▄▅▆▇█"
STEPS = len(BLOCKS) - 1
"""Heights a cell can show."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Some months in a row and how many articles they have."""

    first: date
    last: date
    count: int


def bars(counted: Sequence[tuple[str, int]], most: int) -> list[Bar]:
    """Bars from the first to the last month (``YYYY-MM``), at most ``most``, without gaps.

    All have the same number of months but for the last.
    """
    if not counted or most < 1:
        return []
    counts = {_number(month): count for month, count in counted}
    first, last = min(counts), max(counts)
    size = -(-(last - first + 1) // most)
    found = []
    for _, group in groupby(range(first, last + 1), lambda number: (number - first) // size):
        months = list(group)
        start, end = month_span(_named(months[0]))[0], month_span(_named(months[-1]))[1]
        found.append(Bar(start, end, sum(counts.get(month, 0) for month in months)))
    return found


def chosen(found: Sequence[Bar], since: date | None, until: date | None) -> tuple[int, int] | None:
    """First and last bar that lie in a period, None without a period or outside all bars."""
    if since is None and until is None:
        return None
    inside = [
        number
        for number, bar in enumerate(found)
        if not ((since and bar.last < since) or (until and bar.first > until))
    ]
    return (inside[0], inside[-1]) if inside else None


def columns(found: Sequence[Bar], rows: int) -> list[str]:
    """What each bar draws in each row, from the top: one cell of blocks a row."""
    highest = max((bar.count for bar in found), default=0)
    drawn = []
    for bar in found:
        height = -(-bar.count * rows * STEPS // highest) if highest else 0
        cells = [BLOCKS[max(0, min(STEPS, height - row * STEPS))] for row in range(rows)]
        drawn.append("".join(reversed(cells)))
    return drawn


def _number(month: str) -> int:
    year, number = month.split("-")[:2]
    return int(year) * 12 + int(number) - 1


def _named(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
