"""What is asked of a cluster besides queries has the answers of an index on disk."""

from collections.abc import Iterator

import pytest

from index.errors import InputError
from search import Engine
from tests.cluster.answers import Pair, articles, pair
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
