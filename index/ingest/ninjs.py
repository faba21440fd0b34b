"""ninjs, the IPTC's news item in JSON (https://iptc.org/standards/ninjs/), versions 1 to 3.

Version 1 has ``headline`` and ``body_text`` or ``body_xhtml``; from version 2 on these are the
lists ``headlines`` and ``bodies``, whose items say by ``role`` and ``contenttype`` what they are.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from index.ingest.markup import plain_text
from index.ingest.problem import UnreadableError

_OWN_FIELDS = frozenset(
    {"body_text", "body_xhtml", "body_html", "bodies", "headlines", "versioncreated"}
)
_TAKEN = {
    "uri", "headline", "headlines", "title", "body_text", "body_xhtml", "body_html", "bodies",
    "subject", "subjects", "by", "source", "infosources", "infosource",
}  # fmt: skip
_DATES = ("firstcreated", "versioncreated", "contentcreated")


def is_ninjs(value: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a ninjs item: it has a ``uri`` and fields that only ninjs has."""
    return "uri" in value and "text" not in value and not _OWN_FIELDS.isdisjoint(value)


def to_record(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item under the names of our own records; what has none there keeps its own name.

    The people, places and organisations of an item are what its editors indexed it under, not
    all it names, so they are kept as they are and the extractor still runs. Raises
    UnreadableError for an item that its ``pubstatus`` withdraws.
    """
    if item.get("pubstatus") in ("canceled", "withheld", "withholded"):
        raise UnreadableError("withdrawn by its provider")
    record = {key: value for key, value in item.items() if key not in _TAKEN}
    record["id"] = item["uri"]
    record["title"] = item.get("headline") or _main(item.get("headlines")) or item.get("title")
    record["text"] = _body(item)
    record["author"] = item.get("by")
    record["source"] = item.get("source") or next(
        _names(item.get("infosources") or item.get("infosource")), None
    )
    record["date"] = next((item[name] for name in _DATES if item.get(name)), None)
    subjects = list(_names(item.get("subjects") or item.get("subject")))
    if subjects:
        record["category"], record["tags"] = subjects[0], subjects
    return record


def _body(item: Mapping[str, Any]) -> str:
    if isinstance(item.get("body_text"), str):
        return str(item["body_text"])
    for name in ("body_xhtml", "body_html"):
        if isinstance(item.get(name), str):
            return plain_text(item[name])
    bodies = [body for body in _objects(item.get("bodies")) if isinstance(body.get("value"), str)]
    bodies.sort(key=lambda body: (body.get("role") != "main", _is_markup(body)))
    if not bodies:
        return ""
    return plain_text(bodies[0]["value"]) if _is_markup(bodies[0]) else str(bodies[0]["value"])


def _is_markup(body: Mapping[str, Any]) -> bool:
    return "html" in str(body.get("contenttype") or body.get("contentType") or "")


def _main(headlines: Any) -> Any:
    found = sorted(_objects(headlines), key=lambda headline: headline.get("role") != "main")
    return found[0].get("value") if found else None


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _names(value: Any) -> Iterator[str]:
    for item in _objects(value):
        if isinstance(item.get("name"), str) and item["name"].strip():
            yield item["name"]
