"""The index directory: one writer at a time, each commit all or nothing.

The directory is an ordinary Whoosh index, so stock Whoosh opens it. A commit is

1. segment files written and synced,
2. ``naba_<generation>.names`` beside them, see :mod:`index.store.global_ordinals`, and
   ``naba_<generation>.json``: all naba reads, see :mod:`index.store.manifest`,
3. Whoosh's table of contents for that generation, renamed into place: the commit point,
4. what no generation needs any more removed.

Stock Whoosh syncs nothing, so that a power cut after step 3 could leave a table of contents
pointing at empty files; here every file and the directory are synced before the rename.
"""

import mmap as mmap_module
import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Self

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, clean_files

from index.codec import INDEX_NAME, ArraySegment
from index.errors import IndexDamaged, IndexFormat, IndexLocked, IndexMissing
from index.store.manifest import (
    CanonicalNames,
    Generation,
    Seal,
    decode_manifest,
    encode_manifest,
    manifest_path,
    names_path,
)

_STAGING = "staging."
_LARGE = 1 << 18
_UNNEEDED: int | None = getattr(mmap_module, "MADV_DONTNEED", None)  # not there on Windows

UNREADABLE = (
    *(ValueError, KeyError, TypeError, AttributeError, EOFError, ImportError, OSError),
    *(AssertionError, ArithmeticError, LookupError, MemoryError, struct.error, zlib.error),
)
"""What a damaged file may raise while Whoosh reads it."""


class DurableStorage(FileStorage):  # type: ignore[misc]
    """Whoosh file storage whose renames survive a power cut."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Sync ``oldname``, move it over ``newname``, sync the directory."""
        sync(Path(self.folder) / oldname)
        (Path(self.folder) / oldname).replace(Path(self.folder) / newname)
        sync(Path(self.folder))


class _Empty(BytesIO):
    """An empty file, which cannot be mapped."""

    def __len__(self) -> int:
        return 0


class PinnedStorage(FileStorage):  # type: ignore[misc]
    """The files of one generation, mapped all at once.

    Whoosh opens columns when first asked for them, and takes a missing file for a field
    nobody has; a file mapped beforehand stays readable when a later commit removes it.
    Raises FileNotFoundError when a file has gone already.
    """

    def __init__(self, directory: Path, names: Iterable[str]) -> None:
        super().__init__(str(directory), readonly=True)
        self._maps = {name: _map(directory / name) for name in names}

    def open_file(self, name: str, **_: Any) -> StructFile:
        """Return the mapped file; closing it leaves the mapping to the others that use it."""
        return _Mapped(self._maps[name], name=name)

    def mapped(self, name: str) -> Any:
        """Return the bytes of a file, as they are mapped."""
        return self._maps[name]

    def release(self) -> None:
        """Let go of the pages of large files that were read: they stay in the system's cache."""
        if _UNNEEDED is not None:
            for mapped in self._maps.values():
                if isinstance(mapped, mmap) and len(mapped) > _LARGE:
                    mapped.madvise(_UNNEEDED)

    def file_exists(self, name: str) -> bool:
        """Tell whether the generation has such a file."""
        return name in self._maps

    def file_length(self, name: str) -> int:
        """Return a file's size in bytes."""
        return len(self._maps[name])

    def list(self) -> list[str]:
        """Return the names of the files."""
        return [*self._maps]


class _Mapped(StructFile):  # type: ignore[misc]
    def close(self) -> None:
        self.is_closed = True


def _map(path: Path) -> mmap | _Empty:
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return _Empty()
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def sync(path: Path) -> None:
    """Force a file, or a directory's list of names, onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def checksum(path: Path) -> Seal:
    """Return a file's (size, CRC-32)."""
    size = crc = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            size += len(block)
            crc = zlib.crc32(block, crc)
    return size, crc


@contextmanager
def blaming_damage(directory: Path, files: Mapping[str, Seal]) -> Iterator[None]:
    """Tell damage from faults: what fails while reading files that have changed is IndexDamaged.

    Only then is it worth reading every byte; bytes that have changed unnoticed, without any
    failure, are for ``naba check``.
    """
    try:
        yield
    except UNREADABLE as error:
        for name, seal in files.items():
            path = directory / name
            if path.exists() and checksum(path) != seal:
                raise IndexDamaged.because(
                    directory, "{file} has been changed", file=name
                ) from error
        raise


def read_generation(directory: Path) -> Generation:
    """Return the newest committed generation.

    Raises :class:`IndexMissing`, :class:`IndexFormat` or :class:`IndexDamaged`. A writer may
    replace the generation between our look at the directory and our read; then we look again.
    """
    for attempt in range(20):
        try:
            return _read_newest(directory)
        except FileNotFoundError as error:
            lost = error
        if attempt and TOC._latest_generation(FileStorage(str(directory)), INDEX_NAME) < 0:
            break
    name = Path(lost.filename).name
    raise IndexFormat(
        "the index in {directory} has no {file} (did another program write to it?); "
        "renew it with: naba index --rebuild PATH",
        directory=directory,
        file=name,
    )


