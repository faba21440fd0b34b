"""The pages of an index's files that a process has among its own memory.

What is read of a mapped file counts as memory of whoever read it, up to the whole index, though
the system could take it back at once. The small parts stay: nearly every search reads in all of
them, and a page that is let go of costs as much to bring in again as some hundred postings do.
"""

import mmap
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

try:
    import resource
except ImportError:  # on Windows
    resource = None  # type: ignore[assignment]

_UNNEEDED: int | None = getattr(mmap, "MADV_DONTNEED", None)  # not there on Windows
_KEPT = 24 << 20
"""Bytes of the smallest parts together that are never let go of."""
_KEPT_FAULTS = 160
"""Page faults after which the pages that were read are let go of: one may bring in 64 KB."""


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
        large = [_whole(part) for part, sum in zip(by_size, sums, strict=True) if sum > _KEPT]
        self._large = [part for part in large if part.size]
        self._faults = _faults()

    def let_go(self) -> None:
        """Let go of what was read of the large parts, if that is much: the system still has it."""
        if _UNNEEDED is None or _faults() <= self._faults + _KEPT_FAULTS:
            return
        for file, start, size in self._large:
            file.madvise(_UNNEEDED, start, size)
        self._faults = _faults()


def _whole(part: Span) -> Span:
    """Return the whole pages of a part."""
    start = -(-part.start // mmap.PAGESIZE) * mmap.PAGESIZE
    end = (part.start + part.size) // mmap.PAGESIZE * mmap.PAGESIZE
    return Span(part.file, start, max(end - start, 0))


def _faults() -> int:
    """Return how many page faults this process has had that needed no disk."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt if resource else 0
