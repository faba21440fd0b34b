"""An index of some articles of another one, as that has them: ids, names and times."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from index.article import Article
from index.facets import KINDS
from index.run.committer import Committer
from index.run.ledger import Ledger
from index.run.reindexing import reindex, spooled
from index.store.session import WriteSession
from index.store.snapshot import Snapshot


def excerpt(snapshot: Snapshot, docs: Iterable[int], directory: Path) -> None:
    """Make an index in ``directory`` of documents of a snapshot.

    What the extractor found in an article is taken over as it was. An article that cannot be
    analysed is left out.
    """
    with WriteSession(directory) as session:
        ledger = Ledger(session.segments, session.base.schema)
        articles = (
            spooled(_named(snapshot, document), snapshot.added(document), entities=False)
            for document in docs
        )
        reindex(session, ledger, articles, entities=False)
        committer = Committer(session, "", 1.0, ledger.newest)
        committer.commit(ledger.segments, ended=True)


def _named(snapshot: Snapshot, document: int) -> Article:
    """Return an article with the names that the index has of it."""
    leaf, row = snapshot.locate(document)
    columns = (snapshot.leaves[leaf].ordinals(kind) for kind in KINDS)
    persons, places, orgs = (tuple(column.of(row)) for column in columns)
    return replace(snapshot.article(document), persons=persons, places=places, orgs=orgs)
