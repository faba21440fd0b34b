"""Lexemes and where they stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.characters import COMBINING_HAMZA, UNSEEN
from search.query.lexer import Kind, scan


def _kinds(query: str) -> list[Kind]:
    return [lexeme.kind for lexeme in scan(query)]


def test_signs_count_before_a_clause_only() -> None:
    assert _kinds("+ا -ب =ج") == [
        Kind.PLUS, Kind.WORD, Kind.MINUS, Kind.WORD, Kind.EXACT, Kind.WORD,
    ]  # fmt: skip
    assert _kinds("كوفيد-19") == [Kind.WORD]
    assert _kinds('"ا"-ب') == [Kind.QUOTED, Kind.WORD]
    assert _kinds("- ا") == [Kind.WORD, Kind.WORD]


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("(ا) و (ب)", Kind.AND),
        ('"ا" أو title:"ب"', Kind.OR),
        ("قسم:طقس أو مصدر:سانا", Kind.OR),
        ("قسم:طقس او -مصدر:سانا", Kind.OR),
        ("قسم:طقس وليس مصدر:سانا", Kind.NOT),
        ("زيتون و مصدر:سانا", Kind.AND),
        ("قسم:طقس أو (زيتون)", Kind.OR),
        ("قسم:(طقس أو رياضة)", Kind.OR),
        ("عنوان:((زيتون و قمح))", Kind.AND),
        ("date:[2024 TO 2025] و مصدر:سانا", Kind.AND),
    ],
)
def test_arabic_operators_stand_where_they_can_be_nothing_else(query: str, kind: Kind) -> None:
    assert {Kind.AND, Kind.OR, Kind.NOT} & set(_kinds(query)) == {kind}


@pytest.mark.parametrize(
    "query",
    ["ا و ب", "(ا و ب)", "قسم:طقس أو زيتون", "زيتون أو (قمح)", "و مصدر:سانا", "قسم:طقس و"],
)
def test_arabic_operators_are_words_everywhere_else(query: str) -> None:
    assert not {Kind.AND, Kind.OR, Kind.NOT} & set(_kinds(query))


def test_and_may_be_written_together_with_the_name_of_a_field() -> None:
    assert [x.text for x in scan("قسم:طقس ومصدر:سانا")] == ["category", "طقس", "source", "سانا"]
    assert [x.text for x in scan("وسم:بحر")] == ["tag", "بحر"]


@given(
    st.sampled_from(
        ["عنوان:حلب", '"ريف حلب"~3', "date:[2024 TO 2025]", "حلبب~2^3 AND -قمح*", "قسم:ا أو قسم:ب"]
    ),
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from("\u200f\u200e\u2069\u00adّـ")), max_size=4
    ),
)
def test_what_is_unseen_changes_no_lexeme(query: str, unseen: list[tuple[int, str]]) -> None:
    written = query
    for at, char in unseen:
        written = written[:at] + char + written[at:]
    found = [(x.kind, _seen(x.text), x.slop, x.boost) for x in scan(written)]
    assert found == [(x.kind, x.text, x.slop, x.boost) for x in scan(query)]


def test_brackets_are_a_range_after_a_date_only() -> None:
    assert _kinds("date:[2024 TO 2025]") == [Kind.FIELD, Kind.RANGE]
    assert Kind.RANGE not in _kinds("title:[2024 TO 2025]")


@given(st.text('ابd" «»()+-=~*؟:[]\u200f\n', max_size=40))
def test_lexemes_stand_in_order_and_do_not_overlap(query: str) -> None:
    ends = [0]
    for lexeme in scan(query):
        start, end = lexeme.at
        assert ends[-1] <= start < end <= len(query)
        assert (
            lexeme.text in query
            or lexeme.text in _seen(query)
            or lexeme.kind in (Kind.FIELD, Kind.AND, Kind.OR, Kind.NOT)
        )
        ends.append(end)


def test_a_place_is_that_in_the_query_as_written() -> None:
    query = "\u200fشرَق \u200f«ريفُ حلب»ّ~2 عنوان\u200e:قمح\u200f"
    assert [query[start:end] for start, end in (x.at for x in scan(query))] == [
        "شرَق", "«ريفُ حلب»ّ~2", "عنوان\u200e:", "قمح\u200f",
    ]  # fmt: skip


def _seen(text: str) -> str:
    return re.sub(f"(?![{COMBINING_HAMZA}])[{UNSEEN}]", "", text)
