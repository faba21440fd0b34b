"""Endings come off on evidence, and not off verbs and names that only look so."""

import pytest

from index.analysis.attestation import Attestation
from index.analysis.endings import Endings
from index.analysis.lexicon import lexicon

STRIP = Endings(Attestation(lexicon()))


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("حكوماتهم", "حكومة"),
        ("مواطنيها", "مواطن"),
        ("كبيرة", "كبير"),
        ("رسميا", "رسمي"),
        ("حقهم", "حق"),
        ("دمه", "دم"),
        ("امها", "ام"),
    ],
)
def test_what_comes_off(word: str, bare: str) -> None:
    assert STRIP(word, False).word == bare


@pytest.mark.parametrize("name", ["فرحات", "جيهان", "ميسون", "نادين", "كمالا", "بوتين", "رايان"])
def test_a_listed_name_keeps_its_letters(name: str) -> None:
    assert STRIP(name, False).word == name


@pytest.mark.parametrize("word", ["سنه", "جده", "حيه"])
def test_a_feminine_noun_is_no_noun_of_two_letters(word: str) -> None:
    assert STRIP(word, False).word == word


@pytest.mark.parametrize("word", ["زيتون", "دوران", "بستان", "ايفون", "بنات", "نبات", "مخزون"])
def test_what_looks_like_an_ending_is_the_words_own_where_no_other_case_is_seen(word: str) -> None:
    assert STRIP(word, False).word == word


@pytest.mark.parametrize(
    ("word", "bare"), [("مقاتلون", "مقاتل"), ("موظفان", "موظف"), ("كاميرات", "كاميرا")]
)
def test_endings_of_nouns_come_off(word: str, bare: str) -> None:
    assert STRIP(word, False).word == bare


def test_a_noun_in_t_is_no_feminine_before_a_pronoun() -> None:
    assert STRIP("بيتهم", False).word == "بيت"
    assert STRIP("حكومتهم", False).word == "حكومة"


def test_no_pronoun_follows_a_definite_noun() -> None:
    assert STRIP("مهم", True).word == "مهم"


def test_an_ending_that_names_have_as_well_is_not_sure() -> None:
    assert not STRIP("شيخان", False).sure
    assert STRIP("مواطنيها", False).sure
