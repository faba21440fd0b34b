"""What a run of the indexer says on standard error while it goes on."""

import os
import sys
from time import monotonic
from typing import TYPE_CHECKING

from tui.cli.streams import note, one_line

if TYPE_CHECKING:
    from index import Progress, Rejected

_LIVE_SECONDS = 0.2
_PLAIN_SECONDS = 10.0
_SHOWN = 20
"""So many rejected records are named; the rest are counted."""
_CLEAR = "\r\x1b[K"


class ProgressLine:
    """A line renewed in place on a terminal; elsewhere a new line every ten seconds."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._live = bool(sys.stderr) and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._every = _LIVE_SECONDS if self._live else _PLAIN_SECONDS
        self._quiet = quiet
        self._start = self._told = monotonic()
        self._shown = False

    def update(self, progress: "Progress") -> None:
        """Show how far the run is, unless that was done a moment ago."""
        now = monotonic()
        if self._quiet or now - self._told < self._every:
            return
        self._told = now
        line = describe(progress, now - self._start)
        if not self._live:
            note(line)
            return
        print(_CLEAR + line, end="", file=sys.stderr, flush=True)
        self._shown = True

    def clear(self) -> None:
        """Take the line away, to make room for another."""
        if self._shown:
            print(_CLEAR, end="", file=sys.stderr, flush=True)
            self._shown = False


def describe(progress: "Progress", seconds: float) -> str:
    """Say how far a run is after so many seconds: counts, rate and, once known, time left."""
    rate = progress.indexed / seconds if seconds > 0 else 0.0
    if progress.total is None:
        return f"read {progress.read:,}, indexed {progress.indexed:,}, {rate:,.0f} a second"
    percent = 100 * progress.indexed // progress.total if progress.total else 100
    line = f"indexed {progress.indexed:,} of {progress.total:,} ({percent} %)"
    if not rate:
        return line
    left = round((progress.total - progress.indexed) / rate)
    return f"{line}, {rate:,.0f} a second, {left // 60}:{left % 60:02} left"


class Rejections:
    """Names the records that could not be read, the first ones only unless all are wanted."""

    def __init__(self, line: ProgressLine, *, every: bool = False) -> None:
        self._line = line
        self._every = every
        self._count = 0

    def add(self, rejected: "Rejected") -> None:
        """Name this one, or only count it."""
        self._count += 1
        if self._every or self._count <= _SHOWN:
            record = "" if rejected.record is None else f":{rejected.record}"
            self._line.clear()
            note(f"{rejected.path}{record}: {one_line(rejected.reason)}")

    def end(self) -> None:
        """Say how many were not named."""
        if not self._every and self._count > _SHOWN:
            note(f"… and {self._count - _SHOWN:,} more rejected (--verbose names them all)")
