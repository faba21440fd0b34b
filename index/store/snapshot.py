"""A snapshot: one committed generation, open for reading.

Readers take no lock. A snapshot keeps its files mapped, so it goes on answering from its own
generation while a writer commits the next one.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.searching import Searcher

from index.arrays import Bools, Bytes, Int32s
from index.article import Article, unpack
from index.codec import INDEX_NAME, FieldFile
from index.codec.column_readers import (
    read_bytes,
    read_lengths,
    read_live,
    read_numbers,
    read_ordinals,
)
from index.entities.corrections import Corrections, read_corrections
from index.errors import IndexDamaged
from index.ordinals import Ordinals
from index.store.global_ordinals import FacetNames, read_names
from index.store.manifest import CanonicalNames, Generation, names_path
from index.store.storage import UNREADABLE, PinnedStorage, blaming_damage, read_generation

_KEPT_USES = 4
"""Number of uses after which the pages that were read are let go of."""


class Leaf:
    """One segment: its Whoosh reader and searcher, and its columns as arrays.

    ``offset`` is the snapshot's number of the segment's first document; ``count`` includes
    deleted documents; ``live`` marks those that are not, or is None when none is deleted.
    """

    def __init__(self, searcher: Any, offset: int) -> None:
        self.searcher = searcher
        self.reader = searcher.reader()
        self.offset = offset
        self.count: int = self.reader.doc_count_all()
        self._facets: dict[str, Ordinals] = {}
        self._bytes: dict[str, Any] = {}
        self._days: Int32s | None = None

    @cached_property
    def live(self) -> Bools | None:
        """True for every document that is not deleted; None when none is."""
        return read_live(self.reader) if self.reader.has_deletions() else None

    def field(self, name: str) -> FieldFile | None:
        """Return an inverted field's arrays, None when no document of the segment has it."""
        found: FieldFile | None = self.reader._terms.field(name)
        return found

    def cell(self, column: str, document: int) -> bytes:
        """Return what a column of byte strings (``id``, ``digest``, ``article``) has."""
        if column not in self._bytes:
            self._bytes[column] = read_bytes(self.reader, column)
        value: bytes = self._bytes[column][document]
        return value

    def ordinals(self, facet: str) -> Ordinals:
        """Return the facet's column; see :class:`~index.ordinals.Ordinals`."""
        if facet not in self._facets:
            self._facets[facet] = read_ordinals(self.reader, facet, self.count)
        return self._facets[facet]

    def length_bytes(self, field: str) -> Bytes:
        """Return each document's length of a text field, as the byte Whoosh rounds it to."""
        return read_lengths(self.reader, field, self.count)

    def dates(self) -> Int32s:
        """Return each document's day as yyyymmdd, 0 when it has none."""
        if self._days is None:
            self._days = read_numbers(self.reader, "date", self.count)
        return self._days


class Snapshot:
    """Everything a search needs of one generation.

    Whoosh's readers share file positions: threads take turns (the engine holds a lock).
    """

    def __init__(self, directory: Path, generation: Generation) -> None:
        self.directory = directory
        self._generation = generation
        self._uses = 0
        try:
            storage = self._storage = PinnedStorage(directory, generation.files)
            reader = FileIndex._reader(
                storage, generation.schema, list(generation.segments), generation.number
            )
        except FileNotFoundError:
            raise
        except UNREADABLE as error:
            raise IndexDamaged(
                "the index in {directory} is damaged; to see what is wrong: naba check",
                directory=directory,
            ) from error
        self.searcher = Searcher(reader)
        found = self.searcher.leaf_searchers() if generation.segments else ()
        self.leaves = tuple(Leaf(searcher, offset) for searcher, offset in found)
        self._offsets = [leaf.offset for leaf in self.leaves]

    @property
    def generation(self) -> int:
        """The number of the generation."""
        return self._generation.number

    @property
    def canonical(self) -> CanonicalNames:
        """For each kind of entity: local name to canonical name, where they differ.

        A local name that the user's list says is none goes to the empty string.
        """
        return self._generation.canonical

    @cached_property
    def names(self) -> Mapping[str, FacetNames]:
        """The names of each facet, numbered through all leaves."""
        file = names_path(self.directory, self.generation).name
        return read_names(self._storage.mapped(file), len(self.leaves))

    @cached_property
    def corrections(self) -> Corrections:
        """The user's own list of names."""
        return read_corrections(self._generation.corrections)

    @property
    def files(self) -> Mapping[str, tuple[int, int]]:
        """File name to (size in bytes, CRC-32) of all files that are read."""
        return self._generation.files

    @cached_property
    def doc_count(self) -> int:
        """How many articles the index holds."""
        return int(self.searcher.doc_count())

    def docnum(self, article_id: str) -> int | None:
        """Return the document number of an article, or None when it is not there."""
        term = article_id.encode("utf-8", "replace")
        for leaf in self.leaves:
            if ("id", term) in leaf.reader:
                matcher = leaf.reader.postings("id", term)
                if matcher.is_active():
                    return leaf.offset + int(matcher.id())
        return None

    def article(self, docnum: int) -> Article:
        """Return an article as it was indexed."""
        return unpack(self._cell("article", docnum))

    def article_id(self, docnum: int) -> str:
        """Return an article's id, without reading the article."""
        return self._cell("id", docnum).decode()

    def locate(self, docnum: int) -> tuple[int, int]:
        """Return the number of the leaf that has a document, and the document's number there."""
        leaf = bisect_right(self._offsets, docnum) - 1
        return leaf, docnum - self._offsets[leaf]

    def _cell(self, column: str, docnum: int) -> bytes:
        leaf, doc = self.locate(docnum)
        return self.leaves[leaf].cell(column, doc)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Return a context in which reading a damaged file raises IndexDamaged.

        Leaving it lets go of what was read, every so often, so that a process which goes on
        answering does not in the end have the whole index among its own memory.
        """
        try:
            with blaming_damage(self.directory, self.files):
                yield
        finally:
            self._uses += 1
            if self._uses % _KEPT_USES == 0:
                self._storage.release()

    def is_latest(self) -> bool:
        """Tell whether no newer generation has been committed."""
        newest: int = TOC._latest_generation(FileStorage(str(self.directory)), INDEX_NAME)
        return newest <= self.generation

    def close(self) -> None:
        """Close the files."""
        self.searcher.close()


def open_snapshot(directory: str | Path) -> Snapshot:
    """Open the newest generation of the index in ``directory``.

    Raises :class:`~index.errors.IndexMissing`, ``IndexFormat`` or ``IndexDamaged``.
    """
    path = Path(directory)
    for _ in range(20):
        generation = read_generation(path)
        try:
            return Snapshot(path, generation)
        except FileNotFoundError as error:
            lost = error  # a writer may just have replaced the generation: look again
    raise IndexDamaged.because(path, "{file} is missing", file=lost.filename) from lost
