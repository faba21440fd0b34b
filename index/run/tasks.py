"""The tasks of a worker: naming, indexing, writing and merging, in whatever process it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from index.article import Rejected
from index.codec import ArraySegment
from index.run.builder import SegmentBuilder, Written, merge_segments
from index.run.entity_names import Names
from index.run.preparing import find_names
from index.run.spool import Batch, SpooledArticle, SpoolReader

COLLECT_SECONDS = 60.0
"""Seconds of work, or of waiting for some, that a worker collects before it writes a segment: at
most this much, besides what is being written just then, is lost when a run is killed."""


def segment_builder(setting: "Setting", root: Path) -> SegmentBuilder:
    """Return what makes segments of articles, in ``root``."""
    return SegmentBuilder(root, entities=setting.entities, memory=setting.memory)


class Collector(Protocol):
    """Collects articles, and makes something of many at a time."""

    @property
    def full(self) -> bool:
        """Whether it is time to write."""

    def age(self) -> float:
        """Return for how many seconds articles have been collected, 0 when there are none."""

    def waited(self, seconds: float) -> None:
        """Count time without work towards the age of what has been collected."""

    def add(
        self,
        first: int,
        spooled: Sequence[SpooledArticle],
        tick: Callable[[], None],
        names: Sequence[Names] | None,
    ) -> list[Rejected]:
        """Collect articles numbered from ``first`` on, and return those that are left out.

        ``names`` are those of each article, where they have been found already.
        """

    def write(self, tick: Callable[[], None]) -> "Written | Loaded | None":
        """Write what has been collected; return None when there is nothing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What workers are told at the start; ``memory`` is the share of each, in bytes.

    Segments to be merged lie in ``directory``, new files go under ``root``, articles come from
    the file ``spool``. ``collector`` makes what collects them, in the worker's own process; by
    default it writes segments.
    """

    directory: Path
    root: Path
    spool: Path
    entities: bool
    memory: int
    collector: Callable[["Setting", Path], Collector] = segment_builder


class Named(NamedTuple):
    """The names of each article of a batch, None where one of them cannot be read."""

    batch: Batch
    names: list[Names] | None


class Indexed(NamedTuple):
    """A batch has been collected: how many articles it had, and those that were left out."""

    articles: int
    failed: list[Rejected]


class Merged(NamedTuple):
    """A segment made of others; ``group`` is what :meth:`Workers.merge` was given."""

    group: int
    sources: int
    """Number of segments it is made of."""
    segment: ArraySegment
    staging: Path


class Loaded(NamedTuple):
    """Articles have come to stand on a cluster: how many are new there, how many replace another
    version, and those that it does not take."""

    added: int
    updated: int
    failed: list[Rejected]


Result = Indexed | Written | Merged | Loaded


class TaskRunner:
    """Does the work of one worker, in whatever process. One that only names collects nothing."""

    def __init__(self, setting: Setting, root: Path, tick: Callable[[], None]) -> None:
        self._setting = setting
        self._root = root
        self._tick = tick
        self._spool = SpoolReader(setting.spool)
        self._collector: Collector | None = None
        self._merges = 0

    def name(self, batch: Batch) -> Iterator[Named]:
        """Find the names of a batch."""
        spooled = self._spool.read(batch)
        yield Named(batch, find_names(spooled, entities=self._setting.entities))

    def index(self, batch: Batch, names: Sequence[Names] | None = None) -> Iterator[Result]:
        """Collect a batch, whose names may be known, and write when it is time."""
        spooled = self._spool.read(batch)
        if self._collector is None:
            self._collector = self._setting.collector(self._setting, self._root)
        yield Indexed(batch.articles, self._collector.add(batch.first, spooled, self._tick, names))
        if self._collector.full or self.patience() <= 0:
            yield from self.write()

    def write(self) -> Iterator[Result]:
        """Write what has been collected."""
        written = self._collector.write(self._tick) if self._collector else None
        if written:
            yield written

    def patience(self) -> float:
        """Return for how many seconds more articles may be collected."""
        return COLLECT_SECONDS - (self._collector.age() if self._collector else 0.0)

    def waited(self, seconds: float) -> None:
        """Count time without work."""
        if self._collector:
            self._collector.waited(seconds)

    def merge(self, group: int, segments: Sequence[ArraySegment]) -> Iterator[Result]:
        """Make one segment of several."""
        staging = self._root / f"merge{self._merges}"
        staging.mkdir()
        self._merges += 1
        segment = merge_segments(staging, self._setting.directory, segments)
        yield Merged(group, len(segments), segment, staging)
