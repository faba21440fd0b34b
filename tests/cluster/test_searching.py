"""A cluster answers as an index on disk does."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Article
from index.cluster.indexer import build as load
from index.errors import InputError
from index.ingest import read_paths
from search import Engine, open_index
from tests.cluster.answers import Pair, answer, articles, filters, pair, told
from tests.cluster.launcher import Cluster
from tests.search.random_queries import modes, queries
from tests.support import article

TRIES = int(os.environ.get("NABA_CLUSTER_TRIES", "40"))
"""Random queries on each number of shards."""


@pytest.fixture(scope="module", params=[1, 5], ids=["one shard", "five shards"])
def both(
    request: pytest.FixtureRequest, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    """The engines on random articles, on the cluster in one shard or several."""
    folder = tmp_path_factory.mktemp("both")
    with pair(cluster, f"both{request.param}", folder, request.param, articles()) as engines:
        yield engines


@pytest.fixture(scope="module")
def one(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The engines on fewer articles."""
    with pair(cluster, "few", tmp_path_factory.mktemp("few"), 2, articles(60)) as engines:
        yield engines


@settings(max_examples=TRIES, suppress_health_check=[HealthCheck.too_slow])
@given(query=queries, match=modes, filters=filters, exact=st.booleans())
def test_random_queries_and_filters_find_the_same(
    both: Pair, query: str, match: str, filters: dict[str, Any], exact: bool
) -> None:
    options = {"match": match, "filters": filters, "exact": exact}
    embedded, cluster = (told(answer(engine, query, options)) for engine in both)
    assert cluster == embedded


@pytest.mark.parametrize(
    "query",
    [
        "مدرسة",
        "المهرجان زرافة",
        "مدرسة حلب قمح",
        '"مدرسة حلب"',
        "المهرجتن",
        "title:مدرسة",
        "=مدرسة",
        "مدر*",
        "(مدرسة)^3 OR (حلب)",
    ],
)
def test_scores_are_those_of_the_embedded_engine(one: Pair, query: str) -> None:
    embedded, cluster = (engine.search(query, limit=200, match="any") for engine in one)
    scores = {hit.id: hit.score for hit in embedded}
    assert {hit.id: hit.score for hit in cluster} == pytest.approx(scores, rel=0.02)
    assert [hit.score for hit in cluster] == sorted((hit.score for hit in cluster), reverse=True)


@pytest.mark.parametrize("query", ["مدرسة حلب", '"مدرسة حلب"~3', "مدر*", "المهرجن~2", ""])
def test_hits_show_the_same_of_an_article(one: Pair, query: str) -> None:
    embedded, cluster = ({h.id: h for h in engine.search(query, limit=100)} for engine in one)
    assert embedded.keys() == cluster.keys()
    for name, hit in embedded.items():
        other = cluster[name]
        assert (hit.title, hit.title_highlights) == (other.title, other.title_highlights)
        assert (hit.entities, hit.tags, hit.date) == (other.entities, other.tags, other.date)
        assert other.snippets and other.added
        if query.startswith("مدرسة"):
            assert hit.snippets == other.snippets


def test_a_long_list_is_whole_in_whatever_pages_it_is_read(both: Pair) -> None:
    engine = both.cluster
    pages = [engine.search("*", offset=at, limit=70, bare=True) for at in range(0, 400, 70)]
    listed = [hit.id for page in pages for hit in page]
    assert sorted(listed) == sorted({hit.id for hit in both.embedded.search("*", limit=1000)})
    assert [hit.id for hit in engine.search("*", offset=205, limit=5, bare=True)] == listed[205:210]


def test_long_lists_share_one_point_in_time(both: Pair, cluster: Cluster) -> None:
    def open_now() -> int:
        nodes = cluster.request("GET", "/_nodes/stats/indices/search")["nodes"].values()
        return sum(node["indices"]["search"]["point_in_time_current"] for node in nodes)

    before = open_now()
    with open_index(str(both.cluster.address)) as engine:  # type: ignore[attr-defined]
        for query in ("*", "حلب OR مدرسة", "قمح OR من", "زرافة OR في", "NOT غائب"):
            assert engine.search(query, offset=200, limit=50, bare=True).total
        assert 0 < open_now() - before <= 5  # one on each shard
    assert open_now() == before


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_by_date_the_days_are_in_order(both: Pair, sort: Any) -> None:
    embedded, cluster = (e.search("حلب", sort=sort, limit=60).hits for e in both)
    assert [hit.date for hit in cluster] == [hit.date for hit in embedded]


