"""Articles to one Whoosh segment: analysis, entities, postings.

A :class:`SegmentBuilder` collects articles: of their words it keeps the numbers alone, four
bytes a word, and inverts them when the segment is written. It is self-contained (a directory
and plain data in, plain data out), so that worker processes can each make segments while the
parent alone commits.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.filedb.filestore import FileStorage

from index.analysis.forms import Forms
from index.arrays import spans
from index.article import KINDS, Article, Kind, Rejected, digest, unpack
from index.codec import ArraySegment, SegmentWriter
from index.entities import Extractor, Mention
from index.run.spool import Entry
from index.schema import (
    ROOT_FIELD,
    STEM_SUFFIX,
    TEXT_FIELDS,
    TITLE_TIMES,
    day_number,
    make_schema,
    shared_analyzer,
)

_WORD_BYTES = 40
"""Memory a word of running text takes while its segment is written; before, it is 4."""
_DOCUMENT_BYTES = 1000
"""Memory a document takes besides its words, about."""

_GIVEN: dict[Kind, str] = {"person": "persons", "place": "places", "org": "orgs"}

UInts = npt.NDArray[np.uint32]
_Read = dict[str, tuple[UInts, UInts]]
"""The words of each field's texts, and how many each text has."""


@dataclass(frozen=True, slots=True)
class Written:
    """A finished segment: its files lie in ``staging`` until the parent adopts them.

    ``sequence`` has each document's number in the order of reading.
    """

    segment: ArraySegment
    staging: Path
    sequence: UInts


@dataclass(frozen=True, slots=True)
class _Row:
    article: Article
    entry: Entry
    number: int


