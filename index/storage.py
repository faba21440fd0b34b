"""The index directory: one writer at a time, each commit all or nothing.

The directory is an ordinary Whoosh index, so stock Whoosh opens it. A commit is

1. segment files written and synced,
2. ``naba_<generation>.json`` beside them: versions, sizes and checksums of every file,
   and the canonical names of the entities,
3. Whoosh's table of contents for that generation, renamed into place: the commit point,
4. what no generation needs any more removed.

Stock Whoosh syncs nothing, so that a power cut after step 3 could leave a table of contents
pointing at empty files; here every file and the directory are synced before the rename.
"""

import json
import os
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from pickle import UnpicklingError
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Self

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, EmptyIndexError, IndexError, clean_files

from index.article import KINDS, Kind
from index.codec import INDEX_NAME, ArraySegment
from index.errors import IndexDamaged, IndexFormat, IndexLocked, IndexMissing
from index.schema import make_schema, versions

_STAGING = "staging."

UNREADABLE = (
    *(ValueError, KeyError, TypeError, AttributeError, EOFError, ImportError, OSError),
    *(AssertionError, LookupError, MemoryError, struct.error, zlib.error, UnpicklingError),
)
"""What a damaged file may raise while Whoosh reads it."""

CanonicalNames = Mapping[Kind, Mapping[str, str]]


@dataclass(frozen=True)
class Generation:
    """One committed state: its number, Whoosh schema and segments, and naba's manifest."""

    number: int
    schema: Schema
    segments: tuple[Any, ...]
    files: Mapping[str, tuple[int, int]]
    """File name to (size in bytes, CRC-32)."""
    canonical: CanonicalNames

    @classmethod
    def none(cls) -> Self:
        """The state before the first commit."""
        return cls(0, make_schema(), (), {}, {kind: {} for kind in KINDS})


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


def checksum(path: Path) -> tuple[int, int]:
    """Return a file's (size, CRC-32)."""
    size = crc = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            size += len(block)
            crc = zlib.crc32(block, crc)
    return size, crc


def manifest_path(directory: Path, number: int) -> Path:
    """Return the manifest's path of generation ``number``."""
    return directory / f"naba_{number}.json"


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
    raise IndexDamaged(f"the index in {directory} is damaged: {lost.filename} is missing")


def _read_newest(directory: Path) -> Generation:
    storage = FileStorage(str(directory))
    number = TOC._latest_generation(storage, INDEX_NAME) if directory.is_dir() else -1
    if number < 0:
        raise IndexMissing(f"no index in {directory}; make one with: naba index PATH")
    path = manifest_path(directory, number)
    try:
        manifest = json.loads(path.read_text("utf-8"))
        found = {key: manifest[key] for key in ("format", "analysis")}
        wanted = {key: versions()[key] for key in found}
        files = {name: (int(size), int(crc)) for name, (size, crc) in manifest["files"].items()}
        canonical = {kind: manifest["canonical"][kind] for kind in KINDS}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(
            f"the index in {directory} is damaged: cannot read {path.name}"
        ) from error
    if found != wanted:
        raise IndexFormat(
            f"the index in {directory} was written by another version of naba "
            f"({_say(found)}; this one needs {_say(wanted)}); "
            "renew it with: naba index --rebuild PATH"
        )
    try:
        toc = TOC.read(storage, INDEX_NAME)
    except (FileNotFoundError, EmptyIndexError) as error:
        raise FileNotFoundError(2, "gone", TOC._filename(INDEX_NAME, number)) from error
    except (IndexError, *UNREADABLE) as error:
        raise IndexDamaged(
            f"the index in {directory} is damaged: cannot read its table of contents"
        ) from error
    if not all(isinstance(segment, ArraySegment) for segment in toc.segments):
        raise IndexFormat(
            f"the index in {directory} has segments of another codec (a program other than naba "
            "wrote to it); renew it with: naba index --rebuild PATH"
        )
    if toc.generation != number:
        raise FileNotFoundError(2, "replaced", path.name)
    return Generation(number, toc.schema, tuple(toc.segments), files, canonical)


def _say(found: Mapping[str, int]) -> str:
    return ", ".join(f"{key} {value}" for key, value in found.items())


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
        self.directory.mkdir(parents=True, exist_ok=True)
        self._lock = self.storage.lock(f"{INDEX_NAME}_WRITELOCK")
        if not self._lock.acquire(blocking=False):
            raise IndexLocked(
                f"another process is writing to the index in {self.directory}; "
                "try again when it has ended"
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

    def commit(self, segments: Iterable[Any], canonical: CanonicalNames) -> None:
        """Make ``segments`` the whole of the index, durably and at once."""
        kept = tuple(segments)
        # Beyond any number now there: a rebuild does not read the generation it replaces.
        number = max(self.base.number, TOC._latest_generation(self.storage, INDEX_NAME), 0) + 1
        names = sorted(entry.name for entry in self.directory.iterdir() if entry.is_file())
        prefixes = tuple(f"{segment.segment_id()}." for segment in kept)
        files = {name: self._seal(name) for name in names if prefixes and name.startswith(prefixes)}
        manifest = {**versions(), "files": files, "canonical": canonical}
        path = manifest_path(self.directory, number)
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")
        self.storage.rename_file(draft.name, path.name)
        TOC(self.base.schema, list(kept), number).write(self.storage, INDEX_NAME)
        self.base = Generation(number, self.base.schema, kept, files, canonical)
        self._drop_stale()

    def _seal(self, name: str) -> tuple[int, int]:
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
        current = manifest_path(self.directory, self.base.number)
        for entry in self.directory.glob("naba_*"):
            if entry != current:
                entry.unlink()

    def _drop_staging(self) -> None:
        for entry in self.directory.glob(f"{_STAGING}*"):
            rmtree(entry, ignore_errors=True)
