"""Articles like one: told by their words and names, copies folded."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import add_vectors, build
from index.errors import InputError
from search import Engine, open_index
from tests.support import NEWS, article, committed, opened
from tests.support.encoding import Waiting

FLOOD = (
    "غمرت مياه السيول أحياء من مدينة حماة بعد أمطار غزيرة. وأجلت فرق الإنقاذ عشرات العائلات من "
    "بيوتها، فيما حذرت مديرية الدفاع المدني من ارتفاع منسوب نهر العاصي خلال الليل."
)
FLOODS = [
    article("flood", FLOOD, "السيول تغمر حماة", places=("حماة",), persons=("مازن الحلو",)),
    article("copy", FLOOD + " (وكالات)", "السيول تغمر حماة"),
    article(
        "river",
        "ارتفع منسوب نهر العاصي بسبب السيول، وقالت فرق الإنقاذ إن الأمطار ستستمر.",
        "منسوب العاصي يرتفع",
    ),
    article(
        "copy of river",
        "ارتفع منسوب نهر العاصي بسبب السيول، وقالت فرق الإنقاذ إن الأمطار ستستمر",
        "منسوب العاصي يرتفع",
    ),
    article("visit", "زار مازن الحلو معرضا للكتب وتحدث عن الشعر.", "معرض الكتب"),
    article("alone", "zebra AND xylophone", "OR"),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with opened(tmp_path_factory.mktemp("similar"), NEWS, FLOODS) as engine:
        yield engine


def test_what_shares_telling_words_comes_first(engine: Engine) -> None:
    found = engine.similar("flood")
    assert found.hits[0].id == "river"
    assert "visit" not in [hit.id for hit in found.hits]  # a name alone makes none alike
    assert [hit.rank for hit in found.hits] == list(range(1, len(found.hits) + 1))
    assert found.hits[0].snippets[0].highlights


def test_copies_are_folded(engine: Engine) -> None:
    found = engine.similar("flood")
    listed = [hit.id for hit in found.hits]
    assert found.copies["flood"] == ("copy",)
    (kept,) = {"river", "copy of river"} & set(listed)
    assert found.copies[kept] == tuple({"river", "copy of river"} - {kept})
    assert not {"flood", "copy"} & set(listed)


def test_as_many_as_asked_for(engine: Engine) -> None:
    assert [hit.id for hit in engine.similar("flood", 1).hits] == [
        engine.similar("flood").hits[0].id
    ]
    assert engine.similar("flood", 0).hits == ()
    assert [hit.title for hit in engine.similar("flood", bare=True).hits] == [""]


def test_a_search_among_some_articles(engine: Engine) -> None:
    found = engine.search("نهر", filters={"ids": ("river", "visit")})
    assert [hit.id for hit in found.hits] == ["river"]


def test_its_query_goes_on_as_a_search(engine: Engine) -> None:
    found = engine.similar("flood", 0)
    assert "السيول" in found.query.split()
    assert '"مازن الحلو"' in found.query
    assert "من" not in found.query.split()
    ids = [hit.id for hit in engine.search(found.query, match="any").hits]
    assert set(ids[:2]) == {"flood", "copy"}


def test_meaning_orders_them_where_it_is_known(tmp_path: Path) -> None:
    texts = {
        "cargo": "رست عند أرصفة المدينة حاوية ضخمة فيها قماش وزجاج.",
        "cloth": "حاوية ضخمة من قماش عند المصنع.",
        "ship": "غادرت سفينة فيها حاوية ضخمة من زجاج عند الفجر، وفق بيان.",
    }
    committed(tmp_path, NEWS, [article(name, text, "خبر") for name, text in texts.items()])
    with open_index(tmp_path) as engine:
        assert [hit.id for hit in engine.similar("cargo").hits][:2] == ["cloth", "ship"]
    add_vectors(tmp_path, Waiting())
    with open_index(tmp_path) as engine:  # no encoder is asked
        found = engine.similar("cargo")
        assert [hit.id for hit in found.hits][:2] == ["ship", "cloth"]
        build([article("new", "رست حاوية ضخمة عند المصنع.", "خبر")], tmp_path)
        assert engine.refresh()
        assert engine.similar("new").hits[0].id == "cloth"


def test_an_article_that_is_like_no_other(engine: Engine) -> None:
    found = engine.similar("alone")
    assert (found.query, found.hits, found.copies) == ("", (), {})


def test_an_article_that_is_not_there(engine: Engine) -> None:
    with pytest.raises(InputError, match="no article 'absent'"):
        engine.similar("absent")
