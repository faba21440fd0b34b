"""Articles over time, by day, month or year."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InputError
from index.schema import day_number
from search import Engine
from search.facets.timeline import timeline
from tests.support import Make, article


def test_the_unit_is_the_finest_that_there_is_room_for(news: Engine) -> None:
    assert news.timeline(most=1000).unit == "day"
    assert news.timeline(most=1000).counts[-1] == ("2024-12-01", 1)
    months = news.timeline(most=500)
    assert months.unit == "month"
    assert months.counts == (("2023-05", 1), ("2024-11", 2), ("2024-12", 1))
    assert news.timeline(most=10) == news.timeline(unit="year")
    assert news.timeline(unit="year").counts == (("2023", 1), ("2024", 3))


def test_a_stretch_is_seen_closer(news: Engine) -> None:
    found = news.timeline(since=date(2024, 11, 3), until=date(2024, 11, 20))
    assert (found.unit, found.counts) == ("day", (("2024-11-03", 1), ("2024-11-20", 1)))
    assert news.timeline(since=date(2024, 11, 4), unit="year").counts == (("2024", 2),)
    assert news.timeline("حماة").counts == (("2024-12-01", 1),)  # the other one has no date
    assert news.timeline("غائب").counts == ()


def test_other_filters_count_and_the_date_filter_does_not(news: Engine) -> None:
    filters = {"source": ["صحيفة الميزان"], "since": "2024-12"}
    found = news.timeline(filters=filters, unit="month")
    assert found.counts == (("2023-05", 1), ("2024-11", 1), ("2024-12", 1))


def test_a_unit_that_is_none(news: Engine) -> None:
    with pytest.raises(InputError, match="no unit 'week'; there are day, month, year"):
        news.timeline(unit="week")  # type: ignore[arg-type]


def test_the_bounds_of_a_unit_are_exact(make: Make) -> None:
    days = [date(2024, 1, 31) + timedelta(n) for n in range(31)]
    engine = make([article(n, f"خبر {n}", date=day) for n, day in enumerate(days)])
    assert engine.timeline(most=31).unit == "day"
    assert engine.timeline(most=30).unit == "month"
    assert engine.timeline(most=3).unit == "month"
    assert engine.timeline(most=2).unit == "year"


dates = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(st.lists(dates, max_size=20), st.none() | dates, st.none() | dates, st.integers(1, 400))
def test_every_dated_article_counts_once(
    days: list[date], since: date | None, until: date | None, most: int
) -> None:
    numbers = np.array([0, *map(day_number, days)])
    found = timeline(numbers, since, until, None, most)
    inside = [day for day in days if (since or day) <= day <= (until or day)]
    length = {"day": 10, "month": 7, "year": 4}[found.unit]
    assert dict(found.counts) == Counter(day.isoformat()[:length] for day in inside)
    assert list(found.counts) == sorted(found.counts)
