"""From an article to the document the segment writer takes."""

from collections.abc import Mapping
from typing import Any

from index.article import Article, digest
from index.facets import KINDS, TABLE
from index.run.entity_names import distinct
from index.run.spool import SpooledArticle
from index.schema import ADDED, day_number


def make_document(
    article: Article, spooled: SpooledArticle, names: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    """Return the values of the schema's fields for one article, but for its running text.

    ``names`` are the article's names by kind of entity.
    """
    document: dict[str, Any] = {
        "id": article.id,
        "digest": spooled.digest,
        "article": spooled.packed,
        ADDED: spooled.added.to_bytes(8, "little"),
        "path": (article.path,) if article.path else (),
    }
    document |= names
    for facet in TABLE:
        if facet.name not in KINDS:
            document[facet.name] = distinct(*facet.values(article))
    if article.date:
        document["date"] = day_number(article.date)
    return document


def article_digest(line: bytes, *, entities: bool) -> bytes:
    """Return the digest by which a later run knows that nothing has changed.

    ``line`` is the article's JSON; with and without the extractor the digests differ.
    """
    return digest(line, "" if entities else "no entities")
