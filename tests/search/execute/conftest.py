from collections.abc import Iterator

import pytest

from index import Snapshot, open_snapshot
from search.execute.executor import Executor
from tests.search.execute.corpus import random_articles
from tests.support import committed


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    directory = committed(
        tmp_path_factory.mktemp("execute"),
        random_articles(1, range(300)),
        random_articles(2, range(300, 380)),
        random_articles(3, range(50, 70)),  # replaces: deletions in segment one
    )
    opened = open_snapshot(directory)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def executor(snapshot: Snapshot) -> Executor:
    return Executor(snapshot)
