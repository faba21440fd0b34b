"""Articles to one Whoosh segment: analysis, entities, postings.

:func:`write_segment` is self-contained (a directory and plain data in, plain data out), so
that worker processes can each make a segment while the parent alone commits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from index.article import KINDS, Article, Kind, Rejected
from index.codec import ArraySegment, SegmentWriter
from index.entities import Extractor
from index.schema import STEM_SUFFIX, make_schema, shared_analyzer

_GIVEN: dict[Kind, str] = {"person": "persons", "place": "places", "org": "orgs"}


@dataclass(frozen=True, slots=True)
class Written:
    """A finished segment: its files lie in ``staging`` until the parent adopts them."""

    segment: ArraySegment
    staging: Path
    documents: int
    failed: tuple[Rejected, ...]


def write_segment(staging: Path, articles: Iterable[Article], *, entities: bool) -> Written:
    """Index ``articles`` (their ids distinct) as one segment in the empty directory ``staging``.

    An article that cannot be analysed is left out and named in ``failed``; everything that
    can raise runs before the segment's writer sees the document.
    """
    writer = SegmentWriter(staging, make_schema())
    failed = []
    for article in articles:
        try:
            document = make_document(article, entities=entities)
        except (ValueError, RecursionError, MemoryError) as error:
            failed.append(Rejected(article.path or "-", f"{article.id}: {error}"))
            continue
        writer.add(document)
    return Written(writer.finish(), staging, writer.count, tuple(failed))


def merge_segments(staging: Path, directory: Path, segments: Sequence[ArraySegment]) -> Written:
    """Join ``segments`` of the index in ``directory`` into one, leaving deleted articles out."""
    writer = SegmentWriter(staging, make_schema())
    segment = writer.merge(FileStorage(str(directory)), segments)
    return Written(segment, staging, writer.count, ())


def make_document(article: Article, *, entities: bool) -> dict[str, Any]:
    """Return the values of the schema's fields for one article.

    Raises ValueError when its text cannot be encoded (a lone surrogate, for instance).
    """
    stored = article.to_json()
    stored.encode()
    analyzer = shared_analyzer()
    document: dict[str, Any] = {
        "id": article.id,
        "digest": article_digest(article, entities=entities),
        "article": stored,
        "path": (article.path,) if article.path else (),
    }
    for field, text in (("title", article.title), ("body", article.text)):
        views = analyzer.views(text)
        document[field] = views.exact
        document[field + STEM_SUFFIX] = views.stem
    document |= entity_names(article, entities=entities)
    document["source"] = _present(article.source)
    document["category"] = _present(article.category)
    document["tag"] = _present(*article.tags)
    if article.date:
        document["date"] = day_number(article)
    return document


def article_digest(article: Article, *, entities: bool) -> bytes:
    """Return the digest by which a later run knows that nothing has changed."""
    return article.digest("" if entities else "no entities ")


def day_number(article: Article) -> int:
    """Return the article's date as the integer yyyymmdd, 0 when it has none."""
    day = article.date
    return day.year * 10000 + day.month * 100 + day.day if day else 0


def entity_names(article: Article, *, entities: bool) -> dict[str, tuple[str, ...]]:
    """Return the names of each kind in an article, distinct, in order of first mention.

    A record's own entities are taken as they are; otherwise the extractor reads title and text.
    """
    given = {kind: getattr(article, _GIVEN[kind]) for kind in KINDS}
    if any(names is not None for names in given.values()):
        return {kind: _present(*(names or ())) for kind, names in given.items()}
    found: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
    if entities:
        if article.place:
            found["place"].append(article.place)
        for mention in _extractor()(f"{article.title}\n{article.text}"):
            found[mention.kind].append(mention.name)
    return {kind: _present(*names) for kind, names in found.items()}


@cache
def _extractor() -> Extractor:
    return Extractor()


def _present(*values: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v.strip() for v in values if v and v.strip()))
