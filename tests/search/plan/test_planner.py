"""What a query is planned as: which words, of which views, required or not."""

from collections.abc import Callable, Iterator

import pytest
from whoosh import query as wq

from index.schema import TEXT_FIELDS
from search import Engine
from search.execute.queries.asked import Asked
from search.execute.queries.facet_values import Values
from search.execute.queries.word_query import WordQuery
from search.plan.filters import filter_queries
from search.plan.planner import Plan
from search.results import Filters
from tests.support import NEWS, Make, article, opened

MORE = [article("fair", "انطلق المهرجان الكبير وعرضت مكتبة"), article("fairs", "مهرجانات الصيف")]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Plan]]:
    with opened(tmp_path_factory.mktemp("plan"), NEWS, MORE) as engine:
        yield lambda query: engine._state.finder.plan(query, exact=False)


def _words(query: object) -> list[WordQuery]:
    if isinstance(query, WordQuery):
        return [query]
    return [word for child in query.children() for word in _words(child)]  # type: ignore[attr-defined]


def test_a_word_is_looked_for_in_title_and_body(plan: Callable[[str], Plan]) -> None:
    asked = plan("المدارس").strict
    assert isinstance(asked, Asked) and asked.label == "المدارس"
    assert asked.child.terms.fields == TEXT_FIELDS
    assert plan("title:المدارس").strict.child.terms.fields == ("title",)


def test_stop_words_are_left_out_beside_others(plan: Callable[[str], Plan]) -> None:
    assert plan("من المدارس").strict == plan("المدارس").strict
    assert plan("+من المدارس").strict != plan("المدارس").strict
    assert len(_words(plan("من في").strict)) == 2


def test_only_the_relaxed_query_expands_a_word_that_no_article_has(
    plan: Callable[[str], Plan],
) -> None:
    found = plan("المهرجتن حلب")
    assert [word.token.text for word in _words(found.strict)] == ["المهرجتن", "حلب"]
    misspelt, near, known = _words(found.relaxed)
    assert misspelt.terms.by_root and not known.terms.by_root
    assert near.token.exact == "المهرجان" and near.boost < misspelt.boost == 1.0
    # by itself, a misspelt word is left to the suggestion; a short one has too many neighbours
    assert len(_words(plan("المهرجتن").relaxed)) == 1
    assert len(_words(plan("جلب حماة").relaxed)) == 2


def test_facets_and_dates_are_required_in_any_mode(plan: Callable[[str], Plan]) -> None:
    relaxed = plan("مدرسة غائب مكان:حلب date:2024").relaxed
    assert isinstance(relaxed, wq.And)
    kinds = [type(part) for part in relaxed.subqueries]
    assert kinds == [Values, wq.NumericRange, wq.Or]


def test_filters_are_queries_of_facets_and_dates(news: Engine) -> None:
    filters = Filters(place=("حماه",), source=("غائب",))
    state = news._state
    made_of = state.facets, state.reader, state.own
    queries = filter_queries(filters, *made_of)
    assert queries == {"place": Values("place", {"حماة"}), "source": Values("source", ())}
    assert filter_queries(Filters(), *made_of) == {}


def test_equal_clauses_count_once(plan: Callable[[str], Plan]) -> None:
    assert plan("حلب حلب").strict == plan("حلب").strict


def test_nothing_to_look_for_in_a_word_without_letters(plan: Callable[[str], Plan]) -> None:
    assert plan("😀 حلب").strict == plan("حلب").strict


def test_words_in_a_row_score_apart_in_partial_matches(make: Make) -> None:
    engine = make(
        [
            article("row", "حضرت وزيرة الثقافة حفلا"),
            article("apart", "قالت وزيرة إن نهرا جف"),
            article("neither", "قالت إن نهرا جف"),
            article("word", "وزيرة أخرى"),
        ]
    )

    def ids(query: str) -> list[str]:
        return [hit.id for hit in engine.search(query, match="any").hits]

    # an article with one of the words is better for it, but none is found by it
    assert sorted(ids('"وزيرة الثقافة" نهرا')) == ["apart", "neither", "row"]
    assert ids('"وزيرة الثقافة" نهرا').index("apart") < ids('"وزيرة الثقافة" نهرا').index("neither")
    # where no article has them in a row, any of them finds it
    assert sorted(ids('"وزيرة الزراعة" نهرا')) == ["apart", "neither", "row", "word"]
    assert sorted(ids('=وزيرة "الزراعة وزيرة"')) == ["apart", "row", "word"]
    # a phrase by itself is a phrase
    assert ids('"وزيرة الزراعة"') == []
    assert engine.search('"وزيرة الزراعة" نهرا', match="all").total == 0
