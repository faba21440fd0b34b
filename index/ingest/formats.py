"""Which reader a file goes to, by its name and, for XML, by its root element."""

import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from index.article import Article, Rejected
from index.ingest.encoding import decode
from index.ingest.files import article_path
from index.ingest.opening import (
    COMPRESSIONS,
    DOCUMENT_LIMIT,
    open_binary,
    plain_reasons,
    read_whole,
)
from index.ingest.problem import UnreadableError
from index.ingest.records import read_json, read_json_lines
from index.ingest.text import read_text

Reader = Callable[[IO[bytes], str], Iterator[Article | Rejected]]


def _text(stream: IO[bytes], path: str) -> Iterator[Article | Rejected]:
    yield read_text(stream, path)


def _json_lines(stream: IO[bytes], path: str) -> Iterator[Article | Rejected]:
    return read_json_lines(stream, path, path)


def _json(stream: IO[bytes], path: str) -> Iterator[Article | Rejected]:
    return read_json(stream, path, path)


def _table(stream: IO[bytes], path: str) -> Iterator[Article | Rejected]:
    from index.ingest.table import read_table

    return read_table(stream, path)


def _page(stream: IO[bytes], path: str) -> Iterator[Article | Rejected]:
    from index.ingest.page import read_page

    return read_page(stream, path)


def _xml(stream: IO[bytes], path: str) -> Iterator[Article | Rejected]:
    """A feed or NewsML-G2, whichever the root element says; its encoding is settled here."""
    from index.ingest import feed, newsml

    data = read_whole(stream, DOCUMENT_LIMIT)
    if not data.strip():
        raise UnreadableError("the file is empty")
    document = _DECLARATION.sub("", decode(data).lstrip("\ufeff \t\r\n"))
    found = _ROOT.match(document)
    root = found["name"] if found else ""
    if root in feed.ROOTS:
        return feed.read_feed(document, path)
    if root in newsml.ROOTS:
        return newsml.read_newsml(document, path)
    raise UnreadableError("XML, but neither RSS, Atom nor NewsML-G2 news items")


_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_ROOT = re.compile(
    r"(?>(?:\s+|<\?.*?\?>|<!--.*?-->|<![^>\[]*(?:\[.*?\])?[^>]*>)*)"
    r"<(?:[\w.-]+:)?(?P<name>[\w.-]+)",
    re.DOTALL,
)

_READERS: dict[str, Reader] = {
    ".txt": _text,
    ".text": _text,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json,
    ".ninjs": _json,
    ".csv": _table,
    ".tsv": _table,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".xml": _xml,
    ".rss": _xml,
    ".atom": _xml,
}


def read_file(path: Path) -> Iterator[Article | Rejected]:
    """The articles of one file; a file that cannot be read comes out as one Rejected."""
    name = article_path(path)
    try:
        reader = _reader(path)
        with plain_reasons():
            if not stat.S_ISREG(path.stat().st_mode):
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
        raise UnreadableError(
            f"unsupported form {form}" if form else "unsupported form (no extension)"
        )
    return _READERS[form]
