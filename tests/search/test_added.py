"""Queries by when articles came in."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from index import build
from index.errors import InputError
from search import Engine, QueryError, open_index
from search.query.parser import parse
from tests.support import article, ids


def milliseconds(days_ago: int) -> int:
    noon = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
    noon -= timedelta(days_ago)
    return int(noon.timestamp() * 1000)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    directory = tmp_path_factory.mktemp("added")
    texts = {"old": "حريق قديم", "week": "حريق في الأسبوع", "yesterday": "حريق الأمس"}
    ages = {"old": 40, "week": 6, "yesterday": 1}
    for name, text in texts.items():
        build([article(name, text)], directory, added={name: milliseconds(ages[name])})
    build([article("new", "حريق جديد", date=date(2020, 1, 1))], directory)
    with open_index(directory) as opened:
        yield opened


ALL = {"old", "week", "yesterday", "new"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("added:today", {"new"}),
        ("حريق added:today", {"new"}),
        ("added:yesterday", {"yesterday"}),
        ("أضيف:أمس", {"yesterday"}),
        ("added:7d", {"week", "yesterday", "new"}),
        ("أضيف:آخر أسبوع", {"week", "yesterday", "new"}),
        ("added:[30d TO yesterday]", {"week", "yesterday"}),
        ("added:>=7d -added:today", {"week", "yesterday"}),
        ("added:<7d", {"old"}),
        ("added:last-run", {"new"}),
        ("أضيف:آخر دفعة", {"new"}),
        ('added:"last run"', {"new"}),
        ("-added:last-run", ALL - {"new"}),
        ("added:*", ALL),
        ("added:2020", set()),
        ("date:2020", {"new"}),
        ("added:[* TO *]", ALL),
    ],
)
def test_queries(engine: Engine, query: str, found: set[str]) -> None:
    assert set(ids(engine, query)) == found


def test_a_day_that_is_none_is_an_error_that_says_where(engine: Engine) -> None:
    with pytest.raises(QueryError, match="not a date"):
        engine.search("حريق added:شيء")


def test_last_run_is_no_date_of_an_article() -> None:
    with pytest.raises(QueryError):
        parse("date:last-run")


def test_filters(engine: Engine) -> None:
    today = date.today()
    assert set(ids(engine, filters={"added_since": today - timedelta(1)})) == {"yesterday", "new"}
    assert set(ids(engine, filters={"added_since": "7d"})) == {"week", "yesterday", "new"}
    assert ids(engine, filters={"added_since": "last-run"}) == ["new"]
    with pytest.raises(InputError):
        engine.search(filters={"added_since": "noon-ish"})


def test_hits_and_articles_say_when_they_came_in(engine: Engine) -> None:
    [hit] = engine.search("added:yesterday").hits
    assert hit.added == datetime.fromtimestamp(milliseconds(1) // 1000, UTC)
    assert engine.added("yesterday") == hit.added
    assert engine.added("nobody") is None


def test_the_last_run_is_that_of_the_articles_that_are_left(tmp_path: Path) -> None:
    build([article("a", "أول")], tmp_path, added={"a": 1000})
    with open_index(tmp_path) as engine:
        assert ids(engine, "added:last-run") == ["a"]
        assert ids(engine, "added:1970") == ["a"]
