"""A queue of articles on disk between reading and indexing.

Reading is fifty times faster than indexing. Read ahead into a spool, the number of articles
to come is soon known (so that a progress line can say how long it will take, even for a
pipe), and memory stays bounded by one batch.
"""

import struct
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple, Self

from index.article import DIGEST_SIZE

_LENGTHS = struct.Struct("<II")


class Entry(NamedTuple):
    """An article on its way into the index: its id and digest, and its packed form."""

    id: str
    digest: bytes
    packed: bytes


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

    def put(self, entry: Entry) -> None:
        """Append an article."""
        name = entry.id.encode()
        head = _LENGTHS.pack(len(name), len(entry.packed))
        self._file.seek(0, 2)
        self._file.write(b"".join((head, name, entry.digest, entry.packed)))
        self.added += 1

    def take(self, count: int) -> list[Entry]:
        """Remove and return up to ``count`` articles."""
        self._file.seek(self._read_at)
        taken = []
        read = self._file.read
        for _ in range(min(count, len(self))):
            name, packed = _LENGTHS.unpack(read(_LENGTHS.size))
            taken.append(Entry(read(name).decode(), read(DIGEST_SIZE), read(packed)))
        self._read_at = self._file.tell()
        self.taken += len(taken)
        return taken
