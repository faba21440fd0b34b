"""An article as NewsAPI and its kin list them: a description, and content that is cut off."""

import re
from collections.abc import Mapping
from typing import Any

from index.ingest.values import line, markup_or_text

_CUT = re.compile(r"\s*(?:…|\.{3})?\s*\[\+?\d+ chars\]\s*$")
_SIGNS = frozenset({"urlToImage", "publishedAt"})


def matches(item: Mapping[str, Any], around: Mapping[str, Any]) -> bool:
    """Tell whether an object is an article of NewsAPI."""
    return _SIGNS.issubset(item) and "url" in item


def to_fields(item: Mapping[str, Any], around: Mapping[str, Any]) -> dict[str, Any]:
    """Return the article's fields: its text is description and content, each said once."""
    fields = {key: value for key, value in item.items() if key not in ("description", "content")}
    parts: list[str] = []
    for name in ("description", "content"):
        part = item.get(name)
        if isinstance(part, str) and (text := _CUT.sub("", markup_or_text(part))):
            parts = [known for known in parts if known.rstrip("…. ") not in text]
            if not any(text in known for known in parts):
                parts.append(text)
    fields["text"] = "\n".join(parts)
    source = line(item.get("source")) or ""
    title = line(item.get("title")) or ""
    fields["title"] = title.removesuffix(f" - {source}") if source else title
    return fields
