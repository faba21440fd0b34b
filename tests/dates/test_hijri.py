"""The Hijri calendar wherever a date is read, and beside the Gregorian one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import Period, find_date, hijri_day, parse_date, parse_period
from index.dates.hijri import MONTHS
from index.errors import InputMalformed

FIRST, LAST = date(1924, 8, 1), date(2077, 11, 16)


@pytest.mark.parametrize(
    "text",
    ["1/9/1445", "1445-09-01", "١/٩/١٤٤٥هـ", "1445/9/1 هـ", "1 رمضان 1445", "١ رمضان ١٤٤٥ هـ",
     "الاثنين 1 رمضان 1445هـ", "1 من رمضان المبارك 1445 هجرية", "14450901",
     "1 رمضان 1445 هـ الموافق 11 مارس 2024 م", "11 مارس 2024 الموافق 1 رمضان 1445هـ",
     "01-09-1445 هـ - 11/03/2024"],
)  # fmt: skip
def test_a_day_of_the_hijri_calendar(text: str) -> None:
    assert parse_date(text) == date(2024, 3, 11)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("رمضان 1445", date(2024, 3, 11), date(2024, 4, 9)),
        ("شهر رمضان ١٤٤٥ هـ", date(2024, 3, 11), date(2024, 4, 9)),
        ("1445-09", date(2024, 3, 11), date(2024, 4, 9)),
        ("1445", date(2023, 7, 19), date(2024, 7, 6)),
        ("1445هـ", date(2023, 7, 19), date(2024, 7, 6)),
        ("1 رمضان 1445", date(2024, 3, 11), date(2024, 3, 11)),
        ("1 رمضان 1445 هـ الموافق 11 مارس 2024", date(2024, 3, 11), date(2024, 3, 11)),
    ],
)
def test_a_month_or_year_is_a_span_of_days(text: str, start: date, end: date) -> None:
    assert parse_period(text) == Period(start, end)


def test_a_sighted_moon_may_be_a_day_off_and_the_gregorian_day_counts() -> None:
    assert parse_date("1 رمضان 1445 هـ الموافق 12 مارس 2024") == date(2024, 3, 12)


@pytest.mark.parametrize(
    "text", ["1 رمضان 1445 الموافق 11 مارس 2023", "5 مارس 2024 الموافق 1 رمضان 1445"]
)
def test_two_calendars_that_contradict_each_other_are_no_date(text: str) -> None:
    assert parse_date(text) is None
    with pytest.raises(InputMalformed, match="not a day"):
        parse_period(text)


@pytest.mark.parametrize("text", ["1446-02-31", "31/2/1445", "1 رمضان 1300", "1/1/1342"])
def test_a_day_the_table_does_not_have_is_no_gregorian_day_either(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["0001-11-30", "3013-01-01", "Mon, 30 Nov -0001 00:00:00 +0000"])
def test_years_out_of_reason(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20240305T192141Z", date(2024, 3, 5)),
        ("20240305T192141+0000", date(2024, 3, 5)),
        ("20240305192141", date(2024, 3, 5)),
        ("1709664621", date(2024, 3, 5)),
        ("1709664621000000", date(2024, 3, 5)),
        ("Tue Mar 05 20:30:00 +0000 2024", date(2024, 3, 5)),
        ("Sat, 30 Nov 24 10:00:00 GMT", date(2024, 11, 30)),
        ("1 كانون الأول 2024", date(2024, 12, 1)),
        ("2024/12/01", date(2024, 12, 1)),
        ("2024-03-05T23:30:00-05:00", date(2024, 3, 5)),
    ],
)
def test_stamps_of_machines(text: str, day: date) -> None:
    assert parse_date(text) == day


@given(st.dates(FIRST, LAST))
def test_a_day_written_in_hijri_is_read_back(day: date) -> None:
    written = hijri_day(day)
    assert any(month in written for month in MONTHS)
    assert parse_date(written) == day
    assert parse_period(written) == Period(day, day)
    both = f"{written} الموافق {day.day}/{day.month}/{day.year}"
    assert parse_date(both) == day


@given(st.dates(FIRST, LAST - timedelta(days=400)), st.sampled_from(["-", "/", "."]))
def test_numbers_are_read_as_the_calendar_their_year_is_of(day: date, sign: str) -> None:
    assert parse_date(f"{day.year}{sign}{day.month:02}{sign}{day.day:02}") == day


def test_a_double_date_in_a_text_is_one_date() -> None:
    text = "عُقد في 24 شعبان 1445 هـ الموافق 5 مارس 2024 في المدينة"
    found = find_date(text)
    assert found is not None
    assert text[found.start : found.end] == "24 شعبان 1445 هـ الموافق 5 مارس 2024"


def test_outside_of_the_table_a_day_stays_as_it_is() -> None:
    assert hijri_day(date(1900, 1, 1)) == "1900-01-01"
