"""The queries of one leaf: words by their places, patterns, near spellings."""

import pytest
from whoosh import query as wq

from index.analysis import Analyzer
from search.plan.leaf import folded_pattern, fuzzy_queries, of_view, pattern_queries
from search.plan.query_words import lattice
from search.query.syntax import Pattern, Word

ANALYZER = Analyzer()


def test_a_hashtag_stands_for_its_words_and_for_itself() -> None:
    whole, places = lattice(ANALYZER("#دوري_المحافظات"))
    assert [token.text for token in whole] == ["#دوري_المحافظات"]
    assert [of_view(place, "exact") for place in places] == [["دوري"], ["المحافظات"]]
    assert lattice(ANALYZER("حلب"))[0] == []


@pytest.mark.parametrize(
    ("pattern", "exact", "expected"),
    [
        ("مدرس*", True, {("title", "مدرس*"), ("body", "مدرس*")}),
        (
            "مدرس*",
            False,
            {
                (field + suffix, text)
                for field in ("title", "body")
                for suffix, text in (("", "مدرس*"), ("_stem", "مدرس*"), ("", "المدرس*"))
            },
        ),
        ("م*", True, {("title", "م*"), ("body", "م*")}),
        ("أح?د", True, {("title", "اح?د"), ("body", "اح?د")}),
        ("**سى", True, {("title", "*سي"), ("body", "*سي")}),
    ],
)
def test_patterns(pattern: str, exact: bool, expected: set[tuple[str, str]]) -> None:
    queries = pattern_queries(Pattern(pattern, (0, len(pattern))), exact=exact)
    found = {
        (query.fieldname, query.text + "*" if isinstance(query, wq.Prefix) else query.text)
        for query in queries
    }
    assert found == expected


def test_folding_keeps_the_signs() -> None:
    assert folded_pattern("أ?مَد*") == "ا?مد*"


def test_near_spellings_are_of_single_words_as_written() -> None:
    word = Word("المدارس", (0, 7), "title", distance=2)
    (near,) = fuzzy_queries(word, lattice(ANALYZER("المدارس"))[1])
    assert (near.fieldname, near.text, near.maxdist) == ("title", "المدارس", 2)
    assert fuzzy_queries(word, lattice(ANALYZER("#دوري_المحافظات"))[1]) == []
