"""From a record, whatever form it came in, to an :class:`~index.article.Article`."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from index.article import Article
from index.ingest import values
from index.ingest.fields import LISTS, field_of, rank
from index.ingest.identity import (
    canonical_link,
    content_id,
    host_of,
    is_global,
)
from index.ingest.markup import plain_text
from index.ingest.problem import UnreadableError
from index.ingest.reader import Input, Record
from index.ingest.story import headline, plain_title, read_story

_WRAPPED = ("$oid", "$date", "$numberLong")


def to_article(record: Record, input: Input) -> Article:
    """Return the article a record describes.

    A field given under two names is taken by the name that stands first in the table of
    :mod:`.fields`; the other stays in ``extra``, as does every field that is unknown or whose
    value does not fit.

    Raises UnreadableError with the reason when the record is no article.
    """
    known, extra = _sorted_out(record.fields, input.setting.fields)
    url = values.line(known.get("url"))
    title, text = values.title_line(known.get("title")), values.running_text(known.get("text"))
    if not title and not text.strip():
        raise UnreadableError("no text")
    story = read_story(text, guess=record.guess)
    day = values.day(known.get("date"))
    if day is None:
        if known.get("date") not in (None, ""):
            extra["date"] = values.kept(known["date"])
        else:
            day = story.day
    source = values.source_name(known.get("source")) or story.source or input.setting.source
    category = values.line(known.get("category"))
    if category is None and input.setting.folders and input.path:
        category = PurePath(input.path).parent.name or None
    return Article(
        id=_identity(known, url, title, text, input),
        text=text,
        title=title,
        date=day,
        source=source or (host_of(url) if url else None),
        category=category,
        author=values.joined(known.get("author")),
        url=url,
        tags=values.names(known.get("tags")) or (),
        place=values.line(known.get("place")) or story.place,
        lead=story.lead,
        path=input.path,
        furniture=story.furniture,
        headline=plain_title(title) or headline(text, story),
        persons=values.names(known.get("persons")),
        places=values.names(known.get("places")),
        orgs=values.names(known.get("orgs")),
        extra=extra,
    )


def _identity(
    known: Mapping[str, Any], url: str | None, title: str, text: str, input: Input
) -> str:
    """Return the id of a record: its own, else its address, else one of file and content."""
    own = values.identifier(known.get("id"))
    if own:
        return canonical_link(own)
    if url and is_global(url):
        return canonical_link(url)
    fields = ("date", "source", "category", "author", "url")
    others = (values.line(known.get(name)) for name in fields)
    return content_id(input.name if input.path else None, title, text, *others)


def _sorted_out(
    fields: Mapping[str, Any], own: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values by our names, and what is left under its own name."""
    known: dict[str, Any] = {}
    taken: dict[str, str] = {}
    extra: dict[str, Any] = {}
    for key, wrapped in fields.items():
        value = _unwrapped(wrapped)
        name = field_of(key, own)
        if name is None or not _fits(name, value):
            extra[values.clean(key)] = values.kept(value)
        elif name not in taken:
            known[name], taken[name] = value, key
        elif not _blank(value) and (_blank(known[name]) or rank(key, own) < rank(taken[name], own)):
            if not _blank(known[name]):
                extra[values.clean(taken[name])] = values.kept(known[name])
            known[name], taken[name] = value, key
        elif not _blank(value):
            extra[values.clean(key)] = values.kept(value)
    return known, extra


def _blank(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _unwrapped(value: Any) -> Any:
    """Return what MongoDB's and WordPress's exports put into an object of its own."""
    if isinstance(value, dict):
        for key in _WRAPPED:
            if len(value) == 1 and isinstance(value.get(key), str | int):
                return value[key]
        if isinstance(value.get("rendered"), str):
            return plain_text(value["rendered"])
    return value


def _fits(name: str, value: Any) -> bool:
    """Tell whether a value can be what the field holds; an object is so where it has a name."""
    if isinstance(value, str):
        return name != "category" or not value.strip().isdecimal()
    if isinstance(value, dict):
        return name in ("source", "author", "category") and isinstance(value.get("name"), str)
    if isinstance(value, list):
        return name in LISTS or (
            name in ("author", "text") and all(isinstance(item, str | dict) for item in value)
        )
    return not isinstance(value, bool) and (name != "category" or value is None)
