"""Words that follow a name and are none of it."""

import pytest

from index.entities.classes import COMMON
from index.entities.following import is_done, is_everyday, is_possessed
from index.entities.name_lists import name_lists
from index.entities.readings import Reading
from tests.support.mentions import names


def reading(word: str) -> Reading:
    return Reading(word, word, name_lists().classes.get(word, 0))


@pytest.mark.parametrize("word", ["سينتقل", "ليهددوا", "يزودانهم", "تناشدهما"])
def test_verbs_with_will_and_with_objects(word: str) -> None:
    assert is_done(word)


@pytest.mark.parametrize("word", ["سيلفا", "سيرينا", "ليندا", "توماس", "تشيلسي", "نيلسون"])
def test_names_are_no_verbs(word: str) -> None:
    assert not is_done(word)


def test_nouns_are_everyday_with_their_article_and_without() -> None:
    assert is_everyday(reading("اللقاء"))
    assert is_everyday(reading("تغريده"))
    assert not is_everyday(reading("الصباح"))
    assert not is_everyday(reading("الابن"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال الصحافي سمير الحداد لبي بي سي أمس", ["سمير الحداد"]),
        ('وقال المدير رامي عبد الرحمن لـ"فرانس برس" أمس', ["رامي عبد الرحمن"]),
    ],
)
def test_who_is_told_is_no_part_of_a_name(text: str, expected: list[str]) -> None:
    assert names(text, "person") == expected
    assert len(names(text, "org")) == 1


def test_a_noun_with_a_pronoun_is_told_by_its_ending_alone() -> None:
    assert is_possessed(Reading("افتتاحيتها", "افتتاحيتها", COMMON))
    assert not is_possessed(reading("بهاء"))
