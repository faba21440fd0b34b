"""What a cluster keeps of an article, as it is read."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from index.article import Article
from index.facets import FACETS
from search.cluster.asking import Answer, Body

KEPT = ("id", "article", "added", *FACETS)
"""What is read of an article."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def sources_of(documents: Sequence[str]) -> Body:
    """Return the search for what is kept of some documents."""
    return {
        "size": len(documents),
        "track_total_hits": False,
        "query": {"ids": {"values": list(documents)}},
        "_source": list(KEPT),
    }


def read_sources(answer: Answer) -> dict[str, Answer]:
    """Return by document the answer to :func:`sources_of`."""
    return {hit["_id"]: hit["_source"] for hit in answer["hits"]["hits"]}


def article_of(source: Answer) -> Article:
    """Return the article of what a cluster keeps of it."""
    return Article.from_json(source["article"])


def added_of(source: Answer) -> datetime:
    """Return when an article came in, as a time of UTC."""
    return _EPOCH + timedelta(milliseconds=source["added"])
