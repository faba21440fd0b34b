"""A post as the REST interface of WordPress gives it (``wp-json/wp/v2/posts``)."""

from collections.abc import Iterator, Mapping
from typing import Any

from index.ingest.identity import host_of
from index.ingest.publishing import refuse_status
from index.ingest.values import markup_or_text

_NUMBERS = frozenset({"author", "categories", "tags", "featured_media", "guid", "meta", "_links",
                      "_embedded", "excerpt"})  # fmt: skip


def matches(item: Mapping[str, Any], around: Mapping[str, Any]) -> bool:
    """Tell whether an object is a post: title and content are rendered, or it has a GUID so."""
    return all(_rendered(item.get(name)) is not None for name in ("title", "content")) and (
        "link" in item or "guid" in item or "date_gmt" in item
    )


def to_fields(item: Mapping[str, Any], around: Mapping[str, Any]) -> dict[str, Any]:
    """Return the post's fields. Numbers of users and terms are no names; embedded ones are.

    Raises UnreadableError for a post that is not published.
    """
    refuse_status(item.get("status"))
    fields = {key: value for key, value in item.items() if key not in _NUMBERS}
    fields["title"] = markup_or_text(_rendered(item["title"]) or "")
    fields["text"] = markup_or_text(_rendered(item["content"]) or "") or markup_or_text(
        _rendered(item.get("excerpt")) or ""
    )
    fields.pop("content", None)
    link = item.get("link")
    fields["source"] = host_of(link) if isinstance(link, str) else None
    embedded = item.get("_embedded")
    embedded = embedded if isinstance(embedded, dict) else {}
    fields["author"] = [author for author in _objects(embedded.get("author")) if author.get("name")]
    terms = [term for group in embedded.get("wp:term") or () for term in _objects(group)]
    sections = [term["name"] for term in terms if term.get("taxonomy") == "category"]
    fields["category"] = next((name for name in sections if isinstance(name, str)), None)
    fields["tags"] = [term for term in terms if term.get("taxonomy") == "post_tag"]
    return fields


def _rendered(value: Any) -> str | None:
    found = value.get("rendered") if isinstance(value, dict) else None
    return found if isinstance(found, str) else None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    return (item for item in (value if isinstance(value, list) else ()) if isinstance(item, dict))
