"""A snapshot: one committed generation, open for reading.

Readers take no lock. A snapshot keeps its files mapped, so it goes on answering from its own
generation while a writer commits the next one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from itertools import islice
from mmap import mmap
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from whoosh.index import FileIndex
from whoosh.searching import Searcher

from index.arrays import Bools, Bytes, Int32s, Times
from index.article import Article, unpack
from index.codec import FieldFile, SegmentStorage
from index.codec.column_readers import (
    read_bytes,
    read_lengths,
    read_live,
    read_numbers,
    read_ordinals,
    read_times,
)
from index.columns import BytesColumnReader
from index.disk import Mapped, map_file
from index.entities.corrections import Corrections, read_corrections
from index.errors import IndexDamaged, InputError
from index.ordinals import Ordinals
from index.schema import ADDED
from index.store.global_ordinals import FacetNames, read_names
from index.store.manifest import CanonicalNames, Generation, copies_name, names_name
from index.store.pages import Pages, Span
from index.store.storage import UNREADABLE, blame_damage, newest_generation, read_generation

if TYPE_CHECKING:
    from index.copies.groups import Groups
    from index.meaning.vectors import Vectors


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
        self._bytes: dict[str, BytesColumnReader] = {}
        self._days: Int32s | None = None

    @cached_property
    def live(self) -> Bools | None:
        """True for every document that is not deleted; None when none is."""
        return read_live(self.reader) if self.reader.has_deletions() else None

    def field(self, name: str) -> FieldFile | None:
        """Return an inverted field's arrays, None when no document of the segment has it."""
        found: FieldFile | None = self.reader._terms.field(name)
        return found

    def column(self, name: str) -> BytesColumnReader:
        """Return a column of byte strings (``id``, ``digest``, ``article``)."""
        if name not in self._bytes:
            self._bytes[name] = read_bytes(self.reader, name)
        return self._bytes[name]

    def cell(self, column: str, document: int) -> bytes:
        """Return what a column of byte strings has of a document."""
        return self.column(column)[document]

    def ids(self) -> list[bytes]:
        """Return the id of each document."""
        return self.column("id").all()

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

    def added(self) -> Times:
        """Return when each document came in, in milliseconds since 1970."""
        return read_times(self.reader, ADDED)


