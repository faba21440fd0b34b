"""Ingestion: files and streams of news in, articles out.

Every form of news has a module of its own, which turns bytes into records; :mod:`.record` turns
a record into an :class:`~index.article.Article`, and :mod:`.story` reads from the text what the
record does not say. What cannot be read comes out as :class:`~index.article.Rejected`, in its
place among the articles: content never raises.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from index.article import Article, Rejected
from index.ingest.files import article_path, walk
from index.ingest.formats import read_file
from index.ingest.records import read_json_lines

__all__ = ["article_path", "read_paths", "read_stream"]


def read_paths(paths: Iterable[str | Path]) -> Iterator[Article | Rejected]:
    """Read every file at and below ``paths``, in order of name.

    Raises InputError at the first ``next()`` if one of the paths does not exist.
    """
    for path in walk(paths):
        if isinstance(path, Rejected):
            yield path
        else:
            yield from read_file(path)


def read_stream(stream: IO[bytes], name: str = "-") -> Iterator[Article | Rejected]:
    """Read JSON Lines from an open binary stream, line by line; ``name`` stands in reports."""
    yield from read_json_lines(stream, None, name)
