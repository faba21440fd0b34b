"""An open index that follows new generations: what all questions share."""

from functools import cached_property
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.schema import shared_analyzer
from index.store.snapshot import Snapshot, open_snapshot
from search.generation import Generation
from search.present.highlight import Chunks
from search.query.synonymy import read_synonyms

if TYPE_CHECKING:
    from index.meaning.encoders import Encoder
    from search.meaning import Meanings, Sought
    from search.results import Meaning


class Opened:
    """One index, open. Any number of threads may share it; they take turns."""

    def __init__(
        self,
        snapshot: Snapshot,
        synonyms: str | Path | None = None,
        encoder: "Encoder | None" = None,
    ) -> None:
        self._encoder = encoder
        self._lock = RLock()
        self._analyzer = shared_analyzer()
        self._chunks = Chunks(self._analyzer)
        self._synonyms = read_synonyms(snapshot.directory, synonyms, self._analyzer)
        self._state = self._generation(snapshot)

    def _generation(self, snapshot: Snapshot) -> Generation:
        with snapshot.guarded():
            return Generation(snapshot, self._analyzer, self._chunks, self._synonyms)

    @cached_property
    def _meanings(self) -> "Meanings":
        """What queries mean, and how near to it articles are."""
        from search.meaning import Meanings

        return Meanings(self._encoder)

    def _sought(self, query: str, meaning: "Meaning") -> "Sought | None":
        """Return what a query means, None where that plays no part.

        The lock is free meanwhile: a model may have to be loaded, or an address answer late.
        """
        name = self._state.snapshot.encoder
        if meaning == "off" or (meaning == "auto" and not name):
            return None
        with self._lock:
            meanings = self._meanings
        return meanings.sought(name, query)

    def refresh(self) -> bool:
        """Go over to the newest generation of the index; tell whether there was a newer one."""
        with self._lock:
            old = self._state.snapshot
            if old.is_latest():
                return False
            self._state = self._generation(open_snapshot(old.directory, old))
            old.close()
            return True

    def close(self) -> None:
        """Close the index."""
        with self._lock:
            self._state.snapshot.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
