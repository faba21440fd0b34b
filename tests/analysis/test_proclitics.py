"""Proclitics come off before what they can stand before, and off no name."""

import pytest

from index.analysis.attestation import Attestation
from index.analysis.lexicon import lexicon
from index.analysis.proclitics import Proclitics

STRIP = Proclitics(Attestation(lexicon()))


@pytest.mark.parametrize(
    "name",
    ["كيري", "سنجار", "فراس", "كولن", "سامر", "فريال", "لبني", "كروس", "ساندرو", "وجدي", "بكين"],
)
def test_a_listed_name_keeps_its_letters(name: str) -> None:
    assert STRIP(name).rules == ()


@pytest.mark.parametrize("word", ["بيليه", "لسان", "لدينا", "وجيزة", "فعليا", "وادي", "بحرية"])
def test_a_word_with_forms_of_its_own_keeps_them(word: str) -> None:
    assert STRIP(word).word == word


@pytest.mark.parametrize(
    ("word", "bare", "rules"),
    [
        ("وكيري", "كيري", ("proclitic:و",)),
        ("سيعلن", "يعلن", ("proclitic:س",)),
        ("سنعلن", "نعلن", ("proclitic:س",)),
        ("ليعلن", "يعلن", ("proclitic:ل",)),
        ("وبالحكومة", "حكومة", ("proclitic:و", "proclitic:ب", "article")),
        ("الدم", "دم", ("article",)),
        ("وبالحق", "حق", ("proclitic:و", "proclitic:ب", "article")),
        ("للحق", "حق", ("proclitic:ل", "article")),
    ],
)
def test_what_comes_off(word: str, bare: str, rules: tuple[str, ...]) -> None:
    found = STRIP(word)
    assert (found.word, found.rules, found.sure) == (bare, rules, True)


@pytest.mark.parametrize("word", ["الله", "الان", "التي", "الذي", "الاف"])
def test_what_only_begins_like_the_article_keeps_it(word: str) -> None:
    assert STRIP(word).rules == ()


@pytest.mark.parametrize("word", ["فورد", "فيشر", "سيدكان", "فروم", "سالف"])
def test_a_word_of_its_own_keeps_its_first_letter(word: str) -> None:
    assert STRIP(word).word == word


@pytest.mark.parametrize(("word", "rest"), [("فجهاد", "جهاد"), ("كجندي", "جندي"), ("بنوم", "نوم")])
def test_a_short_word_that_news_never_had_has_two_readings(word: str, rest: str) -> None:
    found = STRIP(word)
    assert (found.word, found.sure) == (rest, False)
