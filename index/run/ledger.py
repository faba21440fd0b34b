"""The ledger: which articles the index holds, where, and with what digest.

It answers the question that makes re-indexing cheap (is this article already here, or on its
way, unchanged?) and finds the old version of one that has changed.
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from whoosh.reading import SegmentReader

from index.article import DIGEST_SIZE, Article, unpack
from index.codec import SegmentStorage
from index.codec.column_readers import read_bytes, read_ordinals, read_times
from index.ingest.identity import local_part
from index.schema import ADDED


class Ledger:
    """Knows the articles of some segments; a row is an article, deleted ones included."""

    def __init__(self, storage: SegmentStorage, schema: Any) -> None:
        self._storage = storage
        self._schema = schema
        self._rows: dict[str, int] = {}
        self._digests = bytearray()
        self._added = array("Q")
        self._sequence = array("q")
        self._starts: list[int] = []
        self._expected: dict[str, int] = {}
        self._expected_digests = bytearray()
        self._qualified: dict[str, list[str]] | None = None
        self._files: dict[str, list[str]] | None = None
        self._open: tuple[int, SegmentReader, Any] | None = None
        self.segments: list[Any] = []

    def digest(self, article_id: str) -> bytes | None:
        """Return the digest of the newest article of that id, or None when there is none."""
        number = self._expected.get(article_id)
        if number is not None:
            return _digest(self._expected_digests, number)
        row = self._rows.get(article_id)
        return None if row is None else _digest(self._digests, row)

    def added(self, article_id: str) -> int | None:
        """Return when the article of that id first came in, None when none is here."""
        row = self._rows.get(article_id)
        return None if row is None else self._added[row]

    @property
    def newest(self) -> int:
        """When the last of all articles came in, 0 when there is none."""
        return max(self._added, default=0)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._expected or article_id in self._rows

    def look_up(self, articles: Iterable[Article]) -> None:
        """Be told which articles are asked about next; all are known already."""

    def namesakes(self, local: str) -> Sequence[str]:
        """Return the qualified ids that had this local one when this was first asked."""
        if self._qualified is None:
            self._qualified = defaultdict(list)
            for article_id in self._rows:
                if part := local_part(article_id):
                    self._qualified[part].append(article_id)
        return self._qualified.get(local, ())

    def files_named(self, name: str) -> Sequence[str]:
        """Return the ids that were paths of files of this name when this was first asked."""
        if self._files is None:
            self._files = defaultdict(list)
            for article_id in self._rows:
                if article_id.startswith("/"):
                    self._files[Path(article_id).name].append(article_id)
        return self._files.get(name, ())

    def number(self, article_id: str) -> int | None:
        """Return the number of an article that is on its way, or None when none of that id is."""
        return self._expected.get(article_id)

    def is_from_before(self, article_id: str) -> bool:
        """Tell whether the article of that id was in the index before this run."""
        row = self._rows.get(article_id)
        return row is not None and self._sequence[row] < 0

    def article(self, article_id: str) -> Article | None:
        """Return the article of that id as the index has it, or None when it has none."""
        row = self._rows.get(article_id)
        if row is None:
            return None
        at = bisect_right(self._starts, row) - 1
        if self._open is None or self._open[0] != at:
            if self._open:
                self._open[1].close()
            reader = self._reader(self.segments[at])
            self._open = at, reader, read_bytes(reader, "article")
        return unpack(self._open[2][row - self._starts[at]])

    def expect(self, article_id: str, digest: bytes) -> None:
        """Take note of an article that is on its way.

        Articles are numbered from 0 in the order of calls; see :meth:`append`.
        """
        self._expected[article_id] = len(self._expected_digests) // DIGEST_SIZE
        self._expected_digests += digest

    def append(self, segment: Any, sequence: Sequence[int] | None = None) -> tuple[int, int]:
        """Take in a segment, and return how many of its articles are new and how many replace one.

        Of articles with one id the one that was read last stays. ``sequence`` has each
        document's number in the order of reading; without it they come before all others.
        """
        start = len(self._sequence)
        count = segment.doc_count_all()
        numbers = [-1] * count if sequence is None else sequence
        self.segments.append(segment)
        self._starts.append(start)
        self._sequence.extend(numbers)
        with closing(self._reader(segment)) as reader:
            ids = read_bytes(reader, "id").all()
            self._digests += b"".join(read_digests(reader))
            self._added.frombytes(read_times(reader, ADDED).tobytes())
        rows = self._rows
        replaced = 0
        before = len(rows)
        deleted = {*segment.deleted_docs()}
        for document, (raw, number) in enumerate(zip(ids, numbers, strict=True)):
            if document in deleted:  # nobody vouches for its cells any more
                continue
            article_id = raw.decode()
            if self._expected.get(article_id) == number:
                del self._expected[article_id]
            row = start + document
            other = rows.setdefault(article_id, row)
            if other != row:
                replaced += 1
                if number < self._sequence[other]:
                    self._delete(row)
                else:
                    self._delete(other)
                    rows[article_id] = row
        return len(rows) - before, replaced

    def remove(self, article_id: str) -> None:
        """Mark the article of that id deleted in its segment."""
        self._delete(self._rows.pop(article_id))

    def _delete(self, row: int) -> None:
        at = bisect_right(self._starts, row) - 1
        self.segments[at].delete_document(row - self._starts[at])

    def origins(self) -> Iterator[tuple[str, str]]:
        """Yield the id of every live article that came from a file, and the path of the file."""
        for segment in self.segments:
            if not segment.doc_count():  # its files may be gone
                continue
            with closing(self._reader(segment)) as reader:
                ids = read_bytes(reader, "id").all()
                paths = read_ordinals(reader, "path", segment.doc_count_all())
            for number, raw in enumerate(ids):
                if not segment.is_deleted(number):
                    for path in paths.of(number):
                        yield raw.decode(), path

    def _reader(self, segment: Any) -> SegmentReader:
        return SegmentReader(self._storage, self._schema, segment)


def read_digests(reader: SegmentReader) -> list[bytes]:
    """Return the digests of a segment's articles. Raises ValueError when one is none."""
    digests = read_bytes(reader, "digest").all()
    if any(len(digest) != DIGEST_SIZE for digest in digests):
        raise ValueError("a digest has another length")
    return digests


def _digest(digests: bytearray, number: int) -> bytes:
    return bytes(digests[DIGEST_SIZE * number : DIGEST_SIZE * (number + 1)])
