"""What a run of the indexer says on standard error while it goes on."""

import os
import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tui.cli.streams import note
from tui.i18n import _, in_words
from tui.output.safe import one_line

if TYPE_CHECKING:
    from index import Progress, Rejected, Remark

_LIVE_SECONDS = 0.2
_PLAIN_SECONDS = 10.0
_MARKS = 120
"""Seconds over which the rate is measured: workers report in bursts, a batch at a time."""
_SHOWN = 20
"""Maximum number of rejected records that are named; the rest are counted."""
_CLEAR = "\r\x1b[K"


class ProgressLine:
    """A line renewed in place on a terminal; elsewhere a new line every ten seconds."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._live = bool(sys.stderr) and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._every = _LIVE_SECONDS if self._live else _PLAIN_SECONDS
        self._quiet = quiet
        self._told = monotonic()
        self._rate = Rate()
        self._shown = False

    def update(self, progress: "Progress") -> None:
        """Show how far the run is, unless that was done a moment ago."""
        self.show(progress.indexed, partial(describe, progress))

    def show(self, count: int, describe: Callable[[float], str]) -> None:
        """Show what is said of a count that grows at a rate, unless that was done a moment ago."""
        now = monotonic()
        self._rate.add(now, count)
        if self._quiet or now - self._told < self._every:
            return
        self._told = now
        line = describe(self._rate.per_second)
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


class Rate:
    """How fast a count has grown of late, so that slow beginnings do not weigh for ever."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque(maxlen=_MARKS)

    def add(self, now: float, count: int) -> None:
        """Take note of the count at a time in seconds, at most once a second."""
        if not self._marks or now - self._marks[-1][0] >= 1:
            self._marks.append((now, count))

    @property
    def per_second(self) -> float:
        """Return the growth a second; 0 until two counts are known."""
        if len(self._marks) < 2:
            return 0.0
        (start, before), (end, after) = self._marks[0], self._marks[-1]
        return (after - before) / (end - start)


def describe(progress: "Progress", rate: float) -> str:
    """Say how far a run is that indexes so many a second: counts, rate and time left."""
    if progress.to_merge:
        return _("indexed {n}; joined {done} of {all} segments").format(
            n=f"{progress.indexed:,}", done=progress.merged, all=progress.to_merge
        )
    speed = _(", {n} a second").format(n=f"{rate:,.0f}") if rate else ""
    if progress.total is None:
        counts = {"read": f"{progress.read:,}", "n": f"{progress.indexed:,}"}
        return _("read {read}, indexed {n}").format(**counts) + speed
    percent = 100 * progress.indexed // progress.total if progress.total else 100
    line = _("indexed {n} of {all} ({percent} %)").format(
        n=f"{progress.indexed:,}", all=f"{progress.total:,}", percent=percent
    )
    if not rate or percent == 100:
        return line
    return line + speed + _left(progress.total - progress.indexed, rate)


def describe_vectors(done: int, total: int, rate: float) -> str:
    """Say how far the making of vectors is that are made so many a second."""
    line = _("vectors: {n} of {all} ({percent} %)").format(
        n=f"{done:,}", all=f"{total:,}", percent=100 * done // total
    )
    if not rate or done == total:
        return line
    return line + _(", {n} a second").format(n=f"{rate:,.1f}") + _left(total - done, rate)


def _left(rest: int, rate: float) -> str:
    left = round(rest / rate)
    return _(", {time} left").format(time=f"{left // 60}:{left % 60:02}")


class Rejections:
    """Names the records that could not be read, the first ones only unless all are wanted.

    With ``supported``, files of forms that are not read are none of them.
    """

    def __init__(self, line: ProgressLine, *, every: bool = False, supported: bool = False) -> None:
        self._line = line
        self._every = every
        self._supported = supported
        self._count = 0
        self._remarks = 0

    def remark(self, remark: "Remark") -> None:
        """Say what else a person should know of a file; of many the first ones."""
        self._remarks += 1
        if self._every or self._remarks <= _SHOWN:
            self._line.clear()
            place = remark.path if remark.record is None else f"{remark.path}:{remark.record}"
            note(f"{place}: {one_line(in_words(remark.text))}")

    def add(self, rejected: "Rejected") -> None:
        """Name this one, or only count it."""
        if self._supported and rejected.cause == "unsupported":
            return
        self._count += 1
        if self._every or self._count <= _SHOWN:
            record = "" if rejected.record is None else f":{rejected.record}"
            self._line.clear()
            note(f"{rejected.path}{record}: {one_line(in_words(rejected.reason))}")

    def end(self) -> None:
        """Say how many were not named."""
        if not self._every and self._count > _SHOWN:
            more = _("… and {n} more rejected (--verbose names them all)")
            note(more.format(n=f"{self._count - _SHOWN:,}"))
        if not self._every and self._remarks > _SHOWN:
            more = _("… and {n} more remarks (--verbose has them all)")
            note(more.format(n=f"{self._remarks - _SHOWN:,}"))
