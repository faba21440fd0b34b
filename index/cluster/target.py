"""An index on a cluster as the target of a run: what workers have loaded there, and commits.

A commit lets readers see what was loaded: the index is refreshed, the table of names computed
anew, and the manifest written last of all. Two machines that commit at a time take turns by the
manifest: whoever comes second computes again.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import monotonic

from index.cluster import bulk, generations, names
from index.cluster.connection import Connection, pauses
from index.cluster.desk import desk_folder
from index.cluster.document import document_id
from index.cluster.generations import Generation, Manifest
from index.cluster.ledger import Ledger
from index.desk import Tags
from index.entities.corrections import read_corrections
from index.errors import ClusterError
from index.run.committer import COMMIT_SECONDS
from index.run.progress import Tally
from index.run.workers import Loaded, Result, Workers

_LEAST_REST = 10
"""A commit is not due before so many times what the last one took."""
_TURN_SECONDS = 300.0
"""Seconds for which a commit tries to get its turn."""


class ClusterTarget:
    """One generation on a cluster, during a run that began at ``time`` (milliseconds since 1970).

    ``user_list`` are the user's own names, None to keep those that are there; ``changed`` tells
    that there is something to commit. ``version`` is that of what is removed and of names.
    """

    def __init__(
        self,
        connection: Connection,
        generation: Generation,
        ledger: Ledger,
        tally: Tally,
        *,
        time: int,
        user_list: str | None,
        changed: bool,
        version: Callable[[], int],
    ) -> None:
        self._connection = connection
        self._generation = generation
        self._tally = tally
        self._time = time
        self._user_list = user_list
        self._changed = changed
        self._unended = False
        self._version = version
        self._due = monotonic() + COMMIT_SECONDS
        self.contents = ledger

    def take(self, result: Result) -> None:
        """Count what was loaded."""
        if isinstance(result, Loaded):
            self._tally.count(added=result.added, updated=result.updated)
            for failure in result.failed:
                self._tally.reject(failure)
            self._changed = True

    def follow(self, moves: Mapping[str, str]) -> None:
        """Have the tags that are kept on this machine go by the new ids of articles."""
        Tags(desk_folder(self._connection)).follow(moves)

    def remove(self, article_id: str) -> None:
        """Take an article out."""
        action = bulk.delete_action(document_id(article_id), self._version())
        bulk.send(self._connection, self._generation.alias, [action])
        self.contents.forget(article_id)
        self._changed = True

    def is_due(self) -> bool:
        """Tell whether there is something to commit, and it is time."""
        return self._changed and monotonic() > self._due

    def tidy(self, workers: Workers, wait: Callable[[], None]) -> None:
        """Do nothing: a cluster merges its segments by itself."""

    def commit(self, *, ended: bool) -> None:
        """Let readers see what was loaded; ``ended`` tells that the run brings no more.

        What earlier commits of the run have brought has arrived only then.
        """
        if not self._changed and not (ended and self._unended):
            return
        began = monotonic()
        for _ in pauses(_TURN_SECONDS):
            if self._commit(ended=ended):
                break
        else:
            raise ClusterError(
                "other runs keep committing to {where}; what was loaded is there: give the same "
                "command again",
                where=self._connection.address,
            )
        now = monotonic()
        self._changed, self._unended = False, not ended
        self._due = now + max(COMMIT_SECONDS, _LEAST_REST * (now - began))

    def _commit(self, *, ended: bool) -> bool:
        """Commit once; tell whether nobody else did meanwhile."""
        connection, generation = self._connection, self._generation
        before = generations.read_manifest(connection, generation)
        user_list = before.corrections if self._user_list is None else self._user_list
        corrections = read_corrections(user_list)
        generations.refresh(connection, generation.articles, generation.names)
        old, _ = names.read_table(connection, generation)
        new = names.compute_table(connection, generation, corrections)
        names.write_table(connection, generation, old, new, self._version())
        count = connection.request("POST", f"/{generation.articles}/_count")["count"]
        after = replace(
            before,
            generation=before.generation + 1,
            corrections=user_list,
            articles=count,
            arrived=max(before.arrived, self._time) if ended else before.arrived,
        )
        return generations.write_manifest(connection, generation, after)


def begun(connection: Connection, generation: Generation | None) -> Manifest:
    """Return what an index says of itself when a run begins, nothing where there is none."""
    return generations.read_manifest(connection, generation) if generation else Manifest()
