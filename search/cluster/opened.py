"""An open index on a cluster that follows new generations: what all questions share."""

from contextlib import suppress
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from index.cluster.address import Address
from index.cluster.connection import Connection, connect
from index.cluster.desk import desk_folder
from index.cluster.generations import Generation, Manifest, current, read_manifest
from index.desk import Tags
from index.errors import ClusterError
from index.schema import shared_analyzer
from search.cluster.asking import Asking
from search.cluster.completing import ClusterCompleter
from search.cluster.finder import Finder
from search.cluster.found import Found
from search.cluster.names import ClusterFacets
from search.cluster.surfaces import ClusterSurfaces
from search.lru import WeightedCache
from search.own import Own
from search.present.highlight import Chunks
from search.query.synonymy import read_synonyms

_ANSWERS = 32
"""Number of answers that are remembered, for their other pages."""


class State:
    """Everything that is derived from one generation, as it was after one commit."""

    def __init__(
        self,
        connection: Connection,
        generation: Generation,
        manifest: Manifest,
        desk: Path,
        chunks: Chunks,
    ) -> None:
        self.generation = generation
        self.manifest = manifest
        self.asking = Asking(connection, generation, manifest)
        self.facets = ClusterFacets(self.asking)
        self.surfaces = ClusterSurfaces(self.asking, chunks)
        self.own = Own(Tags(desk))
        self.answers: WeightedCache[object, Found] = WeightedCache(_ANSWERS)


class Opened:
    """One index on a cluster, open. Any number of threads may share it.

    What a user keeps beside an index (synonyms, tags) is kept in a folder of this machine.
    """

    def __init__(self, address: Address, synonyms: str | Path | None = None) -> None:
        self.address = address
        self._lock = RLock()
        self._analyzer = shared_analyzer()
        self._chunks = Chunks(self._analyzer)
        self._connection = connect(address)
        self._desk = desk_folder(self._connection)
        self._synonyms = read_synonyms(self._desk, synonyms, self._analyzer)
        generation = current(self._connection)
        self._open(generation, read_manifest(self._connection, generation))

    def _open(self, generation: Generation, manifest: Manifest) -> None:
        state = State(self._connection, generation, manifest, self._desk, self._chunks)
        self._finder = Finder(state.asking, state.facets, state.own, self._analyzer, self._synonyms)
        self._state = state
        self._completer: ClusterCompleter | None = None

    def refresh(self) -> bool:
        """Go over to the newest commit; tell whether there was a newer one."""
        with self._lock:
            generation = current(self._connection)
            manifest = read_manifest(self._connection, generation)
            old = self._state
            if (generation, manifest) == (old.generation, old.manifest):
                return False
            self._open(generation, manifest)
            old.asking.close()
            return True

    def close(self) -> None:
        """Close the connections to the cluster."""
        with suppress(ClusterError):
            self._state.asking.close()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
