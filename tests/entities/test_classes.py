"""Classes of words, and the lists of names they are read with."""

import pytest

from index.entities import classes
from index.entities.name_lists import AFTER_CUE, AFTER_PLACE_NOUN, ALWAYS, name_lists
from index.entities.tables import folded


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("محمد", classes.GIVEN),
        ("الرئيس", classes.TITLE),
        ("وزارة", classes.STRONG_ORG),
        ("السورية", classes.NISBA | classes.ORIGIN),
        ("مدينة", classes.PLACE_NOUN | classes.CUE),
        ("قال", classes.SPEECH),
        ("بن", classes.PARTICLE),
        ("دمشق", classes.HEAD),
    ],
)
def test_a_word_has_its_classes(word: str, expected: int) -> None:
    assert name_lists().classes[folded(word)] & expected == expected


def test_a_function_word_is_never_a_name() -> None:
    table = name_lists().classes
    assert not any(own & classes.FUNCTION and own & classes.NAME for own in table.values())


def test_names_that_begin_alike_are_tried_the_longest_first() -> None:
    for listed in name_lists().by_first.values():
        lengths = [len(name.rest) for name in listed]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("word", "guard"), [("دمشق", ALWAYS), ("صور", AFTER_PLACE_NOUN), ("ويلز", AFTER_CUE)]
)
def test_a_name_that_is_also_a_word_is_guarded(word: str, guard: int) -> None:
    (listed,) = name_lists().alone[folded(word)]
    assert (listed.kind, listed.guard) == ("place", guard)
