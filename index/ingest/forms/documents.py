"""Corpora with many documents in a file: Gigaword and TREC, WikiExtractor, Abu El-Khair's corpus.

They are SGML more than XML: no root, ampersands as they come, tags not always closed. A document is
an element ``DOC``; where there is none, each child of the root that has a text is one.
"""

import re
from collections.abc import Iterator
from typing import Any

from index.dates import parse_date
from index.ingest.dateline import read_dateline
from index.ingest.markup import local_name, text_of
from index.ingest.problem import UnreadableError
from index.ingest.reader import Input, Item, Problem, Record
from index.ingest.xml_text import cut, parse

_DOCUMENTS = ("DOC", "doc", "Doc", "DOCUMENT", "document", "Document")
_FIELDS = {
    "id": ("docno", "docid", "id", "doc-id"),
    "title": ("headline", "head", "title", "hl", "ti", "heading"),
    "date": ("date", "date_time", "datetime", "dateline_date", "pubdate", "dt"),
    "source": ("source", "publisher", "newspaper", "agency", "src"),
    "author": ("author", "byline", "by", "au"),
    "category": ("category", "section", "subject", "topic", "cat"),
    "url": ("url", "link", "uri"),
}
"""Elements, by local name in small letters, that fill a field."""
_TEXT = ("text", "body", "content", "article", "story", "tx")
_DAY = re.compile(r"(?<!\d)(?P<day>(?:19|20)\d{6})(?!\d)")
_SERVICE = re.compile(r"(?P<name>[A-Za-z]{2,12})_(?:ARB|ARA|ENG|FRE|AR)_", re.IGNORECASE)


def read(input: Input) -> Iterator[Item]:
    """Yield a record for each document, numbered from 1.

    Raises UnreadableError for XML that holds no documents.
    """
    pieces = cut(input, _DOCUMENTS)
    head = next(pieces)
    number = 0
    for number, piece in enumerate(pieces, 1):
        try:
            yield Record(_fields(_element(piece)), number)
        except UnreadableError as problem:
            yield Problem(problem.reason, number, problem.cause)
    if number == 0:
        yield from _children(head)


def _element(piece: str) -> Any:
    """Return a document as an element; a tag that is not closed ends with it."""
    element = parse(piece)
    if not isinstance(element.tag, str):
        raise UnreadableError("a document that cannot be read")
    return element


def _children(document: str) -> Iterator[Item]:
    """Yield a record for each child of the root that has an element of text."""
    root = parse(document)
    number = 0
    for child in root.iterchildren("*"):
        if any(_name(one) in _TEXT for one in child.iterchildren("*")):
            number += 1
            try:
                yield Record(_fields(child), number)
            except UnreadableError as problem:
                yield Problem(problem.reason, number, problem.cause)
    if number == 0 and any(_name(one) in _TEXT for one in root.iterchildren("*")):
        number = 1
        yield Record(_fields(root))
    if number == 0:
        raise UnreadableError("XML, but in no form of news that is read")


def _fields(document: Any) -> dict[str, Any]:
    parts: dict[str, list[str]] = {}
    for one in document.iter("*"):
        name = _name(one)
        if name in _TEXT and name in parts:
            continue
        if one is not document:
            parts.setdefault(name, []).append(text_of(one))
    fields: dict[str, Any] = {
        field: next((" ".join(parts[name][0].split()) for name in names if parts.get(name)), None)
        for field, names in _FIELDS.items()
    }
    for field in ("id", "title", "url", "date"):
        fields[field] = fields[field] or document.get(field) or document.get(field.upper())
    fields["text"] = next((parts[name][0] for name in _TEXT if parts.get(name)), None)
    if fields["text"] is None:
        fields["text"] = text_of(document)
    if not fields["text"].strip() and not fields["title"]:
        raise UnreadableError("no text")
    _add_dateline(fields, parts.get("dateline", [""])[0])
    _add_what_the_id_says(fields)
    return fields


def _add_dateline(fields: dict[str, Any], line: str) -> None:
    found = read_dateline(" ".join(line.split()) + " ")
    if found:
        fields["place"] = found.place
        fields["source"] = fields["source"] or found.source
        fields["date"] = fields["date"] or (found.day and found.day.isoformat())
    elif not fields["date"] and parse_date(line):  # a day alone, as Abu El-Khair's corpus has it
        fields["date"] = line


def _add_what_the_id_says(fields: dict[str, Any]) -> None:
    """Fill date and source from an id like ``AFP_ARB_20240305.0001``."""
    name = fields["id"] or ""
    if not fields["date"] and (day := _DAY.search(name)):
        fields["date"] = day["day"]
    if not fields["source"] and (service := _SERVICE.match(name)):
        fields["source"] = service["name"].upper()


def _name(element: Any) -> str:
    return local_name(element).lower()
