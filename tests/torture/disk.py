"""Full disks: a run that finds no room leaves the last commit, and goes on when there is some.

As root a file system of a few megabytes is made and filled; else a limit of a file's size stands
for it. Either way the system itself refuses to write.
"""

import errno
import os
import random
import resource
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.torture import plan
from tests.torture.apart import Working, apart
from tests.torture.figures import Figures
from tests.torture.looking import look

COUNT = 100
_SIZE = 3 << 20
_NEEDED = 300_000
"""Bytes that a run and what it replaces take at most, about."""
_ROW = 10
"""Full disks after which a new index is begun."""


def torture(count: int = COUNT, seed: int = 1) -> Figures:
    """Fill the disk ``count`` times while runs write."""
    figures = Figures("disk")
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder, "small")
        small.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(small)]
        mounted = not subprocess.run(mount, capture_output=True, check=False).returncode
        try:
            for number in range(count):
                if number % _ROW == 0:
                    index, row = small / f"ix{number}", plan.Row(number)
                full = _file_system if mounted else _limit
                full(figures, small, index, row, chance)
                figures.tries += 1
        finally:
            if mounted:
                subprocess.run(["umount", str(small)], check=True)
    return figures


def _file_system(
    figures: Figures, small: Path, index: Path, row: plan.Row, chance: random.Random
) -> None:
    found = os.statvfs(small)
    free = found.f_bavail * found.f_bsize - chance.randrange(_NEEDED)
    ballast = small / "ballast"
    ballast.write_bytes(bytes(max(free, 0)))
    _run(figures, index, row, lambda: None)
    ballast.unlink()
    _again(figures, index, row)


def _limit(
    figures: Figures, small: Path, index: Path, row: plan.Row, chance: random.Random
) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = chance.randrange(40_000)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    _run(figures, index, row, limit)
    _again(figures, index, row)


def _run(figures: Figures, index: Path, row: plan.Row, limit: Callable[[], None]) -> None:
    """Do runs until one finds no room."""

    def work(tell: Callable[[Any], None]) -> None:
        told = [row.number, 0]

        def committed() -> None:
            told[1] += 1
            tell(tuple(told))

        plan.commit_often(committed)
        limit()
        for number in range(row.number, row.number + 12):
            plan.do(row.run(number), index)
            told[:] = [number + 1, 0]
            tell(tuple(told))

    working = Working(work)
    end = working.ended()
    full = isinstance(end.error, OSError) and end.error.errno in (errno.ENOSPC, errno.EFBIG)
    figures.notes["were full" if full else "had room"] += 1
    if end.signal or (end.error and not full):
        figures.fault("untyped", end.trace or f"signal {end.signal}")
    look(figures, index, row, *(working.told[-1] if working.told else (row.number, 0)))


def _again(figures: Figures, index: Path, row: plan.Row) -> None:
    run = row.run(row.number)
    end = apart(lambda: plan.do(run, index))
    if end.error or end.signal:
        figures.fault("lost", f"{run}, when there was room: {end.trace or end.signal}")
    look(figures, index, row, run.number + 1, 0)
