"""The article: what ingestion hands on and everything after it works from."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from threading import local
from typing import Any, Literal, Self

DIGEST_SIZE = 16


@dataclass(frozen=True, slots=True)
class Article:
    """One news article, its text exactly as in the source (decoded, newlines as ``\\n``).

    ``title`` is empty when the source has none; :attr:`headline` is what to show then.
    ``furniture`` holds ``[start, end)`` code-point spans of ``text`` that are no part of the
    story (share buttons, a closing source line, a tweet's picture link): searchable, but kept
    out of headlines and snippets. ``persons``/``places``/``orgs`` are the record's own entities;
    when any of them is given (not None) the extractor is not run on the article.
    """

    id: str
    text: str
    title: str = ""
    date: dt.date | None = None
    source: str | None = None
    category: str | None = None
    author: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    place: str | None = None
    """Where an agency dateline says it was written; counted among the places."""
    path: str | None = None
    """The file it came from (absolute), or None for standard input and the Python interface."""
    furniture: tuple[tuple[int, int], ...] = ()
    lead: int = 0
    """Where in ``text`` the story begins: behind an agency dateline."""
    headline: str = ""
    """``title``, or for an untitled article its first sentence without dateline, cut short."""
    persons: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    orgs: tuple[str, ...] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Unknown fields of the record, kept and shown."""

    def to_json(self) -> str:
        """Return the article as one line of JSON, the form in which the index stores it."""
        present = {name: value for name, value in zip(_NAMES, _values(self), strict=True) if value}
        for name in ("persons", "places", "orgs"):
            if getattr(self, name) == ():  # none found, which is not the same as not looked for
                present[name] = ()
        return _JSON.encode(present)

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Read :meth:`to_json` back. Raises ValueError or TypeError when it is not that."""
        data = json.loads(line)
        data.setdefault("text", "")
        if not all(type(data.get(name, "")) is str for name in _TEXTS):
            raise ValueError("an article has something else in the place of a text")
        if "date" in data:
            data["date"] = dt.date.fromisoformat(data["date"])
        for name in ("tags", "persons", "places", "orgs"):
            if name in data:
                data[name] = tuple(data[name])
        if "furniture" in data:
            data["furniture"] = tuple((start, end) for start, end in data["furniture"])
        return cls(**data)


_TEXTS = ("id", "text", "title", "source", "category", "author", "url", "path", "headline")
_NAMES = tuple(f.name for f in fields(Article))
_values = attrgetter(*_NAMES)
_JSON = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":"))


def digest(line: bytes, salt: str = "") -> bytes:
    """Return ``DIGEST_SIZE`` bytes that tell one article's JSON (with ``salt``) from any other."""
    from hashlib import blake2b  # which loads OpenSSL, and only indexing asks for

    return blake2b(line, digest_size=DIGEST_SIZE, salt=salt.encode()).digest()


MAX_ARTICLE_BYTES = 1 << 26
"""Bytes of the longest article, as JSON, that an index stores or reads back."""


def pack(line: bytes) -> bytes:
    """Return an article's JSON in the form in which the index stores it: a frame of zstd.

    The frame has a checksum. Raises ValueError for more than ``MAX_ARTICLE_BYTES``.
    """
    if len(line) > MAX_ARTICLE_BYTES:
        raise ValueError(f"longer than {MAX_ARTICLE_BYTES >> 20} MB")
    return _zstd()[0](line)


def unpack(packed: bytes) -> Article:
    """Return the article of :func:`pack`'s result. Raises ValueError when it is not one."""
    return Article.from_json(unpacked_line(packed).decode())


def unpacked_line(packed: bytes) -> bytes:
    """Return the JSON of :func:`pack`'s result.

    Raises ValueError when it is not one. No more is inflated than the frame says, nor for a
    frame that says more than ``MAX_ARTICLE_BYTES``.
    """
    from zstandard import ZstdError, frame_content_size

    try:
        if not 0 <= frame_content_size(packed) <= MAX_ARTICLE_BYTES:
            raise ValueError("a stored article says that it is too long, or not how long")
        return _zstd()[1](packed)
    except ZstdError as error:
        raise ValueError(f"a stored article cannot be read: {error}") from error


_Coder = Callable[[bytes], bytes]
_local = local()


def _zstd() -> tuple[_Coder, _Coder]:
    """Return the thread's compressor and decompressor: they are not to be shared.

    Level 1 is as small as zlib's fastest, in a third of its time.
    """
    if not hasattr(_local, "coders"):
        from zstandard import ZstdCompressor, ZstdDecompressor

        _local.coders = (
            ZstdCompressor(level=1, write_checksum=True).compress,
            ZstdDecompressor(max_window_size=MAX_ARTICLE_BYTES).decompress,
        )
    coders: tuple[_Coder, _Coder] = _local.coders
    return coders


Cause = Literal["unreadable", "withdrawn", "empty", "unsupported"]
"""Why a record is rejected: it cannot be read, its provider does not want it published (withdrawn,
cancelled, embargoed, a draft, in the bin, private), or a container has no article in it."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not be taken: where it stands and why, for a one-line report."""

    path: str
    reason: str
    record: int | None = None
    """1-based number of the record (line, row, entry) in the file; None for the whole file."""
    cause: Cause = "unreadable"
    withdraws: str | None = None
    """Id of the article that is to leave the index, since its provider has withdrawn it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know of a file beside its articles: records that are no articles and
    were left out, an article without text."""

    path: str
    text: str
    record: int | None = None
    left_out: int = 0
    """Number of records that the remark speaks of and that were left out."""
