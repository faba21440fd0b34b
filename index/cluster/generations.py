"""Generations of an index on a cluster: which answers, making the next, going over to it."""

import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from index.cluster import layout
from index.cluster.connection import Connection
from index.errors import ClusterError, IndexMissing

MANIFEST = "manifest"
"""The id of the document that says what holds for all articles."""
_MOST_TRIES = 20
_GREEN_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index says of itself, written at each commit, last of all.

    ``generation`` counts the commits, ``articles`` those that were there; ``corrections`` is the
    user's own list of names, and ``arrived`` the time, in milliseconds since 1970, up to which
    all that came in is there. ``seat`` is where the cluster has this version of it.
    """

    generation: int = 0
    arrived: int = 0
    corrections: str = ""
    articles: int = 0
    seat: tuple[int, int] | None = field(default=None, compare=False)

    def written(self) -> dict[str, Any]:
        """Return it as the cluster keeps it."""
        names = ("generation", "arrived", "corrections", "articles")
        return {"manifest": {name: getattr(self, name) for name in names}}


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation: the index of its articles, and the alias through which it is written to."""

    articles: str
    alias: str

    @property
    def names(self) -> str:
        """Its companion."""
        return layout.names_index(self.articles)


def current(connection: Connection) -> Generation:
    """Return the generation that answers.

    Raises IndexMissing when there is none, IndexFormat when it is of another version or none of
    naba's, and ClusterError when someone has changed it, or it is red.
    """
    found = _current(connection)
    if found is None:
        raise IndexMissing(
            "there is no index at {where}: run naba index PATH", where=connection.address
        )
    about = connection.request("GET", f"/{found.articles}")
    layout.require_ours(found.articles, about[found.articles])
    require_whole(connection, found)
    return found


def replaced(connection: Connection) -> Generation | None:
    """Return the generation that a rebuild replaces, of whatever version."""
    return _current(connection)


def require_whole(connection: Connection, generation: Generation) -> None:
    """Raise ClusterError when a shard of an index is nowhere to be had."""
    indices = f"{generation.articles},{generation.names}"
    health = connection.request("GET", f"/_cluster/health/{indices}", params={"level": "indices"})
    if health["status"] == "red":
        raise ClusterError(
            "the index at {where} is red: a shard of it is on no node; bring its nodes back, or "
            "restore a snapshot (GET _cluster/allocation/explain says why)",
            where=connection.address,
        )


def create(connection: Connection) -> Generation:
    """Make the first generation, unless someone else does just now, and return it."""
    number = max(_numbers(connection), default=0) + 1
    name = connection.address.name
    _make(connection, number, {name: {}}, connection.address.replicas)
    return current(connection)


def begin(connection: Connection) -> Generation:
    """Make the next generation, which nobody sees yet, for a rebuild; one that was begun goes.

    It has no replicas until it is finished: should a node fail, the old one is there.
    """
    alias = _building(connection)
    for index in connection.request("GET", f"/_alias/{alias}", absent=404) or {}:
        _remove(connection, index)
    number = max(_numbers(connection), default=0) + 1
    return _make(connection, number, {alias: {}}, 0)


def finish(connection: Connection, generation: Generation) -> None:
    """Give a new generation its replicas, let it answer in place of the old one, remove that."""
    address = connection.address
    replicas = address.replicas
    about = layout.articles_body(None, replicas)["settings"]["number_of_replicas"]
    for index in (generation.articles, generation.names):
        connection.request("PUT", f"/{index}/_settings", {"index": {"number_of_replicas": about}})
    _wait_for_copies(connection, generation)
    old = _current(connection)
    actions: list[dict[str, Any]] = [
        {"add": {"index": generation.articles, "alias": address.name}},
        {"remove": {"index": generation.articles, "alias": generation.alias}},
    ]
    if old:
        actions.append({"remove": {"index": old.articles, "alias": address.name}})
    connection.request("POST", "/_aliases", {"actions": actions})
    if old:
        _remove(connection, old.articles)


def abandon(connection: Connection, generation: Generation) -> None:
    """Remove a generation that was begun."""
    _remove(connection, generation.articles)


def read_manifest(connection: Connection, generation: Generation) -> Manifest:
    """Return what a generation says of itself; nothing was committed before the first."""
    found = connection.request("GET", f"/{generation.names}/_doc/{MANIFEST}", absent=404)
    if not found:
        return Manifest()
    known = {**found["_source"]["manifest"]}
    return Manifest(**known, seat=(found["_seq_no"], found["_primary_term"]))


def write_manifest(connection: Connection, generation: Generation, manifest: Manifest) -> bool:
    """Write it unless another has been written since; tell whether it was."""
    params: dict[str, Any] = {"refresh": "true"}
    if manifest.seat:
        params |= {"if_seq_no": manifest.seat[0], "if_primary_term": manifest.seat[1]}
    else:
        params |= {"op_type": "create"}
    path = f"/{generation.names}/_doc/{MANIFEST}"
    return connection.request("PUT", path, manifest.written(), params, absent=409) is not None


def refresh(connection: Connection, *indices: str) -> None:
    """Let what was written be found."""
    connection.request("POST", f"/{','.join(indices)}/_refresh")


def _current(connection: Connection) -> Generation | None:
    name = connection.address.name
    found = connection.request("GET", f"/_alias/{name}", absent=404)
    if not found:
        if connection.request("GET", f"/{name}/_settings", absent=404):
            raise ClusterError(
                "{name} is an index of its own on the cluster, and none of naba's: choose another "
                "name",
                name=name,
            )
        return None
    if len(found) > 1:
        raise ClusterError(
            "the alias {name} has several indices ({indices}): leave it one (POST _aliases)",
            name=name,
            indices=", ".join(sorted(found))[:200],
        )
    return Generation(next(iter(found)), name)


def _numbers(connection: Connection) -> list[int]:
    name = connection.address.name
    pattern = re.compile(re.escape(name) + r"-(\d{1,9})")
    found = connection.request("GET", f"/{name}-*/_settings", absent=404) or {}
    return [int(match[1]) for index in found if (match := pattern.fullmatch(index))]


def _building(connection: Connection) -> str:
    return f"{connection.address.name}-new"


def _make(
    connection: Connection, number: int, aliases: Mapping[str, Any], replicas: int | None
) -> Generation:
    address = connection.address
    generation = Generation(layout.articles_index(address.name, number), next(iter(aliases)))
    bodies = {
        generation.names: layout.names_body(replicas),
        generation.articles: {
            **layout.articles_body(address.shards, replicas), "aliases": aliases,
        },
    }  # fmt: skip
    for index, body in bodies.items():
        # 400: there is one already, made by whoever began at the same moment.
        for _ in range(_MOST_TRIES):
            if connection.request("PUT", f"/{index}", body, absent=400):
                break
            if connection.request("GET", f"/{index}/_settings", absent=404):
                break
            time.sleep(random.uniform(0.05, 0.2))
        else:
            connection.request("PUT", f"/{index}", body)
    return generation


def _remove(connection: Connection, articles: str) -> None:
    for index in (articles, layout.names_index(articles)):
        connection.request("DELETE", f"/{index}", absent=404)


def _wait_for_copies(connection: Connection, generation: Generation) -> None:
    """Wait until all replicas are there, but not for those for which there is no node."""
    indices = f"{generation.articles},{generation.names}"
    end = time.monotonic() + _GREEN_SECONDS
    while time.monotonic() < end:
        health = connection.request("GET", f"/_cluster/health/{indices}")
        if not health["initializing_shards"]:
            return
        time.sleep(0.2)
