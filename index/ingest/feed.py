"""RSS and Atom feeds: one article an entry."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from index.article import Article, Rejected
from index.ingest.markup import plain_text
from index.ingest.problem import UnreadableError, one_line
from index.ingest.record import to_article

ROOTS = frozenset({"rss", "feed", "RDF"})
"""Root elements of RSS 0.9–2.0, Atom and RSS 1.0."""

_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]\w*;")


def read_feed(document: str, path: str) -> Iterator[Article | Rejected]:
    """An article for each entry of a feed, by feedparser; entries are numbered from 1.

    The text is the entry's full content where it brings one, else its summary.
    """
    import feedparser

    try:
        feed = feedparser.parse(
            BytesIO(document.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # whatever a parser of damaged XML may come to
        raise UnreadableError(f"the feed cannot be parsed ({one_line(error)})") from None
    if not feed.entries:
        problem = feed.get("bozo_exception")
        raise UnreadableError(
            f"not a readable feed ({one_line(problem)})" if problem else "the feed has no entries"
        )
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield to_article(_record(entry, feed.feed), path)
        except UnreadableError as reason:
            yield Rejected(path, str(reason), number)
    if problem := feed.get("bozo_exception"):
        yield Rejected(path, f"the feed is damaged, entries may be missing ({one_line(problem)})")


def _record(entry: Any, feed: Any) -> dict[str, Any]:
    contents = [content.get("value") or "" for content in entry.get("content") or []]
    tags = [tag.get("label") or tag.get("term") for tag in entry.get("tags") or []]
    tags = [tag for tag in tags if tag]
    source = entry.get("source") or {}
    return {
        "id": entry.get("id") or entry.get("link"),
        "title": _plain(entry.get("title") or ""),
        "text": _plain(max([*contents, entry.get("summary") or ""], key=len)),
        "date": entry.get("published") or entry.get("updated"),
        "source": source.get("title") or feed.get("title"),
        "author": entry.get("author"),
        "url": entry.get("link"),
        "category": tags[0] if tags else None,
        "tags": tags,
    }


def _plain(value: str) -> str:
    return plain_text(value) if _MARKUP.search(value) else value.strip()
