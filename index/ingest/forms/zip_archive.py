"""A ZIP archive: each file in it that is in a form of news is read like one beside it."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import IO

from index.errors import Message
from index.ingest.opening import DOCUMENT_LIMIT, MiB, read_whole
from index.ingest.problem import UnreadableError, one_line
from index.ingest.reader import Input, Item, LeftOut, Problem
from index.ingest.registry import is_read, read_input

_MOST_FILES = 200_000
_MOST_FOLDED = 200
"""What unfolds to more than 200 times its size, and to 8 MiB or more, is a trap."""
_FOLDED_FREELY = 8 * MiB
_DECOMPRESSING = (zlib.error, lzma.LZMAError, NotImplementedError)


def read(input: Input) -> Iterator[Item]:
    """Yield the records of all files of an archive, in their order in it.

    Raises UnreadableError when it is damaged or holds nothing that is read.
    """
    try:
        archive = zipfile.ZipFile(_seekable(input.stream))
        members = list(islice(archive.infolist(), _MOST_FILES))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError("a damaged ZIP archive ({fault})", fault=one_line(error)) from None
    files = [one for one in members if not one.is_dir() and not _is_hidden(one.filename)]
    wanted = [one for one in files if is_read(one.filename)]
    if not wanted:
        raise UnreadableError("no file of news in it", "empty")
    for member in wanted:
        try:
            yield from _named(member.filename, _member(input, archive, member))
        except UnreadableError as problem:
            yield Problem(problem.within(member.filename), cause=problem.cause)
    if len(files) > len(wanted):
        yield LeftOut(Message("files in other forms"), len(files) - len(wanted))


def _seekable(stream: IO[bytes]) -> IO[bytes]:
    if stream.seekable():
        return stream
    raise UnreadableError("a ZIP archive that is compressed once more")


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _member(input: Input, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Item]:
    """Yield what a file of the archive holds; it is unpacked while it is read.

    Raises UnreadableError when it is damaged or a trap.
    """
    if member.file_size > max(_FOLDED_FREELY, member.compress_size * _MOST_FOLDED):
        raise UnreadableError("unfolds to more than {n} times its size", n=_MOST_FOLDED)
    try:
        with archive.open(member) as file:
            if member.filename.lower().endswith(".zip"):  # it is read from its end
                part = input.part(read_whole(file, DOCUMENT_LIMIT), member.filename)
            else:
                part = input.inside(file, member.filename)
            yield from read_input(part)
    except (
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
        zipfile.BadZipFile,
        *_DECOMPRESSING,
    ) as error:
        raise UnreadableError("cannot be unpacked ({fault})", fault=one_line(error)) from None


def _named(name: str, items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items, their problems with the name of the file in the archive."""
    for item in items:
        if isinstance(item, Problem):
            reason = Message("{name}: {reason}", {"name": name, "reason": item.reason})
            yield Problem(reason, item.number, item.cause, item.withdraws)
        else:
            yield item
