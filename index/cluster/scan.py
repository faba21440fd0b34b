"""All documents that a query finds, page after page, as they stood at one moment."""

from collections.abc import Iterator, Mapping
from typing import Any

from index.cluster.connection import Connection
from index.cluster.layout import KEY

PAGE = 2000
"""Documents a page."""
_KEPT = "2m"
"""How long a cluster keeps the moment between two pages."""


def scan(
    connection: Connection,
    index: str,
    query: Mapping[str, Any] | None = None,
    *,
    source: bool | list[str] = True,
    fields: list[str] | None = None,
    page: int = PAGE,
) -> Iterator[Mapping[str, Any]]:
    """Yield all hits of a query by their keys: ``source`` of each, doc values of ``fields``."""
    made = connection.request(
        "POST", f"/{index}/_search/point_in_time", params={"keep_alive": _KEPT}
    )
    pit = {"id": made["pit_id"], "keep_alive": _KEPT}
    body: dict[str, Any] = {
        "size": page,
        "query": query or {"match_all": {}},
        "_source": source,
        "docvalue_fields": fields or [],
        "sort": [KEY],
        "track_total_hits": False,
        "pit": pit,
    }
    params = {"allow_partial_search_results": "false"}
    try:
        while True:
            answer = connection.request("POST", "/_search", body, params)
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < page:
                return
            body["search_after"] = hits[-1]["sort"]
            pit["id"] = answer.get("pit_id", pit["id"])
    finally:
        connection.request("DELETE", "/_search/point_in_time", {"pit_id": [pit["id"]]})
