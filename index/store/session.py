"""Writing to an index: one writer at a time, each commit all or nothing.

A commit is

1. the segments' files, made and synced in a directory for work, moved into the index,
2. ``naba_<generation>.names`` and ``naba_<generation>.copies`` beside them, see
   :mod:`index.store.global_ordinals` and :mod:`index.store.copy_groups`, and
   ``naba_<generation>.json``: all naba reads, see :mod:`index.store.manifest`,
3. Whoosh's table of contents for that generation, moved into place: the commit point,
4. what no generation needs any more removed.

Stock Whoosh syncs nothing, so that a power cut after step 3 could leave a table of contents
pointing at empty files; here every file and the directory are synced before the last move.
Before any of these files is there, the inventory (:mod:`index.store.inventory`) has its name.
"""

import errno
import fcntl
import os
import stat
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from shutil import copy2, rmtree
from tempfile import mkdtemp
from types import MappingProxyType
from typing import Any, Self

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from index.codec import INDEX_NAME, ArraySegment, SegmentStorage
from index.copies import RESEMBLANCE
from index.disk import create_file, move_new, sync
from index.errors import IndexLocked, IndexMissing, InputError, Message
from index.store.inventory import (
    LOCK,
    QUARANTINE,
    WORK,
    Inventory,
    make_empty,
    require_index_or_empty,
)
from index.store.manifest import (
    CanonicalNames,
    Generation,
    VectorFile,
    copies_name,
    encode_manifest,
    manifest_name,
    names_name,
    toc_name,
)
from index.store.storage import newest_generation, read_generation


