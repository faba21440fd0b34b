"""Bars of the histogram: what each counts, how high it is, what a period is called."""

from datetime import date, timedelta

import pytest

from index.dates import Period
from search.findings import Timeline
from search.results import Filters
from tui.app.widgets import bars as bars_of

MONTHS = Timeline("month", (("2023-11", 4), ("2024-01", 8), ("2024-02", 1)))
WEEK = [date(2024, 11, 26) + timedelta(day) for day in range(7)]
THREE_YEARS = [date(2021 + month // 12, month % 12 + 1, 9) for month in range(36)]
THIRTY_YEARS = [
    *(date(year, 6, 5) for year in range(1995, 2025)),
    *(date(2010, month, 7) for month in range(1, 13)),
    *(date(2010, 3, day) for day in range(10, 20)),
]
ALL_MARCH = Filters(source=("عقود",), since=date(2010, 3, 1), until=date(2010, 3, 31))


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def test_bars_have_no_gaps_and_group_months_when_there_is_no_room() -> None:
    bars = bars_of.bars(MONTHS, 10)
    assert [bar.count for bar in bars] == [4, 0, 8, 1]
    assert (bars[0].first, bars[-1].last) == (date(2023, 11, 1), date(2024, 2, 29))
    assert [bar.count for bar in bars_of.bars(MONTHS, 2)] == [4, 9]
    assert bars_of.bars(Timeline("day", ()), 10) == []


@pytest.mark.parametrize(
    ("counted", "spans"),
    [
        (
            Timeline("day", (("2024-02-28", 1), ("2024-03-01", 2))),
            [("2024-02-28", 1), ("2024-02-29", 0), ("2024-03-01", 2)],
        ),
        (Timeline("year", (("1999", 1), ("2001", 2))), [("1999", 1), ("2000", 0), ("2001", 2)]),
        (Timeline("year", (("9999", 1),)), [("9999", 1)]),
    ],
)
def test_bars_are_days_or_years_too(counted: Timeline, spans: list[tuple[str, int]]) -> None:
    made = [
        (bars_of.written(Period(bar.first, bar.last)).replace("/", "-"), bar.count)
        for bar in bars_of.bars(counted, 10)
    ]
    assert made == spans


def test_bars_are_as_high_as_their_counts() -> None:
    assert bars_of.columns(bars_of.bars(MONTHS, 10), 2) == [" █", "  ", "██", " ▂"]


def test_a_period_is_the_bars_that_it_touches() -> None:
    bars = bars_of.bars(MONTHS, 10)
    assert bars_of.chosen(bars, date(2024, 1, 15), None) == (2, 3)
    assert bars_of.chosen(bars, None, None) is None
    assert bars_of.chosen(bars, date(2030, 1, 1), None) is None


@pytest.mark.parametrize(
    ("day", "number"), [("2020-01-01", 0), ("2023-11-30", 0), ("2024-01-01", 2), ("2030-01-01", 3)]
)
def test_a_day_lies_in_a_bar_or_near_one(day: str, number: int) -> None:
    assert bars_of.bar_of(bars_of.bars(MONTHS, 10), date.fromisoformat(day)) == number


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (days("2010-01-01", "2010-12-31"), "2010"),
        (days("1995-01-01", "2010-12-31"), "1995 – 2010"),
        (days("2010-02-01", "2010-02-28"), "2010/02"),
        (days("2010-02-01", "2010-12-31"), "2010/02 – 2010/12"),
        (days("2010-02-01", "2010-02-27"), "2010/02/01 – 2010/02/27"),
        (days("2010-02-03", "2010-02-03"), "2010/02/03"),
    ],
)
def test_a_period_is_written_as_short_as_can_be(period: Period, text: str) -> None:
    assert bars_of.written(period) == text
