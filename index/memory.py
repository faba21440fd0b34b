"""Memory that is not needed any more goes back to the system.

The C library keeps what is freed below what is still in use, for whoever asks it for more; after
a phase that took much and before one that takes other things, that is memory twice. What is read
of a mapped file counts as memory of whoever read it, though the system could take it back.
"""

import ctypes
import mmap
from collections.abc import Callable
from typing import Any

_UNNEEDED: int | None = getattr(mmap, "MADV_DONTNEED", None)  # not there on Windows


def _trimmer() -> Callable[[int], Any] | None:
    """Return what the GNU C library offers, None with another one."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None


_trim = _trimmer()


def give_back() -> None:
    """Give memory that was freed back, where the C library can be asked to."""
    if _trim:
        _trim(0)


def let_go(buffer: object, start: int = 0, size: int | None = None) -> None:
    """Let go of what was read of a buffer, if it is a mapped file: the system still has it.

    Of a part, ``size`` bytes from ``start`` on, the pages that lie in it whole are let go of.
    """
    if not isinstance(buffer, mmap.mmap) or _UNNEEDED is None:
        return
    stop = len(buffer) if size is None else start + size
    first = -(-start // mmap.PAGESIZE) * mmap.PAGESIZE
    last = stop if stop == len(buffer) else stop // mmap.PAGESIZE * mmap.PAGESIZE
    if first < last:
        buffer.madvise(_UNNEEDED, first, last - first)
