"""Where batches become segments: in this process, or in worker processes.

Workers draw small batches, so that all are busy to the end, and each writes few, large
segments: one when its share of the memory is used up, when it has been collecting for
``COLLECT_SECONDS``, and at the end.
"""

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic
from typing import Any, NamedTuple, Protocol

from index.analysis.hashing import hash_alike, hash_base
from index.article import Rejected
from index.codec import ArraySegment
from index.errors import NabaError
from index.run.builder import SegmentBuilder, Written, merge_segments
from index.run.spool import Batch, SpooledArticle, SpoolReader

COLLECT_SECONDS = 60.0
"""Seconds of work, or of waiting for some, that a worker collects before it writes a segment: at
most this much, besides what is being written just then, is lost when a run is killed."""
_AHEAD = 2
"""Batches a worker has at a time: one it works on, and one that waits."""


def segment_builder(setting: "Setting", root: Path) -> SegmentBuilder:
    """Return what makes segments of articles, in ``root``."""
    return SegmentBuilder(
        root, entities=setting.entities, memory=setting.memory, others=setting.others
    )


class WorkerDied(NabaError):
    """A worker process ended before its work did."""


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
        self, first: int, spooled: Sequence[SpooledArticle], tick: Callable[[], None]
    ) -> list[Rejected]:
        """Collect articles numbered from ``first`` on, and return those that are left out."""

    def write(self, tick: Callable[[], None]) -> "Written | Loaded | None":
        """Write what has been collected; return None when there is nothing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What workers are told at the start; ``memory`` is the share of each, in bytes.

    Segments to be merged lie in ``directory``, new files go under ``root``, articles come from
    the file ``spool``. ``collector`` makes what collects them, in the worker's own process; by
    default it writes segments. ``others`` are the folders of the other workers.
    """

    directory: Path
    root: Path
    spool: Path
    entities: bool
    memory: int
    collector: Callable[["Setting", Path], Collector] = segment_builder
    others: tuple[Path, ...] = ()


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


class Workers(Protocol):
    """Makes segments of batches of the spool, and larger segments of smaller ones."""

    def wanting(self) -> bool:
        """Tell whether a worker would take a batch now."""

    def index(self, batch: Batch) -> None:
        """Have a batch indexed."""

    def write(self) -> None:
        """Have everything written that has been collected."""

    def merge(self, group: int, segments: Sequence[ArraySegment]) -> None:
        """Have segments of the index merged into one."""

    def busy(self) -> bool:
        """Tell whether there is anything more to be received."""

    def receive(self, seconds: float) -> list[Result]:
        """Return what has been done since the last call, waiting up to ``seconds`` for something.

        Raises :class:`WorkerDied` once for each worker that died; the others go on.
        """


@contextmanager
def open_workers(count: int, setting: Setting, tick: Callable[[], None]) -> Iterator[Workers]:
    """Yield ``count`` workers; one alone works inside this process, calling ``tick`` meanwhile."""
    if count <= 1:
        yield _Inline(setting, tick)
        return
    workers = _Processes(count, setting)
    try:
        yield workers
    finally:
        workers.close()


class _TaskRunner:
    """Does the work of one worker, in whatever process."""

    def __init__(self, setting: Setting, root: Path, tick: Callable[[], None]) -> None:
        self._setting = setting
        self._root = root
        self._tick = tick
        self._spool = SpoolReader(setting.spool)
        self._builder = setting.collector(setting, root)
        self._merges = 0

    def index(self, batch: Batch) -> Iterator[Result]:
        spooled = self._spool.read(batch)
        yield Indexed(batch.articles, self._builder.add(batch.first, spooled, self._tick))
        if self._builder.full or self.patience() <= 0:
            yield from self.write()

    def write(self) -> Iterator[Result]:
        written = self._builder.write(self._tick)
        if written:
            yield written

    def patience(self) -> float:
        """Return for how many seconds more articles may be collected."""
        return COLLECT_SECONDS - self._builder.age()

    def waited(self, seconds: float) -> None:
        self._builder.waited(seconds)

    def merge(self, group: int, segments: Sequence[ArraySegment]) -> Iterator[Result]:
        staging = self._root / f"merge{self._merges}"
        staging.mkdir()
        self._merges += 1
        segment = merge_segments(staging, self._setting.directory, segments)
        yield Merged(group, len(segments), segment, staging)


