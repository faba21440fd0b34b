"""The pages of an index's files that a process has among its own memory.

What is read of a mapped file counts as memory of whoever read it, up to the whole index, though
the system could take it back at once. The small parts stay: nearly every search reads in all of
them, and a page that is let go of costs as much to bring in again as some hundred postings do.
"""

import mmap
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from index.memory import let_go

try:
    import resource
except ImportError:  # on Windows
    resource = None  # type: ignore[assignment]

_STATUS = Path("/proc/self/statm")
"""Where Linux says how much memory a process has."""
_SMALL = 24 << 20
"""Bytes of the smallest parts together that are never let go of."""
_MUCH = 16 << 20
"""Bytes of files among this process's memory from which on they are let go of."""
_FAULTS = 8
"""Page faults after which it is worth asking how much that is."""


class Span(NamedTuple):
    """A part of a mapped file; ``start`` and ``size`` are in bytes."""

    file: mmap.mmap
    start: int
    size: int


class Pages:
    """The pages of the parts of some files."""

    def __init__(self, parts: Iterable[Span]) -> None:
        by_size = sorted(parts, key=lambda part: part.size)
        sums = accumulate(part.size for part in by_size)
        self._large = [part for part, sum in zip(by_size, sums, strict=True) if sum > _SMALL]
        self._faults, self._least = _faults(), _of_files()

    def let_go(self) -> None:
        """Let go of what was read of the large parts, if that is much: the system still has it."""
        if _faults() <= self._faults + _FAULTS:
            return
        if _of_files() > self._least + _MUCH:
            for part in self._large:
                let_go(*part)
            self._least = _of_files()
        self._faults = _faults()


def _faults() -> int:
    """Return how many page faults this process has had that needed no disk.

    One may bring in four kilobytes or two megabytes, as the system has the file in its cache.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt if resource else 0


def _of_files() -> int:
    """Return how many bytes of mapped files are among this process's memory; 0 if none can tell."""
    try:
        with _STATUS.open("rb", buffering=0) as file:
            return int(file.read().split()[2]) * mmap.PAGESIZE
    except OSError:
        return 0
