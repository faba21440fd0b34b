"""From a record, whatever form it came in, to an :class:`~index.article.Article`."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Any

from index.article import Article
from index.dates import parse_date
from index.ingest.markup import plain_text
from index.ingest.problem import UnreadableError
from index.ingest.story import headline, plain_title, read_story

Record = Mapping[str, Any]

_NAMES: dict[str, str] = {
    # The first name is ours; the others are what exports and APIs call the same thing.
    "id": "id _id docid doc_id docno uuid guid article_id المعرف معرف",
    "title": "title headline العنوان عنوان",
    "text": "text body content article_body articlebody maintext full_text النص نص",
    "date": "date published published_at publishedat date_published datepublished publish_date "
    "pubdate pub_date datetime timestamp created_at التاريخ تاريخ",
    "source": "source publisher outlet source_name المصدر مصدر",
    "category": "category section القسم قسم",
    "author": "author authors byline creator الكاتب كاتب",
    "url": "url link permalink الرابط رابط",
    "tags": "tags keywords الوسوم وسوم",
    "persons": "persons people الأشخاص أشخاص",
    "places": "places locations الأماكن أماكن",
    "orgs": "orgs organizations organisations الجهات جهات",
}
_FIELD = {alias: name for name, aliases in _NAMES.items() for alias in aliases.split()}
_RANK = {alias: rank for aliases in _NAMES.values() for rank, alias in enumerate(aliases.split())}
_LISTS = frozenset({"tags", "persons", "places", "orgs"})
_LIST_BREAK = re.compile("[,،;؛|\n]")
_LONGEST_KEY = 40
_NEWLINE = re.compile("\r\n?")
_CALLED = ("name", "label", "term", "title")
"""Keys under which an object in a list of tags, authors or places has its name."""
_DEEPEST = 32
"""Levels of lists and objects kept inside an unknown field."""


@lru_cache(maxsize=4096)
def field_of(key: str) -> str | None:
    """The article's field a record's key stands for, or None: ``Published-At`` is the date."""
    return _FIELD.get(_plain_key(key))


def _plain_key(key: str) -> str:
    return re.sub(r"[\s\-]+", "_", key.strip().lower())


def to_article(record: Record, path: str | None) -> Article:
    """The article a record describes; raises UnreadableError with the reason when it is none.

    A field given under two names is taken by the name that stands first in the table above; the
    other stays in ``extra``, as does every field that is unknown or whose value does not fit.
    """
    known, extra = _sorted_out(record)
    url = _string(known.get("url"))
    id = _identifier(known.get("id")) or url
    if not id:
        raise UnreadableError('no "id"')
    title, text = _string(known.get("title")) or "", _text(known.get("text"))
    if not title and not text.strip():
        raise UnreadableError("no text")

    story = read_story(text)
    day = _date(known.get("date"))
    if day is None:
        if known.get("date") not in (None, ""):
            extra["date"] = _kept(known["date"])
        else:
            day = story.day
    return Article(
        id=id,
        text=text,
        title=title,
        date=day,
        source=_source(known.get("source")) or story.source,
        category=_string(known.get("category")),
        author=_joined(known.get("author")),
        url=url,
        tags=_names(known.get("tags")) or (),
        place=story.place,
        lead=story.lead,
        path=path,
        furniture=story.furniture,
        headline=plain_title(title) or headline(text, story),
        persons=_names(known.get("persons")),
        places=_names(known.get("places")),
        orgs=_names(known.get("orgs")),
        extra=extra,
    )


def clean(text: str) -> str:
    """``text`` with newlines as ``\\n``, and U+FFFD for NUL and for halves of surrogate pairs."""
    if text.isprintable():
        return text
    if "\r" in text:
        text = _NEWLINE.sub("\n", text)
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        # Two halves that stand together are one character; what is left over is damage.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _sorted_out(record: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    known: dict[str, Any] = {}
    taken: dict[str, str] = {}
    extra: dict[str, Any] = {}
    for key, wrapped in record.items():
        value = _unwrapped(wrapped)
        name = field_of(key) if len(key) <= _LONGEST_KEY else None
        if name is None or not _fits(name, value):
            extra[clean(key)] = _kept(value)
        elif name not in taken:
            known[name], taken[name] = value, key
        elif value is not None and (
            known[name] is None or _RANK[_plain_key(key)] < _RANK[_plain_key(taken[name])]
        ):
            if known[name] is not None:
                extra[clean(taken[name])] = _kept(known[name])
            known[name], taken[name] = value, key
        elif value is not None:
            extra[clean(key)] = _kept(value)
    return known, extra


def _unwrapped(value: Any) -> Any:
    """What MongoDB's and WordPress's exports put into an object of its own."""
    if isinstance(value, dict):
        for key in ("$oid", "$date", "$numberLong"):
            if len(value) == 1 and isinstance(value.get(key), str | int):
                return value[key]
        if isinstance(value.get("rendered"), str):
            return plain_text(value["rendered"])
    return value


def _fits(name: str, value: Any) -> bool:
    """Whether a value can be what the field holds; an object is so only where it has a name."""
    if isinstance(value, str):
        return True
    if isinstance(value, dict):
        return name in ("source", "author", "category") and isinstance(value.get("name"), str)
    if isinstance(value, list):
        return name in _LISTS or (
            name in ("author", "text") and all(isinstance(item, str | dict) for item in value)
        )
    return not isinstance(value, bool)


def _kept(value: Any, depth: int = 0) -> Any:
    """A value of an unknown field, fit to be written as JSON again."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if depth > _DEEPEST and isinstance(value, list | dict):
        raise UnreadableError(f"nested more than {_DEEPEST} levels deep")
    if isinstance(value, list):
        return [_kept(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {clean(key): _kept(item, depth + 1) for key, item in value.items()}
    return value


def _string(value: Any) -> str | None:
    """A value on one line, or None when there is nothing in it."""
    if value is None:
        return None
    if isinstance(value, dict):
        value = next((value[key] for key in _CALLED if isinstance(value.get(key), str)), "")
    return " ".join(clean(value if isinstance(value, str) else str(value)).split()) or None


def _identifier(value: Any) -> str | None:
    return None if isinstance(value, list | dict | bool) else _string(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = "\n".join(item for item in value if isinstance(item, str))
    return clean(value) if isinstance(value, str) else str(value) if value is not None else ""


def _source(value: Any) -> str | None:
    return (_string(value) or "").strip(" ()[]«»/") or None


def _joined(value: Any) -> str | None:
    return "، ".join(_names(value) or ()) or None if isinstance(value, list) else _string(value)


def _names(value: Any) -> tuple[str, ...] | None:
    """Names of a list or of a string with separators, each once; None when nothing is given."""
    if value is None or value == "":
        return None
    items = value if isinstance(value, list) else _LIST_BREAK.split(str(value))
    names = (_string(item) for item in items)
    return tuple(dict.fromkeys(name.lstrip("#") for name in names if name and name.strip("#")))


def _date(value: Any) -> date | None:
    if isinstance(value, int | float | str):
        return parse_date(str(value)[:100])
    return None