class WriteSession:
    """The right to write to an index directory; a context manager around one run.

    ``base`` is the generation the session stands on; :meth:`commit` moves it on. Whatever is
    made lies in ``work`` until it is moved into place. ``segments`` opens the index's segments;
    what is read of them is verified, once in a session.

    ``note`` is told of what does not matter enough to end a run for.
    """

    def __init__(self, directory: Path, note: Callable[[str], None] = lambda message: None) -> None:
        self.directory = directory
        self.base = Generation.none()
        self.segments = SegmentStorage(directory, verify=True)
        self.work = directory / WORK
        self._note = note
        self._uncommitted: set[str] = set()
        self._lock = -1
        self._inventory: Inventory

    def __enter__(self) -> Self:
        _make_directory(self.directory)
        require_index_or_empty(self.directory)
        self._lock = _locked(self.directory)
        try:
            self._inventory = Inventory.of(self.directory)
            try:
                make_empty(self.work)
            except FileExistsError as error:
                raise InputError("{path} is in the way; remove it", path=self.work) from error
        except BaseException:
            os.close(self._lock)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._drop_stale()
            rmtree(self.work, ignore_errors=True)
        finally:
            os.close(self._lock)

    def load(self) -> None:
        """Start from the newest generation, if there is one."""
        try:
            self.base = read_generation(self.directory)
        except IndexMissing:
            self.base = Generation.none()

    def adopt(self, segment: ArraySegment, made_in: Path) -> None:
        """Move the file of a finished segment from the directory it was made in into the index."""
        self._inventory.announce([segment.file_name])
        self._uncommitted.add(segment.file_name)
        move_new(made_in / segment.file_name, self.directory / segment.file_name)
        made_in.rmdir()

    def own_names(self) -> list[str]:
        """Return the names of the files that are naba's and there."""
        names = sorted(self._inventory.names)
        return [name for name in names if (self.directory / name).is_file()]

    def quarantine(self, names: Iterable[str]) -> Path:
        """Keep files aside, as they are, in a new directory that naba never touches again."""
        parent = self.directory / QUARANTINE
        parent.mkdir(exist_ok=True)
        if parent.is_symlink():
            raise InputError("{path} is in the way; remove it", path=parent)
        aside = Path(mkdtemp(prefix=time.strftime("%Y%m%d-%H%M%S-"), dir=parent))
        for name in names:
            source = self.directory / name
            if source.is_file() and not source.is_symlink():
                copy2(source, aside / name, follow_symlinks=False)
        return aside

    def commit(
        self,
        segments: Iterable[ArraySegment],
        canonical: CanonicalNames,
        names: bytes,
        copies: bytes,
        corrections: str = "",
        resemblance: float = RESEMBLANCE,
        arrived: int = 0,
        encoder: str = "",
        vectors: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        """Make ``segments`` the whole of the index, durably and at once.

        ``names`` are the global ordinals of its facets, as
        :func:`index.store.global_ordinals.number_names` encodes them, ``copies`` its groups of
        copies, found with this ``resemblance``, as
        :func:`index.store.copy_groups.encode_groups` does. ``arrived`` is up to when all that came
        in is among them. ``vectors`` are new files of them, made by ``encoder``, by the ids of
        segments; other segments keep those they have.
        """
        kept = tuple(segments)
        # Beyond any number there is: a rebuild does not read the generation it replaces, and a
        # killed run may have left files of one that was never committed.
        last = max(newest_generation(self.directory), self._inventory.last_number())
        number = max(self.base.number, last) + 1
        contents = _table_of_contents(self.base.schema, kept, number)
        stay = {segment.segid for segment in kept}
        new_files = {
            segid: VectorFile(number, (len(data), zlib.crc32(data)))
            for segid, data in vectors.items()
        }
        had = {segid: file for segid, file in self.base.vectors.items() if segid in stay}
        new = replace(
            self.base,
            number=number,
            segments=kept,
            names=(len(names), zlib.crc32(names)),
            copies=(len(copies), zlib.crc32(copies)),
            toc=(len(contents), zlib.crc32(contents)),
            canonical=canonical,
            corrections=corrections,
            resemblance=resemblance,
            arrived=arrived,
            encoder=encoder if had or new_files else "",
            vectors=had | new_files,
        )
        self._inventory.announce(sorted(new.own_files))
        self._put(names_name(number), names)
        self._put(copies_name(number), copies)
        for segid, data in vectors.items():
            self._put(new_files[segid].name(segid), data)
        self._put(manifest_name(number), encode_manifest(new))
        sync(self.directory)
        self._put(toc_name(number), contents)
        sync(self.directory)
        self.base = new
        self._uncommitted.clear()
        self._drop_stale()

    def _put(self, name: str, data: bytes) -> None:
        """Write a file, all or nothing; nothing is written over."""
        draft = self.work / name
        create_file(draft, data)
        move_new(draft, self.directory / name)

    def _drop_stale(self) -> None:
        """Remove the files of older generations and of runs that never committed."""
        # A rebuild that has not committed knows nothing of what the index holds.
        mine = self._inventory.names - self._uncommitted
        try:
            failed = self._inventory.drop_all_but(self.base.own_files if self.base.number else mine)
        except OSError as error:
            failed = [str(error)]
        for fault in failed:
            self._note(
                Message("cannot remove a file the index no longer needs: {fault}", {"fault": fault})
            )


def _make_directory(directory: Path) -> None:
    """Make an index's directory, durably, with those above it."""
    missing = [path for path in (directory, *directory.parents) if not path.exists()]
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise IndexMissing("{path} is a file, and an index is a folder", path=directory) from error
    for path in missing:
        sync(path.parent)


def _locked(directory: Path) -> int:
    """Return the descriptor of the locked file for which every writer asks, also stock Whoosh."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    path = directory / LOCK
    in_the_way = InputError("{path} is in the way; remove it", path=path)
    try:
        lock = os.open(path, flags, 0o666)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):  # a link, a folder, a pipe
            raise in_the_way from error
        raise
    if not stat.S_ISREG(os.fstat(lock).st_mode):
        os.close(lock)
        raise in_the_way
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        if error.errno not in (errno.EAGAIN, errno.EACCES):
            raise
        raise IndexLocked(
            "another process is writing to the index in {directory}; try again when it has ended",
            directory=directory,
        ) from error
    return lock


def _table_of_contents(schema: Any, segments: Iterable[ArraySegment], number: int) -> bytes:
    """Return what stock Whoosh needs to open the index."""
    memory = RamStorage()
    TOC(schema, list(segments), number).write(memory, INDEX_NAME)
    contents: bytes = memory.files[toc_name(number)]
    return contents
