"""Articles to one Whoosh segment: analysis, entities, postings.

:func:`write_segment` is self-contained (a directory and plain data in, plain data out), so
that worker processes can each make a segment while the parent alone commits.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage

from index.analysis.forms import Forms, UInts
from index.article import KINDS, Article, Kind, Rejected, digest, unpack
from index.codec import ArraySegment, SegmentWriter
from index.entities import Extractor
from index.schema import STEM_SUFFIX, TEXT_FIELDS, day_number, make_schema, shared_analyzer
from index.spool import Entry

_MOST_FORMS = 400_000
"""Distinct forms kept from batch to batch: some 150 MB."""

_GIVEN: dict[Kind, str] = {"person": "persons", "place": "places", "org": "orgs"}


@dataclass(frozen=True, slots=True)
class Written:
    """A finished segment: its files lie in ``staging`` until the parent adopts them."""

    segment: ArraySegment
    staging: Path
    documents: int
    failed: tuple[Rejected, ...]


def write_segment(staging: Path, entries: Iterable[Entry], *, entities: bool) -> Written:
    """Index articles (their ids distinct) as one segment in the empty directory ``staging``.

    An article that cannot be analysed is left out and named in ``failed``; everything that
    can raise runs before the segment's writer sees the document.
    """
    writer = SegmentWriter(staging, make_schema())
    forms = _forms()
    texts = {field: _Text() for field in TEXT_FIELDS}
    failed = []
    for entry in entries:
        article = unpack(entry.packed)
        try:
            document = make_document(article, entry, entities=entities)
            read = {"title": forms.read(article.title), "body": forms.read(article.text)}
        except Exception as error:  # whatever is wrong with one article, the others go in
            reason = f"{article.id}: cannot be analysed ({type(error).__name__}: {error})"
            failed.append(Rejected(article.path or "-", reason))
            continue
        writer.add(document)
        for field, numbers in read.items():
            texts[field].append(numbers)
    for field, text in texts.items():
        stream, docs = text.arrays()
        positions = forms.positions(stream, docs)
        for name, view in ((field, forms.exact), (field + STEM_SUFFIX, forms.stem)):
            writer.add_text(name, view.terms, *view.stream(stream, docs, positions))
    if len(forms) > _MOST_FORMS:
        _forms.cache_clear()
    return Written(writer.finish(), staging, writer.count, tuple(failed))


class _Text:
    """The forms of a field, document after document."""

    def __init__(self) -> None:
        self._forms = array("I")
        self._sizes = array("I")

    def append(self, numbers: list[int]) -> None:
        self._forms.extend(numbers)
        self._sizes.append(len(numbers))

    def arrays(self) -> tuple[UInts, UInts]:
        """Return the forms, and the document of each."""
        sizes = np.array(self._sizes, np.uint32)
        docs = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
        return np.array(self._forms, np.uint32), docs


@cache
def _forms() -> Forms:
    """The process's forms: most of a batch's are known from the one before."""
    return Forms(shared_analyzer())


def merge_segments(staging: Path, directory: Path, segments: Sequence[ArraySegment]) -> Written:
    """Join ``segments`` of the index in ``directory`` into one, leaving deleted articles out."""
    writer = SegmentWriter(staging, make_schema())
    segment = writer.merge(FileStorage(str(directory)), segments)
    return Written(segment, staging, writer.count, ())


def make_document(article: Article, entry: Entry, *, entities: bool) -> dict[str, Any]:
    """Return the values of the schema's fields for one article, but for its running text."""
    document: dict[str, Any] = {
        "id": article.id,
        "digest": entry.digest,
        "article": entry.packed,
        "path": (article.path,) if article.path else (),
    }
    document |= entity_names(article, entities=entities)
    document["source"] = _present(article.source)
    document["category"] = _present(article.category)
    document["tag"] = _present(*article.tags)
    if article.date:
        document["date"] = day_number(article.date)
    return document


def article_digest(line: bytes, *, entities: bool) -> bytes:
    """Return the digest by which a later run knows that nothing has changed."""
    return digest(line, "" if entities else "no entities")


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
