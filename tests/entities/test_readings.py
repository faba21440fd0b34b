"""Readings of written words: their classes, and what is left without proclitics."""

import pytest

from index.entities import classes
from index.entities.readings import Word, WordReader, strips
from index.entities.scanner import WordNumbers, read_words


def read(text: str) -> list[Word]:
    distinct = WordNumbers()
    reader, numbers = WordReader(distinct), distinct.numbers(read_words(text))
    found = reader.read(numbers)
    words = reader.words(numbers.tolist())
    assert found.classes.tolist() == [word.classes for word in words]
    return words


@pytest.mark.parametrize(
    ("word", "rests"),
    [
        ("وبدمشق", ["بدمشق", "دمشق"]),
        ("للعراق", ["العراق", "لعراق"]),
        ("فلسطين", ["لسطين", "سطين"]),
        ("سوريا", []),
    ],
)
def test_proclitics_come_off_the_outer_one_first(word: str, rests: list[str]) -> None:
    assert strips(word) == rests


def test_a_proclitic_is_one_when_what_is_left_is_known() -> None:
    city, country, given = read("وبدمشق فلسطين لمحمد")
    assert city.bare is not None
    assert city.bare.shown == "دمشق"
    assert country.bare is None  # فلسطين is listed itself
    assert given.bare is not None
    assert given.bare.classes & classes.GIVEN


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("درافيتس", classes.UNKNOWN),
        ("بالدرافيت", classes.COMMON),  # a proclitic and the article
        ("محتسبا", classes.COMMON),  # a participle in the accusative
        ("درافيتها", classes.COMMON),  # a possessed noun
        ("على", classes.COMMON | classes.FUNCTION),
    ],
)
def test_a_word_in_no_table_is_judged_by_its_form(word: str, expected: int) -> None:
    (found,) = read(word)
    assert found.whole.classes == expected


def test_tanwin_and_hamza_tell_words_apart_that_fold_alike() -> None:
    town, always = read("دوما دوماً")
    assert town.classes & classes.HEAD
    assert not always.classes & classes.HEAD
    family, before = read("إمام أمام")
    assert family.classes & classes.FAMILY
    assert not before.classes & classes.FAMILY


def test_words_are_listed_by_the_short_name_they_may_be() -> None:
    numbers = WordNumbers()
    reader = WordReader(numbers)
    reader.read(numbers.numbers(read_words("الصباغ وصباغ")))
    assert reader.by_end["صباغ"] == [1, 2]
