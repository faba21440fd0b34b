"""Opening files of an index so that no link, device or half-made file is mistaken for one.

An index may come from anywhere. Files are opened without following a link, and only regular ones
are read; new ones are created exclusively. Whoever writes syncs files and directories, which
POSIX systems alone offer: naba writes no index on Windows.
"""

import errno
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path

from index.errors import IndexDamaged, Shortage

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
_APPEND = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
_LOCK = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
_BLOCK = 1 << 20
"""Bytes read at a time."""
SCARCE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM})
"""Error numbers of a machine that has too little of something."""

Mapped = mmap | bytes
"""The bytes of a file: mapped, or empty."""


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """Open a regular file of an index for reading; yield its descriptor.

    Raises :class:`IndexDamaged` when it is a link or no regular file, :class:`Shortage` when the
    machine lacks descriptors or memory, and OSError when it cannot be read for another reason.
    """
    with _explained(path):
        descriptor = os.open(path, _READ)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise IndexDamaged.because(path.parent, "{file} is no file", file=path.name)
            yield descriptor
        finally:
            os.close(descriptor)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into an error of naba where that says more."""
    try:
        yield
    except OSError as error:
        if error.errno in SCARCE:
            raise Shortage.of(path, error) from error
        if error.errno == errno.ELOOP:
            raise IndexDamaged.because(
                path.parent, "{file} is a link to elsewhere", file=path.name
            ) from error
        raise


@contextmanager
def shortage_told() -> Iterator[None]:
    """Turn too little memory and too few descriptors, wherever met, into :class:`Shortage`."""
    try:
        yield
    except MemoryError as error:
        raise Shortage.of_memory() from error
    except OSError as error:
        if error.errno not in SCARCE:
            raise
        raise Shortage.of(Path(error.filename or "a file"), error) from error


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Wait for the programs whose turn it is by the lock at ``path``, and keep others waiting.

    The file is made if there is none. On Windows nobody waits.
    """
    lock = os.open(path, _LOCK, 0o666)
    try:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        except ImportError:  # on Windows
            pass
        yield
    finally:
        os.close(lock)


def map_file(path: Path) -> Mapped:
    """Return the bytes of a file, mapped; raises what :func:`opened` does."""
    with opened(path) as descriptor:
        if not os.fstat(descriptor).st_size:
            return b""
        return mmap(descriptor, 0, access=ACCESS_READ)


def read_file(path: Path, limit: int | None = None) -> bytes:
    """Return the bytes of a file, the first ``limit`` ones at most; raises as :func:`opened`."""
    with opened(path) as descriptor, os.fdopen(os.dup(descriptor), "rb") as file:
        return file.read() if limit is None else file.read(limit)


def checksum(path: Path) -> tuple[int, int]:
    """Return a file's size in bytes and its CRC-32; raises what :func:`opened` does."""
    size = crc = 0
    with opened(path) as descriptor:
        while block := os.read(descriptor, _BLOCK):
            size += len(block)
            crc = zlib.crc32(block, crc)
    return size, crc


def append_to_file(path: Path, data: bytes) -> None:
    """Append to a file that is there, not through a link, and sync it."""
    with os.fdopen(os.open(path, _APPEND), "ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def create_file(path: Path, data: bytes) -> None:
    """Write a new file, and sync it. Raises FileExistsError when anything has its name."""
    with os.fdopen(os.open(path, _CREATE, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Write a file, in the place of one of its name if there is one, as a whole and synced."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Force a file, or a directory's list of names, onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move_new(source: Path, target: Path) -> None:
    """Move a file to a name that nothing has. Raises FileExistsError when something does."""
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)
