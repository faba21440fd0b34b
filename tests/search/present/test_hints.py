"""What is said of queries that find nothing, or that may be read in two ways."""

import pytest

from search import Engine
from search.results import Filters
from tests.support import Make, article


@pytest.fixture
def desk(make: Make) -> Engine:
    sections = ["رياضة", "اقتصاد", "اقتصاد محلي"]
    return make(
        [
            article(n, "افتتح سامر الحداد معرض الزهور في الميناء", source="skynews", category=name)
            for n, name in enumerate(sections)
        ]
    )


def notes(engine: Engine, query: str, **filters: tuple[str, ...]) -> list[str]:
    return [str(note) for note in engine.search(query, filters=Filters(**filters)).notes]


def test_a_value_that_does_not_exist_is_told_with_those_like_it(desk: Engine) -> None:
    assert notes(desk, "", source=("sky",)) == ["no source is called sky; there is skynews"]
    (said,) = notes(desk, "معرض", category=("sport",))
    assert said.startswith("no category is called sport; there is ")
    assert all(name in said for name in ("رياضة", "اقتصاد محلي"))
    (said,) = notes(desk, "قسم:اقتصد")
    assert said.startswith("no category is called اقتصد; there is اقتصاد")
    assert notes(desk, "", person=("لا أحد",)) == ["no person is called لا أحد"]


def test_what_excludes_nothing_is_told_beside_the_hits(desk: Engine) -> None:
    found = desk.search("معرض -category:ثقافة")
    assert found.total == 3
    assert "no category is called ثقافة" in str(found.notes[0])
    assert desk.search("معرض -category:رياضة").notes == ()


def test_a_field_that_does_not_exist_is_told_where_nothing_is_found(desk: Engine) -> None:
    (said,) = notes(desk, "kategory:رياضة")
    assert said.startswith("there is no field kategory; there are ")
    assert "category: قسم:" in said
    assert notes(desk, "https://example.org/معرض") == []
    assert notes(desk, "معرض") == []


@pytest.fixture
def two(make: Make) -> Engine:
    return make([article("a", "زار كرم الميناء"), article("b", "عاد نديم"), article("c", "مطر")])


@pytest.mark.parametrize(
    ("query", "found", "said"),
    [
        ("كرم أو نديم", {"a", "b"}, 1),
        ("كرم الميناء أو نديم", {"a", "b"}, 1),
        ("كرم او غائب", {"a"}, 1),
        ("كرم أو", {"a"}, 0),
        ('"كرم أو نديم"', set(), 0),
        ("مطر أو شمس وريح وبرد وغيم -كرم", {"c"}, 0),
    ],
)
def test_or_between_plain_words(two: Engine, query: str, found: set[str], said: int) -> None:
    results = two.search(query)
    assert {hit.id for hit in results.hits} == found
    assert len(results.notes) == said


def test_or_is_a_word_where_all_words_are_asked_for(two: Engine) -> None:
    assert two.search("كرم أو نديم", match="all").total == 0
