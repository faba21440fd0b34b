"""Where batches become segments: in this process, or in worker processes.

Workers draw small batches, so that all are busy to the end, and builders write few, large
segments: one when their share of the memory is used up, when they have been collecting for
:data:`index.run.tasks.COLLECT_SECONDS`, and at the end. Where names are to be found in the
articles, which takes as long as all else, half of the processes do nothing but that, for what
builders get then: so each learns one vocabulary, of names or of terms, and not both.
"""

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from index.codec import ArraySegment
from index.errors import NabaError
from index.run.spool import Batch
from index.run.tasks import Named, Result, Setting, TaskRunner

_AHEAD = 2
"""Batches a worker has at a time: one it works on, and one that waits."""


class WorkerDied(NabaError):
    """A worker process ended before its work did."""


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
def open_workers(
    count: int, setting: Setting, tick: Callable[[], None], *, naming: bool
) -> Iterator[Workers]:
    """Yield ``count`` workers; one alone works inside this process, calling ``tick`` meanwhile.

    Where there is no ``naming`` of articles to do, reading them is one process's part of the work.
    """
    if count <= 1:
        yield _Inline(setting, tick)
        return
    namers = count // 2 if naming else 0
    workers = _Processes(count - max(namers, 1), namers, setting)
    try:
        yield workers
    finally:
        workers.close()


class _Inline:
    def __init__(self, setting: Setting, tick: Callable[[], None]) -> None:
        self._runner = TaskRunner(setting, setting.root, tick)
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

    def __init__(self, number: int, setting: Setting) -> None:
        # Spawned, not forked: a fork would share the parent's lock on the index and keep it
        # after the parent was killed.
        context = multiprocessing.get_context("spawn")
        self.pipe, its_end = context.Pipe()
        root = setting.root / f"worker{number}"
        root.mkdir()
        self.process = context.Process(target=_serve, args=(its_end, setting, root), daemon=True)
        with _interrupts_held():
            self.process.start()
        its_end.close()  # so that its death is the end of what comes through the pipe
        self.owed = 0

    def send(self, *task: Any) -> None:
        self.owed += 1
        with suppress(OSError):  # it has died: receive() will say so
            self.pipe.send(task)


class _Processes:
    """Builders, and namers before them; ``_to_write`` tells that builders are to write as soon as
    they have all that the namers still have."""

    def __init__(self, builders: int, namers: int, setting: Setting) -> None:
        self._builders: list[_Worker] = []
        self._namers: list[_Worker] = []
        self._to_write = False
        try:
            for number in range(builders + namers):
                group = self._builders if number < builders else self._namers
                group.append(_Worker(number, setting))
        except BaseException:
            self.close()
            raise

    @property
    def _workers(self) -> list[_Worker]:
        return [*self._builders, *self._namers]

    def wanting(self) -> bool:
        groups = [group for group in (self._namers, self._builders) if group]
        return bool(groups) and all(_least_owing(group).owed < _AHEAD for group in groups)

    def index(self, batch: Batch) -> None:
        if self._namers:
            _least_owing(self._namers).send("name", batch)
        else:
            _least_owing(self._builders).send("index", batch)

    def write(self) -> None:
        self._to_write = True
        self._write_when_named()

    def _write_when_named(self) -> None:
        if self._to_write and not any(namer.owed for namer in self._namers):
            self._to_write = False
            for builder in self._builders:
                builder.send("write")

    def merge(self, group: int, segments: Sequence[ArraySegment]) -> None:
        _least_owing(self._workers).send("merge", group, segments)

    def busy(self) -> bool:
        return self._to_write or any(worker.owed for worker in self._workers)

    def receive(self, seconds: float) -> list[Result]:
        try:
            return self._received(seconds)
        finally:
            self._write_when_named()

    def _received(self, seconds: float) -> list[Result]:
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
                    elif isinstance(message, Named):
                        if self._builders:
                            _least_owing(self._builders).send("index", *message)
                    else:
                        results.append(message)
            except (EOFError, ConnectionError) as error:
                (self._builders if worker in self._builders else self._namers).remove(worker)
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


def _least_owing(workers: Sequence[_Worker]) -> _Worker:
    return min(workers, key=lambda worker: worker.owed)


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


def _serve(pipe: Connection, setting: Setting, root: Path) -> None:
    """Do what comes through the pipe until it ends; None there says that a task is done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent alone answers Ctrl-C
    # A worker makes hardly any cycles, and walking its vocabulary time and again costs a third.
    gc.disable()
    try:
        try:
            runner = TaskRunner(setting, root, lambda: None)
            tasks: dict[str, Callable[..., Iterator[Result | Named]]] = {
                "name": runner.name,
                "index": runner.index,
                "write": runner.write,
                "merge": runner.merge,
            }
            while True:
                began = monotonic()
                while not pipe.poll(max(runner.patience(), 0.0)):
                    for result in runner.write():
                        pipe.send(result)
                runner.waited(monotonic() - began)
                name, *task = pipe.recv()
                for done in tasks[name](*task):
                    pipe.send(done)
                pipe.send(None)
        except (EOFError, ConnectionError):
            return  # the parent has gone, or wants no more
        except Exception as error:
            pipe.send(error)
    except OSError:
        return
