"""Salvage: the stored articles of a segment whose file is damaged.

Every article is stored as a frame of its own with a checksum, so that each is either read as it
was written or known to be lost.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.article import DIGEST_SIZE, Article, unpack
from index.codec.segment_file import loose_parts
from index.disk import map_file
from index.errors import Message, Shortage
from index.run.document import article_digest

_FRAME = b"\x28\xb5\x2f\xfd"
"""What every frame of zstd begins with."""
_TIME = 8
"""Bytes of the time at which an article came in."""
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


class Salvaged(NamedTuple):
    """An article that could be read; ``entities`` tells whether the extractor had read it.

    ``added`` is when it came in, 0 when that is lost.
    """

    article: Article
    entities: bool
    added: int = 0


class Salvage(NamedTuple):
    """What was found in a file: articles; ids or places of lost ones; whether all deletions hold.

    ``certain`` is false when documents could not be numbered, so that deleted articles may be
    among those found.
    """

    found: list[Salvaged]
    lost: list[str]
    certain: bool


def salvage(path: Path, deleted: Collection[int], documents: int | None) -> Salvage:
    """Read what can be read of a segment's articles, but for the deleted ones.

    ``documents`` is how many the segment has; None when nobody knows.
    """
    try:
        data = memoryview(map_file(path))
    except (Shortage, MemoryError):
        raise
    except Exception:  # missing, a link, unreadable: all of it is lost
        return Salvage([], [Message("all of {file}", {"file": path.name})], True)
    parts = loose_parts(data)
    cells = _cells(parts.get(".article.col", b""), documents)
    if cells is None:
        return Salvage([_salvaged(article, b"") for article in _frames(data)], [], False)
    ids = _cells(parts.get(".id.col", b""), documents) or [b""] * len(cells)
    digests = _cells(parts.get(".digest.col", b""), documents) or [b""] * len(cells)
    times = _cells(parts.get(".added.col", b""), documents) or [b""] * len(cells)
    found: list[Salvaged] = []
    lost: list[str] = []
    rows = zip(cells, ids, digests, times, strict=True)
    for number, (cell, name, digest, added) in enumerate(rows):
        if number in deleted:
            continue
        try:
            found.append(_salvaged(unpack(cell), digest, added))
        except _UNREADABLE:
            about = {"n": number, "file": path.name}
            place = Message("number {n} of {file}", about)
            lost.append(name.decode("utf-8", "replace") or place)
    return Salvage(found, lost, True)


def salvage_times(path: Path) -> dict[str, int]:
    """Return when the articles of a segment came in, by their ids, as far as it can be read."""
    try:
        parts = loose_parts(memoryview(map_file(path)))
    except (Shortage, MemoryError):
        raise
    except Exception:
        return {}
    ids = _cells(parts.get(".id.col", b""), None) or []
    times = _cells(parts.get(".added.col", b""), None) or []
    return {
        name.decode("utf-8", "replace"): int.from_bytes(added, "little")
        for name, added in zip(ids, times, strict=False)
        if len(added) == _TIME
    }


def _salvaged(article: Article, digest: bytes, added: bytes = b"") -> Salvaged:
    without = article_digest(article.to_json().encode(), entities=False)
    read = len(digest) != DIGEST_SIZE or digest != without
    return Salvaged(article, read, int.from_bytes(added, "little") if len(added) == _TIME else 0)


def _cells(column: bytes | memoryview, documents: int | None) -> list[bytes] | None:
    """Return the cells of a column of byte strings; None when where they end is damaged."""
    size = len(column)
    if size < 8:
        return None
    count = int.from_bytes(column[-8:], "little")
    if (documents is not None and count != documents) or count > size // 8 - 1:
        return None
    ends = np.frombuffer(column, "<u8", count, size - 8 * (count + 1)).astype(np.int64)
    room = size - 8 * (count + 1)
    if len(ends) and (ends.min() < 0 or (np.diff(ends) < 0).any() or ends[-1] > room):
        return None
    return [bytes(column[start:end]) for start, end in pairwise([0, *ends.tolist()])]


def _frames(data: memoryview) -> Iterator[Article]:
    """Yield the articles whose frames lie anywhere in a file."""
    from zstandard import ZstdDecompressor, ZstdError

    whole = bytes(data)
    at = whole.find(_FRAME)
    while at >= 0:
        following = at + 1
        with suppress(ZstdError, *_UNREADABLE):
            inflater = ZstdDecompressor().decompressobj()
            inflater.decompress(whole[at : at + _MAX_FRAME])
            if inflater.eof:
                end = min(at + _MAX_FRAME, len(whole)) - len(inflater.unused_data)
                yield unpack(whole[at:end])
                following = end
        at = whole.find(_FRAME, following)


_MAX_FRAME = 1 << 22
"""Bytes of the longest frame that is looked for."""
