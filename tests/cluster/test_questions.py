"""What is asked of a cluster besides queries has the answers of an index on disk."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from index import Article, build
from index.cluster.indexer import build as load
from index.errors import InputError
from search import Engine, Filters, open_index
from search.arrivals import Alerts
from search.cluster import names, whole, words
from search.saved import Kept
from tests.cluster.answers import Pair, articles, eventful_articles, pair
from tests.cluster.launcher import Cluster


@pytest.fixture(scope="module")
def asked(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The engines on the same articles, on the cluster in two shards."""
    folder = tmp_path_factory.mktemp("asked")
    with pair(cluster, "asked", folder, 2, articles(80)) as engines:
        yield engines


@pytest.mark.parametrize(
    "query",
    [
        "مدرسة",
        "مدرسة حلب قمح",
        '"مدرسة حلب"',
        "المهرجتن",
        "=مدرسة",
        "مدر* date:2024",
        "(مدرسة)^3 OR (حلب)",
        'person:"بشار الأسد" OR مدرسة',
        "",
    ],
)
def test_a_score_is_explained_alike(asked: Pair, query: str) -> None:
    def told(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
        hits = engine.search(query, limit=200, match="any", explain=True)
        for hit in hits:
            assert sum(share.score for share in hit.shares) == pytest.approx(hit.score)
            assert len(hit.explanation) == len(hit.shares)
        return {
            hit.id: [(s.label, s.source, s.field, s.term, s.frequency) for s in hit.shares]
            for hit in hits
        }

    embedded, cluster = map(told, asked)
    assert cluster == embedded
    assert any(cluster.values()) == bool(query)


def test_what_the_cluster_alone_has_ranked_says_so(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pair(cluster, "far", tmp_path_factory.mktemp("far"), 2, articles(250)) as engines:
        hits = engines.cluster.search("مدرسة OR حلب OR قمح OR من", limit=220, explain=True).hits
    assert len(hits) > 200
    assert {share.source for hit in hits[200:] for share in hit.shares} == {"cluster"}
    assert "cluster" not in {share.source for hit in hits[:200] for share in hit.shares}


@pytest.mark.parametrize("name", ["school", "7-12", "7-3", "7-40", "market"])
def test_articles_like_one_are_the_same(asked: Pair, name: str) -> None:
    embedded, cluster = (engine.similar(name, 60) for engine in asked)
    assert cluster.query == embedded.query
    scores = {hit.id: hit.score for hit in embedded.hits}
    assert {hit.id: hit.score for hit in cluster.hits} == pytest.approx(scores, rel=0.02)
    assert {len(hit.snippets) for hit in cluster.hits} == {1}
    assert cluster.copies == embedded.copies
    assert asked.cluster.similar(name, 0).query == embedded.query
    assert [hit.id for hit in asked.cluster.similar(name, 3, bare=True).hits] == [
        hit.id for hit in cluster.hits[:3]
    ]


def test_there_are_no_articles_like_one_that_is_not_there(asked: Pair) -> None:
    with pytest.raises(InputError, match="no article 'nowhere' in the index"):
        asked.cluster.similar("nowhere")


@pytest.fixture(scope="module")
def eventful(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The engines on articles of which the last days are unlike the others, in three shards."""
    folder = tmp_path_factory.mktemp("eventful")
    with pair(cluster, "eventful", folder, 3, eventful_articles()) as engines:
        yield engines


def same(engines: Pair, ask: Callable[[Engine], Any]) -> Any:
    """Return what both engines answer, but for what is said of it."""
    embedded, cluster = (ask(engine) for engine in engines)
    assert replace(cluster, notes=()) == replace(embedded, notes=())
    return cluster


@pytest.mark.parametrize("step", ["day", "week", "month"])
@pytest.mark.parametrize("facet", [None, "person", "place", "tag"])
def test_counts_over_time_are_the_same(eventful: Pair, step: Any, facet: str | None) -> None:
    options: dict[str, Any] = {"step": step, "facet": facet, "filters": {"place": "حلب"}}
    found = same(eventful, lambda engine: engine.series("حلب OR مدرسة", limit=3, **options))
    assert len(found.rows) > 1 or facet is None
    assert [str(said) for said in found.notes] == ["copies are not folded on a cluster yet"]
    assert not same(eventful, lambda engine: engine.series("غائب", **options)).periods
    assert not eventful.cluster.series("حلب", collapse=False).notes


@pytest.mark.parametrize("kind", ["person", "place", "source", "word"])
def test_what_rises_is_the_same(eventful: Pair, kind: str) -> None:
    found = same(eventful, lambda engine: engine.trends(kind, window=9, limit=12))
    assert bool(found.trends) == (kind in {"person", "word"})
    until = dt.date(2024, 12, 25)
    same(eventful, lambda e: e.trends(kind, query="مدرسة OR حلب", until=until, limit=2))
    assert same(eventful, lambda engine: engine.trends(kind, query="غائب")).since is None


def test_words_are_asked_for_until_no_other_can_be_among_the_first(
    eventful: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "_BATCH", 3)
    assert len(same(eventful, lambda engine: engine.trends("word", window=9, limit=4))) == 4


def test_words_of_too_many_articles_are_not_counted(
    eventful: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("trends", "compare"):
        monkeypatch.setattr(f"search.cluster.{module}.MOST_READ", 10)
    with pytest.raises(
        InputError, match=r"the words of .+ articles are not counted, of 10 at most"
    ):
        eventful.cluster.trends("word", window=30)
    found = eventful.cluster.compare("سانا", "رويترز")
    assert not any(side.words for side in found.sides)
    assert "are not counted" in found.notes[-1]


@pytest.mark.parametrize("query", ["حلب OR مدرسة", "زلزال", "", "غائب"])
@pytest.mark.parametrize(("facet", "values"), [("source", ("سانا", "رويترز")), ("tag", ("x", "z"))])
def test_two_values_are_compared_alike(
    eventful: Pair, query: str, facet: str, values: tuple[str, str]
) -> None:
    embedded, cluster = (e.compare(*values, query, facet=facet, limit=5) for e in eventful)
    assert replace(cluster, sides=(), notes=()) == replace(embedded, sides=(), notes=())
    for one, other in zip(embedded.sides, cluster.sides, strict=True):
        assert replace(other, stories=()) == replace(one, stories=())
        if query:  # without a word to rank by, articles of one day stand in no order
            assert {hit.id for hit in other.stories} == {hit.id for hit in one.stories}


@pytest.mark.parametrize("name", ["بشار الأسد", "حلب", "سوريا", "سلمان", "لا أحد"])
def test_who_stands_beside_a_name_is_the_same(
    eventful: Pair, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded = eventful.embedded.company(name)
    assert eventful.cluster.company(name) == embedded
    assert bool(embedded.links) == (name != "لا أحد")
    monkeypatch.setattr("search.cluster.company._AT_ONCE", 2)
    assert eventful.cluster.company(name, 4) == eventful.embedded.company(name, 4)


@pytest.mark.parametrize("facet", ["person", "place", "source", "tag"])
def test_values_that_begin_with_a_text(eventful: Pair, facet: str) -> None:
    for prefix in ("", "ب", "سلمان", "سلمان بن ع", "ر", "x", "غغ"):
        embedded, cluster = (engine.facet_values(facet, prefix) for engine in eventful)
        assert cluster == embedded


def test_facets_are_listed_whole_however_many_values_they_have(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "_AT_ONCE", 2)
    tags = [f"وسم{n}" for n in range(11_000)]
    many = [Article(str(n), "خبر", tags=tuple(tags[n::20])) for n in range(20)]
    spelled = [replace(one, id=f"x{one.id}") for one in articles(60)]
    folder = tmp_path_factory.mktemp("whole")
    with pair(cluster, "whole", folder, 2, [*many, *spelled]) as engines:
        asked: dict[str, Any] = {"facets": whole.LONGEST + 2000, "bare": True}
        for options in ({}, {"filters": {"person": "بشار الأسد", "since": "2024-03"}}):
            embedded, other = (e.search("خبر OR حلب", **asked, **options) for e in engines)
            assert other.facets == embedded.facets
        assert len(engines.cluster.search("خبر", **asked).facets["tag"]) == len(tags)
        embedded, other = (engine.facet_values("tag", limit=10**6) for engine in engines)
        assert other == embedded


SEARCHES = (
    Kept("word", "مدرسة", at=1),
    Kept("several", "مدرسة حلب"),
    Kept("or", "حلب أو القمح"),
    Kept("name", 'شخص:"بشار الأسد"'),
    Kept("filtered", "حلب", Filters(place=("سوريا",), since=dt.date(2024, 3, 1))),
    Kept("unread", "حلب", Filters(unread=True)),
    Kept("excluded", "حلب", excluded=(("source", "سانا"),)),
    Kept("broken", "(حلب"),
    Kept("nothing", "غائب"),
    Kept("later", "مدرسة", at=2**45),
    Kept("alike", like=("school", "title", "مدرسة")),
)


def test_alerts_tell_of_the_same_articles_once(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    folder, address = tmp_path_factory.mktemp("alerts"), cluster.address("alerts", replicas=0)
    monkeypatch.setattr("search.cluster.alerts._AT_ONCE", 3)
    early, late = articles(60)[:40], articles(60)[40:]

    def told(found: Alerts) -> object:
        listed = {
            alert.search: (alert.total, alert.articles, {one.id for one in alert.arrivals})
            for alert in found.alerts
        }
        return found.searches, listed, [name for name, _ in found.faults]

    for part in (early, late):
        build(part, folder)
        load(part, address)
        with open_index(folder) as embedded, open_index(address) as other:
            engines = Pair(embedded, other)
            one, two = (engine.alerts(SEARCHES, limit=100) for engine in engines)
            assert told(two) == told(one)
            assert (len(two.alerts) > 1) == (part is late)
            assert [str(said) for said in two.notes] == ["copies are not folded on a cluster yet"]
            few = other.alerts(SEARCHES, limit=2)
            assert all(len(alert.arrivals) == min(2, alert.total) for alert in few.alerts)
            for since in ("last-run", dt.date(2020, 1, 1)):
                one, two = (e.alerts(SEARCHES, limit=100, since=since) for e in engines)
                assert told(two) == told(one)
                assert two.alerts
            for engine in engines:
                with engine.telling():
                    engine.told(engine.alerts(SEARCHES), but=["word"])
            one, two = (engine.alerts(SEARCHES, limit=100) for engine in engines)
            assert told(two) == told(one)
            assert {alert.search for alert in two.alerts} == {"word"}


@pytest.mark.parametrize(
    "query", ["مدرسة", "مدرسة حلب قمح", '"مدرسة حلب"~3', "title:مدرسة", "زلزال OR حلب"]
)
@pytest.mark.parametrize("recent", [3.0, 200.0])
def test_recent_articles_are_preferred_alike(eventful: Pair, query: str, recent: float) -> None:
    options: dict[str, Any] = {"recent": recent, "match": "any", "explain": True, "limit": 150}
    embedded, cluster = (engine.search(query, **options).hits for engine in eventful)
    scores = {hit.id: hit.score for hit in embedded}
    assert {hit.id: hit.score for hit in cluster} == pytest.approx(scores, rel=0.02)
    assert [hit.score for hit in cluster] == sorted((hit.score for hit in cluster), reverse=True)
    assert any(share.source == "age" for hit in cluster for share in hit.shares)
    for hit in cluster:
        assert sum(share.score for share in hit.shares) == pytest.approx(hit.score, abs=1e-9)


def test_by_date_scores_are_those_of_age_too(eventful: Pair) -> None:
    options: dict[str, Any] = {"recent": 30.0, "sort": "newest", "limit": 60}
    embedded, cluster = (engine.search("حلب", **options).hits for engine in eventful)
    assert [hit.date for hit in cluster] == [hit.date for hit in embedded]
    scores = {hit.id: hit.score for hit in embedded}
    for hit in cluster:
        if hit.id in scores:
            assert hit.score == pytest.approx(scores[hit.id], rel=0.02)


def test_a_preference_has_days(eventful: Pair) -> None:
    with pytest.raises(InputError, match="recent is a number of days above 0"):
        eventful.cluster.search("حلب", recent=0)
