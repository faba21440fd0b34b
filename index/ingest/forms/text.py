"""A plain text file: one article, its metadata read from the text itself or from lines above it."""

import re
from collections.abc import Iterator
from typing import Any

from index.ingest.dateline import read_dateline
from index.ingest.encoding import decode
from index.ingest.fields import field_of
from index.ingest.opening import RECORD_LIMIT, read_whole
from index.ingest.problem import UnreadableError
from index.ingest.reader import Input, Item, Record
from index.ingest.story import is_furniture_line, is_signature, plain_title
from index.ingest.values import clean

_LONGEST_TITLE = 160
_LONGEST_BYLINE, _BYLINES = 60, 8
_LABEL = re.compile(
    r"[ \t]*+(?P<key>[^\W\d_][\w ـ-]{1,30}?)[ \t]*[:：][ \t]*(?P<value>[^\n]*)(?:\n|\Z)"
)
_LEAST_LABELS = 2
_LONGEST_VALUE = 300
_ROUTING = re.compile(
    r"[A-Z]{2,8}[- ]?\d{2,6}(?:[ -][\w/]{1,12}){1,8}|[a-z]{0,3}\d{3,5}(?:\s+[\w/-]{1,14}){2,8}|"
    r"(?:[A-Z0-9]{1,8}[-/]){2,6}[A-Z0-9]{1,8}",
    re.ASCII,
)
"""A line by which a wire service routes a story: codes, numbers and no word of a language."""


def read(input: Input) -> Iterator[Item]:
    """Yield the article of a text file.

    Raises UnreadableError when it is empty, binary or too large.
    """
    data = read_whole(input.stream, RECORD_LIMIT)
    if not data.strip():
        raise UnreadableError("the file is empty")
    text = without_routing(clean(decode(data)))
    fields, rest = labelled(text)
    if "title" not in fields:
        fields["title"], rest = split_title(rest)
    if not rest.strip() and "text" not in fields:
        raise UnreadableError("no text")
    yield Record({"id": input.name, "text": rest} | fields, guess=True)


def labelled(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields that lines at the head of a text name, and the text below them.

    ``العنوان: …`` over ``التاريخ: …`` is such a head; one such line alone is part of the story.
    """
    fields: dict[str, Any] = {}
    at = len(text) - len(text.lstrip())
    while found := _LABEL.match(text, at):
        name = field_of(found["key"], {})
        if name is None or name in fields or len(found["value"]) > _LONGEST_VALUE:
            break
        if name == "text":
            value = found["value"].strip()
            at = found.end() if not value else found.start("value")
            break
        fields[name] = found["value"].strip() or None
        at = found.end()
        while text[at : at + 1] == "\n":
            at += 1
    if len(fields) < _LEAST_LABELS or fields.keys() <= {"source", "date"}:
        return {}, text
    return fields, text[at:].lstrip("\n")


def without_routing(text: str) -> str:
    """Return a text without the lines at its head by which a wire service routes it."""
    start = len(text) - len(text.lstrip())
    for _ in range(3):
        end = text.find("\n", start)
        if end < 0 or not _ROUTING.fullmatch(text[start:end].strip()):
            break
        start = end + 1
    else:
        return text[start:]
    return text[start:] if start > len(text) - len(text.lstrip()) else text


def _longer_below(line: str, rest: str) -> bool:
    """Tell whether short lines (author, desk, date, share buttons) part a line from a paragraph."""
    for number, below in enumerate(rest.split("\n", _BYLINES + 1)[: _BYLINES + 1]):
        if len(below) > max(len(line), _LONGEST_BYLINE):
            return number > 0
        if len(below) > _LONGEST_BYLINE or is_signature(below) or below.rstrip().endswith("."):
            return False
    return False


def split_title(text: str) -> tuple[str, str]:
    """Return the title line and the rest, or an empty title and ``text`` as it is.

    A first line is the title when it stands apart: short, no full stop at its end, no links, no
    dateline and no furniture, and before a body that is longer, or that a blank line sets off.
    """
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0:
        return "", text
    line, rest = text[start:end].strip(), text[end + 1 :]
    following = rest.lstrip().partition("\n")[0].strip()
    apart = rest[:1].isspace() and bool(following)
    apart = apart or _longer_below(line, rest)
    if (
        not line
        or len(line) > _LONGEST_TITLE
        or line.endswith((".", "،", ",", "؛", ":", "…"))
        or not (len(following) > len(line) or apart)
        or line != plain_title(line)
        or any(is_furniture_line(near) for near in (line, following))
        or read_dateline(line + " ")
    ):
        return "", text
    return line, rest.lstrip("\n")
