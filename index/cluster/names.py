"""Names across all articles of a cluster: how often each stands, and which go by another.

The table is computed as for an index on disk, from counts that are exact: pages of a composite
aggregation have every value, each counted on every shard.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.cluster import bulk
from index.cluster.connection import Connection
from index.cluster.document import document_id
from index.cluster.generations import Generation
from index.cluster.scan import scan
from index.entities.corrections import Corrections
from index.facets import KINDS, Kind
from index.run.committer import canonical_of

Table = dict[Kind, dict[str, str]]
"""For each kind, the names that go by another one; by the empty text those that are none."""

LONG = "long"
"""The kind of documents that have values whole which are too long for a term."""
_PAGE = 10_000
_BATCH = 5_000


def read_table(connection: Connection, generation: Generation) -> tuple[Table, dict[str, str]]:
    """Return the table of names, and the values, by their keys, that are too long for a term."""
    table: Table = {kind: {} for kind in KINDS}
    long: dict[str, str] = {}
    query = {"terms": {"kind": [*KINDS, LONG]}}
    for hit in scan(connection, generation.names, query):
        found = hit["_source"]
        if found["kind"] == LONG:
            long[found["local"]] = found["value"]
        else:
            table[found["kind"]][found["local"]] = found["canonical"]
    return table, long


def counted(
    connection: Connection, index: str, field: str, query: Mapping[str, Any] | None = None
) -> Counter[str]:
    """Return in how many articles each value of a facet stands, of all values there are.

    With a ``query`` these are the articles that it finds.
    """
    return Counter(dict(_pages(connection, index, field, query or {"match_all": {}})))


def compute_table(
    connection: Connection, generation: Generation, corrections: Corrections
) -> Table:
    """Return the table of names for the articles that are there now."""
    counts = {kind: counted(connection, generation.articles, kind) for kind in KINDS}
    return canonical_of(counts, corrections)


def write_table(
    connection: Connection, generation: Generation, old: Table, new: Table, version: int
) -> None:
    """Write what of a table is not as before. ``version`` is that of all it writes."""
    actions = []
    for kind in KINDS:
        before, now = old[kind], new[kind]
        for local in now.keys() - before.keys() | {n for n in before if now.get(n) != before[n]}:
            key = _key(kind, local)
            if local in now:
                document = {"kind": kind, "local": local, "canonical": now[local]}
                actions.append(bulk.index_action(key, version, document))
            else:
                actions.append(bulk.delete_action(key, version))
    _write(connection, generation, actions)


def write_long_values(
    connection: Connection, generation: Generation, values: Mapping[str, str], version: int
) -> None:
    """Write values, by their keys, that are too long for a term."""
    _write(
        connection,
        generation,
        [
            bulk.index_action(
                _key(LONG, key), version, {"kind": LONG, "local": key, "value": value}
            )
            for key, value in values.items()
        ],
    )


def _write(connection: Connection, generation: Generation, actions: Sequence[bulk.Action]) -> None:
    for start in range(0, len(actions), _BATCH):
        bulk.send(connection, generation.names, actions[start : start + _BATCH], alias=False)


def _pages(
    connection: Connection, index: str, field: str, query: Mapping[str, Any]
) -> Iterator[tuple[str, int]]:
    composite = {"size": _PAGE, "sources": [{"value": {"terms": {"field": field}}}]}
    while True:
        aggs = {"values": {"composite": composite}}
        body = {"size": 0, "track_total_hits": False, "query": query, "aggs": aggs}
        found = connection.search(index, body)["aggregations"]["values"]
        for bucket in found["buckets"]:
            yield bucket["key"]["value"], bucket["doc_count"]
        if len(found["buckets"]) < _PAGE:
            return
        composite["after"] = found["after_key"]


def _key(kind: str, local: str) -> str:
    return f"{kind}:{document_id(local)}"
