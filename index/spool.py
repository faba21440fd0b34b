"""A queue of articles on disk between reading and indexing.

Reading is fifty times faster than indexing. Read ahead into a spool, the number of articles
to come is soon known (so that a progress line can say how long it will take, even for a
pipe), and memory stays bounded by one batch.
"""

import struct
import zlib
from pathlib import Path
from tempfile import TemporaryFile
from typing import Self

from index.article import Article

_LENGTH = struct.Struct("<I")


class Spool:
    """First in, first out; ``added`` and ``taken`` count articles. A context manager."""

    def __init__(self, directory: Path) -> None:
        self._file = TemporaryFile(dir=directory)  # noqa: SIM115 - closed in __exit__
        self._read_at = 0
        self.added = 0
        self.taken = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self.added - self.taken

    def put(self, article: Article) -> None:
        """Append an article. Raises ValueError when it holds what UTF-8 cannot encode."""
        packed = zlib.compress(article.to_json().encode(), 1)
        self._file.seek(0, 2)
        self._file.write(_LENGTH.pack(len(packed)) + packed)
        self.added += 1

    def take(self, count: int) -> list[bytes]:
        """Remove and return up to ``count`` articles, packed; :func:`unpack` opens one."""
        self._file.seek(self._read_at)
        taken = []
        for _ in range(min(count, len(self))):
            (length,) = _LENGTH.unpack(self._file.read(_LENGTH.size))
            taken.append(self._file.read(length))
        self._read_at = self._file.tell()
        self.taken += len(taken)
        return taken


def unpack(packed: bytes) -> Article:
    """Return the article of one spool entry."""
    return Article.from_json(zlib.decompress(packed).decode())
