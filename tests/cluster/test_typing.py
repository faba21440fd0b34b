"""What is said of a query that is being typed, or was mistyped, on a cluster as on a disk."""

from collections.abc import Iterator
from typing import Any

import pytest

from index import Article, sample
from index.cluster.connection import Connection
from index.ingest import read_paths
from search import open_index
from tests.cluster.answers import Pair, articles, pair
from tests.cluster.launcher import Cluster


@pytest.fixture(scope="module")
def typed(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The engines on the articles of the demo and some of random words."""
    read = [one for one in read_paths(sample.paths()) if isinstance(one, Article)]
    folder = tmp_path_factory.mktemp("typed")
    with pair(cluster, "typed", folder, 3, [*read, *articles(100)]) as engines:
        yield engines


@pytest.mark.parametrize(
    "query",
    [
        *("الفسيفسائ", "طرتوس", "سفينةأبحاث", "الفسيف ساء", "ميناء طرتوس", "مدرصة", "اسعر الخبز"),
        *('قمحح شخص:"هدى القاسم"', "خخخخخخخخ", "ط", "شخص:غائب", "طرطوس الفسيفساء", "الصحافه"),
        *("قنون المطبوعات", "wetlands", "حلب", "الفيضانت OR مدرصة", "(حلب"),
    ],
)
def test_what_may_have_been_meant_is_the_same(typed: Pair, query: str) -> None:
    modes: list[Any] = ["auto", "all", "any"]
    for match in modes:
        embedded, cluster = (engine.search(query, match=match).suggestion for engine in typed)
        assert cluster == embedded
    assert typed.cluster.search(query, bare=True).suggestion is None


def test_something_is_suggested(typed: Pair) -> None:
    found = typed.cluster.search("ميناء طرتوس")
    assert (found.match, found.suggestion) == ("any", "ميناء طرطوس")
    assert typed.cluster.search("سفينةأبحاث").suggestion == "سفينة أبحاث"


def test_nothing_more_is_asked_where_all_words_are_known(
    typed: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    request = Connection.request

    def counted(self: Connection, method: str, path: str, *args: Any, **options: Any) -> Any:
        asked.append(path)
        return request(self, method, path, *args, **options)

    with open_index(str(typed.cluster.address)) as engine:  # type: ignore[attr-defined]
        monkeypatch.setattr(Connection, "request", counted)
        numbers = []
        for query in ("وزير المياه", "مدرسة حلب"):
            for bare in (True, False):
                engine.refresh()
                asked.clear()
                engine.search(query, bare=bare, facets=0)
                numbers.append(len(asked))
    # What is more is what is read of the articles that are shown.
    assert numbers[1] <= numbers[0] + 1
    assert numbers[3] <= numbers[2] + 1


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("شخص:غائب", {}),
        ("place:دمشقق", {}),
        ("مصدر:سناا", {}),
        ("own:كذا", {}),
        ("شيء:حلب", {}),
        ("غير:مهم", {}),
        ("حلب أو غائب", {}),
        ("حلب", {"person": "لا أحد", "source": "ما", "tag": "x", "own": ("كذا",)}),
    ],
)
def test_what_there_is_not_is_said(typed: Pair, query: str, filters: dict[str, Any]) -> None:
    embedded, cluster = (engine.search(query, filters=filters).notes for engine in typed)
    assert cluster == embedded
    assert cluster


@pytest.mark.parametrize(
    "query",
    [
        *("م", "مد", "مدر", "الم", "حل", "title:مد", "title:ال", "خبر مدر", "والمد", "بالفي"),
        *("الفيض", '"حلب مد', "مدرسة ", "zz", "خخخ", "أس", "إس", "ئ", "الصح", "قان", "(مد"),
        *("person:ب", "person:سل", "شخص:هد", "بشا", "بشار ال", "سلمان بن", "source:س", "place:"),
    ],
)
def test_a_query_goes_on_alike(typed: Pair, query: str) -> None:
    for limit in (8, 2):
        embedded, cluster = (engine.complete(query, limit) for engine in typed)
        assert cluster == embedded


def test_words_of_many_articles_are_taken_from_some(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> None:
    many = [Article(str(n), f"خبر كتاب{'بتثجحخدذرزسشصضطظعغفقكلمنهوي'[n % 26]}") for n in range(300)]
    many += [Article(f"x{n}", "خبر كتابي كتابنا") for n in range(200)]
    folder = tmp_path_factory.mktemp("many")
    with pair(cluster, "many", folder, 2, many) as (embedded, other):
        assert other.complete("كتاب", 1) == embedded.complete("كتاب", 1)
