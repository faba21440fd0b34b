"""Where batches become segments: in this process, or in worker processes."""

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from index.builder import Written, write_segment
from index.spool import Entry


class Workers(Protocol):
    """Makes segments of batches of spool entries."""

    slots: int
    """How many batches it is worth having in hand at once."""

    def submit(self, staging: Path, batch: list[Entry], entities: bool) -> Future[Written]:
        """Begin to index ``batch`` into ``staging``."""

    def indexed(self) -> int:
        """Return how many articles have been indexed so far."""


@contextmanager
def open_workers(count: int, on_article: Callable[[], None]) -> Iterator[Workers]:
    """Yield ``count`` workers; one alone works inside this process, calling ``on_article``."""
    if count <= 1:
        yield _Inline(on_article)
        return
    with _processes(count) as workers:
        yield workers


class _Inline:
    slots = 1

    def __init__(self, on_article: Callable[[], None]) -> None:
        self._on_article = on_article
        self._indexed = 0

    def submit(self, staging: Path, batch: list[Entry], entities: bool) -> Future[Written]:
        future: Future[Written] = Future()
        articles = _each(batch, self._tick)
        future.set_result(write_segment(staging, articles, entities=entities))
        return future

    def indexed(self) -> int:
        return self._indexed

    def _tick(self) -> None:
        self._indexed += 1
        self._on_article()


class _Processes:
    def __init__(self, pool: ProcessPoolExecutor, count: int, counter: Any) -> None:
        self._pool = pool
        self._counter = counter
        self.slots = count + 1

    def submit(self, staging: Path, batch: list[Entry], entities: bool) -> Future[Written]:
        return self._pool.submit(_work, staging, batch, entities)

    def indexed(self) -> int:
        return int(self._counter.value)


@contextmanager
def _processes(count: int) -> Iterator[Workers]:
    # Spawned, not forked: a fork would share the parent's lock on the index and keep it after
    # the parent was killed.
    context = multiprocessing.get_context("spawn")
    counter = context.Value("L", 0)
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_set_up, initargs=(counter,))
    try:
        yield _Processes(pool, count, counter)
    except BaseException:
        for child in multiprocessing.active_children():
            child.terminate()
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


_counter: Any = None
"""In a worker process: the count all workers share."""


def _set_up(counter: Any) -> None:
    global _counter
    _counter = counter
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent alone answers Ctrl-C
    # A worker makes hardly any cycles, and walking its vocabulary time and again costs a third.
    gc.disable()


def _work(staging: Path, batch: list[Entry], entities: bool) -> Written:
    return write_segment(staging, _each(batch, _tick_shared), entities=entities)


def _tick_shared() -> None:
    with _counter.get_lock():
        _counter.value += 1


def _each(batch: list[Entry], tick: Callable[[], None]) -> Iterator[Entry]:
    for entry in batch:
        yield entry
        tick()
