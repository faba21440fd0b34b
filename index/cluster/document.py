"""From an article to the document that a cluster keeps of it."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any

from index.article import Article
from index.facets import KINDS, TABLE
from index.ingest.identity import local_part
from index.run.entity_names import distinct, name_words

_LONGEST = 32_000
"""Bytes of the longest value that is kept as it is: a term ends at 32,766."""
_KEPT = 500
"""Characters that are kept of a longer one."""
_CUT = "\x01"
"""Stands before the digest of a value that is too long."""


def document_id(article_id: str) -> str:
    """Return the id of an article's document: 22 characters, since ids may be of any length."""
    return _short(article_id.encode())


def value_key(value: str) -> str:
    """Return the term by which a facet's value is kept: itself, unless it is too long for one."""
    if len(value) * 4 <= _LONGEST:
        return value
    raw = value.encode()
    return value if len(raw) <= _LONGEST else f"{value[:_KEPT]}{_CUT}{_short(raw)}"


def long_values(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return those of the values, by their keys, that are too long to be kept whole."""
    keys = {value_key(value): value for values in names.values() for value in values}
    return {key: value for key, value in keys.items() if key != value}


def facet_values(article: Article, names: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return the values of all facets; ``names`` are the article's by kind of entity."""
    others = {f.name: distinct(*f.values(article)) for f in TABLE if f.name not in KINDS}
    return {**names, **others}


def make_document(
    article: Article,
    line: str,
    digest: bytes,
    added: int,
    names: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:
    """Return the document of one article, but for its running text; its JSON is ``line``."""
    document: dict[str, Any] = {
        "id": article.id,
        "article": line,
        "digest": digest.hex(),
        "added": added,
        "named": name_words(names),
        "date": article.date.isoformat() if article.date else None,
        "path": article.path,
        "local": local_part(article.id),
        "file": PurePosixPath(article.id).name if article.id.startswith("/") else None,
    }
    for facet, values in facet_values(article, names).items():
        document[facet] = [value_key(value) for value in values]
    return {name: value for name, value in document.items() if value not in (None, (), [])}


def _short(raw: bytes) -> str:
    return urlsafe_b64encode(blake2b(raw, digest_size=16).digest()).decode().rstrip("=")
