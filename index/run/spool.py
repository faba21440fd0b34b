"""A queue of articles on disk between reading and indexing.

Reading is several times faster than indexing. With articles read ahead into a spool, the number
to come is known early (so that a progress line can say how long it will take, even for a pipe),
memory stays bounded, and an article reaches a worker process as a place in a file.
"""

import struct
from array import array
from collections import deque
from pathlib import Path
from typing import NamedTuple, Self

from index.article import DIGEST_SIZE

_HEAD = struct.Struct("<IIQ")
"""Head of an article in the file: bytes of its id, bytes of its packed form, when it came in."""


class SpooledArticle(NamedTuple):
    """An article on its way into the index: its id, its digest, and its packed form.

    ``added`` is when an article of that id first came in, in milliseconds since 1970.
    """

    id: str
    digest: bytes
    packed: bytes
    added: int


class Batch(NamedTuple):
    """A run of spooled articles: ``articles`` of them in ``size`` bytes from byte ``start`` on.

    ``first`` is the number of the first one, counted from 0 over the whole spool.
    """

    first: int
    articles: int
    start: int
    size: int


class Spool:
    """Appends articles and cuts them into batches, first in, first out. A context manager.

    ``added`` counts the articles put in, ``taken`` those that are in batches.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb")  # closed in __exit__
        self._end = 0
        self._start = 0
        self._ends: deque[int] = deque()
        self._starts = array("Q")
        self.added = 0
        self.taken = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self.path.unlink()

    def __len__(self) -> int:
        return self.added - self.taken

    def put(self, article: SpooledArticle) -> None:
        """Append an article."""
        self._starts.append(self._end)
        name = article.id.encode()
        head = _HEAD.pack(len(name), len(article.packed), article.added)
        self._end += self._file.write(b"".join((head, name, article.digest, article.packed)))
        self.added += 1
        self._ends.append(self._end)

    def article(self, number: int) -> SpooledArticle:
        """Return the article of that number, counted from 0 over all that were put in."""
        self._file.flush()
        end = self._starts[number + 1] if number + 1 < self.added else self._end
        start = self._starts[number]
        reader = SpoolReader(self.path)
        try:
            return reader.read(Batch(number, 1, start, end - start))[0]
        finally:
            reader.close()

    def cut(self, count: int) -> Batch:
        """Return the next ``count`` articles, or what is left, as a batch to be read."""
        self._file.flush()
        count = min(count, len(self))
        end = self._start
        for _ in range(count):
            end = self._ends.popleft()
        batch = Batch(self.taken, count, self._start, end - self._start)
        self._start = end
        self.taken += count
        return batch


class SpoolReader:
    """Reads batches of a spool, in any process."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")

    def read(self, batch: Batch) -> list[SpooledArticle]:
        """Return the articles of a batch."""
        self._file.seek(batch.start)
        data = self._file.read(batch.size)
        articles = []
        at = 0
        for _ in range(batch.articles):
            name, packed, added = _HEAD.unpack_from(data, at)
            at += _HEAD.size
            article_id = data[at : at + name].decode()
            at += name
            digest = data[at : at + DIGEST_SIZE]
            at += DIGEST_SIZE
            articles.append(SpooledArticle(article_id, digest, data[at : at + packed], added))
            at += packed
        return articles

    def close(self) -> None:
        """Close the file."""
        self._file.close()