class Snapshot:
    """Everything a search needs of one generation.

    Whoosh's readers share file positions: threads take turns (the engine holds a lock). What it
    has in common with one ``before`` it takes over from there.
    """

    def __init__(
        self, directory: Path, generation: Generation, before: "Snapshot | None" = None
    ) -> None:
        self.directory = directory
        self._generation = generation
        self._storage: SegmentStorage
        self._closed = False
        try:
            open = before._storage.opened.values() if before else ()
            self._storage = SegmentStorage(directory, open=open)
            for segment in generation.segments:  # all at once: a later commit may remove them
                self._storage.segment_file(segment)
            self._names = map_file(directory / names_name(generation.number))
            self._copies = map_file(directory / copies_name(generation.number))
            self._vectors = {
                segid: map_file(directory / file.name(segid))
                for segid, file in generation.vectors.items()
            }
            reader = FileIndex._reader(
                self._storage, generation.schema, list(generation.segments), generation.number
            )
        except UNREADABLE as error:
            raise IndexDamaged(
                "the index in {directory} is damaged; to see what is wrong: naba check",
                directory=directory,
            ) from error
        self._mapped, self._pages = self._maps()
        self.searcher = Searcher(reader)
        found = self.searcher.leaf_searchers() if generation.segments else ()
        self.leaves = tuple(Leaf(searcher, offset) for searcher, offset in found)
        self._offsets = [leaf.offset for leaf in self.leaves]

    @property
    def generation(self) -> int:
        """The number of the generation."""
        return self._generation.number

    @property
    def arrived(self) -> int:
        """The time, in milliseconds since 1970, up to which all that came in is here."""
        return self._generation.arrived

    @property
    def canonical(self) -> CanonicalNames:
        """For each kind of entity: local name to canonical name, where they differ.

        A local name that the user's list says is none goes to the empty string.
        """
        return self._generation.canonical

    @cached_property
    def names(self) -> Mapping[str, FacetNames]:
        """The names of each facet, numbered through all leaves."""
        return read_names(self._names, len(self.leaves))

    @cached_property
    def copies(self) -> "Groups":
        """The groups of articles that are copies of each other; rows are document numbers."""
        from index.store.copy_groups import read_groups

        return read_groups(self._copies, [leaf.count for leaf in self.leaves])

    @property
    def encoder(self) -> str:
        """What made the vectors of the articles; empty when there are none."""
        return self._generation.encoder

    @cached_property
    def vectors(self) -> "Sequence[Vectors | None]":
        """The vectors of the articles of each leaf, None of one that has none.

        Raises ValueError when a file of them is damaged, or has other dimensions.
        """
        from index.meaning.vectors import read_vectors

        found = [
            read_vectors(data, leaf.count) if data is not None else None
            for leaf, data in zip(self.leaves, self._vectors_in_order(), strict=True)
        ]
        if len({one.dimensions for one in found if one}) > 1:
            raise ValueError("vectors of several dimensions")
        return found

    def _vectors_in_order(self) -> Iterator[Mapped | None]:
        return (self._vectors.get(segment.segid) for segment in self._generation.segments)

    @cached_property
    def corrections(self) -> Corrections:
        """The user's own list of names."""
        return read_corrections(self._generation.corrections)

    @property
    def files(self) -> Mapping[str, tuple[int, int]]:
        """File name to (size in bytes, checksum) of all files that are read."""
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

    def digest(self, docnum: int) -> bytes:
        """Return the digest of an article, which changes with all that is indexed of it."""
        return self._cell("digest", docnum)

    def added(self, docnum: int) -> int:
        """Return when an article came in, in milliseconds since 1970."""
        return int.from_bytes(self._cell(ADDED, docnum), "little")

    def article_ids(self, docnums: Iterable[int]) -> list[str]:
        """Return the ids of some articles, in their order."""
        offsets, cells = self._offsets, [leaf.column("id").cell for leaf in self.leaves]
        found = []
        for docnum in docnums:
            leaf = bisect_right(offsets, docnum) - 1
            found.append(cells[leaf](docnum - offsets[leaf]).decode())
        return found

    def locate(self, docnum: int) -> tuple[int, int]:
        """Return the number of the leaf that has a document, and the document's number there."""
        leaf = bisect_right(self._offsets, docnum) - 1
        return leaf, docnum - self._offsets[leaf]

    def _cell(self, column: str, docnum: int) -> bytes:
        leaf, doc = self.locate(docnum)
        return self.leaves[leaf].cell(column, doc)

    def guarded(self) -> "Guard":
        """Return a context in which reading a damaged file raises IndexDamaged.

        A file that has been cut short since it was opened is noticed when the context is
        entered: reading beyond its end would end the process. Leaving it lets go of what was
        read, every so often, so that a process which goes on answering does not in the end have
        the whole index among its own memory.
        """
        return Guard(self)

    def _enter(self) -> None:
        if self._closed:
            raise InputError("the index in {directory} has been closed", directory=self.directory)
        self._require_whole()

    def _leave(self, error: BaseException | None) -> None:
        self._pages.let_go()
        if error is not None:
            blame_damage(error, self.directory, self.files, self._nonsense)

    def _maps(self) -> tuple[list[tuple[str, mmap, int]], Pages]:
        """Return the names, maps and sizes of all files, and the pages that are let go of.

        Those of vectors are not: every search by meaning reads all of them.
        """
        segments = self._storage.opened
        own = [(name, file.buffer) for name, file in segments.items()]
        own.append((names_name(self.generation), self._names))
        own.append((copies_name(self.generation), self._copies))
        parts = [
            Span(file.buffer, part.start, part.size)
            for file in segments.values()
            if isinstance(file.buffer, mmap)
            for part in file.parts.values()
        ]
        own += ((self._generation.vectors[s].name(s), self._vectors[s]) for s in self._vectors)
        mapped = [(name, one, len(one)) for name, one in own if isinstance(one, mmap)]
        return mapped, Pages(parts)

    def _require_whole(self) -> None:
        for name, buffer, size in self._mapped:
            if buffer.size() < size:
                raise IndexDamaged.because(self.directory, "{file} was cut short", file=name)

    def _nonsense(self) -> list[str]:
        """Return what does not fit together in the index."""
        from index.store.consistency import nonsense

        return list(islice(nonsense(self), 1))

    def is_latest(self) -> bool:
        """Tell whether no newer generation has been committed."""
        return newest_generation(self.directory) <= self.generation

    def close(self) -> None:
        """Close the files; what is asked afterwards raises InputError."""
        self._closed = True
        self.searcher.close()


class Guard(AbstractContextManager[None]):
    """The context of :meth:`Snapshot.guarded`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __enter__(self) -> None:
        self._snapshot._enter()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._snapshot._leave(error)


def open_snapshot(directory: str | Path, before: Snapshot | None = None) -> Snapshot:
    """Open the newest generation of the index in ``directory``.

    Files that an older snapshot has open are shared with it, see :class:`Snapshot`.

    Raises :class:`~index.errors.IndexMissing`, ``IndexFormat`` or ``IndexDamaged``.
    """
    path = Path(directory)
    for _ in range(20):
        generation = read_generation(path)
        try:
            return Snapshot(path, generation, before)
        except FileNotFoundError as error:
            lost = error  # a writer may just have replaced the generation: look again
    raise IndexDamaged.because(path, "{file} is missing", file=lost.filename) from lost
