"""Finds the article that an ID on the command line means."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Article
    from search import Engine


def find_article(engine: "Engine", name: str) -> "Article | None":
    """Return the article of this id, of this file, or whose id alone ends so.

    Raises ``InputError`` when several end so.
    """
    from index.ingest import article_path

    return engine.article(name) or engine.article(article_path(name)) or engine.find(name)
