"""The cluster of a test session: one, started when it is first asked for."""

from collections.abc import Iterator
from itertools import count

import pytest

from tests.cluster.launcher import Cluster, Unavailable, free_port

_numbers = count()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of one node; the test is skipped where none can be."""
    try:
        running = Cluster(tmp_path_factory.mktemp("cluster"), port=free_port())
    except Unavailable as error:
        pytest.skip(str(error))
    with running:
        yield running


@pytest.fixture
def where(cluster: Cluster) -> str:
    """The address of an index that is not there yet."""
    return cluster.address(f"test{next(_numbers)}", shards=2, replicas=0)
