"""The intake of a run: records from the source into the spool, those that are new or changed."""

from collections.abc import Iterable
from itertools import islice
from typing import Protocol

from index.article import Article, Rejected, Remark, pack
from index.errors import Message
from index.run.arrivals import Arrivals, Clock
from index.run.document import article_digest
from index.run.identities import Identities
from index.run.progress import Tally
from index.run.spool import Spool, SpooledArticle

_AHEAD = 200
"""Number of records that are read before what the index has of them is looked up."""


class Known(Arrivals, Protocol):
    """What an index has of articles, and what is on its way into it."""

    def look_up(self, articles: Iterable[Article]) -> None:
        """Be told which articles are asked about next."""

    def digest(self, article_id: str) -> bytes | None:
        """Return the digest of the newest article of that id, or None when there is none."""

    def expect(self, article_id: str, digest: bytes) -> None:
        """Take note of an article that is on its way."""


class Intake:
    """Reads a source once; ``ended`` tells whether all of it has been read."""

    def __init__(
        self,
        source: Iterable[Article | Rejected | Remark],
        spool: Spool,
        ledger: Known,
        tally: Tally,
        identities: Identities,
        clock: Clock,
        *,
        entities: bool,
    ) -> None:
        self._source = iter(source)
        self._spool = spool
        self._ledger = ledger
        self._tally = tally
        self._identities = identities
        self._clock = clock
        self._entities = entities
        self.ended = False

    def read(self, count: int) -> None:
        """Read up to ``count`` records."""
        for start in range(0, count, _AHEAD):
            items = [*islice(self._source, min(_AHEAD, count - start))]
            self._ledger.look_up(item for item in items if isinstance(item, Article))
            self._read(items)
            if len(items) < min(_AHEAD, count - start):
                self.ended = True
                self._tally.expect(total=self._spool.added)
                return

    def _read(self, items: Iterable[Article | Rejected | Remark]) -> None:
        for item in items:
            if isinstance(item, Remark):
                self._tally.remark(item)
                continue
            self._tally.advance(read=1)
            if isinstance(item, Rejected):
                self._tally.reject(item)
                if item.withdraws:
                    self._identities.withdraw(item.withdraws)
            else:
                self._take(item)

    def _take(self, article: Article) -> None:
        """Spool an article unless the index has it, unchanged, or its newest version is spooled."""
        try:
            line, digest = self._encoded(article)
            if self._ledger.digest(article.id) == digest:
                self._tally.count(unchanged=1)
                return
            settled = self._identities.settle(article)
            if settled is not None and settled is not article:
                line, digest = self._encoded(settled)
            if settled is None or self._ledger.digest(settled.id) == digest:
                self._tally.count(unchanged=1)
            else:
                former = self._identities.former(settled.id)
                self._spool_line(settled.id, line, digest, former)
                if article.id == article.path:
                    self._tally.count(texts=1, undated=int(article.date is None))
        except ValueError as error:
            about = {"id": ascii(article.id), "fault": error}
            reason = Message("the article {id} cannot be stored ({fault})", about)
            self._tally.reject(Rejected(article.path or "-", reason))

    def put(self, article: Article, former: str) -> None:
        """Spool an article whose id was the ``former``, whatever the index has.

        Raises ValueError when it cannot be encoded.
        """
        self._spool_line(article.id, *self._encoded(article), former)

    def _encoded(self, article: Article) -> tuple[bytes, bytes]:
        """Return an article as a line of JSON, and its digest."""
        line = article.to_json().encode()
        return line, article_digest(line, entities=self._entities)

    def _spool_line(self, article_id: str, line: bytes, digest: bytes, former: str) -> None:
        added = self._clock.added(former)
        self._spool.put(SpooledArticle(article_id, digest, pack(line), added))
        self._ledger.expect(article_id, digest)
