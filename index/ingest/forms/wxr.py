"""WordPress's own export (WXR, "WordPress eXtended RSS"): posts, with shortcodes taken out."""

import re
from collections.abc import Iterator
from typing import Any

from index.errors import Message
from index.ingest.markup import plain_text, unescaped
from index.ingest.problem import UnreadableError
from index.ingest.publishing import refuse_status
from index.ingest.reader import Input, Item, LeftOut, Problem, Record
from index.ingest.xml_text import cut, first, parse

_NOT_ARTICLES = {
    "attachment": Message("attachments"), "page": Message("pages"),
    "nav_menu_item": Message("menu items"), "revision": Message("revisions"),
}  # fmt: skip
"""Types of items that are no news, and what they are called in the plural."""
_ROOT = re.compile(r"<rss[^<>]*>")
_BLOCK_COMMENT = re.compile(r"<!--(?:[^<-]|<(?!!--)|-(?!->))*+-->")
_CAPTION = re.compile(
    r"\[(caption|wp_caption|gallery|playlist)\b[^\[\]]{0,500}\](?:(?!\[).){0,5000}?\[/\1\]",
    re.DOTALL,
)
_LEGEND = re.compile(r"<figcaption\b[^>]{0,500}>(?:(?!</?fig).){0,5000}?</figcaption>", re.DOTALL)
_SHORTCODE = re.compile(r"\[/?[a-zA-Z][\w-]{1,40}(?:\s[^\[\]\n]{0,500})?/?\]")
_BLOCK_TAG = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote|table|figure)[\s>]", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n")


def read(input: Input) -> Iterator[Item]:
    """Yield a record for each published post, numbered as the items of the export.

    Raises UnreadableError when there are no items.
    """
    pieces = cut(input, ("item",))
    head = next(pieces)
    channel = parse(head + "</channel></rss>")
    authors = {
        first(author, "{*}author_login"): first(author, "{*}author_display_name")
        for author in channel.iter("{*}author")
    }
    source = first(channel, "{*}channel/{*}title")
    found = _ROOT.search(head)
    root = found[0] if found else "<rss>"
    number, others = 0, dict.fromkeys(_NOT_ARTICLES.values(), 0)
    for number, piece in enumerate(pieces, 1):
        try:
            item = parse(f"{root}{piece}</rss>").find("{*}item")
            if item is None:
                raise UnreadableError("an item that cannot be read")
            kind = first(item, "{*}post_type") or "post"
            if kind in _NOT_ARTICLES:
                others[_NOT_ARTICLES[kind]] += 1
                continue
            refuse_status(first(item, "{*}status"))
            yield Record(_fields(item, source, authors), number)
        except UnreadableError as problem:
            yield Problem(problem.reason, number, problem.cause)
    if not number:
        raise UnreadableError("the export has no items", "empty")
    yield from (LeftOut(what, count) for what, count in others.items() if count)


def text_of_post(content: str) -> str:
    """Return the text of a post: without shortcodes, its paragraphs as lines.

    The classic editor writes no tags for paragraphs but leaves blank lines between them.
    """
    content = _BLOCK_COMMENT.sub("", unescaped(content))
    for form in (_LEGEND, _CAPTION, _SHORTCODE):
        content = form.sub("", content)
    if not _BLOCK_TAG.search(content):
        content = _BLANK_LINES.sub("<br><br>", content)
    return plain_text(content)


def _fields(item: Any, source: str | None, authors: dict[str | None, str | None]) -> dict[str, Any]:
    login = first(item, "{*}creator")
    sections: list[str] = []
    tags: list[str] = []
    for term in item.iterfind("{*}category"):
        name = " ".join("".join(term.itertext()).split())
        if name:
            (sections if term.get("domain", "category") == "category" else tags).append(name)
    content = "".join(
        "".join(part.itertext())
        for part in item.iterfind("{http://purl.org/rss/1.0/modules/content/}encoded")
    )
    date = first(item, "{*}post_date_gmt") or ""
    return {
        "id": first(item, "{*}guid") or first(item, "{*}link"),
        "title": unescaped(first(item, "{*}title") or ""),
        "text": text_of_post(content) or text_of_post(first(item, "{*}description") or ""),
        "date": date if date and not date.startswith("0000") else first(item, "{*}pubDate"),
        "source": source,
        "author": authors.get(login) or login,
        "url": first(item, "{*}link"),
        "category": sections[0] if sections else None,
        "tags": tags or None,
    }