def _read_newest(directory: Path) -> Generation:
    storage = FileStorage(str(directory))
    number = TOC._latest_generation(storage, INDEX_NAME) if directory.is_dir() else -1
    if number < 0:
        raise IndexMissing(
            "no index in {directory}; make one with: naba index PATH", directory=directory
        )
    manifest = manifest_path(directory, number).read_bytes()
    generation = decode_manifest(manifest, directory, number)
    toc = TOC._filename(INDEX_NAME, number)
    if checksum(directory / toc) != generation.toc:
        raise IndexDamaged.because(directory, "{file} is not the one naba wrote", file=toc)
    return generation


def _table_of_contents(schema: Any, segments: Iterable[ArraySegment], number: int) -> bytes:
    """Return what stock Whoosh needs to open the index."""
    memory = RamStorage()
    TOC(schema, list(segments), number).write(memory, INDEX_NAME)
    contents: bytes = memory.files[TOC._filename(INDEX_NAME, number)]
    return contents


class WriteSession:
    """The right to write to an index directory; a context manager around one run.

    ``base`` is the generation the session stands on; :meth:`commit` moves it on. Segments are
    made in ``staging`` directories of their own, where no clearing up can touch them, and
    moved in with :meth:`adopt`.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.storage = DurableStorage(str(directory))
        self.base = Generation.none()
        self._lock: Any = None

    def __enter__(self) -> Self:
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise IndexMissing(
                "{path} is a file, and an index is a folder", path=self.directory
            ) from error
        self._lock = self.storage.lock(f"{INDEX_NAME}_WRITELOCK")
        if not self._lock.acquire(blocking=False):
            raise IndexLocked(
                "another process is writing to the index in {directory}; "
                "try again when it has ended",
                directory=self.directory,
            )
        self._drop_staging()
        return self

    def __exit__(self, *_: object) -> None:
        self._drop_staging()
        self._drop_stale()
        self._lock.release()

    def load(self) -> None:
        """Start from the newest generation, if there is one."""
        try:
            self.base = read_generation(self.directory)
        except IndexMissing:
            self.base = Generation.none()

    def staging(self) -> Path:
        """Return a new directory to make one segment in."""
        return Path(mkdtemp(prefix=_STAGING, dir=self.directory))

    def adopt(self, staging: Path) -> None:
        """Move a finished segment's files from ``staging`` into the index directory."""
        for entry in staging.iterdir():
            entry.replace(self.directory / entry.name)
        staging.rmdir()

    def commit(
        self,
        segments: Iterable[ArraySegment],
        canonical: CanonicalNames,
        names: bytes,
        corrections: str = "",
    ) -> None:
        """Make ``segments`` the whole of the index, durably and at once.

        ``names`` are the global ordinals of its facets, as
        :func:`index.store.global_ordinals.number_names` encodes them.
        """
        kept = tuple(segments)
        # Beyond any number now there: a rebuild does not read the generation it replaces.
        number = max(self.base.number, TOC._latest_generation(self.storage, INDEX_NAME), 0) + 1
        numbered = names_path(self.directory, number).name
        self._put(numbered, names)
        there = sorted(entry.name for entry in self.directory.iterdir() if entry.is_file())
        own = (numbered, *(f"{segment.segment_id()}." for segment in kept))
        files = {name: self._seal(name) for name in there if name.startswith(own)}
        contents = _table_of_contents(self.base.schema, kept, number)
        toc = (len(contents), zlib.crc32(contents))
        new = replace(
            self.base,
            number=number,
            segments=kept,
            files=files,
            toc=toc,
            canonical=canonical,
            corrections=corrections,
        )
        self._put(manifest_path(self.directory, number).name, encode_manifest(new))
        self._put(TOC._filename(INDEX_NAME, number), contents)
        self.base = new
        self._drop_stale()

    def _put(self, name: str, data: bytes) -> None:
        """Write a file durably, all or nothing."""
        draft = f"naba_{name}.new"
        (self.directory / draft).write_bytes(data)
        self.storage.rename_file(draft, name)

    def _seal(self, name: str) -> Seal:
        known = self.base.files.get(name)
        if known is None:
            path = self.directory / name
            sync(path)
            known = checksum(path)
        return known

    def _drop_stale(self) -> None:
        """Remove the files of older generations and of runs that never committed."""
        if not self.base.number:
            return
        clean_files(self.storage, INDEX_NAME, self.base.number, self.base.segments)
        number = self.base.number
        current = (manifest_path(self.directory, number), names_path(self.directory, number))
        for entry in self.directory.glob("naba_*"):
            if entry not in current:
                entry.unlink()

    def _drop_staging(self) -> None:
        for entry in self.directory.glob(f"{_STAGING}*"):
            rmtree(entry, ignore_errors=True)
