"""The intake of a run: records from the source into the spool, those that are new or changed."""

from collections.abc import Iterable
from itertools import islice

from index.article import Article, Rejected, Remark, pack
from index.run.document import article_digest
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
        *,
        entities: bool,
    ) -> None:
        self._source = iter(source)
        self._spool = spool
        self._ledger = ledger
        self._tally = tally
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
            else:
                self._take(item)
        if taken < count:
            self.ended = True
            self._tally.expect(total=self._spool.added)

    def _take(self, article: Article) -> None:
        """Spool an article unless the index has it, unchanged, or its newest version is spooled."""
        try:
            line = article.to_json().encode()
            digest = article_digest(line, entities=self._entities)
            if self._ledger.digest(article.id) == digest:
                self._tally.count(unchanged=1)
                return
            self._spool.put(SpooledArticle(article.id, digest, pack(line)))
            self._ledger.expect(article.id, digest)
        except ValueError as error:
            self._tally.reject(Rejected(article.path or "-", f"{article.id!a}: {error}"))
