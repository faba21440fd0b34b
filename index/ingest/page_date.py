"""The date of the article in a page: its own, never that of a comment, another story or a clock."""

import re
from collections.abc import Iterator
from typing import Any

from index.dates import find_date, parse_date
from index.ingest.page_metadata import articles_of, meta_values

_META = (
    "article:published_time", "og:article:published_time", "datepublished", "og:pubdate",
    "article:published", "pubdate", "publishdate", "publish-date", "publish_date", "published",
    "published_time", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "article_date_original", "article.published", "datecreated",
    "citation_publication_date", "date", "created", "og:published_time",
)  # fmt: skip
"""Names of meta elements that say when an article was published, the surest first."""
_OUTSIDE = re.compile(
    r"comment|related|relat|sidebar|side-bar|footer|breadcrumb|clock|today|weather|widget|recommend|"
    r"most-?read|most-?viewed|trending|latest|also|promo|newsletter|menu|navbar|ticker|prayer|reply|"
    r"تعليق",
    re.IGNORECASE,
)
_OUTSIDE_TAGS = frozenset({"aside", "footer", "nav", "form", "script", "style", "noscript",
                           "template"})  # fmt: skip
_UPDATED = re.compile(r"updat|modif", re.IGNORECASE)
_HEADINGS = ("h1", "h2")
_INLINE = frozenset({"a", "abbr", "b", "em", "i", "small", "span", "strong", "time", "u", "br",
                     "img", "svg", "path", "font", "bdi", "bdo"})  # fmt: skip
_REACH = 15
"""Lines below the heading that may hold the date."""
_PARAGRAPH = 140
"""Characters of a line from which on it is the story, and no line of date or author."""
_AROUND = 70
"""Characters that may stand beside the date in its line."""


def page_date(tree: Any) -> str | None:
    """Return the date of the article in a page, ISO 8601, or None when the page gives none.

    Asked in this order: meta elements, JSON-LD, elements marked as the date of publication or
    ``time`` inside the article, the lines right below the heading.
    """
    for stated in _candidates(tree):
        day = parse_date(stated[:100])
        if day:
            return day.isoformat()
    return None


def _candidates(tree: Any) -> Iterator[str]:
    meta = meta_values(tree)
    for name in _META:
        yield from meta.get(name, ())
    for article in articles_of(tree):
        for key in ("datePublished", "dateCreated"):
            if isinstance(article.get(key), str):
                yield article[key]
    yield from _marked(tree)
    yield from _below_heading(tree)


def _marked(tree: Any) -> Iterator[str]:
    """Yield dates of elements inside the article: those that say published, then the others."""
    others: list[str] = []
    updated: list[str] = []
    for article in _main(tree):
        for element in article.iter("time", "span", "div", "p", "abbr"):
            published = (element.get("itemprop") or "").lower() == "datepublished"
            if not published and element.tag != "time":
                continue
            if _is_outside(element, article):
                continue
            stated = element.get("datetime") or element.get("content") or _line(element)
            if published or element.get("pubdate") is not None:
                yield stated
            elif _UPDATED.search(f"{element.get('class')} {element.get('itemprop')}"):
                updated.append(stated)
            else:
                others.append(stated)
    yield from others
    yield from updated


def _main(tree: Any) -> list[Any]:
    """Return the element that is the article: the one with the heading, else the longest."""
    found = [element for element in tree.iter("article", "main") if not _is_outside(element, None)]
    headed = [element for element in found if next(element.iter("h1"), None) is not None]
    if headed:
        return headed[-1:]  # the innermost: a main element may hold the article
    return sorted(found, key=lambda element: -sum(map(len, element.itertext())))[:1]


def _below_heading(tree: Any) -> Iterator[str]:
    """Yield the dates in the short lines between the heading and the story."""
    heading = next((found for tag in _HEADINGS for found in tree.iter(tag)), None)
    if heading is None:
        return
    lines = 0
    skipped: set[Any] = set(heading.iterdescendants())
    for element in heading.xpath("following::*"):
        if element in skipped or not isinstance(element.tag, str):
            continue
        if element.tag in _OUTSIDE_TAGS or _OUTSIDE.search(_names(element)):
            skipped.update(element.iterdescendants())
            continue
        text = _own_text(element)
        if not text:
            continue
        lines += 1
        if len(text) > _PARAGRAPH or lines > _REACH:
            return
        found = find_date(text)
        if found and len(text) - (found.end - found.start) <= _AROUND:
            yield text[found.start : found.end]


def _is_outside(element: Any, article: Any) -> bool:
    """Tell whether an element lies in what is no part of the article, below ``article``."""
    while element is not None and element is not article:
        if element.tag in _OUTSIDE_TAGS or _OUTSIDE.search(_names(element)):
            return True
        element = element.getparent()
    return False


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _own_text(element: Any) -> str:
    """Return the text of an element that has no blocks inside, on one line; else its own words."""
    inline = all(
        isinstance(child.tag, str) and child.tag in _INLINE for child in element.iterdescendants()
    )
    return _line(element) if inline else " ".join((element.text or "").split())
