"""Folding: all spellings of a word have one exact term."""

import pytest
from hypothesis import given

from index.analysis import Analyzer, fold
from index.analysis.normalize import compose, fold_keeping_teh, fold_plain_word, fold_rules
from tests.analysis.battery import SAME_EXACT
from tests.analysis.strategies import plain_words, texts

SHARED = Analyzer()


def exact_terms(text: str) -> list[str]:
    return [token.exact for token in SHARED(text)]


@pytest.mark.parametrize(("one", "other"), SAME_EXACT)
def test_spellings_have_one_exact_term(one: str, other: str) -> None:
    assert exact_terms(one) == exact_terms(other) != []


@given(texts)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(plain_words)
def test_the_short_way_of_a_plain_word_is_the_long_one(word: str) -> None:
    assert fold_plain_word(word) == fold_keeping_teh(word)


def test_only_teh_marbuta_is_kept() -> None:
    assert fold_keeping_teh("أُسرة مسؤولة") == "اسرة مسوولة"
    assert fold("أُسرة مسؤولة") == "اسره مسووله"


def test_composing_leaves_the_letters_as_written() -> None:
    assert compose("ا\u0654ُسـ\u200cرةٌ") == "أسرة"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("كتاب", ()),
        ("مدرسة", ("teh-marbuta",)),
        ("إلى", ("alef", "yeh")),
        ("ســـوريا", ("tatweel",)),
        ("مسئولةٌ", ("marks", "hamza", "teh-marbuta", "hamza-seat")),
        ("گوگل", ("letter",)),
        ("١٢", ("digits",)),
        ("ﺳﻮﺭﻳﺎ", ("form",)),
        ("Naba", ("case",)),
        ("سو\u200fريا", ("invisible",)),
    ],
)
def test_the_rules_that_fold_are_named(text: str, rules: tuple[str, ...]) -> None:
    assert fold_rules(text) == rules
