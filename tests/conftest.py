"""Fixtures that tests of several areas ask for."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from index import Article
from search import Engine
from tests.support import NEWS, Make, committed, opened
from tui import i18n

# Workers of pytest-xdist have a terminal's size in their environment, which programs believe.
for name in ("COLUMNS", "LINES"):
    os.environ.pop(name, None)

# How long an example takes depends on who else uses the machine; no test asserts a time.
settings.register_profile("naba", deadline=None)
settings.load_profile("naba")


@pytest.fixture(autouse=True)
def english() -> None:
    """Begin each test in English, whatever language the one before it chose."""
    i18n.use("en")


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A function that builds an index, one commit for each list of articles, and opens it."""
    with ExitStack() as stack:
        numbers = count()

        def make_engine(*batches: Sequence[Article]) -> Engine:
            return stack.enter_context(opened(tmp_path / f"index{next(numbers)}", *batches))

        yield make_engine


@pytest.fixture(scope="session")
def news_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of `NEWS` in two segments, only to be read."""
    return committed(tmp_path_factory.mktemp("news"), NEWS[:3], NEWS[3:])


@pytest.fixture(scope="session")
def news(news_directory: Path) -> Iterator[Engine]:
    """An engine on `NEWS`."""
    with opened(news_directory) as engine:
        yield engine
