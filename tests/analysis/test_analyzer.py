"""Tokens, positions, offsets over whole texts."""

import pytest
from hypothesis import given, settings

from index.analysis import Analyzer
from index.analysis.forms import FormTable
from tests.analysis.battery import HOSTILE
from tests.analysis.strategies import texts

SHARED = Analyzer()


@given(texts)
def test_spans_lie_in_the_text_and_positions_have_no_holes(text: str) -> None:
    tokens = SHARED(text)
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        assert token.exact
        assert token.stems
        assert all(token.stems)
        invisible = "\u200c\u200f\u2067\u00ad\ufeff"
        assert token.text.strip(invisible) == token.text
    positions = [token.position for token in tokens]
    assert positions == sorted(positions)
    assert set(positions) == set(range(len(set(positions))))


@given(texts)
def test_an_exact_term_analysed_again_is_itself(text: str) -> None:
    for token in SHARED(text):
        if token.exact[0] not in "#@" and "abbreviation" not in token.rules:
            assert [again.exact for again in SHARED(token.exact)] == [token.exact]


@given(texts)
def test_exact_forms_are_those_of_the_tokens(text: str) -> None:
    assert SHARED.exacts(text) == [token.exact for token in SHARED(text)]


@pytest.mark.parametrize("text", ["عبدالله بن زايد", "لابومازن", "#وسم_آخر ق.م. ﷺ 3.5", "ﻻعب" * 40])
def test_exact_forms_of_odd_names(text: str) -> None:
    assert SHARED.exacts(text) == [token.exact for token in SHARED(text)]


@given(texts)
@settings(max_examples=50)
def test_the_memo_changes_nothing(text: str) -> None:
    first = SHARED(text)
    assert SHARED(text) == first == Analyzer()(text)


def test_a_joined_name_gives_its_words_one_span() -> None:
    tokens = SHARED("قال عبدالله أمس")
    assert [(t.exact, t.start, t.end, t.position) for t in tokens[1:3]] == [
        ("عبد", 4, 11, 1),
        ("الله", 4, 11, 2),
    ]
    assert tokens[3].position == 3


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    """Anything quadratic would take hours on these."""
    forms = FormTable(SHARED)
    forms.read([text])
    assert all(len(term) <= 64 for term in forms.terms)
