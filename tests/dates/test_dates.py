from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import Period, find_date, parse_date, parse_period

TODAY = date(2025, 3, 1)


def day(year: int, month: int, number: int) -> Period:
    return Period(date(year, month, number), date(year, month, number))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", Period(date(2024, 1, 1), date(2024, 12, 31))),
        ("عام ٢٠٢٤", Period(date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-02", Period(date(2024, 2, 1), date(2024, 2, 29))),
        ("11/2024", Period(date(2024, 11, 1), date(2024, 11, 30))),
        ("تشرين الثاني 2024", Period(date(2024, 11, 1), date(2024, 11, 30))),
        ("نوفمبر ٢٠٢٤", Period(date(2024, 11, 1), date(2024, 11, 30))),
        ("مارس/آذار 2020", Period(date(2020, 3, 1), date(2020, 3, 31))),
        ("شهر شباط 2023", Period(date(2023, 2, 1), date(2023, 2, 28))),
        ("November 2024", Period(date(2024, 11, 1), date(2024, 11, 30))),
        ("2024-11-30", day(2024, 11, 30)),
        ("٢٠٢٤/١١/٣٠", day(2024, 11, 30)),
        ("۳۰-۱۱-۲۰۲۴", day(2024, 11, 30)),
        ("30/11/2024", day(2024, 11, 30)),
        ("5/4/2024", day(2024, 4, 5)),
        ("11/30/2024", day(2024, 11, 30)),
        ("30.11.2024", day(2024, 11, 30)),
        ("30 نوفمبر 2024", day(2024, 11, 30)),
        ("السبت، 30 نوفمبر 2024", day(2024, 11, 30)),
        ("30 نُوفمبر/تشرين الثاني، 2024", day(2024, 11, 30)),
        ("November 29, 2024", day(2024, 11, 29)),
        ("29 Nov 2024", day(2024, 11, 29)),
        ("اليوم", day(2025, 3, 1)),
        ("أمس", day(2025, 2, 28)),
        ("الأمس", day(2025, 2, 28)),
        ("yesterday", day(2025, 2, 28)),
        ("Today", day(2025, 3, 1)),
        ("\u200f2024-11-30\u200f", day(2024, 11, 30)),
    ],
)
def test_period(text: str, period: Period) -> None:
    assert parse_period(text, today=TODAY) == period


MONTH_SYSTEMS = {
    "Gulf and Egypt": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "Levant": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني "
    "كانون_الأول",
    "Algiers and Tunis": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "Rabat": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "numbered": "كانون_2 شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_1 تشرين2 كانون1",
    "without the article": "كانون_ثاني شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين_اول "
    "تشرين_ثاني كانون_اول",
    "without hamza": "يناير فبراير مارس ابريل مايو يونيه يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
}


@pytest.mark.parametrize("system", MONTH_SYSTEMS)
def test_every_month_of_every_system(system: str) -> None:
    names = [name.replace("_", " ") for name in MONTH_SYSTEMS[system].split()]
    starts = [parse_period(f"{name} 2024").start for name in names]
    assert starts == [date(2024, month, 1) for month in range(1, 13)]


@pytest.mark.parametrize(
    "text",
    ["", "  ", "غدا صباحا", "الأمس الأمس", "2024-13-01", "2024-02-30", "0000", "نوفمبر",
     "مارس/نيسان 2020", "2024-11-30-2", "x" * 500],
)  # fmt: skip
def test_what_is_no_date_says_so_on_one_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day") as caught:
        parse_period(text, today=TODAY)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 160


@given(st.text(max_size=40))
def test_any_text_is_a_period_or_a_value_error(text: str) -> None:
    try:
        period = parse_period(text)
    except ValueError:
        return
    assert period.start <= period.end


@given(st.dates(date(1800, 1, 1), date(2100, 12, 31)))
def test_every_iso_day_is_itself(value: date) -> None:
    assert parse_period(value.isoformat()) == Period(value, value)
    assert parse_date(value.isoformat()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2018-02-18", date(2018, 2, 18)),
        ("2018-02-18T23:30:00+03:00", date(2018, 2, 18)),
        ("2018-02-18T23:30:00.000Z", date(2018, 2, 18)),
        ("2018-02-18 23:30", date(2018, 2, 18)),
        ("20180218", date(2018, 2, 18)),
        ("Sat, 30 Nov 2024 10:00:00 +0300", date(2024, 11, 30)),
        ("Sat, 30 Nov 2024 10:00:00 GMT", date(2024, 11, 30)),
        ("1732999999", date(2024, 11, 30)),
        ("1732999999000", date(2024, 11, 30)),
        ("1732999999.5", date(2024, 11, 30)),
        ("السبت ٣٠ نوفمبر ٢٠٢٤ - ١٤:٣٥", date(2024, 11, 30)),
        ("نشر في 30 تشرين الثاني 2024", date(2024, 11, 30)),
        ("2024", None),
        ("2024-11", None),
        ("قريبا", None),
        ("", None),
        ("2024-13-45", None),
        ("99999999999999999999", None),
    ],
)
def test_date_of_a_record(text: str, value: date | None) -> None:
    assert parse_date(text) == value


def test_found_date_covers_what_is_written() -> None:
    text = "وُقّع الاتفاق في ٣ مارس/آذار ٢٠٢٠ في جنيف، ثم عُدّل في 4 مايو 2021."
    found = find_date(text)
    assert found is not None
    assert found.value == date(2020, 3, 3)
    assert text[found.start : found.end] == "٣ مارس/آذار ٢٠٢٠"
    later = find_date(text, found.end)
    assert later is not None
    assert text[later.start : later.end] == "4 مايو 2021"


def test_an_impossible_date_is_passed_over() -> None:
    found = find_date("رقم 99/99/2020 ثم 1/2/2021")
    assert found is not None
    assert found.value == date(2021, 2, 1)
