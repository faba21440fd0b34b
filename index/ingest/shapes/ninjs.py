"""ninjs, the IPTC's news item in JSON (https://iptc.org/standards/ninjs/), versions 1 to 3.

Version 1 has ``headline`` and ``body_text`` or ``body_xhtml``; from version 2 on these are the
lists ``headlines`` and ``bodies``, whose items say by ``role`` and ``contenttype`` what they are;
version 3 writes its names in camel case. Superdesk's own kind has ``guid`` in place of ``uri``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from index.ingest.publishing import refuse_embargo, refuse_status
from index.ingest.values import markup_or_text

_OWN_FIELDS = frozenset(
    {"body_text", "body_xhtml", "body_html", "bodies", "headlines", "versioncreated", "pubstatus"}
)
_TAKEN = {
    "uri", "guid", "headline", "headlines", "title", "body_text", "body_xhtml", "body_html",
    "bodies", "subject", "subjects", "service", "by", "byline", "authors", "source", "infosources",
    "infosource", "keywords", "keyword", "standard", "firstcreated", "contentcreated",
}  # fmt: skip
_DATES = ("firstcreated", "contentcreated", "versioncreated", "firstpublished")


def matches(item: Mapping[str, Any], around: Mapping[str, Any]) -> bool:
    """Tell whether an object is a ninjs item: an address, and fields that only ninjs has."""
    names = {key.lower() for key in item}
    return bool(names & {"uri", "guid"}) and "text" not in names and bool(names & _OWN_FIELDS)


def to_fields(item: Mapping[str, Any], around: Mapping[str, Any]) -> dict[str, Any]:
    """Return the item's fields under our names; what has none there keeps its own.

    The people, places and organisations of an item are what its editors indexed it under, not
    all it names, so they are kept as they are and the extractor still runs.

    Raises UnreadableError for an item that is withdrawn or held back.
    """
    small = {key.lower(): value for key, value in item.items()}
    refuse_status(small.get("pubstatus"))
    refuse_embargo(small.get("embargoed") or small.get("embargo"))
    fields = {key: value for key, value in item.items() if key.lower() not in _TAKEN}
    fields["id"] = small.get("uri") or small.get("guid")
    fields["title"] = small.get("headline") or _main(small.get("headlines")) or small.get("title")
    fields["text"] = _body(small)
    fields["author"] = (
        small.get("by") or small.get("byline") or list(_names(small.get("authors"))) or None
    )
    fields["source"] = small.get("source") or next(
        _names(small.get("infosources") or small.get("infosource")), None
    )
    fields["date"] = next((small[name] for name in _DATES if small.get(name)), None)
    subjects = list(_names(small.get("subjects") or small.get("subject")))
    services = list(_names(small.get("service")))
    keywords = small.get("keywords") or small.get("keyword")
    words = [word for word in keywords or () if isinstance(word, str)]
    if named := services or subjects:
        fields["category"] = named[0]
    fields["tags"] = [*subjects, *words] or None
    return fields


def _body(small: Mapping[str, Any]) -> str:
    if isinstance(small.get("body_text"), str) and small["body_text"].strip():
        return str(small["body_text"])
    for name in ("body_xhtml", "body_html"):
        if isinstance(small.get(name), str) and small[name].strip():
            return markup_or_text(small[name])
    bodies = [body for body in _objects(small.get("bodies")) if isinstance(body.get("value"), str)]
    bodies.sort(key=lambda body: (body.get("role") != "main", _kind(body) == "other"))
    if not bodies:
        return str(small.get("description_text") or "")
    value = str(bodies[0]["value"])
    if _kind(bodies[0]) == "nitf" or value.lstrip().startswith(("<?xml", "<nitf")):
        from index.ingest.nitf_element import text_of_nitf

        return text_of_nitf(value)
    return markup_or_text(value) if _kind(bodies[0]) == "html" else value


def _kind(body: Mapping[str, Any]) -> str:
    kind = str(body.get("contenttype") or body.get("contentType") or "")
    return next((name for name in ("nitf", "html") if name in kind), "other")


def _main(headlines: Any) -> Any:
    found = sorted(_objects(headlines), key=lambda headline: headline.get("role") != "main")
    return found[0].get("value") if found else None


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _names(value: Any) -> Iterator[str]:
    for item in _objects(value):
        for key in ("name", "literal"):
            if isinstance(item.get(key), str) and item[key].strip():
                yield item[key]
                break
