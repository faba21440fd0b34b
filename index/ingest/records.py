"""JSON: lines of objects, an array of them, or one object; ninjs objects among them."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import IO, Any

from index.article import Article, Rejected
from index.ingest import ninjs
from index.ingest.encoding import LineDecoder, binary_reason, decode
from index.ingest.opening import (
    DOCUMENT_LIMIT,
    RECORD_LIMIT,
    MiB,
    plain_reasons,
    read_lines,
    read_whole,
)
from index.ingest.problem import UnreadableError, one_line
from index.ingest.record import to_article

_MOST_DIGITS = 300


def _whole_number(digits: str) -> int | str:
    """An int, or the digits themselves where the number is too long for arithmetic."""
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


# Not strict: a raw tab or NUL inside a string is a blemish, no reason to lose an article.
_JSON = json.JSONDecoder(strict=False, parse_int=_whole_number, parse_constant=str)


def read_json_lines(stream: IO[bytes], path: str | None, name: str) -> Iterator[Article | Rejected]:
    """An article for each line that holds an object; blank lines count but are passed over."""
    return _read(read_lines(stream), path, name)


def read_json(stream: IO[bytes], path: str | None, name: str) -> Iterator[Article | Rejected]:
    """A ``.json`` file: an array of objects or a single object, or JSON Lines under that name.

    It is read line by line when its first line holds a whole object; else it is loaded whole,
    up to DOCUMENT_LIMIT.
    """
    head = [stream.readline(DOCUMENT_LIMIT)]
    while head[-1].isspace():
        head.append(stream.readline(DOCUMENT_LIMIT))
    if _holds_object(head[-1]):
        yield from _read(chain(head, read_lines(stream)), path, name)
        return
    data = read_whole(stream, DOCUMENT_LIMIT, b"".join(head))
    if not data.strip():
        raise UnreadableError("the file is empty")
    value = _parse(decode(data))
    if not isinstance(value, list):
        yield _article(value, path, name, 1)
        return
    for number, item in enumerate(value, 1):
        yield _article(item, path, name, number)


def _read(
    lines: Iterator[bytes | None], path: str | None, name: str
) -> Iterator[Article | Rejected]:
    decoder = LineDecoder()
    number = 0
    try:
        with plain_reasons():
            for number, line in enumerate(lines, 1):
                if line is None:
                    reason = f"longer than the limit of {RECORD_LIMIT // MiB} MiB for one record"
                    yield Rejected(name, reason, number)
                elif number == 1 and (binary := binary_reason(line)):
                    yield Rejected(name, binary)
                    return
                elif not line.isspace():
                    yield _read_record(decoder(line), path, name, number)
    except UnreadableError as problem:
        yield Rejected(name, str(problem), number + 1 if number else None)
        return
    if number == 0:
        yield Rejected(name, "the file is empty")


def _holds_object(line: bytes) -> bool:
    try:
        return isinstance(_parse(decode(line)), dict)
    except UnreadableError:
        return False


def _read_record(line: str, path: str | None, name: str, number: int) -> Article | Rejected:
    try:
        return _article(_parse(line), path, name, number)
    except UnreadableError as problem:
        return Rejected(name, str(problem), number)


def _parse(text: str) -> Any:
    try:
        return _JSON.decode(text.strip("\ufeff \t\r\n"))
    except json.JSONDecodeError as error:
        where = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}"
        raise UnreadableError(f"not valid JSON: {error.msg} at {where}") from None
    except RecursionError:
        raise UnreadableError("nested too deeply") from None
    except ValueError as error:
        raise UnreadableError(f"not valid JSON: {one_line(error)}") from None


def _article(value: Any, path: str | None, name: str, number: int) -> Article | Rejected:
    try:
        if not isinstance(value, dict):
            raise UnreadableError(f"{_kind(value)} where an object is expected")
        return to_article(ninjs.to_record(value) if ninjs.is_ninjs(value) else value, path)
    except UnreadableError as problem:
        return Rejected(name, str(problem), number)


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return "an array"
    if isinstance(value, str):
        return "a string"
    return "null" if value is None else "true or false" if isinstance(value, bool) else "a number"
