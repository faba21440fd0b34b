"""Form keys of words that no table knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.open_words import affixes, form_key, is_open, shared_beginning, stem_of

words = st.text(st.sampled_from("ابتثجحدرسشعفقكلمنهوي"), min_size=4, max_size=10)


@given(st.text(st.sampled_from("ابتكلمنهويف"), min_size=1, max_size=12))
def test_a_key_gives_its_stem_back(stem: str) -> None:
    assert stem_of(form_key(stem)) == stem


@given(words, st.sampled_from(["و", "ف", "ب", "ل", "ك", "وب", "ول", "وال", "بال", "لل"]))
def test_forms_with_proclitics_are_neighbours_of_their_word(word: str, before: str) -> None:
    assert form_key(before + word).startswith(shared_beginning(word))
    found = affixes(word, before + word)
    assert found is not None


@given(words.map("ز".__add__), st.sampled_from(["ات", "ون", "ين", "ان", "ها", "هم", "نا"]))
def test_forms_with_endings_share_the_beginning(word: str, ending: str) -> None:
    assert form_key(word + ending).startswith(shared_beginning(word + ending))
    assert form_key(word).startswith(shared_beginning(word + ending))
    assert affixes(word, word + ending) is not None


@pytest.mark.parametrize(
    ("word", "form", "found"),
    [
        ("مكناس", "وبمكناس", ("وب", "")),
        ("مكناس", "للمكناس", ("لل", "")),
        ("مكناس", "بالمكناسيه", ("بال", "يه")),
        ("خنيفره", "خنيفرتها", ("", "تها")),
        ("خنيفره", "بخنيفره", ("ب", "")),
        ("كاراز", "لالكاراز", ("لال", "")),
        ("مكناس", "بلمكناس", None),
        ("مكناس", "مكناس", None),
        ("مكناس", "مكناسي", None),
        ("لينكن", "لبلينكن", None),
    ],
)
def test_what_stands_around_a_word(word: str, form: str, found: tuple[str, str] | None) -> None:
    assert affixes(word, form) == found


@pytest.mark.parametrize("word", ["حكومه", "دمشق", "فراس", "2024", "covid", "زيلينسكي"])
def test_known_words_are_not_open(word: str) -> None:
    assert not is_open(word)


@pytest.mark.parametrize("word", ["زولنكوف", "زولنكوفات", "شاربتونيا", "وشاربتونيا"])
def test_unknown_words_are_open(word: str) -> None:
    assert is_open(word)
