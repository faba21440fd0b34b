"""Which reader a file goes to, by its name and, for XML, by its root element."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from ..article import Article, Rejected
from .files import article_path
from .opening import COMPRESSIONS, open_binary, plain_reasons
from .problem import UnreadableError
from .records import read_json, read_json_lines
from .text import read_text

Reader = Callable[[IO[bytes], str], Iterator[Article | Rejected]]


def _text(stream: IO[bytes], path: str) -> Iterator[Article | Rejected]:
    yield read_text(stream, path)


def _json_lines(stream: IO[bytes], path: str) -> Iterator[Article | Rejected]:
    return read_json_lines(stream, path, path)


def _json(stream: IO[bytes], path: str) -> Iterator[Article | Rejected]:
    return read_json(stream, path, path)


_READERS: dict[str, Reader] = {
    ".txt": _text,
    ".text": _text,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json,
    ".ninjs": _json,
}


def read_file(path: Path) -> Iterator[Article | Rejected]:
    """The articles of one file; a file that cannot be read comes out as one Rejected."""
    name = article_path(path)
    try:
        reader = _reader(path)
        with plain_reasons():
            if not stat.S_ISREG(os.stat(path).st_mode):
                raise UnreadableError("not a regular file")
            with open_binary(path) as stream:
                yield from reader(stream, name)
    except UnreadableError as problem:
        yield Rejected(name, str(problem))


def _reader(path: Path) -> Reader:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in COMPRESSIONS:
        suffixes.pop()
    form = suffixes[-1] if suffixes else ""
    if form not in _READERS:
        raise UnreadableError(f"unsupported form {form}" if form else "unsupported form (no extension)")
    return _READERS[form]
