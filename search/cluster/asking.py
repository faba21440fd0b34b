"""Requests to one generation of an index on a cluster."""

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from index.cluster.connection import Connection, json_bytes
from index.cluster.generations import Generation, Manifest
from index.errors import ClusterError
from search.budget import check, seconds_left
from search.errors import QueryTimeout

Body = Mapping[str, Any]
Answer = Mapping[str, Any]

NOTHING_STORED: Body = {"stored_fields": "_none_"}
"""What a search has for hits of which doc values are enough: reading an article takes longer."""

_KEPT = "10m"
"""How long a cluster keeps a point in time after it was last asked about."""

_WHOLE = {"allow_partial_search_results": "false"}


class Asking:
    """Asks one generation. Any number of threads may share it."""

    def __init__(self, connection: Connection, generation: Generation, manifest: Manifest) -> None:
        self.connection = connection
        self.generation = generation
        self.manifest = manifest
        self._lock = Lock()
        self._moment: str | None = None
        answer = self.search({"size": 0, "track_total_hits": True})
        self.size: int = answer["hits"]["total"]["value"]
        """How many articles there are."""
        self.shards: int = answer["_shards"]["total"]

    def search(self, body: Body, **params: Any) -> Answer:
        """Search the articles. An answer of some shards alone, or a late one, is an error."""
        check()
        answer = self.connection.search(self.generation.articles, _limited(body), **params)
        return _on_time(answer)

    def moment(self) -> str:
        """Return a point in time of the articles, one for all who go down long lists."""
        with self._lock:
            if self._moment is None:
                path = f"/{self.generation.articles}/_search/point_in_time"
                made = self.connection.request("POST", path, params={"keep_alive": _KEPT})
                self._moment = made["pit_id"]
            return self._moment

    def within(self, moment: str, body: Body, **params: str) -> Answer | None:
        """Search the articles as they were at a point in time, None when it has been forgotten."""
        check()
        searched = {**_limited(body), "pit": {"id": moment, "keep_alive": _KEPT}}
        params = _WHOLE | params
        answer = self.connection.request("POST", "/_search", searched, params, absent=404)
        if answer is not None:
            return _on_time(answer)
        with self._lock:
            if self._moment == moment:
                self._moment = None
        return None

    def close(self) -> None:
        """Let the cluster forget the point in time."""
        with self._lock:
            moment, self._moment = self._moment, None
        if moment is not None:
            path = "/_search/point_in_time"
            self.connection.request("DELETE", path, {"pit_id": [moment]}, absent=404)

    def several(self, bodies: Sequence[Body]) -> list[Answer]:
        """Search the articles several times at once; the answers are in the order of ``bodies``."""
        if len(bodies) < 2:
            return [self.search(body) for body in bodies]
        check()
        head = json_bytes({"index": self.generation.articles} | _WHOLE)
        lines = [line for body in bodies for line in (head, json_bytes(_limited(body)))]
        answer = self.connection.request("POST", "/_msearch", b"\n".join(lines) + b"\n")
        return [self._sound(one) for one in answer["responses"]]

    def refusal(self, reason: str) -> ClusterError:
        """Return the error for a cluster that does not answer, for a reason in its own words."""
        return ClusterError(
            "the cluster {where} cannot answer now ({reason}): see to its health "
            "(GET _cluster/health) and try again",
            where=self.connection.address,
            reason=" ".join(reason.split())[:200],
        )

    def _sound(self, answer: Answer) -> Answer:
        if "error" in answer:
            raise self.refusal(str(answer["error"].get("reason", "")))
        return _on_time(answer)


def _limited(body: Body) -> Body:
    left = seconds_left()
    return body if left is None else {**body, "timeout": f"{max(1, int(left * 1000))}ms"}


def _on_time(answer: Answer) -> Answer:
    if answer.get("timed_out"):
        check()
        raise QueryTimeout("the cluster gave the search up; ask for less, or allow more time")
    return answer
