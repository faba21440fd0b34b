"""What an index on a cluster says of its size and health."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from index.cluster import generations
from index.cluster.address import Address
from index.cluster.connection import connect
from index.facets import FACETS


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures of one index on a cluster; ``bytes`` are those of all copies together.

    ``health`` is the cluster's own word: green, yellow (a copy is missing) or red. ``facets``
    has, for each facet, about how many values there are, as articles have them.
    """

    address: str
    index: str
    articles: int
    first_date: date | None
    last_date: date | None
    undated: int
    health: str
    nodes: int
    shards: int
    replicas: int
    unassigned: int
    bytes: int
    primary_bytes: int
    generation: int
    arrived: datetime | None
    facets: dict[str, int]
    versions: dict[str, object]


def overview(address: str | Address) -> Overview:
    """Return the figures of an index.

    Raises :class:`~index.errors.ClusterError`, IndexMissing or IndexFormat.
    """
    connection = connect(address if isinstance(address, Address) else Address.parse(address))
    try:
        generation = generations.current(connection)
        manifest = generations.read_manifest(connection, generation)
        index = generation.articles
        health = connection.request("GET", f"/_cluster/health/{index}")
        stats = connection.request("GET", f"/{index}/_stats/store")["_all"]
        about = connection.request("GET", f"/{index}")[index]
        values = {facet: {"cardinality": {"field": facet}} for facet in FACETS}
        asked = {
            "first": {"min": {"field": "date"}},
            "last": {"max": {"field": "date"}},
            "undated": {"missing": {"field": "date"}},
            **values,
        }
        body = {"size": 0, "track_total_hits": True, "aggs": asked}
        answer = connection.search(index, body)
        found = answer["aggregations"]
        version = connection.request("GET", "/")["version"]["number"]
    finally:
        connection.close()
    settings = about["settings"]["index"]
    return Overview(
        address=str(connection.address),
        index=index,
        articles=answer["hits"]["total"]["value"],
        first_date=_day(found["first"]["value"]),
        last_date=_day(found["last"]["value"]),
        undated=found["undated"]["doc_count"],
        health=health["status"],
        nodes=health["number_of_data_nodes"],
        shards=int(settings["number_of_shards"]),
        replicas=int(settings["number_of_replicas"]),
        unassigned=health["unassigned_shards"],
        bytes=stats["total"]["store"]["size_in_bytes"],
        primary_bytes=stats["primaries"]["store"]["size_in_bytes"],
        generation=manifest.generation,
        arrived=datetime.fromtimestamp(manifest.arrived / 1000, UTC) if manifest.arrived else None,
        facets={facet: found[facet]["value"] for facet in FACETS},
        versions={**about["mappings"]["_meta"]["naba"], "opensearch": version},
    )


def _day(milliseconds: float | None) -> date | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC).date()
