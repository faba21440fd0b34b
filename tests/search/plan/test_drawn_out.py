"""Words with letters drawn out meet the words they are."""

import pytest

from index.analysis.drawn_out import shortened
from tests.support import Make, article, ids


def test_each_letter_once_or_twice() -> None:
    assert list(shortened("عاااجل")) == ["عاجل", "عااجل"]
    assert list(shortened("الللله")) == ["اله", "الله"]
    assert set(shortened(["جداااا", "عاااجل"][0])) == {"جدا", "جداا"}
    assert len(list(shortened("مرررحبااااا"))) == 4
    assert list(shortened("تتبع")) == []


@pytest.mark.parametrize(
    "query", ["زيتووون", "زيتووووون", "الزيتوووون", '"موسم الزيتوووون"', "-قمحححح زيتون", "زيتوونن"]
)
def test_a_drawn_out_word_finds_the_word(make: Make, query: str) -> None:
    engine = make([article("a", "بدأ موسم الزيتون"), article("b", "موسم القمح")])
    if query == "زيتوونن":  # twice may be meant, and is only near
        assert engine.search(query, match="all").total == 0
    else:
        assert ids(engine, query, match="all") == ["a"]


@pytest.mark.parametrize(
    ("word", "written"), [("عاجل", "عاااجل"), ("مبروك", "مبروووك"), ("الزيتون", "زيتوووون")]
)
def test_a_word_finds_the_article_that_draws_it_out(make: Make, word: str, written: str) -> None:
    engine = make([article("a", f"خبر {written} اليوم"), article("b", "خبر آخر اليوم")])
    assert ids(engine, word, match="all") == ["a"]


def test_a_letter_may_stand_three_times_by_a_proclitic(make: Make) -> None:
    engine = make([article("a", "مساعدات لللاجئين"), article("b", "مساعدات تصل")])
    assert ids(engine, "لاجئين", match="all") == ["a"]


def test_as_written_where_it_stands_so(make: Make) -> None:
    engine = make([article("a", "خبر عاجل"), article("b", "خبر عاااجل"), article("c", "خبر آخر")])
    assert set(ids(engine, "عاااجل", match="all")) == {"a", "b"}
    assert ids(engine, "=عاااجل", match="all") == ["b"]
