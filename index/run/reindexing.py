"""Articles that have been indexed before, indexed again in this process as they are."""

from collections.abc import Iterable
from itertools import islice

from index.article import Article, Rejected, pack
from index.run.builder import SegmentBuilder
from index.run.document import article_digest
from index.run.indexer import default_memory
from index.run.ledger import Ledger
from index.run.spool import SpooledArticle
from index.store.session import WriteSession

_BATCH = 200
"""Number of articles indexed at a time."""


def spooled(article: Article, added: int, *, entities: bool) -> SpooledArticle:
    """Return an article as it is indexed; it came in at ``added``, milliseconds since 1970."""
    line = article.to_json().encode()
    return SpooledArticle(article.id, article_digest(line, entities=entities), pack(line), added)


def reindex(
    session: WriteSession, ledger: Ledger, articles: Iterable[SpooledArticle], *, entities: bool
) -> tuple[int, list[Rejected]]:
    """Take segments of articles into a session and a ledger; commit nothing.

    Returns how many articles there are in them, and those that cannot be analysed.
    """
    root = session.work / f"reindex-{entities}"
    root.mkdir()
    builder = SegmentBuilder(root, entities=entities, memory=default_memory())
    remaining = iter(articles)
    read = indexed = 0
    left_out: list[Rejected] = []
    while batch := list(islice(remaining, _BATCH)):
        left_out += builder.add(read, batch)
        read += len(batch)
        if builder.full:
            indexed += _taken_in(session, builder, ledger)
    return indexed + _taken_in(session, builder, ledger), left_out


def _taken_in(session: WriteSession, builder: SegmentBuilder, ledger: Ledger) -> int:
    """Take in what has been collected; return how many articles that is."""
    written = builder.write()
    if written is None:
        return 0
    session.adopt(written.segment, written.staging)
    return sum(ledger.append(written.segment))
