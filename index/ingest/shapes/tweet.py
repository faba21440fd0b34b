"""A tweet as the interfaces of Twitter and X give it."""

from collections.abc import Mapping
from typing import Any


def matches(item: Mapping[str, Any], around: Mapping[str, Any]) -> bool:
    """Tell whether an object is a tweet."""
    return "created_at" in item and (
        isinstance(item.get("user"), dict) or "id_str" in item or "edit_history_tweet_ids" in item
    )


def to_fields(item: Mapping[str, Any], around: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tweet's fields: its source is X, its author the user, its tags the hashtags."""
    user = item["user"] if isinstance(item.get("user"), dict) else {}
    longer = item.get("extended_tweet")
    longer = longer if isinstance(longer, dict) else {}
    own_id, handle = item.get("id_str") or item.get("id"), user.get("screen_name")
    entities = longer.get("entities") or item.get("entities")
    tags = entities.get("hashtags") if isinstance(entities, dict) else None
    taken = {
        "text",
        "full_text",
        "extended_tweet",
        "entities",
        "source",
        "user",
        "id_str",
        "user_id",
    }
    fields = {key: value for key, value in item.items() if key not in taken}
    fields |= {
        "id": own_id,
        "text": longer.get("full_text") or item.get("full_text") or item.get("text"),
        "date": item["created_at"],
        "source": "X",
        "author": user.get("name") or handle,
        "tags": [
            tag.get("text") or tag.get("tag")
            for tag in (tags if isinstance(tags, list) else ())
            if isinstance(tag, dict)
        ],
    }
    if handle and own_id:
        fields["url"] = f"https://x.com/{handle}/status/{own_id}"
    return fields
