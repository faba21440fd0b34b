"""Indexes of articles: built commit by commit, opened, and read the long way."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index import Article, build, open_snapshot
from search import Engine, open_index

Make = Callable[..., Engine]
"""What the fixture `make` gives: an engine on an index of these batches of articles."""


def committed(directory: Path, *batches: Iterable[Article]) -> Path:
    """Build an index with one commit for each batch and return its directory."""
    for batch in batches:
        build(batch, directory)
    return directory


@contextmanager
def opened(directory: Path, *batches: Iterable[Article]) -> Iterator[Engine]:
    """Open an engine on an index with one commit for each batch."""
    with open_index(committed(directory, *batches)) as engine:
        yield engine


def live_articles(directory: Path) -> dict[str, Article]:
    """Return every article of an index by its id, found by reading each live document."""
    snapshot = open_snapshot(directory)
    try:
        articles = (
            snapshot.article(leaf.offset + number)
            for leaf in snapshot.leaves
            for number in range(leaf.count)
            if leaf.live is None or leaf.live[number]
        )
        return {article.id: article for article in articles}
    finally:
        snapshot.close()


def ids(engine: Engine, query: str = "", **options: Any) -> list[str]:
    """Return the ids of what a query finds, best first."""
    return [hit.id for hit in engine.search(query, **options).hits]
