"""From the paths a user gives to the files that belong to them."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.article import Rejected
from index.errors import InputError


def article_path(path: str | Path) -> str:
    """The absolute form of ``path`` as articles carry it: without ``..``, and always valid text."""
    return os.fsencode(_absolute(path)).decode("utf-8", "replace")


def _absolute(path: str | Path) -> str:
    # Not resolved: an article keeps the name its reader knows, through whatever link.
    return os.path.normpath(Path(path).absolute())


def walk(paths: Iterable[str | Path]) -> Iterator[Path | Rejected]:
    """The files at and below ``paths``, folders in order of name; Rejected for a closed folder.

    Hidden files and folders are passed over unless they are given themselves. Links to folders
    are followed, each folder once, so that a link back up ends the walk. A path that does not
    exist raises InputError, before anything else is read.
    """
    given = [Path(_absolute(path)) for path in paths]
    for path in given:
        if not os.path.lexists(path):
            raise InputError("there is no file or folder {path}", path=article_path(path))
    seen: set[tuple[int, int]] = set()
    for path in given:
        yield from _below(path, seen) if path.is_dir() else (path,)


def _below(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Rejected]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        yield Rejected(article_path(folder), f"the folder cannot be read ({error.strerror})")
        return
    for name in names:
        path = folder / name
        if path.is_dir():
            yield from _below(path, seen)
        else:
            yield path
