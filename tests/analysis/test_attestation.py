"""What is known of a word before it is stemmed."""

import pytest

from index.analysis.attestation import Attestation, is_name
from index.analysis.lexicon import lexicon

KNOWN = Attestation(lexicon())


@pytest.mark.parametrize("word", ["حكومة", "فراس", "حميدتي", "كسلا", "دم"])
def test_words_of_news_and_names_are_known(word: str) -> None:
    assert KNOWN.is_known(word)


@pytest.mark.parametrize("word", ["زولنكوف", "قطزفش"])
def test_others_are_not(word: str) -> None:
    assert not KNOWN.is_known(word)


def test_a_name_is_listed_with_either_last_letter() -> None:
    assert is_name("خنيفرة") and is_name("خنيفره")
    assert not is_name("حكومة")


def test_nouns_take_the_article_and_verbs_do_not() -> None:
    assert KNOWN.takes_article("حكومة")
    assert not KNOWN.takes_article("قال")


@pytest.mark.parametrize(("form", "verb"), [("نريد", "اراد"), ("اقول", "قال"), ("قلنا", "قال")])
def test_another_person_leads_to_its_verb(form: str, verb: str) -> None:
    assert verb in KNOWN.verbs(form)
    assert KNOWN.is_verb(form)


@pytest.mark.parametrize("word", ["نصف", "اكبر", "افضل", "نجران", "اشعب", "انسان", "ابدا", "نحن"])
def test_nouns_and_names_that_look_like_a_person_are_no_verbs(word: str) -> None:
    assert KNOWN.verbs(word) == ()


def test_the_future_wants_an_imperfect() -> None:
    assert KNOWN.is_imperfect("يعلن") and KNOWN.is_imperfect("نعلن")
    assert not KNOWN.is_imperfect("نجار") and not KNOWN.is_imperfect("امر")
