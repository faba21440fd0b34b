"""The engine behind the screen: opened when it is first asked, and asked by one thread a time."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from index.errors import NabaError
from index.location import index_directory

if TYPE_CHECKING:
    from search import Engine

Answer = TypeVar("Answer")


class Backend:
    """An engine, or the folder of an index (None for the default one) to open one from.

    What could not be opened is tried again at the next question, so that an index made
    meanwhile is found. Only an engine opened here is closed here.
    """

    def __init__(self, source: "Engine | str | Path | None") -> None:
        self.directory: Path | None = None
        self.fault: NabaError | None = None
        self._engine: Engine | None = None
        if source is None or isinstance(source, str | Path):
            self.directory = index_directory(source)
        else:
            self._engine = source
        self._lock = Lock()

    def ask(
        self, question: "Callable[[Engine], Answer]", *, dropped: Callable[[], bool]
    ) -> Answer | None:
        """The engine's answer; None when the question was dropped before its turn came.

        Raises what opening and the question raise.
        """
        with self._lock:
            return None if dropped() else question(self._opened())

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
        """Close what was opened."""
        if self.directory is not None and self._engine is not None:
            self._engine.close()
