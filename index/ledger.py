"""The ledger: which articles the index holds, where, and with what digest.

It answers the question that makes re-indexing cheap (is this article already here,
unchanged?) and finds the old version of one that has changed.
"""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from index.article import KINDS, Kind
from index.columns import read_bytes, read_ordinals


class Ledger:
    """Rows are articles in the order of the segments, deleted ones included."""

    def __init__(self, directory: Path, schema: Any) -> None:
        self._storage = FileStorage(str(directory))
        self._schema = schema
        self._rows: dict[str, int] = {}
        self._digests: list[bytes] = []
        self._starts: list[int] = []
        self.segments: list[Any] = []

    def digest(self, article_id: str) -> bytes | None:
        """Return the digest of the article of that id, or None when there is none."""
        row = self._rows.get(article_id)
        return None if row is None else self._digests[row]

    def append(self, segment: Any) -> tuple[int, int]:
        """Take in a segment; an article it holds replaces an older one of the same id.

        Returns how many articles were (new, replaced).
        """
        start = len(self._digests)
        new = replaced = 0
        ids, digests = self._identities(segment)
        self.segments.append(segment)
        self._starts.append(start)
        self._digests.extend(digests)
        for number, article_id in enumerate(ids):
            if segment.is_deleted(number):
                continue
            if article_id in self._rows:
                self.remove(article_id)
                replaced += 1
            else:
                new += 1
            self._rows[article_id] = start + number
        return new, replaced

    def remove(self, article_id: str) -> None:
        """Mark the article of that id deleted in its segment."""
        row = self._rows.pop(article_id)
        at = bisect_right(self._starts, row) - 1
        self.segments[at].delete_document(row - self._starts[at])

    def paths(self) -> Iterator[tuple[str, str]]:
        """Yield (id, path of the file it came from) of every article that came from a file."""
        for segment in self._live():
            ids, _ = self._identities(segment)
            with closing(self._reader(segment)) as reader:
                paths = read_ordinals(reader, "path", segment.doc_count_all())
            for number, article_id in enumerate(ids):
                if not segment.is_deleted(number):
                    for path in paths.of(number):
                        yield article_id, path

    def name_counts(self) -> dict[Kind, dict[str, int]]:
        """Return, for each kind of entity, every name and in how many live articles it stands."""
        counts: dict[Kind, dict[str, int]] = {kind: {} for kind in KINDS}
        for segment in self._live():
            documents = segment.doc_count_all()
            live = np.ones(documents, bool)
            live[list(segment.deleted_docs() or ())] = False
            with closing(self._reader(segment)) as reader:
                for kind in KINDS:
                    column = read_ordinals(reader, kind, documents)
                    kept = column.ordinals[np.repeat(live, np.diff(column.starts))]
                    tally = np.bincount(kept, minlength=len(column.values)).tolist()
                    total = counts[kind]
                    for name, count in zip(column.values, tally, strict=True):
                        if count:
                            total[name] = total.get(name, 0) + count
        return counts

    def _live(self) -> list[Any]:
        """Return the segments that still hold an article: the others' files may be gone."""
        return [segment for segment in self.segments if segment.doc_count()]

    def _identities(self, segment: Any) -> tuple[list[str], list[bytes]]:
        with closing(self._reader(segment)) as reader:
            ids, digests = read_bytes(reader, "id"), read_bytes(reader, "digest")
            return [raw.decode() for raw in ids], list(digests)

    def _reader(self, segment: Any) -> SegmentReader:
        return SegmentReader(self._storage, self._schema, segment)
