"""Whatever is asked, on an index of whatever shape, has an answer or one line."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search import Engine, QueryError
from tests.search.query.test_parser import PIECES
from tests.search.random_queries import modes, queries
from tests.support import article, opened


@pytest.mark.parametrize(
    "query", ["*", "و", "حلب " * 2000, "😀 حلب", "\ud800", "\x00", "ـــ", "م*"]
)
def test_odd_queries_get_an_answer(news: Engine, query: str) -> None:
    try:
        assert news.search(query).total >= 0
    except QueryError as error:
        assert "\n" not in str(error)


@settings(max_examples=80, deadline=None)
@given(query=st.lists(st.sampled_from([*PIECES, "القمح", "هدى القاسم"]), max_size=12).map("".join))
def test_any_query_gets_an_answer(news: Engine, query: str) -> None:
    try:
        found = news.search(query, explain=True)
    except QueryError as error:
        assert error.exit_code == 2
        return
    assert found.total == len(found.hits)  # there are fewer articles than the limit
    for hit in found.hits:
        for a, b in hit.snippets[0].highlights:
            assert hit.snippets[0].text[a:b].strip()


@pytest.fixture(scope="module")
def shapes(
    tmp_path_factory: pytest.TempPathFactory, several: Engine
) -> Iterator[dict[str, Engine]]:
    """Engines on an empty index, an index of one article, of a blank one, and of many segments."""
    root = tmp_path_factory.mktemp("shapes")
    with (
        opened(root / "empty", []) as empty,
        opened(root / "one", [article(1, "مدرسة جديدة في حلب")]) as one,
        opened(root / "blank", [article(1, "")]) as blank,
    ):
        yield {"empty": empty, "one": one, "blank": blank, "several": several}


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=250, deadline=None)
@given(
    query=st.one_of(
        queries, st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.text(max_size=20)
    ),
    match=modes,
    exact=st.booleans(),
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
    recent=st.sampled_from([None, 30, 1e-9, 5e-324]),
    page=st.sampled_from([(0, 0), (10, 0), (1, 3)]),
)
@example("title:facebook ترمب", "any", False, "relevance", None, (10, 0))
@example("حرب عنوان:كورونا", "auto", False, "relevance", None, (10, 0))
def test_no_query_raises_anything_but_a_query_error(
    shapes: dict[str, Engine],
    query: str,
    match: Any,
    exact: bool,
    sort: Any,
    recent: float | None,
    page: tuple[int, int],
) -> None:
    limit, offset = page
    for engine in shapes.values():
        try:
            found = engine.search(
                query,
                match=match,
                exact=exact,
                sort=sort,
                recent=recent,
                limit=limit,
                offset=offset,
                explain=True,
            )
        except QueryError:
            continue
        assert all(isfinite(hit.score) for hit in found.hits)
        engine.matches(query, "مدرسة جديدة في حلب", exact=exact)
        engine.timeline(query, match=match, exact=exact)
        engine.complete(query)