class _Inline:
    def __init__(self, setting: Setting, tick: Callable[[], None]) -> None:
        self._runner = _TaskRunner(setting, setting.root, tick)
        self._results: list[Result] = []

    def wanting(self) -> bool:
        return not self._results

    def index(self, batch: Batch) -> None:
        with _uncollected():
            self._results.extend(self._runner.index(batch))

    def write(self) -> None:
        with _uncollected():
            self._results.extend(self._runner.write())

    def merge(self, group: int, segments: Sequence[ArraySegment]) -> None:
        self._results.extend(self._runner.merge(group, segments))

    def busy(self) -> bool:
        return bool(self._results)

    def receive(self, seconds: float) -> list[Result]:
        results, self._results = self._results, []
        return results


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles meanwhile: see :func:`_serve`."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class _Worker:
    """A worker process as the parent sees it; ``owed`` counts the tasks not yet done."""

    def __init__(self, root: Path, setting: Setting) -> None:
        # Spawned, not forked: a fork would share the parent's lock on the index and keep it
        # after the parent was killed.
        context = multiprocessing.get_context("spawn")
        self.pipe, its_end = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(its_end, setting, root, hash_base()), daemon=True
        )
        with _interrupts_held():
            self.process.start()
        its_end.close()  # so that its death is the end of what comes through the pipe
        self.owed = 0

    def send(self, *task: Any) -> None:
        self.owed += 1
        with suppress(OSError):  # it has died: receive() will say so
            self.pipe.send(task)


class _Processes:
    def __init__(self, count: int, setting: Setting) -> None:
        self._workers: list[_Worker] = []
        try:
            # Of names nobody had before: a worker of a run that was killed may still be writing.
            roots = [Path(mkdtemp(prefix="worker", dir=setting.root)) for _ in range(count)]
            for root in roots:
                others = tuple(other for other in roots if other != root)
                self._workers.append(_Worker(root, replace(setting, others=others)))
        except BaseException:
            self.close()
            raise

    def wanting(self) -> bool:
        return any(worker.owed < _AHEAD for worker in self._workers)

    def index(self, batch: Batch) -> None:
        self._idlest().send("index", batch)

    def write(self) -> None:
        for worker in self._workers:
            worker.send("write")

    def merge(self, group: int, segments: Sequence[ArraySegment]) -> None:
        self._idlest().send("merge", group, segments)

    def busy(self) -> bool:
        return any(worker.owed for worker in self._workers)

    def receive(self, seconds: float) -> list[Result]:
        results: list[Result] = []
        by_pipe: dict[Any, _Worker] = {worker.pipe: worker for worker in self._workers}
        for pipe in wait([*by_pipe], seconds):
            worker = by_pipe[pipe]
            try:
                while worker.pipe.poll():
                    message = worker.pipe.recv()
                    if isinstance(message, BaseException):
                        raise message
                    if message is None:
                        worker.owed -= 1
                    else:
                        results.append(message)
            except (EOFError, ConnectionError) as error:
                self._workers.remove(worker)
                raise WorkerDied(
                    "a worker process died, perhaps for want of memory; what was committed is "
                    "kept: run the same command again to go on"
                ) from error
        return results

    def close(self) -> None:
        for worker in self._workers:
            worker.pipe.close()  # one that has nothing to do ends by that
            if worker.owed:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join()

    def _idlest(self) -> _Worker:
        return min(self._workers, key=lambda worker: worker.owed)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back: a process started meanwhile never gets it, the parent a moment later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, setting: Setting, root: Path, base: int) -> None:
    """Do what comes through the pipe until it ends; None there says that a task is done."""
    hash_alike(base)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent alone answers Ctrl-C
    # A worker makes hardly any cycles, and walking its vocabulary time and again costs a third.
    gc.disable()
    try:
        try:
            runner = _TaskRunner(setting, root, lambda: None)
            tasks: dict[str, Callable[..., Iterator[Result]]]
            tasks = {"index": runner.index, "write": runner.write, "merge": runner.merge}
            while True:
                began = monotonic()
                while not pipe.poll(max(runner.patience(), 0.0)):
                    for result in runner.write():
                        pipe.send(result)
                runner.waited(monotonic() - began)
                name, *task = pipe.recv()
                for result in tasks[name](*task):
                    pipe.send(result)
                pipe.send(None)
        except (EOFError, ConnectionError):
            return  # the parent has gone, or wants no more
        except Exception as error:
            pipe.send(error)
    except OSError:
        return
