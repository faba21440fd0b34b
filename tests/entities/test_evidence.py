"""Persons of one word: what an index has of them decides."""

from index.entities import canonical_names
from index.entities.evidence import unsupported


def test_a_given_name_that_many_bear_is_nobody() -> None:
    assert unsupported({"سعيد": 2, "سعيد العلاني": 8, "سعيد الفلاني": 5}) == {"سعيد"}
    assert unsupported({"سعيد": 2, "رامي سعيد": 20, "سعيد العلاني": 8}) == set()


def test_a_word_that_no_full_name_ends_in_needs_many_articles() -> None:
    assert unsupported({"درافيتسو": 2}) == {"درافيتسو"}
    assert unsupported({"درافيتسو": 5}) == set()
    assert unsupported({"درافيتسو": 1, "ماركو درافيتسو": 1}) == set()


def test_a_listed_name_needs_no_evidence() -> None:
    assert unsupported({"بوتين": 1}) == set()


def test_a_short_name_is_that_of_the_only_one_who_bears_it() -> None:
    counts = {"درافيتسو": 2, "ماركو درافيتسو": 11}
    assert canonical_names("person", counts) == {"درافيتسو": "ماركو درافيتسو"}
    assert canonical_names("person", counts | {"لوكا درافيتسو": 4}) == {}
    assert canonical_names("person", {"سلمان": 1, "خالد بن سلمان": 9}) == {}
