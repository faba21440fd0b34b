"""Days counted from today, as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import Period, parse_period

THURSDAY = date(2024, 11, 28)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("7d", date(2024, 11, 21)),
        ("2w", date(2024, 11, 14)),
        ("3m", date(2024, 8, 28)),
        ("1y", date(2023, 11, 28)),
        ("٧ أيام", date(2024, 11, 21)),
        ("آخر أسبوع", date(2024, 11, 21)),
        ("اخر ٣ اشهر", date(2024, 8, 28)),
        ("آخر شهرين", date(2024, 9, 28)),
        ("خلال آخر سبعة أيام", date(2024, 11, 21)),
        ("الأيام السبعة الماضية", date(2024, 11, 21)),
        ("السنوات الثلاث الأخيرة", date(2021, 11, 28)),
        ("منذ أسبوعين", date(2024, 11, 14)),
        ("last 7 days", date(2024, 11, 21)),
        ("past week", date(2024, 11, 21)),
        ("999y", date(1025, 11, 28)),
    ],
)
def test_a_span_leads_up_to_today(text: str, start: date) -> None:
    assert parse_period(text, today=THURSDAY) == Period(start, THURSDAY)
    assert parse_period(text, today=THURSDAY, bound=True) == Period(start, start)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("الأسبوع الماضي", date(2024, 11, 18), date(2024, 11, 24)),
        ("last week", date(2024, 11, 18), date(2024, 11, 24)),
        ("هذا الأسبوع", date(2024, 11, 25), date(2024, 12, 1)),
        ("الشهر الماضي", date(2024, 10, 1), date(2024, 10, 31)),
        ("previous month", date(2024, 10, 1), date(2024, 10, 31)),
        ("هذا الشهر", date(2024, 11, 1), date(2024, 11, 30)),
        ("الشهر الجاري", date(2024, 11, 1), date(2024, 11, 30)),
        ("this year", date(2024, 1, 1), date(2024, 12, 31)),
        ("العام الماضي", date(2023, 1, 1), date(2023, 12, 31)),
        ("أول أمس", date(2024, 11, 26), date(2024, 11, 26)),
        ("قبل يومين", date(2024, 11, 26), date(2024, 11, 26)),
        ("قبل شهر", date(2024, 10, 28), date(2024, 10, 28)),
        ("3 weeks ago", date(2024, 11, 7), date(2024, 11, 7)),
        ("الخميس الماضي", date(2024, 11, 21), date(2024, 11, 21)),
        ("last Friday", date(2024, 11, 22), date(2024, 11, 22)),
    ],
)
def test_a_part_of_the_calendar_is_the_same_for_either_end(
    text: str, start: date, end: date
) -> None:
    assert parse_period(text, today=THURSDAY) == Period(start, end)
    assert parse_period(text, today=THURSDAY, bound=True) == Period(start, end)


def test_a_month_without_such_a_day_ends_earlier() -> None:
    assert parse_period("قبل شهر", today=date(2024, 3, 31)).start == date(2024, 2, 29)
    assert parse_period("1y", today=date(2024, 2, 29)).start == date(2023, 2, 28)


@pytest.mark.parametrize(
    "text",
    ["أسبوع", "week", "0d", "2024 سنة", "شهر 7", "آخر", "آخر آخر أسبوع", "هذا 7 أيام", "7d!"],
)
def test_half_a_span_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        parse_period(text, today=THURSDAY)


WORDS = [
    "آخر",
    "7",
    "٣",
    "أسبوع",
    "أيام",
    "شهرين",
    "الماضي",
    "last",
    "ago",
    "قبل",
    "هذا",
    "999",
    "y",
]


@given(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), st.dates())
def test_any_of_these_words_are_a_period_or_a_value_error(text: str, today: date) -> None:
    try:
        period = parse_period(text, today=today)
    except ValueError:
        return
    assert period.start <= period.end
