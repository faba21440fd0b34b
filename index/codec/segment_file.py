"""The file of a segment: posting files, columns and lengths, one after the other.

One file a segment takes one descriptor to open, however many fields there are. It is::

    SegmentFile → Header Part* Directory Trailer
    Header      → Magic:u32 (the letters NSEG)  Version:u32
    Part        → the bytes of one file of the segment, then zeros up to a multiple of 8
    Directory   → Entry:u64[parts, 3] (where a part begins, its size, CRC-32 with the zeros),
                  then the names of the parts, UTF-8, a line feed after each
    Trailer     → where the directory begins:u64  parts:u64  CRC-32 of directory and this:u64

All numbers are little-endian. The size of the file and the last CRC-32 are the segment's *seal*:
the manifest has it, and since the directory has the checksums of all parts, no part can change
without notice.
"""

import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from index.disk import Mapped, map_file
from index.errors import IndexDamaged, Message

ENDING = ".seg"
"""Ending of the name of a segment's file."""
VERSION = 1

_HEAD = np.array([0x4745534E, VERSION], "<u4").tobytes()  # "NSEG"
_TRAILER = 24
_BLOCK = 1 << 20
"""Bytes copied at a time."""

Seal = tuple[int, int]
"""A file's size in bytes and its checksum."""


class Part(NamedTuple):
    """Where a part lies in its file, in bytes; ``checksum`` counts the zeros behind it too."""

    start: int
    size: int
    checksum: int


class SegmentFile:
    """The file of a segment, mapped.

    With ``verify`` each part is compared with its checksum when it is first asked for, so that
    whoever makes something of it makes nothing of damage.

    Raises FileNotFoundError when it is not there, and :class:`~index.errors.IndexDamaged` when
    it does not have the ``seal``, or a part that is verified has changed.
    """

    def __init__(self, path: Path, seal: Seal, *, verify: bool = False) -> None:
        self._path = path
        self.name = path.name
        self.seal = seal
        self.buffer: Mapped = map_file(path)
        self._view = memoryview(self.buffer)
        try:
            self.parts = _read_directory(self._view, seal)
        except ValueError as error:
            raise self._damaged(str(error)) from error
        self._unverified = {*self.parts} if verify else set()

    def _damaged(self, fault: str) -> IndexDamaged:
        return IndexDamaged.because(
            self._path.parent, "{file}: {what}", file=self._path.name, what=fault
        )

    def part(self, name: str) -> memoryview:
        """Return the bytes of a part. Raises KeyError when there is none of that name."""
        part = self.parts[name]
        if name in self._unverified:
            if self.has_changed(name):
                raise self._damaged(f"checksum differs ({name})")
            self._unverified.discard(name)
        return self._view[part.start : part.start + part.size]

    def has_changed(self, name: str) -> bool:
        """Tell whether a part is not what was written."""
        start, size, checksum = self.parts[name]
        return zlib.crc32(self._view[start : start + _padded(size)]) != checksum


def damage(path: Path, seal: Seal) -> list[str]:
    """Return what is wrong with the bytes of a segment's file, a line a fault.

    Raises FileNotFoundError when it is not there.
    """
    view = memoryview(map_file(path))
    try:
        _read_directory(view, seal)
    except ValueError as error:
        return [error.args[0] if isinstance(error.args[0], Message) else Message(str(error))]
    file = SegmentFile(path, seal)
    return [
        Message("checksum differs ({part})", {"part": name})
        for name in file.parts
        if file.has_changed(name)
    ]


def bytes_instead(found: int, expected: int) -> Message:
    """Return what is said of a file that has another size than the one on record."""
    return Message("{n} bytes instead of {size}", {"n": found, "size": expected})


def loose_parts(view: memoryview) -> dict[str, memoryview]:
    """Return the parts of a file that may be damaged, none when where they lie is."""
    if len(view) < 8:
        return {}
    seal = len(view), int.from_bytes(view[-8:], "little")
    try:
        parts = _read_directory(view, seal)
    except ValueError:
        return {}
    return {name: view[part.start : part.start + part.size] for name, part in parts.items()}


