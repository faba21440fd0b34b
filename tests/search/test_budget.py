"""Searches that end before their time, and what is left of them."""

from itertools import count
from pathlib import Path

import pytest

from search import QueryTimeout, SearchDropped, limited
from search.budget import check
from tests.search.random_queries import random_articles
from tests.support import ids, opened

QUERIES = [
    "مدرسة كتاب -قمح",
    "*ا* م?ر*",
    "المهرجتن~2 غائبب",
    '"في من قال بعد"~20',
    "(حلب OR title:حماة) AND NOT قمح*",
    "person:هدى زرلفة",
    "date:2024 *",
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_search_may_be_given_up_anywhere_and_asked_again(query: str, tmp_path: Path) -> None:
    batches = [random_articles(seed, 12) for seed in range(3)]
    with opened(tmp_path, *batches) as engine:
        wanted = ids(engine, query)
    for most in count(step=3):
        with opened(tmp_path) as engine:
            asked = count()
            try:
                with limited(dropped=lambda asked=asked, most=most: next(asked) >= most):
                    found = ids(engine, query)
            except SearchDropped:
                assert ids(engine, query) == wanted
                continue
        assert found == wanted
        break
    assert most, "nothing asked whether the search goes on"


def test_time_runs_out_with_one_line(tmp_path: Path) -> None:
    with opened(tmp_path, random_articles(1, 5)) as engine:
        with pytest.raises(QueryTimeout) as caught:
            engine.search("مدرسة كتاب", timeout=1e-9)
        assert caught.value.exit_code == 2
        assert "1e-09 s" in str(caught.value)
        assert engine.search("مدرسة كتاب", timeout=1000).total
        assert engine.search("مدرسة كتاب").total


def test_the_shorter_of_two_limits_holds() -> None:
    with limited(1e-9), limited(1000), pytest.raises(QueryTimeout, match="1e-09"):
        check()
    with limited(1000, lambda: True), limited(1000), pytest.raises(SearchDropped):
        check()
    check()
