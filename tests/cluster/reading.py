"""What an index on a cluster has, read as anyone may read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index import Article
from index.cluster import generations
from index.cluster.address import Address
from index.cluster.connection import Connection, connect
from index.cluster.generations import Generation
from index.cluster.scan import scan


@contextmanager
def opened(where: str) -> Iterator[tuple[Connection, Generation]]:
    """Give a connection to an index, and the generation that answers."""
    connection = connect(Address.parse(where))
    try:
        yield connection, generations.current(connection)
    finally:
        connection.close()


def articles(where: str) -> dict[str, Article]:
    """Return the articles that can be found, by their ids."""
    with opened(where) as (connection, generation):
        hits = [*scan(connection, generation.articles)]
    return {h["_source"]["id"]: Article.from_json(h["_source"]["article"]) for h in hits}


def found(where: str, query: dict[str, Any]) -> set[str]:
    """Return the ids of what a query in the cluster's own language finds."""
    with opened(where) as (connection, generation):
        return {hit["_source"]["id"] for hit in scan(connection, generation.articles, query)}
