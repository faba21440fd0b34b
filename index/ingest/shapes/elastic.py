"""A hit of Elasticsearch or a line of elasticdump: the article under ``_source``."""

from collections.abc import Mapping
from typing import Any


def matches(item: Mapping[str, Any], around: Mapping[str, Any]) -> bool:
    """Tell whether an object holds its article under ``_source``."""
    return isinstance(item.get("_source"), dict)


def to_fields(item: Mapping[str, Any], around: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the article, with the id of the hit where it has none of its own."""
    from index.ingest.shapes import to_fields as inner

    return {"id": item.get("_id"), **inner(item["_source"], around)}
