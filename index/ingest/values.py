"""Values of a record's fields: brought to one line, to a list of names, or kept as they are."""

import re
from datetime import date
from math import isfinite
from typing import Any

from index.characters import BIDI_CONTROLS
from index.dates import parse_date
from index.ingest.markup import plain_text, unescaped
from index.ingest.problem import UnreadableError

_LIST_BREAK = re.compile("[,،;؛|\n]")
_NEWLINE = re.compile("\r\n?")
_INVISIBLE = re.compile(f"[{BIDI_CONTROLS}\u00ad\u200b\u2060\ufeff]")
_CALLED = ("name", "label", "term", "title", "value")
"""Keys under which an object in a list of tags, authors or places has its name."""
_MARKUP = re.compile(
    r"<(?:/?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?|!--|!\[)|&(?:#\d+|#x[\da-f]+|\w+);"
)
_LONGEST_DATE = 100
_DEEPEST = 32
"""Levels of lists and objects kept inside an unknown field."""


def clean(text: str) -> str:
    """Return ``text`` with newlines as ``\\n``, U+FFFD for NUL and halves of surrogate pairs."""
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


def line(value: Any) -> str | None:
    """Return a value on one line, or None when there is nothing in it."""
    if value is None:
        return None
    if isinstance(value, dict):
        value = next((value[key] for key in _CALLED if isinstance(value.get(key), str)), "")
    return " ".join(clean(value if isinstance(value, str) else str(value)).split()) or None


def title_line(value: Any) -> str:
    """Return a title on one line, without marks that nobody sees; empty when there is none."""
    found = line(value) or ""
    return found if found.isascii() else " ".join(_INVISIBLE.sub("", found).split())


def identifier(value: Any) -> str | None:
    """Return an id on one line; None for what cannot be one."""
    return None if isinstance(value, list | dict | bool) else line(value)


def running_text(value: Any) -> str:
    """Return a text; a list of paragraphs is joined by newlines."""
    if isinstance(value, list):
        value = "\n".join(item for item in value if isinstance(item, str))
    return clean(value) if isinstance(value, str) else str(value) if value is not None else ""


def source_name(value: Any) -> str | None:
    """Return the name of a source without brackets around it; markup is no name."""
    name = line(value) or ""
    if "<" in name and _MARKUP.search(name):
        return None
    return name.strip(" ()[]«»/") or None


def joined(value: Any) -> str | None:
    """Return names on one line, parted by Arabic commas."""
    return "، ".join(names(value) or ()) or None if isinstance(value, list) else line(value)


def names(value: Any) -> tuple[str, ...] | None:
    """Return names of a list or of a string with separators, each once; None for none given."""
    if value is None or value == "":
        return None
    items = value if isinstance(value, list) else _LIST_BREAK.split(str(value))
    found = (line(item) for item in items)
    return tuple(dict.fromkeys(name.lstrip("#") for name in found if name and name.strip("#")))


def day(value: Any) -> date | None:
    """Return the day that a value names, or None."""
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        return parse_date(str(value)[:_LONGEST_DATE])
    return None


def kept(value: Any, depth: int = 0) -> Any:
    """Return a value of an unknown field, fit to be written as JSON again.

    Raises UnreadableError when it is nested too deeply.
    """
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if depth > _DEEPEST and isinstance(value, list | dict):
        raise UnreadableError("nested more than {n} levels deep", n=_DEEPEST)
    if isinstance(value, list):
        return [kept(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {clean(str(key)): kept(item, depth + 1) for key, item in value.items()}
    return value


def markup_or_text(value: str) -> str:
    """Return the text of a value that may be HTML, plain, or either one escaped once more."""
    value = unescaped(value)
    return plain_text(value) if _MARKUP.search(value) else value.strip()
