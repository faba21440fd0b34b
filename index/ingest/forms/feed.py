"""RSS and Atom feeds: one article an entry, by feedparser."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from index.ingest.identity import is_global
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input, Item, Problem, Record
from index.ingest.values import markup_or_text
from index.ingest.xml_text import cut, parse

_ITEMS = ("item", "entry")
_AT_A_TIME = 40
_LARGE = 1_000_000
"""Characters of items from which on they are parsed without waiting for more."""


def read(input: Input) -> Iterator[Item]:
    """Yield a record for each entry of a feed, numbered from 1.

    The text is the entry's full content where it brings one, else its summary. Raises
    UnreadableError for what is no feed, and for one without entries.
    """
    pieces = cut(input, _ITEMS)
    head = next(pieces)
    number = 0
    seen: dict[str, str] = {}
    for items in _batches(pieces):
        for entry, feed in _parsed(head, items):
            number += 1
            if isinstance(entry, Problem):
                yield Problem(entry.reason, number)
            else:
                yield Record(_fields(entry, feed, seen), number)
    if not number:
        parse(head)
        raise UnreadableError("the feed has no entries", "empty")


def _batches(pieces: Iterator[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for piece in pieces:
        batch.append(piece)
        if len(batch) >= _AT_A_TIME or sum(map(len, batch)) > _LARGE:
            yield batch
            batch = []
    if batch:
        yield batch


def _parsed(head: str, items: list[str]) -> Iterator[tuple[Any, Any]]:
    """Yield each entry with its feed; a Problem in the place of one that is damaged.

    The entries are parsed together, and one by one when that does not give as many.
    """
    whole = [item.rstrip().endswith(">") and _is_closed(item) for item in items]
    found = _entries(head + "".join(items)) if all(whole) else None
    if found and len(found.entries) == len(items):
        for entry in found.entries:
            yield entry, found.feed
        return
    for item, closed in zip(items, whole, strict=True):
        one = _entries(head + item)
        if one is None or not one.entries:
            yield Problem("the feed is damaged: an entry cannot be read"), None
            continue
        yield from ((entry, one.feed) for entry in islice(one.entries, 1))
        if not closed:
            yield Problem("the feed is damaged: an entry does not end, more may be missing"), None


def _is_closed(item: str) -> bool:
    return item.rstrip().rpartition("<")[2].startswith("/")


def _entries(document: str) -> Any:
    """Return what feedparser makes of a document, or None when that is nothing."""
    import feedparser
    from lxml import etree

    try:
        data = etree.tostring(parse(document), encoding="utf-8", xml_declaration=True)
        # Well-formed now, so that feedparser's strict parser takes it: the other is slow.
        return feedparser.parse(
            BytesIO(data),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except UnreadableError:
        return None
    except Exception as error:  # whatever a parser of damaged XML may come to
        raise UnreadableError(
            "the feed cannot be parsed ({fault})", fault=one_line(error)
        ) from None


def _fields(entry: Any, feed: Any, seen: dict[str, str]) -> dict[str, Any]:
    contents = [content.get("value") or "" for content in entry.get("content") or []]
    tags = [tag.get("label") or tag.get("term") for tag in entry.get("tags") or []]
    tags = [tag for tag in tags if tag]
    source = entry.get("source") or {}
    link, title = entry.get("link"), markup_or_text(entry.get("title") or "")
    return {
        "id": _identifier(entry.get("id"), link, title, seen),
        "title": " ".join(title.split()),
        "text": markup_or_text(max([*contents, entry.get("summary") or ""], key=len)),
        "date": entry.get("published") or entry.get("updated") or entry.get("created"),
        "source": source.get("title") or markup_or_text(feed.get("title") or "") or None,
        "author": entry.get("author"),
        "url": link,
        "category": tags[0] if tags else None,
        "tags": tags,
        "language": entry.get("language") or feed.get("language"),
    }


def _identifier(own: str | None, link: str | None, title: str, seen: dict[str, str]) -> str | None:
    """Return an entry's id: its own if it is global and of no other entry, else its address."""
    if own and is_global(own) and seen.setdefault(own, title) == title:
        return own
    if link and is_global(link):
        return link
    return None if own in seen and seen[own] != title else own
