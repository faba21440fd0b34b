"""Persons of one word: what an index has of them decides."""

from pathlib import Path

from index.entities import canonical_names
from index.entities.evidence import unsupported
from tests.support import STORY, article, opened


def test_a_given_name_that_many_bear_is_nobody() -> None:
    assert unsupported({"سعيد": 2, "سعيد العلاني": 8, "سعيد الفلاني": 5}) == {"سعيد"}
    assert unsupported({"سعيد": 2, "رامي سعيد": 20, "سعيد العلاني": 8}) == set()


def test_a_word_that_no_full_name_ends_in_needs_many_articles() -> None:
    assert unsupported({"درافيتسو": 2}) == {"درافيتسو"}
    assert unsupported({"درافيتسو": 5}) == set()
    assert unsupported({"درافيتسو": 1, "ماركو درافيتسو": 1}) == set()


def test_a_noun_needs_many_who_end_in_it() -> None:
    assert unsupported({"جبر": 3, "علي جبر": 2}) == {"جبر"}
    assert unsupported({"جبر": 3, "علي جبر": 20}) == set()


def test_a_listed_name_needs_no_evidence() -> None:
    assert unsupported({"بوتين": 1}) == set()


def test_a_short_name_is_that_of_the_only_one_who_bears_it() -> None:
    counts = {"درافيتسو": 2, "ماركو درافيتسو": 11}
    assert canonical_names("person", counts) == {"درافيتسو": "ماركو درافيتسو"}
    assert canonical_names("person", counts | {"لوكا درافيتسو": 4}) == {}
    assert canonical_names("person", {"سلمان": 1, "خالد بن سلمان": 9}) == {}


def test_what_a_record_brings_along_needs_no_evidence(tmp_path: Path) -> None:
    text = "قال الوزير درافيتسو إن القرار صدر. واجتمع المجلس بعد ذلك."
    read = article(1, text, persons=None, places=None, orgs=None)
    with opened(tmp_path / "alone", [read, STORY]) as engine:
        assert engine.entities("1")["person"] == ()
        assert engine.search("", filters={"person": ["درافيتسو"]}).total == 0
    brought = article(2, "خبر عن القرار", persons=("درافيتسو",))
    with opened(tmp_path / "brought", [read, brought]) as engine:
        for found in ("1", "2"):
            assert engine.entities(found)["person"] == ("درافيتسو",)
        assert engine.search("", filters={"person": ["درافيتسو"]}).total == 2
    many = [article(n, f"{text} {n}", persons=None, places=None, orgs=None) for n in range(5)]
    with opened(tmp_path / "many", many) as engine:
        (value,) = engine.search("", facets=5).facets["person"]
        assert (value.value, value.count) == ("درافيتسو", 5)
