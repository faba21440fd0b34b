"""An item of JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Mapping
from typing import Any

from index.ingest.identity import is_global
from index.ingest.values import markup_or_text

_CONTENT = frozenset({"content_html", "content_text"})


def matches(item: Mapping[str, Any], around: Mapping[str, Any]) -> bool:
    """Tell whether an object is an item of a feed."""
    return not _CONTENT.isdisjoint(item) or "jsonfeed.org" in str(around.get("version"))


def to_fields(item: Mapping[str, Any], around: Mapping[str, Any]) -> dict[str, Any]:
    """Return the item's fields; source and author are those of the feed where it has none."""
    fields = {key: value for key, value in item.items() if key not in _CONTENT}
    markup, text = item.get("content_html"), item.get("content_text")
    if isinstance(markup, str) and markup.strip():
        fields["text"] = markup_or_text(markup)
    elif isinstance(text, str) and text.strip():
        fields["text"] = text
    own, url = str(item.get("id") or ""), item.get("url") or item.get("external_url")
    fields["url"] = url
    if not is_global(own) and isinstance(url, str):
        fields["id"] = url
    fields["date"] = item.get("date_published") or item.get("date_modified")
    fields["author"] = item.get("authors") or item.get("author") or around.get("authors")
    fields["language"] = item.get("language") or around.get("language")
    fields["source"] = item.get("source") or around.get("title")
    return {key: value for key, value in fields.items() if key not in ("authors", "date_published")}
