"""JSON: lines of objects, an array of them, one object, or articles inside other objects."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import IO, Any

from index.errors import Message
from index.ingest.encoding import LineDecoder, binary_reason, decode
from index.ingest.json_stream import too_many_values, walk
from index.ingest.opening import RECORD_LIMIT, MiB, plain_reasons, read_lines
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input, Item, LeftOut, Problem, Record
from index.ingest.registry import suffix_of
from index.ingest.shapes import to_fields

_MOST_DIGITS = 300
_DEEPEST = 4
"""Objects around an article that are looked into."""
_HOLDERS = (
    "items", "articles", "posts", "messages", "hits", "docs", "results", "data", "documents",
    "news", "entries", "response", "statuses", "tweets", "rows", "records", "stories", "chats",
    "list", "value", "channel", "feed", "item", "entry",
)  # fmt: skip
"""Names under which an object that is no article may hold articles."""
_AROUND = ("title", "name", "version", "authors", "id", "home_page_url", "language")
"""What is told of the objects around an article."""
_TOO_LONG = Message(
    "longer than the limit of {limit} MiB for one record", {"limit": RECORD_LIMIT // MiB}
)


def _whole_number(digits: str) -> int | str:
    """Return an int, or the digits themselves where the number is too long for arithmetic."""
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


# Not strict: a raw tab or NUL inside a string is a blemish, no reason to lose an article.
_JSON = json.JSONDecoder(strict=False, parse_int=_whole_number, parse_constant=str)


def read(input: Input) -> Iterator[Item]:
    """Yield a record for each article of a JSON or JSON Lines file.

    A file is read line by line when its name says so or its first line holds a whole object;
    else it is loaded whole up to RECORD_LIMIT, and beyond that its articles are cut out one by
    one.
    """
    if suffix_of(input.name) in (".jsonl", ".ndjson"):
        return _tallied(_lines(read_lines(input.stream)))
    return _tallied(_document(input.stream))


def read_json_lines(stream: IO[bytes]) -> Iterator[Item]:
    """Yield a record for each line that holds an object; blank lines count but are passed over."""
    return _tallied(_lines(read_lines(stream)))


def _document(stream: IO[bytes]) -> Iterator[Item]:
    head = _first_line(stream)
    if head.endswith(b"\n") and _holds_object(head):
        yield from _lines(chain([head], read_lines(stream)))
        return
    data = head + stream.read(max(RECORD_LIMIT + 1 - len(head), 0))
    if not data.strip():
        raise UnreadableError("the file is empty")
    if len(data) > RECORD_LIMIT:
        for number, (around, text) in enumerate(walk(data, stream, _HOLDERS, RECORD_LIMIT), 1):
            if text is None:
                yield Problem(_TOO_LONG, number)
            else:
                yield from _parsed(text, number, around)
        return
    value = _parse(decode(data))
    if not isinstance(value, list):
        yield from _items(value, 1, {}, 0)
        return
    if not value:
        raise UnreadableError("an array with nothing in it", "empty")
    for number, item in enumerate(value, 1):
        yield from _items(item, number, {}, 0)


def _first_line(stream: IO[bytes]) -> bytes:
    """Return the first line that is not blank, cut at RECORD_LIMIT."""
    line = stream.readline(RECORD_LIMIT + 1)
    while line.isspace():
        line = stream.readline(RECORD_LIMIT + 1)
    return line


def _lines(lines: Iterator[bytes | None]) -> Iterator[Item]:
    decoder = LineDecoder()
    number = 0
    try:
        with plain_reasons():
            for number, line in enumerate(lines, 1):
                if line is None:
                    yield Problem(_TOO_LONG, number)
                elif number == 1 and (binary := binary_reason(line)):
                    yield Problem(binary)
                    return
                elif not line.isspace():
                    yield from _parsed(decoder(line), number, {})
    except UnreadableError as problem:
        yield Problem(problem.reason, number + 1 if number else None, problem.cause)
        return
    if number == 0:
        yield Problem("the file is empty")


def _holds_object(line: bytes) -> bool:
    try:
        return isinstance(_parse(decode(line)), dict)
    except UnreadableError:
        return False


def _parsed(text: str, number: int, around: Mapping[str, Any]) -> Iterator[Item]:
    try:
        value = _parse(text)
    except UnreadableError as problem:
        yield Problem(problem.reason, number, problem.cause)
        return
    yield from _items(value, number, around, 0)


def _parse(text: str) -> Any:
    text = text.strip("\ufeff \t\r\n")
    if too_many_values(text):
        raise UnreadableError("too many values for one record")
    try:
        return _JSON.decode(text)
    except json.JSONDecodeError as error:
        fault = Message(error.msg)
        if error.lineno == 1:
            raise UnreadableError(
                "not valid JSON: {fault} at column {n}", fault=fault, n=error.colno
            ) from None
        raise UnreadableError(
            "not valid JSON: {fault} at line {n}", fault=fault, n=error.lineno
        ) from None
    except RecursionError:
        raise UnreadableError("nested too deeply") from None
    except ValueError as error:
        raise UnreadableError("not valid JSON: {fault}", fault=one_line(error)) from None


def _items(value: Any, number: int, around: Mapping[str, Any], depth: int) -> Iterator[Item]:
    """Yield the record that a value is, or those that it holds."""
    try:
        if not isinstance(value, dict):
            raise UnreadableError("{kind} where an object is expected", kind=_kind(value))
        held = None if depth >= _DEEPEST else _held(value)
        if held is None:
            yield Record(to_fields(value, around), number)
            return
        about = {name: value[name] for name in _AROUND if isinstance(value.get(name), str | int)}
        if isinstance(value.get("authors"), list):
            about["authors"] = value["authors"]
        if not held:
            raise UnreadableError("holds no articles", "empty")
    except UnreadableError as problem:
        yield Problem(problem.reason, number, problem.cause)
        return
    for inner_number, item in enumerate(held, number):
        yield from _items(item, inner_number, {**around, **about}, depth + 1)


def _held(value: Mapping[str, Any]) -> list[Any] | None:
    """Return the objects that an object holds, or None when it is an article itself."""
    for name in _HOLDERS:
        held = value.get(name)
        if isinstance(held, list) and all(isinstance(item, dict) for item in held):
            if held or not _is_article(value):
                return held
        elif isinstance(held, dict) and not _is_article(value) and _held(held) is not None:
            return [held]
    return None


def _is_article(value: Mapping[str, Any]) -> bool:
    return any(isinstance(value.get(name), str) for name in ("text", "body", "content", "headline"))


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return Message("an array")
    if isinstance(value, str):
        return Message("a string")
    if isinstance(value, bool):
        return Message("true or false")
    return Message("null") if value is None else Message("a number")


def _tallied(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items, with those that are no articles counted by kind at the end."""
    counts: dict[Message, int] = {}
    for item in items:
        if isinstance(item, Problem) and item.cause == "left out":
            what = Message(item.reason)
            counts[what] = counts.get(what, 0) + 1
        else:
            yield item
    for what, count in counts.items():
        yield LeftOut(what, count)
