"""What a run that was killed between two commits leaves."""

from collections.abc import Iterable

from index import Article
from index.article import pack
from index.run.arrivals import time_of_run
from index.run.builder import SegmentBuilder
from index.run.committer import Committer
from index.run.document import article_digest
from index.run.ledger import Ledger
from index.run.spool import SpooledArticle
from index.store.session import WriteSession


def commit_midway(session: WriteSession, articles: Iterable[Article]) -> None:
    """Commit articles as a run does that goes on afterwards."""
    ledger = Ledger(session.segments, session.base.schema)
    for segment in session.base.segments:
        ledger.append(segment)
    time = time_of_run(ledger.newest)
    root = session.work / "build"
    root.mkdir()
    builder = SegmentBuilder(root, entities=False, memory=1 << 26)
    lines = [(one.id, one.to_json().encode()) for one in articles]
    builder.add(
        0,
        [
            SpooledArticle(name, article_digest(line, entities=True), pack(line), time)
            for name, line in lines
        ],
    )
    written = builder.write()
    assert written
    session.adopt(written.segment, written.staging)
    ledger.append(written.segment, written.sequence.tolist())
    committer = Committer(session, "", session.base.resemblance, time)
    committer.note_change()
    committer.commit(ledger.segments, ended=False)
