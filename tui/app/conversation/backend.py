"""The engine behind the screen: opened when it is first asked, and asked by one thread a time."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from index.errors import NabaError
from index.location import index_address, index_directory
from search import limited

if TYPE_CHECKING:
    from search import Engine

Answer = TypeVar("Answer")


class Backend:
    """An engine, or the folder or address of an index (None for the default one) to open one from.

    What could not be opened is tried again at the next question, so that an index made
    meanwhile is found. Only an engine opened here is closed here. Work on a question ends after
    ``timeout`` seconds, and as soon as its answer is no longer wanted.
    """

    def __init__(self, source: "Engine | str | Path | None", timeout: float | None = None) -> None:
        self._timeout = timeout
        self.directory: str | Path | None = None
        self.fault: NabaError | None = None
        self._engine: Engine | None = None
        if source is None or isinstance(source, str | Path):
            self.directory = index_address(source) or index_directory(source)
        else:
            self._engine = source
        self._lock = Lock()
        self._latest: dict[str, object] = {}

    def ask(
        self,
        group: str,
        question: "Callable[[Engine], Answer]",
        answered: Callable[[Answer | Exception], None],
        *,
        aside: bool = False,
    ) -> None:
        """Put a question in a thread; there ``answered`` is called with the answer or the error.

        It is not called when the question was dropped, or another of its group asked since. The
        threads end with the process, so that leaving does not wait for a slow answer. A question
        that takes long is put ``aside``: others do not wait for its end, and it has all the time.
        """
        ticket = self._latest[group] = object()

        def dropped() -> bool:
            return self._latest.get(group) is not ticket

        def work() -> None:
            answer: Answer | Exception
            with nullcontext() if aside else self._lock:
                if dropped():
                    return
                try:
                    engine = self._opened()
                    with limited(None if aside else self._timeout, dropped):
                        answer = question(engine)
                except Exception as error:
                    answer = error
            if not dropped():
                answered(answer)

        Thread(target=work, daemon=True).start()

    def drop(self, *groups: str) -> None:
        """Want no answer any more to what has been asked in these groups."""
        for group in groups:
            self._latest.pop(group, None)

    def _opened(self) -> "Engine":
        if self._engine is None:
            from search import open_index

            try:
                self._engine = open_index(self.directory)
            except NabaError as error:
                self.fault = error
                raise
            self.fault = None
        return self._engine

    def close(self) -> None:
        """Close what was opened; an engine still at work is left to the end of the process."""
        if self._lock.acquire(blocking=False):
            if self.directory is not None and self._engine is not None:
                self._engine.close()
            self._lock.release()