def _read_directory(view: memoryview, seal: Seal) -> dict[str, Part]:
    """Return where each part lies, every number checked against the size of the file."""
    size, checksum = seal
    if len(view) != size:
        raise ValueError(bytes_instead(len(view), size))
    if size < len(_HEAD) + _TRAILER or bytes(view[: len(_HEAD)]) != _HEAD:
        raise ValueError("not the file of a segment")
    directory, parts, found = np.frombuffer(view, "<u8", 3, size - _TRAILER).tolist()
    end = size - _TRAILER
    if not len(_HEAD) <= directory <= end or parts * _TRAILER > end - directory:
        raise ValueError("its directory points outside")
    if found != checksum or _directory_checksum(view[directory : size - 8]) != checksum:
        raise ValueError("checksum differs")
    table = np.frombuffer(view, "<u8", 3 * parts, directory).reshape(-1, 3).tolist()
    names = bytes(view[directory + _TRAILER * parts : end]).decode().splitlines()
    entries = [Part(*row) for row in table]
    at = len(_HEAD)
    for part in entries:
        if part.start != at or part.size > directory - at:
            raise ValueError("its directory points outside")
        at += _padded(part.size)
    if at != directory or len({*names}) != parts or len(names) != parts:
        raise ValueError("its directory points outside")
    return dict(zip(names, entries, strict=True))


def _directory_checksum(data: memoryview | bytes) -> int:
    return zlib.crc32(data)


def _padded(size: int) -> int:
    return (size + 7) & ~7


def assemble(target: Path, parts: Iterable[tuple[str, Path]]) -> Seal:
    """Write the file of a segment from its parts (name and file), which are removed.

    The file is synced. Returns its seal.
    """
    entries: list[tuple[int, int, int]] = []
    names: list[str] = []
    with target.open("xb") as out:
        at = out.write(_HEAD)
        for name, path in parts:
            size, checksum = _copy(path, out)
            entries.append((at, size, checksum))
            names.append(name)
            at += _padded(size)
            path.unlink()
        directory = np.array(entries, "<u8").tobytes() + "".join(f"{n}\n" for n in names).encode()
        tail = directory + np.array([at, len(entries)], "<u8").tobytes()
        checksum = _directory_checksum(tail)
        out.write(tail + checksum.to_bytes(8, "little"))
        out.flush()
        os.fsync(out.fileno())
        return out.tell(), checksum


def _copy(path: Path, out: BinaryIO) -> tuple[int, int]:
    """Append a file and zeros behind it; return its size and the checksum of both."""
    size = checksum = 0
    with path.open("rb") as part:
        while block := part.read(_BLOCK):
            size += out.write(block)
            checksum = zlib.crc32(block, checksum)
    zeros = bytes(_padded(size) - size)
    out.write(zeros)
    return size, zlib.crc32(zeros, checksum)


class PartStorage(FileStorage):  # type: ignore[misc]
    """The parts of a segment's file as a Whoosh storage, by the names of the files they were.

    Those begin with ``prefix``, the segment's id.
    """

    def __init__(self, file: SegmentFile, prefix: str) -> None:
        super().__init__("", readonly=True)
        self._file = file
        self._prefix = prefix

    def mapped(self, name: str) -> memoryview:
        """Return the bytes of a file."""
        return self._file.part(name.removeprefix(self._prefix))

    def open_file(self, name: str, **_: Any) -> StructFile:
        """Return a file to read from."""
        return StructFile(_View(self.mapped(name)), name=name)

    def file_exists(self, name: str) -> bool:
        """Tell whether the segment has such a file."""
        return name.removeprefix(self._prefix) in self._file.parts

    def file_length(self, name: str) -> int:
        """Return a file's size in bytes."""
        return self._file.parts[name.removeprefix(self._prefix)].size

    def list(self) -> list[str]:
        """Return the names of the files."""
        return [self._prefix + name for name in self._file.parts]

    def __iter__(self) -> Iterator[str]:
        return iter(self.list())


class _View:
    """What a file needs to be for Whoosh to read from it."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self._at = 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self.data)}[whence]
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        end = len(self.data) if size < 0 else self._at + size
        data = bytes(self.data[self._at : end])
        self._at += len(data)
        return data

    def close(self) -> None:
        pass
