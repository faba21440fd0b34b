"""Markdown with front matter: metadata in YAML or TOML above the text, as site programs have."""

import re
from collections.abc import Iterator
from typing import Any

from index.ingest.encoding import decode
from index.ingest.opening import RECORD_LIMIT, read_whole
from index.ingest.problem import UnreadableError, one_line
from index.ingest.publishing import refuse_status
from index.ingest.reader import Input, Item, Record
from index.ingest.values import clean

_LONGEST_FRONT = 64 * 1024
_FRONT = re.compile(
    r"(?P<sign>---|\+\+\+)[ \t]*\n(?P<front>.*?)\n(?P=sign)[ \t]*(?:\n|\Z)", re.DOTALL
)
_HEADING = re.compile(r"\s*#[ \t]++(?P<title>[^\n]++)\n")
_MARKS = re.compile(
    r"(?P<image>!\[[^\]\[\n]{0,300}\]\([^)\n]{0,1000}\))|\[(?P<link>[^\]\[\n]{1,300})\]\([^)\n]{0,1000}\)"
    r"|(?P<line>(?m:^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|`{3}.*$)))"
    r"|(?P<strong>\*{1,3}|_{2,3}|`)"
)
"""What Markdown puts around words: of a link its text stays, of an image nothing."""


def read(input: Input) -> Iterator[Item]:
    """Yield the one article of a Markdown file.

    Raises UnreadableError when it is empty, a draft, or its front matter cannot be read.
    """
    data = read_whole(input.stream, RECORD_LIMIT)
    if not data.strip():
        raise UnreadableError("the file is empty")
    text = clean(decode(data)).lstrip("\ufeff")
    found = _FRONT.match(text[: _LONGEST_FRONT * 2])
    fields = _front(found["sign"], found["front"]) if found else {}
    if fields.pop("draft", None) is True:
        raise UnreadableError("a draft", "withdrawn")
    refuse_status(fields.get("status"))
    body = text[found.end() :] if found else text
    heading = _HEADING.match(body)
    if heading and not fields.get("title"):
        fields["title"], body = heading["title"].strip(" \t#"), body[heading.end() :]
    body = _MARKS.sub(lambda found: found["link"] or "", body).strip()
    if not body and not fields.get("title"):
        raise UnreadableError("no text")
    categories = fields.pop("categories", None)
    if isinstance(categories, list) and categories and isinstance(categories[0], str):
        fields.setdefault("category", categories[0])
    yield Record({"id": input.name} | fields | {"text": body}, guess=True)


def _front(sign: str, front: str) -> dict[str, Any]:
    """Return the metadata of front matter. Raises UnreadableError when it cannot be read."""
    if len(front) > _LONGEST_FRONT:
        raise UnreadableError("front matter longer than 64 KiB")
    try:
        found = _toml(front) if sign == "+++" else _yaml(front)
    except Exception as error:  # of either parser
        raise UnreadableError(
            "its front matter cannot be read ({fault})", fault=one_line(error)
        ) from None
    if not isinstance(found, dict):
        raise UnreadableError("its front matter names no fields")
    return {str(key): _plain(value) for key, value in found.items()}


def _toml(front: str) -> Any:
    import tomllib

    return tomllib.loads(front)


def _yaml(front: str) -> Any:
    import yaml

    class Loader(yaml.SafeLoader):
        """Leaves dates as text: PyYAML's are Gregorian, and 30 Safar 1446 is none of them."""

    timestamp = "tag:yaml.org,2002:timestamp"
    Loader.add_constructor(timestamp, lambda loader, node: node.value)
    if re.search(r"(?m)[:\-\[,]\s*[&*]\w", front):  # aliases can unfold without end
        raise ValueError("it has anchors or aliases")
    return yaml.load(front, Loader)


def _plain(value: Any) -> Any:
    """Return a date as text; what JSON knows as it is."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
