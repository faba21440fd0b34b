from collections.abc import Iterator

import pytest

from search import Engine
from tests.search.random_queries import random_articles
from tests.support import opened


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Random articles in several segments, one of them replaced."""
    batches = [random_articles(seed, 25) for seed in range(4)]
    replaced = random_articles(2, 3)
    directory = tmp_path_factory.mktemp("several")
    with opened(directory, *batches, [one for one in replaced if one.id == "2-1"]) as engine:
        yield engine
