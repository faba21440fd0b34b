"""Ingestion: files and streams of news in, articles out.

Every form of news has a module in :mod:`.forms`, which turns bytes into records, and one line in
:mod:`.registry`; :mod:`.record` turns a record into an :class:`~index.article.Article`,
:mod:`.identity` says which records are one article, and :mod:`.story` reads from the text what the
record does not say. What cannot be taken comes out as :class:`~index.article.Rejected`, what a
person should know besides as :class:`~index.article.Remark`, in their place among the articles:
content never raises.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from index.article import Article, Rejected, Remark
from index.ingest.files import article_path, is_left_out, walk
from index.ingest.reader import Setting
from index.ingest.reading import read_file, read_lines_of

__all__ = ["Setting", "article_path", "read_file_at", "read_paths", "read_stream"]

_PLAIN = Setting()


def read_paths(
    paths: Iterable[str | Path],
    setting: Setting = _PLAIN,
    *,
    exclude: Sequence[str] = (),
) -> Iterator[Article | Rejected | Remark]:
    """Yield what every file at and below ``paths`` holds, in order of name.

    setting: what the user says about all files: names of fields, a source.
    exclude: patterns of files to leave out, as ``.gitignore`` has them; a file ``.nabaignore`` in
        a folder adds more for all below it.

    Raises InputError at the first ``next()`` if one of the paths does not exist.
    """
    for path in walk(paths, exclude):
        if isinstance(path, Rejected):
            yield path
        else:
            yield from read_file(path, setting)


def read_file_at(
    path: Path, root: Path, setting: Setting = _PLAIN, *, exclude: Sequence[str] = ()
) -> Iterator[Article | Rejected | Remark]:
    """Yield what one file holds, nothing if a walk from ``root`` would leave it out."""
    if not is_left_out(path, root, exclude):
        yield from read_file(path, setting)


def read_stream(
    stream: IO[bytes], name: str = "-", setting: Setting = _PLAIN
) -> Iterator[Article | Rejected | Remark]:
    """Yield the articles of JSON Lines from an open binary stream; ``name`` stands in reports."""
    yield from read_lines_of(stream, name, setting)
