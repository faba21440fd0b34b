"""One person by all spellings; who stands beside whom; a user's own list of names."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, build, check_index
from search import Engine, open_index
from tests.support import Make, article

STORIES = {
    "full": "استقبل ولي العهد السعودي محمد بن سلمان وفدا في الرياض.",
    "son": "قال الأمير محمد ابن سلمان إن الخطة جاهزة.",
    "tag": "غرد كثيرون عن #محمد_بن_سلمان مساء.",
    "short": "وصل محمد بن سلمان إلى باريس. وقال ابن سلمان إنه متفائل.",
    "king": "ترأس الملك سلمان بن عبد العزيز الجلسة في الرياض.",
    "other": "زار محمد بن زايد مدينة العين.",
}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("names")
    build([Article(id=key, title="خبر", text=text) for key, text in STORIES.items()], place)
    return place


@pytest.fixture
def engine(directory: Path) -> Iterator[Engine]:
    with open_index(directory) as opened:
        yield opened


def ids(engine: Engine, query: str) -> set[str]:
    return {hit.id for hit in engine.search(query).hits}


@pytest.mark.parametrize(
    "spelling",
    ["محمد بن سلمان", "محمد ابن سلمان", "ابن سلمان", "بن سلمان", "#محمد_بن_سلمان", "محمد_بن_سلمان"],
)
def test_a_person_is_found_by_any_spelling(engine: Engine, spelling: str) -> None:
    wanted = {"full", "son", "tag", "short"}
    assert ids(engine, f'person:"{spelling}"') == wanted
    assert {h.id for h in engine.search(filters={"person": [spelling]}).hits} == wanted


def test_the_son_of_somebody_who_is_in_no_table(tmp_path: Path) -> None:
    texts = ["قال الأمير راكان بن مسفر كلمة.", "حضر مسفر بن راكان الحفل."]
    build([Article(id=f"{n}", title="خبر", text=text) for n, text in enumerate(texts)], tmp_path)
    with open_index(tmp_path) as engine:
        assert ids(engine, 'person:"ابن مسفر"') == {"0"}
        assert ids(engine, 'person:"بن راكان"') == {"1"}


def test_a_user_s_list_holds_for_what_is_indexed_and_for_what_comes(directory: Path) -> None:
    names = "person\tمحمد بن زايد\tولي عهد أبوظبي\norg\tفلان\tعلان\nplace\t-\tالرياض\n"
    build([], directory, names=names)
    with open_index(directory) as engine:
        assert ids(engine, 'person:"ولي عهد أبوظبي"') == {"other"}
        assert "الرياض" not in [v.value for v in engine.facet_values("place", limit=99)]
        assert engine.entities("full")["place"] == ()
        counted = engine.search("person:سلمان", facets=9).facets["place"]
        assert [v.value for v in counted] == ["باريس"]
    build([Article(id="new", title="خبر", text="عاد الوفد إلى الرياض.")], directory)
    assert check_index(directory) == []
    with open_index(directory) as engine:
        assert engine.entities("new")["place"] == ()
    build([], directory, names="")
    with open_index(directory) as engine:
        assert engine.entities("new")["place"] == ("الرياض",)


def test_a_rebuild_takes_the_list_over(tmp_path: Path) -> None:
    story = Article(id="a", title="خبر", text="عاد الوفد إلى الرياض.")
    build([story], tmp_path, names="place\t-\tالرياض\n")
    build([story], tmp_path, rebuild=True)
    with open_index(tmp_path) as engine:
        assert engine.entities("a")["place"] == ()


def test_a_list_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="line 1"):
        build([], tmp_path, names="nothing of the kind")


def test_a_name_is_meant_with_a_particle_in_front(make: Make) -> None:
    engine = make(
        [
            article(1, places=("زولنكاس",), persons=("فراس زولنكوف",)),
            article(2, persons=("وليد بيان",)),
        ]
    )
    assert engine.names("بزولنكاس")["place"] == ("زولنكاس",)
    assert engine.names("وبزولنكاس")["place"] == ("زولنكاس",)
    assert engine.names("وفراس زولنكوف")["person"] == ("فراس زولنكوف",)
    assert engine.names("وليد")["person"] == ("وليد بيان",)
    assert engine.names("ليد")["person"] == engine.names("يان")["person"] == ()
    assert ids(engine, "مكان:بزولنكاس") == {"1"}
