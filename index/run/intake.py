"""The intake of a run: records from the source into the spool, those that are new or changed."""

from collections.abc import Iterable
from itertools import islice

from index.article import Article, Rejected, Remark, pack
from index.run.arrivals import Clock
from index.run.document import article_digest
from index.run.identities import Identities
from index.run.ledger import Ledger
from index.run.progress import Tally
from index.run.spool import Spool, SpooledArticle


class Intake:
    """Reads a source once; ``ended`` tells whether all of it has been read."""

    def __init__(
        self,
        source: Iterable[Article | Rejected | Remark],
        spool: Spool,
        ledger: Ledger,
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
        taken = 0
        for item in islice(self._source, count):
            taken += 1
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
        if taken < count:
            self.ended = True
            self._tally.expect(total=self._spool.added)

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
            self._tally.reject(Rejected(article.path or "-", f"{article.id!a}: {error}"))

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