def test_articles_over_time(both: Pair) -> None:
    for unit in (None, "day", "month", "year"):
        asked: dict[str, Any] = {"unit": unit, "filters": {"place": "حلب", "since": "2024-05"}}
        embedded, cluster = (engine.timeline("حلب OR مدرسة", **asked) for engine in both)
        assert cluster == embedded


def test_an_article_by_its_id(one: Pair) -> None:
    for name in ("school", "7-12", "12", "nowhere", ""):
        found = []
        for engine in one:
            try:
                found.append(engine.find(name))
            except InputError as error:
                found.append(str(error))
        assert found[0] == found[1]
    assert one.cluster.entities("school") == one.embedded.entities("school")


_HOSTILE = ('"', "\\", "{}", '{"match_all":{}}', "a\u0000b\u0007", "*", "[x TO y]", "ن" * 20_000)


def test_hostile_values_are_values(cluster: Cluster, tmp_path: Path) -> None:
    found = [
        Article(f"{value}{n}", f"خبر {value} قصير", title=value, source=value, tags=(value, "z"))
        for n, value in enumerate(_HOSTILE)
    ]
    with pair(cluster, "hostile", tmp_path / "i", 2, found) as (embedded, other):
        for value in _HOSTILE:
            for options in ({}, {"filters": {"source": value}}, {"filters": {"tag": (value, "z")}}):
                for query in ("", "خبر", value, f'source:"{value}"', f"={value} خبر"):
                    asked = {**options, "facets": 20}
                    assert told(answer(other, query, asked)) == told(answer(embedded, query, asked))
        for one in found:
            assert other.article(one.id) == embedded.article(one.id)


def test_counts_are_exact_where_those_of_shards_are_not(cluster: Cluster) -> None:
    """Of hundreds of values about as frequent, each shard has others at the top of its list."""
    address = cluster.address("tail", shards=5, replicas=0)
    articles = long_tail()
    load(articles, address)
    with open_index(address) as engine:
        shown = engine.search("", facets=3).facets["tag"]
        body = {"size": 0, "aggs": {"t": {"terms": {"field": "tag", "size": 3}}}}
        plain = cluster.request("POST", "/tail/_search", body)["aggregations"]["t"]
    assert plain["doc_count_error_upper_bound"] > 0
    counts = Counter(tag for one in articles for tag in one.tags)
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    assert [(value.value, value.count) for value in shown] == best
    assert [(bucket["key"], bucket["doc_count"]) for bucket in plain["buckets"]] != best


def long_tail() -> list[Article]:
    """Return articles with tags of which no one is much more frequent than the others."""
    chance = random.Random(3)
    tags = [f"tag{n}" for n in range(400)]
    return [Article(str(n), "خبر", tags=tuple(chance.sample(tags, 4))) for n in range(1500)]


def test_what_a_cluster_is_not_asked_yet_is_said(one: Pair) -> None:
    engine: Engine = one.cluster
    for ask in (
        lambda: engine.versions("school"),
        lambda: engine.stats(),
    ):
        with pytest.raises(InputError, match=r"^not on a cluster yet: .+$"):
            ask()


def test_tags_of_ones_own(one: Pair, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with open_index(str(one.cluster.address)) as engine:  # type: ignore[attr-defined]
        engine.tag(["school"], "+مهم")
        assert [hit.id for hit in engine.search("own:مهم")] == ["school"]
        engine.tag(["school"], "+read")
        unread = engine.search("", filters={"unread": True}, limit=100, bare=True)
        assert "school" not in {hit.id for hit in unread}
        assert unread.total == one.embedded.search("").total - 1


def test_tags_go_with_a_file_that_is_moved(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    news, address = tmp_path / "news", cluster.address("moved", replicas=0)
    news.mkdir()
    for name, text in (("a.txt", "افتتح الوزير السد الجديد."), ("b.txt", "أغلقت الثلوج طرقا.")):
        (news / name).write_text(text, "utf-8")
    load(read_paths([news]), address)
    with open_index(address) as engine:
        engine.tag([str(news / "a.txt"), str(news / "b.txt")], "+مهم")
        (news / "a.txt").rename(news / "dam.txt")
        load(read_paths([news]), address, prune=[news])
        assert engine.refresh()
        found = {hit.id for hit in engine.search("own:مهم")}
    assert found == {str(news / "dam.txt"), str(news / "b.txt")}


def test_an_index_follows_its_commits(cluster: Cluster) -> None:
    address = cluster.address("follows", replicas=0)
    load([article(1, "مدرسة")], address)
    with open_index(address) as engine:
        assert engine.search("مدرسة").total == 1
        assert not engine.refresh()
        load([article(2, "مدرسة")], address)
        assert engine.refresh()
        assert engine.search("مدرسة").total == 2
