"""The classes of characters say what Unicode says of each."""

import re
import unicodedata

import pytest

from index import characters
from index.characters import members

EVERY = [chr(code) for code in range(0x20000)]


def of_category(*categories: str) -> set[str]:
    return {char for char in EVERY if unicodedata.category(char) in categories}


UNASSIGNED = of_category("Cn")
"""What this Python's Unicode does not know yet."""


def arabic(chars: set[str]) -> set[str]:
    return {c for c in chars if "\u0600" <= c <= "\u06ff" or "\u0890" <= c <= "\u08ff"}


@pytest.mark.parametrize("name", [name for name in vars(characters) if name.isupper()])
def test_members_are_what_the_bracket_matches(name: str) -> None:
    inside = "".join(getattr(characters, name))
    bracket = re.compile(f"[{inside}]")
    assert {char for char in members(inside) if char in EVERY} == set(filter(bracket.match, EVERY))


def test_every_nonspacing_mark_of_arabic_is_a_mark() -> None:
    assert members(characters.ARABIC_MARKS) - UNASSIGNED == arabic(of_category("Mn"))


def test_marks_are_marks_but_for_the_small_letters() -> None:
    small = members(characters.SMALL_LETTERS)
    assert members(characters.MARKS) - UNASSIGNED - small <= of_category("Mn", "Me")
    assert small <= of_category("Lm")
    composing = members(characters.HARAKAT) | members(characters.COMBINING_HAMZA)
    assert composing <= members(characters.ARABIC_MARKS)


def test_a_mark_that_composes_makes_another_letter_and_a_vowel_sign_does_not() -> None:
    def composed(mark: str) -> bool:
        return any(len(unicodedata.normalize("NFC", letter + mark)) == 1 for letter in "اويه")

    assert all(map(composed, members(characters.COMBINING_HAMZA)))
    assert not any(map(composed, members(characters.HARAKAT)))


def test_isolated_marks_stand_for_a_space_and_a_mark() -> None:
    for char in members(characters.ISOLATED_MARKS):
        space, *marks = unicodedata.normalize("NFKC", char)
        assert space == " " and set(marks) <= members(characters.ARABIC_MARKS)


def test_controls_of_direction_are_those_of_the_standard() -> None:
    steering = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    found = {char for char in EVERY if unicodedata.bidirectional(char) in steering}
    assert members(characters.BIDI_CONTROLS) - found == {"\u061c", "\u200e", "\u200f"}
    assert found <= members(characters.BIDI_CONTROLS) <= members(characters.INVISIBLE)


def test_what_is_invisible_has_no_form_of_its_own() -> None:
    assert members(characters.INVISIBLE) - UNASSIGNED <= of_category("Cf")
    for char in characters.LETTERS + characters.DIGITS:
        assert char == "-" or char not in members(characters.UNSEEN)


def test_letters_are_letters_and_no_tatweel() -> None:
    assert members(characters.LETTERS) <= of_category("Lo")
    assert characters.TATWEEL not in members(characters.LETTERS)
    assert members(characters.ALEF_VARIANTS + characters.YEH_VARIANTS) <= of_category("Lo")


@pytest.mark.parametrize("row", characters.DIGIT_ROWS)
def test_digits_are_in_the_order_of_their_values(row: str) -> None:
    assert [unicodedata.decimal(digit) for digit in row] == list(range(10))
    assert set(row) <= members(characters.DIGITS)


def test_spaces_are_read_as_one() -> None:
    for space in members(characters.SPACES):
        assert unicodedata.normalize("NFKC", space) == " "
    assert all(map(str.isspace, members(characters.LINE_ENDS)))