class SegmentBuilder:
    """Collects articles and writes them as a segment, time and again; ``root`` holds the files.

    ``memory`` bytes are what it should take. The vocabulary serves the next segment too; when
    it has grown to a third of the memory, the rarer half is forgotten.
    """

    def __init__(self, root: Path, *, entities: bool, memory: int) -> None:
        self._root = root
        self._forms = Forms(shared_analyzer())
        self._entities = entities
        self._memory = memory
        self._written = 0
        self._begin()

    def _begin(self) -> None:
        self._writer: SegmentWriter | None = None
        self._staging = self._root / str(self._written)
        self._texts = {field: _Text() for field in TEXT_FIELDS}
        self._numbers: list[int] = []
        self._sound = True
        self._since = monotonic()

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def full(self) -> bool:
        """Whether writing what has been collected would soon take more than the memory."""
        words = sum(text.words for text in self._texts.values())
        taken = self._forms.nbytes + _WORD_BYTES * words + _DOCUMENT_BYTES * len(self)
        return len(self) > 0 and taken > self._memory

    def age(self) -> float:
        """Return for how many seconds articles have been collected, 0 when there are none."""
        return monotonic() - self._since if len(self) else 0.0

    def add(
        self, first: int, entries: Sequence[Entry], tick: Callable[[], None] = lambda: None
    ) -> list[Rejected]:
        """Collect articles numbered from ``first`` on, calling ``tick`` now and then.

        Returns those that cannot be analysed: they are left out. Everything that can raise
        runs before the segment's writer sees the documents.
        """
        failed: list[Rejected] = []
        rows = []
        for number, entry in enumerate(entries, first):
            try:
                rows.append(_Row(unpack(entry.packed), entry, number))
            except Exception as error:  # whatever is wrong with one article, the others go in
                failed.append(_rejected(entry.id, None, error))
            tick()
        try:
            documents, read = self._prepare(rows)
        except Exception:
            rows = [row for row in rows if self._sound_alone(row, failed, tick)]
            documents, read = self._prepare(rows)
        tick()
        if not rows:
            return failed
        if self._writer is None:
            self._staging.mkdir()
            self._writer = SegmentWriter(self._staging, make_schema())
            self._since = monotonic()
        self._sound = False
        for field, (words, sizes) in read.items():
            self._texts[field].append(words, sizes)
        for row, document in zip(rows, documents, strict=True):
            self._writer.add(document)
            self._numbers.append(row.number)
        self._sound = True
        return failed

    def _prepare(self, rows: Sequence[_Row]) -> tuple[list[dict[str, Any]], _Read]:
        """Return the documents of the articles, and the words of their texts."""
        articles = [row.article for row in rows]
        names = entity_names(articles, entities=self._entities)
        documents = [
            make_document(row.article, row.entry, found)
            for row, found in zip(rows, names, strict=True)
        ]
        titles, bodies = [a.title for a in articles], [a.text for a in articles]
        return documents, {"title": self._forms.read(titles), "body": self._forms.read(bodies)}

    def _sound_alone(self, row: _Row, failed: list[Rejected], tick: Callable[[], None]) -> bool:
        try:
            self._prepare([row])
        except Exception as error:
            failed.append(_rejected(row.article.id, row.article.path, error))
            return False
        finally:
            tick()
        return True

    def write(self, tick: Callable[[], None] = lambda: None) -> Written | None:
        """Write what has been collected, if anything, calling ``tick`` now and then.

        What was collected when an interrupt came in the middle of :meth:`add` is dropped.
        """
        writer, numbers, texts = self._writer, self._numbers, self._texts
        sound, staging = self._sound, self._staging
        self._written += 1
        self._begin()
        if writer is None or not sound:
            return None
        forms = self._forms
        uses = np.zeros(len(forms), np.int64)
        arrays = {field: text.arrays() for field, text in texts.items()}
        words, docs = _with_titles(*arrays["title"], *arrays["body"])
        writer.add_text(ROOT_FIELD, forms.terms, forms.roots(), words, docs, np.zeros_like(words))
        tick()
        for field in TEXT_FIELDS:
            words, sizes = arrays.pop(field)
            uses += np.bincount(words, minlength=len(uses))
            positions = forms.positions(words, sizes)
            docs = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
            stems = (field + STEM_SUFFIX, forms.stem)
            for (name, view), base in ((stems, None), ((field, forms.exact), stems)):
                writer.add_text(name, forms.terms, view, words, docs, positions, base)
                tick()
        if forms.nbytes > self._memory // 3:
            forms.keep(np.argsort(-uses, kind="stable")[: len(forms) // 2])
        return Written(writer.finish(), staging, np.array(numbers, np.uint32))


def _with_titles(
    titles: UInts, title_sizes: UInts, bodies: UInts, body_sizes: UInts
) -> tuple[UInts, UInts]:
    """Return the words of titles, several times, and bodies by document, and those documents."""
    many = title_sizes.astype(np.int64) * TITLE_TIMES
    ends = np.cumsum(many + body_sizes)
    in_body = np.ones(int(ends[-1]) if len(ends) else 0, bool)
    in_body[spans(ends - body_sizes - many, many)] = False
    words = np.empty(len(in_body), np.uint32)
    words[in_body] = bodies
    words[~in_body] = np.repeat(titles, TITLE_TIMES)
    docs = np.repeat(np.arange(len(ends), dtype=np.uint32), many + body_sizes)
    return words, docs


class _Text:
    """A field's words, as numbers of their forms, document after document."""

    def __init__(self) -> None:
        self._words: list[UInts] = []
        self._sizes: list[UInts] = []
        self.words = 0

    def append(self, words: UInts, sizes: UInts) -> None:
        self._words.append(words)
        self._sizes.append(sizes)
        self.words += len(words)

    def arrays(self) -> tuple[UInts, UInts]:
        """Return the words, and how many each document has."""
        return np.concatenate(self._words), np.concatenate(self._sizes)


def merge_segments(
    staging: Path, directory: Path, segments: Sequence[ArraySegment]
) -> ArraySegment:
    """Join ``segments`` of the index in ``directory`` into one, leaving deleted articles out."""
    return SegmentWriter(staging, make_schema()).merge(FileStorage(str(directory)), segments)


def _rejected(article_id: str, path: str | None, error: Exception) -> Rejected:
    reason = f"{article_id}: cannot be analysed ({type(error).__name__}: {error})"
    return Rejected(path or "-", reason)


def make_document(
    article: Article, entry: Entry, names: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    """Return the values of the schema's fields for one article, but for its running text."""
    document: dict[str, Any] = {
        "id": article.id,
        "digest": entry.digest,
        "article": entry.packed,
        "path": (article.path,) if article.path else (),
    }
    document |= names
    document["source"] = _present(article.source)
    document["category"] = _present(article.category)
    document["tag"] = _present(*article.tags)
    if article.date:
        document["date"] = day_number(article.date)
    return document


def article_digest(line: bytes, *, entities: bool) -> bytes:
    """Return the digest by which a later run knows that nothing has changed."""
    return digest(line, "" if entities else "no entities")


def entity_names(
    articles: Sequence[Article], *, entities: bool
) -> list[dict[str, tuple[str, ...]]]:
    """Return, for each article, its names of each kind, distinct, in order of first mention.

    A record's own entities are taken as they are; otherwise the extractor reads title and text,
    of all articles at once: that takes a fraction of the time of one after the other.
    """
    own = [_own_names(article) for article in articles]
    unread = [
        article for article, given in zip(articles, own, strict=True) if entities and given is None
    ]
    mentions = _extractor().batch([f"{a.title}\n{a.text}" for a in unread]) if unread else []
    found = map(_names, unread, mentions)
    nothing: dict[str, tuple[str, ...]] = dict.fromkeys(KINDS, ())
    return [given or next(found, nothing) for given in own]


def _own_names(article: Article) -> dict[str, tuple[str, ...]] | None:
    """Return the names that an article brings along, None when it says nothing of them."""
    given = {kind: getattr(article, _GIVEN[kind]) for kind in KINDS}
    if all(names is None for names in given.values()):
        return None
    return {kind: _present(*(names or ())) for kind, names in given.items()}


def _names(article: Article, mentions: Iterable[Mention]) -> dict[str, tuple[str, ...]]:
    """Return the names that were found in an article, the place of its dateline first."""
    found: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
    if article.place:
        found["place"].append(article.place)
    for mention in mentions:
        found[mention.kind].append(mention.name)
    return {kind: _present(*names) for kind, names in found.items()}


@cache
def _extractor() -> Extractor:
    return Extractor()


def _present(*values: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v.strip() for v in values if v and v.strip()))
