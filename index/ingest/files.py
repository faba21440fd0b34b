"""From the paths a user gives to the files that belong to them."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from index.article import Rejected
from index.errors import InputError, Message, fault_of

IGNORE_FILE = ".nabaignore"
"""A file of patterns, as ``.gitignore`` has them, that holds for its folder and all below."""
_PAGE = re.compile(r"(?P<page>.+)_(?:files|fichiers|archivos|ملفات)")
_PAGES = frozenset({".html", ".htm", ".xhtml", ".mht", ".mhtml"})


def article_path(path: str | Path) -> str:
    """Return the absolute form of ``path`` as articles carry it: no ``..``, always valid text."""
    return os.fsencode(_absolute(path)).decode("utf-8", "replace")


def _absolute(path: str | Path) -> str:
    # Not resolved: an article keeps the name its reader knows, through whatever link.
    return os.path.normpath(Path(path).absolute())


def walk(paths: Iterable[str | Path], exclude: Sequence[str] = ()) -> Iterator[Path | Rejected]:
    """Yield the files at and below ``paths``, folders in order of name.

    A folder that cannot be listed comes out as Rejected. Hidden files and folders are passed
    over unless they are given themselves, as are those that ``exclude`` or a ``.nabaignore``
    names, and the folder in which a browser keeps the pictures of a saved page beside it. Links
    to folders are followed, each folder once, so that a link back up ends the walk.

    Raises InputError for a path that does not exist, before anything else is read.
    """
    given = [Path(_absolute(path)) for path in paths]
    for path in given:
        if not os.path.lexists(path):
            raise InputError("there is no file or folder {path}", path=article_path(path))
    seen: set[tuple[int, int]] = set()
    for path in given:
        if path.is_dir():
            yield from _below(path, seen, _Ignored.at(path, exclude))
        else:
            yield path


def is_left_out(path: Path, root: Path, exclude: Sequence[str]) -> bool:
    """Tell whether a walk from ``root`` would pass over a file below it."""
    ignored = _Ignored.at(root, exclude)
    folder = root
    for part in path.relative_to(root).parts:
        ignored = ignored.more(folder)
        folder = folder / part
        if part.startswith(".") or ignored.holds(folder, folder=folder != path):
            return True
    return False


def _below(
    folder: Path, seen: set[tuple[int, int]], ignored: "_Ignored"
) -> Iterator[Path | Rejected]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        reason = Message("the folder cannot be read ({fault})", {"fault": fault_of(error)})
        yield Rejected(article_path(folder), reason)
        return
    if IGNORE_FILE in names:
        ignored = ignored.more(folder)
    pages = {Path(name).stem for name in names if Path(name).suffix.lower() in _PAGES}
    for name in names:
        path = folder / name
        if name.startswith("."):
            continue
        if path.is_dir():
            page = _PAGE.fullmatch(name)
            if not (page and page["page"] in pages) and not ignored.holds(path, folder=True):
                yield from _below(path, seen, ignored)
        elif not ignored.holds(path):
            yield path


class _Ignored:
    """Patterns of files to leave out, each set relative to the folder that it is for."""

    def __init__(self, sets: Sequence[tuple[Path, Sequence[str]]]) -> None:
        self._sets = sets
        self._specs = [(folder, _spec(lines)) for folder, lines in sets if lines]

    @classmethod
    def at(cls, folder: Path, patterns: Sequence[str]) -> "_Ignored":
        """Return those that the user gives for a folder."""
        return cls([(folder, patterns)])

    def more(self, folder: Path) -> "_Ignored":
        """Return these and those of the folder's own file; one that cannot be read adds none."""
        try:
            lines = (folder / IGNORE_FILE).read_text("utf-8-sig", "replace").splitlines()
        except OSError:
            return self
        return _Ignored([*self._sets, (folder, lines)])

    def holds(self, path: Path, *, folder: bool = False) -> bool:
        """Tell whether a file or folder is to be left out."""
        return any(
            spec.match_file(str(path.relative_to(root)) + ("/" if folder else ""))
            for root, spec in self._specs
        )


def _spec(lines: Sequence[str]) -> Any:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
