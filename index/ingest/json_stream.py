"""Cutting the articles out of a JSON file that is too large to be loaded whole."""

import re
from collections.abc import Collection, Iterator, Mapping
from json import JSONDecodeError, loads
from typing import IO, Any

from index.ingest.encoding import text_chunks
from index.ingest.problem import UnreadableError

_SPACE = re.compile(r"[ \t\r\n\ufeff]*+")
_STRUCTURE = re.compile(r'["\[\]{}]')
_IN_STRING = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_SCALAR_END = re.compile(r"[,\]}\s]")
_MOST_VALUES = 1_000_000
_MOST_KEPT = 4096
"""Characters of a value that is told of the object around an article."""
_DEEPEST = 4
_DEEPEST_VALUE = 500


def too_many_values(text: str) -> bool:
    """Tell whether a JSON text may hold more values than memory is to be spent on."""
    return text.count(",") + text.count("[") + text.count("{") > _MOST_VALUES


def walk(
    start: bytes, stream: IO[bytes], holders: Collection[str], limit: int
) -> Iterator[tuple[Mapping[str, Any], str | None]]:
    """Yield each object of an array, or of an array that an object holds, as its text.

    start: the bytes that have been read already; ``stream`` has what follows them.
    holders: names of members of an object that may hold articles.
    limit: characters of one object; for a longer one None is yielded.

    What is yielded beside an object are the short members of the objects around it that stand
    before it. Raises UnreadableError when the text is not JSON, or no member holds articles.
    """
    cursor = _Cursor(text_chunks(start, stream), limit)
    opening = cursor.peek()
    if opening == "[":
        yield from _array(cursor, {}, holders, 0)
    elif opening == "{":
        held = False
        for item in _object(cursor, {}, holders, 0):
            held = True
            yield item
        if not held:
            raise UnreadableError(
                "longer than the limit of {limit} MiB for one record", limit=limit >> 20
            )
    else:
        raise UnreadableError("not valid JSON: neither an array nor an object")


def _array(
    cursor: "_Cursor", around: Mapping[str, Any], holders: Collection[str], depth: int
) -> Iterator[tuple[Mapping[str, Any], str | None]]:
    cursor.take("[")
    if cursor.peek() == "]":
        cursor.take("]")
        return
    while True:
        yield around, cursor.value()
        if cursor.peek() == "]":
            cursor.take("]")
            return
        cursor.take(",")


def _object(
    cursor: "_Cursor", around: Mapping[str, Any], holders: Collection[str], depth: int
) -> Iterator[tuple[Mapping[str, Any], str | None]]:
    about = dict(around)
    cursor.take("{")
    if cursor.peek() == "}":
        cursor.take("}")
        return
    while True:
        key = _loaded(cursor.value())
        cursor.take(":")
        opening = cursor.peek()
        if key in holders and opening == "[":
            yield from _array(cursor, dict(about), holders, depth)
        elif key in holders and opening == "{" and depth < _DEEPEST:
            yield from _object(cursor, about, holders, depth + 1)
        else:
            text = cursor.value(keep=_MOST_KEPT)
            if text is not None and isinstance(key, str):
                about[key] = _loaded(text)
        if cursor.peek() == "}":
            cursor.take("}")
            return
        cursor.take(",")


def _loaded(text: str | None) -> Any:
    try:
        return loads(text or "null", strict=False)
    except (JSONDecodeError, RecursionError):
        raise UnreadableError("not valid JSON") from None


class _Cursor:
    """A place in a text that is read piece by piece and forgotten behind it."""

    def __init__(self, chunks: Iterator[str], limit: int) -> None:
        self._chunks = chunks
        self._limit = limit
        self._text = ""
        self._at = 0

    def peek(self) -> str:
        """Return the next character that is not a space. Raises UnreadableError at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                raise UnreadableError("not valid JSON: it ends too early")

    def take(self, sign: str) -> None:
        """Go past a character. Raises UnreadableError when the next one is another."""
        found = self.peek()
        if found != sign:
            raise UnreadableError(
                "not valid JSON: {found} where {sign} is expected", found=ascii(found), sign=sign
            )
        self._at += 1

    def value(self, keep: int | None = None) -> str | None:
        """Return the text of the next value; None for one longer than ``keep`` or the limit."""
        opening = self.peek()
        limit = self._limit if keep is None else keep
        pieces: list[str] = []
        size = 0
        for piece in self._scan(opening):
            size += len(piece)
            if size <= limit:
                pieces.append(piece)
            else:
                pieces.clear()
        return "".join(pieces) if size <= limit else None

    def _scan(self, opening: str) -> Iterator[str]:
        """Yield a value in pieces, no larger than a chunk each, and go past it."""
        if opening == '"':
            self._at += 1
            yield '"'
            yield from self._string()
        elif opening in "[{":
            yield from self._nested()
        else:
            while True:
                end = _SCALAR_END.search(self._text, self._at)
                stop = end.start() if end else len(self._text)
                yield self._text[self._at : stop]
                self._at = stop
                if end or not self._more():
                    return

    def _string(self) -> Iterator[str]:
        """Yield the rest of a string and its closing quote."""
        while True:
            found = _IN_STRING.match(self._text, self._at)
            end = found.end() if found else self._at
            yield self._text[self._at : end]
            self._at = end
            if end < len(self._text) and self._text[end] == '"':
                self._at += 1
                yield '"'
                return
            left = self._text[end:]  # a backslash whose character is in the next chunk
            if not self._more(left):
                raise UnreadableError("not valid JSON: it ends within a string")

    def _nested(self) -> Iterator[str]:
        depth = 0
        while True:
            found = _STRUCTURE.search(self._text, self._at)
            stop = found.end() if found else len(self._text)
            yield self._text[self._at : stop]
            self._at = stop
            if found is None:
                if not self._more():
                    raise UnreadableError("not valid JSON: it ends too early")
                continue
            sign = found[0]
            if sign == '"':
                yield from self._string()
                continue
            depth += 1 if sign in "[{" else -1
            if depth > _DEEPEST_VALUE:
                raise UnreadableError("nested too deeply")
            if depth == 0:
                return

    def _more(self, left: str = "") -> bool:
        """Read the next chunk behind what is ``left``; return whether there was one."""
        chunk = next(self._chunks, "")
        self._text, self._at = left + chunk, 0
        return bool(chunk)
