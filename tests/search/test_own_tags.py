"""The user's own tags in queries and filters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import build
from search import Engine, open_index
from tests.support import NEWS, article, ids, opened


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with opened(tmp_path, NEWS) as engine:
        engine.tag(["sea", "school"], "+مهم", "+read")
        engine.tag(["match"], "+Draft", "+سبق صحفي")
        yield engine


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("own:مهم", {"sea", "school"}),
        ("وسمي:مهم حلب", {"school"}),
        ("own:draft", {"match"}),
        ('وسمي:"سبق صحفي"', {"match"}),
        ("وسمي:سبق-صحفي", {"match"}),
        ("own:dr*", {"match"}),
        ("own:read", {"sea", "school"}),
        ("وسمي:مقروء", {"sea", "school"}),
        ("own:unread", {"match", "market", "museum"}),
        ('وسمي:"غير مقروء" حلب', {"market"}),
        ("حلب -own:read", {"market"}),
        ("-own:unread", {"sea", "school"}),
        ("own:*", {"sea", "school", "match"}),
        ("own:(مهم OR draft)", {"sea", "school", "match"}),
        ("own:nothing", set()),
        ("tag:مهم", set()),
    ],
)
def test_queries(engine: Engine, query: str, found: set[str]) -> None:
    assert set(ids(engine, query)) == found


def test_a_tag_adds_nothing_to_a_score(engine: Engine) -> None:
    [plain] = [hit for hit in engine.search("مدرسة").hits if hit.id == "school"]
    [tagged] = engine.search("مدرسة own:مهم").hits
    assert tagged.score == plain.score


def test_filters(engine: Engine) -> None:
    assert set(ids(engine, filters={"own": ("مهم", "draft")})) == {"sea", "school", "match"}
    assert set(ids(engine, filters={"own": "مهم", "unread": True})) == set()
    assert set(ids(engine, filters={"unread": True})) == {"match", "market", "museum"}


def test_what_is_tagged_meanwhile_is_found_by_the_same_question(engine: Engine) -> None:
    assert set(ids(engine, "own:new")) == set()
    other = open_index(engine._state.snapshot.directory)
    assert other.tag(["museum"], "+new", "+read") == 1
    other.close()
    assert ids(engine, "own:new") == ["museum"]
    assert set(ids(engine, filters={"unread": True})) == {"match", "market"}


def test_hits_have_their_tags(engine: Engine) -> None:
    found = {hit.id: hit.own for hit in engine.search("").hits}
    assert found["school"] == ("read", "مهم")
    assert found["market"] == ()


def test_a_tag_that_does_not_exist_is_said(engine: Engine) -> None:
    [note] = engine.search("own:مهمم").notes
    assert "مهمم" in str(note) and "مهم" in str(note)
    assert not engine.search("own:unread").notes


def test_tags_of_many_articles_and_of_few_find_the_same(tmp_path: Path) -> None:
    build([article(number, f"خبر {number}") for number in range(200)], tmp_path)
    with open_index(tmp_path) as engine:
        few, many = {"3", "77"}, {str(number) for number in range(0, 200, 2)}
        engine.tag([*few, "gone"], "+few")
        engine.tag(many, "+many")
        assert set(ids(engine, "own:few", limit=300)) == few
        assert set(ids(engine, "own:many", limit=300)) == many
        assert len(ids(engine, "-own:few", limit=300)) == 198
