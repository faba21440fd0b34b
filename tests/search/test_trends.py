"""What is rising, and counts over time: against counting by hand."""

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article
from index.errors import InputError
from search import Engine
from search.contrast import FLOOR, surprise
from search.facets.periods import day_at, ordinals, row, starts
from tests.search.test_copies import STORY
from tests.support import article, opened

LAST = date(2024, 6, 30)


def news(number: int, back: int, persons: tuple[str, ...], text: str = "خبر") -> Article:
    return article(
        number,
        f"{text} رقم {number}",
        date=LAST - timedelta(back),
        persons=persons,
        source=("المدى", "الأفق")[number % 2],
    )


ARTICLES = [
    *(news(n, n % 7, ("ليلى قاسم",), "افتتاح السد") for n in range(8)),
    *(news(n, 8 + n, ("سامر النجار",), "جلسة المجلس") for n in range(10, 70)),
    *(news(n, n % 7, ("سامر النجار",), "جلسة المجلس") for n in range(70, 74)),
    *(news(n, n % 7, ("هدى القاسم",)) for n in range(80, 80 + FLOOR - 1)),
    *(
        article(f"copy {n}", STORY, date=LAST, persons=("رامي الحداد",), source=f"دار {n}")
        for n in range(9)
    ),
    article("undated", "خبر بلا تاريخ", persons=("ليلى قاسم",)),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with opened(tmp_path_factory.mktemp("trends"), ARTICLES[:40], ARTICLES[40:]) as engine:
        yield engine


def test_who_stands_out_against_the_past_comes_first(engine: Engine) -> None:
    found = engine.trends("person")
    assert (found.since, found.until) == (date(2024, 6, 24), LAST)
    assert [(t.value, t.count, t.before) for t in found] == [("ليلى قاسم", 8, 0)]
    assert found.trends[0].score > 10.8
    assert (found.articles, found.before) == (8 + 4 + 2 + 1, 60)


def test_copies_count_once_and_the_floor_holds(engine: Engine) -> None:
    """Nine copies of one text are one article, and two articles are below the floor."""
    names = [t.value for t in engine.trends("person", window=7)]
    assert "رامي الحداد" not in names
    assert "هدى القاسم" not in names


def test_words_rise_too(engine: Engine) -> None:
    words = [t.value for t in engine.trends("word")]
    assert {"افتتاح", "السد"} == {*words[:2]}
    assert "المجلس" not in words


def test_a_window_may_end_before_the_newest_article(engine: Engine) -> None:
    found = engine.trends("person", until=LAST - timedelta(30), window=10)
    assert found.until == LAST - timedelta(30)
    assert len(found) == 0
    with pytest.raises(InputError, match="no kind 'animal'"):
        engine.trends("animal")
    with pytest.raises(InputError, match="one day or more"):
        engine.trends(window=0)


COUNTS = st.integers(0, 40)


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=5), COUNTS, COUNTS)
def test_surprise_is_the_likelihood_ratio_of_two_rates(
    pairs: list[tuple[int, int]], more: int, further: int
) -> None:
    n1 = max(a for a, _ in pairs) + more
    n2 = max(b for _, b in pairs) + further
    now, past = (np.array(column, np.int64) for column in zip(*pairs, strict=True))

    def likelihood(k: int, n: int, p: float) -> float:
        return (k * log(p) if k else 0.0) + ((n - k) * log(1 - p) if n - k else 0.0)

    for (a, b), score in zip(pairs, surprise(now, past, n1, n2).tolist(), strict=True):
        if a * max(n2, 1) <= b * max(n1, 1) or not n1 + n2:
            assert score == 0
            continue
        p = (a + b) / (n1 + n2)
        one = likelihood(a, n1, p) + likelihood(b, n2, p)
        two = likelihood(a, n1, a / n1) + (likelihood(b, n2, b / n2) if n2 else 0.0)
        assert score == pytest.approx(2 * (two - one), abs=1e-6)


@pytest.mark.parametrize("step", ["day", "week", "month"])
def test_a_series_has_every_period_and_every_dated_article(engine: Engine, step: str) -> None:
    found = engine.series("", step=step, facet="person", collapse=False)  # type: ignore[arg-type]
    dated = [one for one in ARTICLES if one.date]
    assert sum(found.rows[0].counts) == len(dated)
    by_name = Counter(name for one in dated for name in one.persons or ())
    assert {r.value: sum(r.counts) for r in found.rows[1:]} == by_name
    assert list(found.periods) == sorted({*found.periods})
    days = [date.fromisoformat(period) for period in found.periods]
    longest = {"day": 1, "week": 7, "month": 31}[step]
    assert all((b - a).days <= longest for a, b in itertools.pairwise(days))
    if step == "week":
        assert {day.weekday() for day in days} == {0}


def test_copies_count_once_in_a_series(engine: Engine) -> None:
    folded = engine.series("المضخات", step="day")
    assert [sum(r.counts) for r in folded.rows] == [1]
    whole = engine.series("المضخات", step="day", collapse=False)
    assert [sum(r.counts) for r in whole.rows] == [9]
    assert engine.series("غائب").periods == ()


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_are_sorted_into_periods(day: date) -> None:
    (number,) = ordinals(np.array([day.year * 10000 + day.month * 100 + day.day])).tolist()
    assert day_at(number) == day
    one = np.array([number])
    assert day_at(int(starts(one, "week")[0])) == day - timedelta(day.weekday())
    month = int(starts(one, "month")[0])
    assert day_at(month) == day.replace(day=1)
    assert row(month, month, "month") == [month]


def test_results_have_a_length_and_are_iterated(engine: Engine) -> None:
    found = engine.search("المجلس", limit=5)
    assert len(found) == 5
    assert [hit.id for hit in found] == [hit.id for hit in found.hits]
    assert engine.search("غائب")  # an answer without hits is an answer


def test_a_closed_engine_refuses(tmp_path_factory: pytest.TempPathFactory) -> None:
    with opened(tmp_path_factory.mktemp("closed"), ARTICLES[:3]) as engine:
        assert engine.search("خبر") is not None
    with pytest.raises(InputError, match="has been closed"):
        engine.search("خبر")
    with pytest.raises(InputError, match="has been closed"):
        engine.article("1")
