"""Every hit shows why it was found; marks are whole words of the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Engine, Hit
from tests.search.random_queries import modes, text_queries
from tests.support import Make, article


def _marked(hit: Hit) -> list[str]:
    shown = [(hit.title, hit.title_highlights)]
    shown += [(snippet.text, snippet.highlights) for snippet in hit.snippets]
    return [text[start:end] for text, spans in shown for start, end in spans]


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=300, deadline=None)
@given(query=text_queries, match=modes, exact=st.booleans())
def test_every_hit_of_a_text_query_has_a_highlight(
    several: Engine, query: str, match: str, exact: bool
) -> None:
    options = {"match": match, "exact": exact, "limit": 40, "facets": 0}
    for hit in several.search(query, **options).hits:  # type: ignore[arg-type]
        assert _marked(hit), hit
        assert all(word.strip() == word != "" for word in _marked(hit))


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("المهرجتن زرافة", "انطلق المهرجان مساء", ["المهرجان"]),  # a near spelling
        ("الكاتبون زرافة", "افتتحت مكتبة كبيرة", ["مكتبة"]),  # the same root
        ("title:غائب المهرجتن", "انطلق المهرجان مساء", ["المهرجان"]),
        ("من OR زرافة", "خرجوا من هنا", ["من"]),  # a stop word that was asked for
        ("+من حلب", "خرجوا من حلب", ["من", "حلب"]),
    ],
)
def test_marks_are_those_of_the_query_that_was_run(
    make: Make, query: str, text: str, marked: list[str]
) -> None:
    engine = make([article(1, text, "خبر"), article(2, "لا شيء هنا", "خبر")])
    hits = engine.search(query).hits
    assert [_marked(hit) for hit in hits] == [marked]
    assert [text[a:b] for a, b in engine.matches(query, text)] == marked


def test_a_title_phrase_whose_words_stand_apart_is_marked_word_by_word(make: Make) -> None:
    engine = make([article(1, "نص", "نهر طويل جدا عند جبل نهر")])
    (hit,) = engine.search('title:"نهر جبل طويل"~4').hits
    assert {"نهر", "جبل"} <= set(_marked(hit))


def test_what_is_excluded_is_not_marked(make: Make) -> None:
    engine = make([article(1, "نهر وجبل وسهل", "خبر")])
    assert [_marked(hit) for hit in engine.search("نهر -بحر").hits] == [["نهر"]]
    assert engine.matches("-نهر", "نهر وجبل") == ()
