"""A message of a channel as Telegram's desktop program exports it (``result.json``)."""

from collections.abc import Iterator, Mapping
from typing import Any

from index.ingest.problem import UnreadableError


def matches(item: Mapping[str, Any], around: Mapping[str, Any]) -> bool:
    """Tell whether an object is a message of an export."""
    return item.get("type") in ("message", "service") and "id" in item and "date" in item


def to_fields(item: Mapping[str, Any], around: Mapping[str, Any]) -> dict[str, Any]:
    """Return the message's fields: its text joined from its pieces, its hashtags as tags.

    Raises UnreadableError for a message of the program itself, and for one without text.
    """
    if item["type"] == "service":
        raise UnreadableError("service message", "left out")
    pieces = list(_pieces(item.get("text")))
    text = "".join(text for _, text in pieces).strip()
    if not text:
        raise UnreadableError("message without text", "left out")
    channel = around.get("name") or item.get("from")
    fields: dict[str, Any] = {
        "id": f"{around['id']}/{item['id']}" if around.get("id") else item["id"],
        "text": text,
        "date": item["date"],
        "source": item.get("forwarded_from") or channel,
        "author": item.get("author"),
        "tags": [text for kind, text in pieces if kind == "hashtag"],
    }
    first, _, rest = text.partition("\n\n")
    if pieces[0][0] == "bold" and pieces[0][1].strip() == first.strip() and rest.strip():
        fields["title"], fields["text"] = first, rest.strip()
    return fields


def _pieces(text: Any) -> Iterator[tuple[str, str]]:
    """Yield kind and text of each piece of a message."""
    for piece in text if isinstance(text, list) else [text]:
        if isinstance(piece, str):
            yield "plain", piece
        elif isinstance(piece, dict) and isinstance(piece.get("text"), str):
            yield str(piece.get("type")), piece["text"]
