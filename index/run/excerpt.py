"""An index of some articles of another one, as that has them: ids, names and times."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from index.article import Article, pack
from index.facets import KINDS
from index.run.builder import SegmentBuilder
from index.run.committer import Committer
from index.run.document import article_digest
from index.run.indexer import default_memory
from index.run.ledger import Ledger
from index.run.spool import SpooledArticle
from index.store.session import WriteSession
from index.store.snapshot import Snapshot

_BATCH = 200
"""Number of articles indexed at a time."""


def excerpt(snapshot: Snapshot, docs: Iterable[int], directory: Path) -> None:
    """Make an index in ``directory`` of documents of a snapshot.

    What the extractor found in an article is taken over as it was. An article that cannot be
    analysed is left out.
    """
    with WriteSession(directory) as session:
        root = session.work / "excerpt"
        root.mkdir()
        builder = SegmentBuilder(root, entities=False, memory=default_memory())
        ledger = Ledger(session.segments, session.base.schema)
        numbers = list(docs)
        for start in range(0, len(numbers), _BATCH):
            some = numbers[start : start + _BATCH]
            builder.add(start, [_spooled(snapshot, document) for document in some])
            if builder.full:
                _write(session, builder, ledger)
        _write(session, builder, ledger)
        committer = Committer(session, "", 1.0, ledger.newest)
        committer.commit(ledger.segments, ended=True)


def _write(session: WriteSession, builder: SegmentBuilder, ledger: Ledger) -> None:
    if written := builder.write():
        session.adopt(written.segment, written.staging)
        ledger.append(written.segment)


def _spooled(snapshot: Snapshot, document: int) -> SpooledArticle:
    article = _named(snapshot, document)
    line = article.to_json().encode()
    digest = article_digest(line, entities=False)
    return SpooledArticle(article.id, digest, pack(line), snapshot.added(document))


def _named(snapshot: Snapshot, document: int) -> Article:
    """Return an article with the names that the index has of it."""
    leaf, row = snapshot.locate(document)
    columns = (snapshot.leaves[leaf].ordinals(kind) for kind in KINDS)
    persons, places, orgs = (tuple(column.of(row)) for column in columns)
    return replace(snapshot.article(document), persons=persons, places=places, orgs=orgs)
