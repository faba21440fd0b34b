"""Lexemes and where they stand."""

from hypothesis import given
from hypothesis import strategies as st

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


def test_arabic_operators_stand_between_groups_only() -> None:
    assert _kinds("(ا) و (ب)")[3] is Kind.AND
    assert _kinds('"ا" أو title:"ب"')[1] is Kind.OR
    assert _kinds("ا و ب") == [Kind.WORD] * 3


def test_brackets_are_a_range_after_a_date_only() -> None:
    assert _kinds("date:[2024 TO 2025]") == [Kind.FIELD, Kind.RANGE]
    assert Kind.RANGE not in _kinds("title:[2024 TO 2025]")


@given(st.text('ابd" «»()+-=~*؟:[]\u200f\n', max_size=40))
def test_lexemes_stand_in_order_and_do_not_overlap(query: str) -> None:
    ends = [0]
    for lexeme in scan(query):
        start, end = lexeme.at
        assert ends[-1] <= start < end <= len(query)
        assert lexeme.text in query or lexeme.kind in (Kind.FIELD, Kind.AND, Kind.OR, Kind.NOT)
        ends.append(end)
