"""Three nodes with a replica each: one is killed while articles are loaded, and nothing is lost."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article
from index.cluster.check import check_cluster
from index.cluster.indexer import build
from index.cluster.overview import overview
from tests.cluster.launcher import Cluster, Unavailable, free_port
from tests.cluster.reading import articles

COUNT = 4000


def test_a_node_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    try:
        three = Cluster(tmp_path, 3, free_port(3))
    except Unavailable as error:
        pytest.skip(str(error))
    with three:
        where = three.address("news", shards=3, replicas=1)
        build([Article(id="first", text="خبر أول")], where)
        half = threading.Event()

        def news() -> Iterator[Article]:
            for number in range(COUNT):
                if number == COUNT // 2:
                    half.set()
                yield Article(id=str(number), text=f"خبر رقم {number} من دمشق", persons=())

        def kill() -> None:
            half.wait(300)
            three.nodes[0].kill()

        killer = threading.Thread(target=kill)
        killer.start()
        report = build(news(), where, workers=2)
        killer.join()
        assert report.rejected == 0
        assert {*articles(where)} == {"first", *map(str, range(COUNT))}
        assert check_cluster(where) == []
        assert overview(where).nodes == 2
        three.nodes[0].start()
        three.wait(3)
        assert overview(where).health == "green"
        assert check_cluster(where) == []
