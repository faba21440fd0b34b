"""A pattern compiled at its first use does what a compiled one does."""

import re

import pytest

from index.patterns import pattern


def test_a_pattern_finds_what_a_compiled_one_finds() -> None:
    vowels = pattern("([aeiou])", re.IGNORECASE)
    text = "An onion"
    assert vowels.findall(text) == re.findall("([aeiou])", text, re.IGNORECASE)
    assert vowels.sub("<\\1>", text) == "<A>n <o>n<i><o>n"
    assert vowels.split("xay") == ["x", "a", "y"] and vowels.pattern == "([aeiou])"
    assert vowels.search(text) and vowels.match(text) and not vowels.match("x")
    assert vowels.fullmatch("O") and not vowels.fullmatch(text)
    assert [found.span() for found in vowels.finditer(text)] == [(0, 1), (3, 4), (5, 6), (6, 7)]


def test_nothing_is_compiled_before_it_is_used() -> None:
    unclosed = pattern("(")
    with pytest.raises(re.error):
        unclosed.match("")
