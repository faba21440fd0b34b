"""What a page says of its article in its head: meta elements, links and JSON-LD."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from index.ingest.values import joined, line, names, title_line

_ARTICLES = frozenset(
    {
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting",
        "OpinionNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle", "LiveBlogPosting",
        "SocialMediaPosting", "Report",
    }
)  # fmt: skip
"""Types of schema.org that are articles."""
_LONGEST_JSON = 500_000
_DEEPEST = 4
_TAGS = ("article:tag", "og:article:tag", "news_keywords", "keywords", "parsely-tags")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What the head of a page says; None or empty where it says nothing."""

    title: str
    source: str | None
    author: str | None
    section: str | None
    url: str | None
    tags: tuple[str, ...]


def read_metadata(tree: Any) -> PageMetadata:
    """Return what the head of a page says of its article."""
    meta = meta_values(tree)
    linked = next(articles_of(tree), {})
    keywords = linked.get("keywords")
    tags = [tag for name in _TAGS for value in meta.get(name, ()) for tag in names(value) or ()]
    if not tags and isinstance(keywords, str | list):
        tags = list(names(keywords) or ())
    author = linked.get("author")
    people = author if isinstance(author, list) else [author] if author else []
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    urls = [*canonical, *meta.get("og:url", ())]
    return PageMetadata(
        title=title_line(_first(meta, "og:title") or linked.get("headline") or ""),
        source=_first(meta, "og:site_name", "application-name", "dc.publisher")
        or line(linked.get("publisher")),
        author=_author(meta) or joined(people),
        section=_first(meta, "article:section", "og:article:section", "section")
        or line(_one(linked.get("articleSection"))),
        url=next((url for url in urls if url.startswith(("http://", "https://"))), None),
        tags=tuple(dict.fromkeys(tags)),
    )


def meta_values(tree: Any) -> dict[str, list[str]]:
    """Return the contents of all meta elements by their name, property or itemprop."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return found


def articles_of(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of JSON-LD that are articles, those that say so first."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = script.text or ""
        if not text.strip() or len(text) > _LONGEST_JSON:
            continue
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(value, 0)


def _articles(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:100]:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind in _ARTICLES for kind in kinds):
            yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(name), list | dict):
                yield from _articles(value[name], depth + 1)


def _author(meta: Mapping[str, list[str]]) -> str | None:
    found = [*meta.get("author", ()), *meta.get("article:author", ()), *meta.get("dc.creator", ())]
    return next((name for name in found if not name.startswith("http")), None)


def _first(meta: Mapping[str, list[str]], *keys: str) -> str | None:
    return next((value for key in keys for value in meta.get(key, ())), None)


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value
