"""Files that change, as batches to index, for ``naba index --watch``."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self, TypeVar

from tui.cli.arguments import absolute
from tui.cli.failure import system_fault
from tui.cli.streams import note
from tui.i18n import _, in_words

_LOOK_MS = 500
_DELETED = 3
"""Kind of change that the library tells a removal by."""
_AGAIN_SECONDS = 5.0
"""Pause after what cannot be done now and may be possible later."""

_Done = TypeVar("_Done")


class Watch:
    """Iterates over (changed paths, paths gone) under some files and folders, until interrupted.

    Watching begins when the context is entered, so that nothing is missed while what is there
    already gets indexed. A batch is given again, with what has changed since, until
    :meth:`done` is called. Hidden files, which are not indexed either, and the index itself
    do not count; ``directory`` is None for an index that is elsewhere.

    While one of the files or folders given is not there, nothing is yielded; when it is there
    again, or has been replaced, all of it counts as changed. So does everything when the index
    has been removed.
    """

    def __init__(self, paths: Sequence[str], directory: Path | None) -> None:
        self._roots = [absolute(path) for path in paths]
        self._index = absolute(directory) if directory else None
        self._pending: set[Path] = set()
        self._missing: set[Path] = set()
        self._removed: set[Path] = set()
        """What was removed since the last look: a new folder may have the old one's number."""

    def __enter__(self) -> Self:
        self._begin()
        note(_("watching; Ctrl-C ends"))
        return self

    def _begin(self) -> None:
        from watchfiles import watch

        self._identities = {root: _identity(root) for root in self._roots}
        self._changes = watch(
            *self._roots,
            watch_filter=self._counts,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            raise_interrupt=True,
        )
        next(self._changes)

    def __exit__(self, *_: object) -> None:
        self._changes.close()

    def __iter__(self) -> Iterator[tuple[list[Path], list[Path]]]:
        while True:
            changes = next(self._changes)
            self._pending |= {Path(name) for _kind, name in changes}
            self._removed |= {Path(name) for change, name in changes if change == _DELETED}
            if not self._all_there():
                time.sleep(_LOOK_MS / 1000)
                continue
            if not self._index_is_there():
                note(_("the index has gone; indexing everything again"))
                self._pending.update(self._roots)
            if self._pending:
                yield (
                    sorted(path for path in self._pending if os.path.lexists(path)),
                    sorted(path for path in self._pending if not os.path.lexists(path)),
                )

    def _all_there(self) -> bool:
        """Tell whether all roots are there, having begun anew if any has been replaced."""
        found = {root: _identity(root) for root in self._roots}
        missing = {root for root, identity in found.items() if identity is None}
        for root in sorted(missing - self._missing):
            note(_("{path} has gone; waiting until it is there again").format(path=root))
        self._missing = missing
        self._removed |= missing
        if missing:
            return False
        replaced = [
            root
            for root in self._roots
            if root in self._removed or found[root] != self._identities[root]
        ]
        self._removed.clear()
        if replaced:
            self._changes.close()
            try:
                self._begin()
            except FileNotFoundError:  # gone again in between
                self._removed.update(replaced)
                return False
            self._pending.update(replaced)
        return True

    def _index_is_there(self) -> bool:
        if self._index is None:
            return True
        from index.store.storage import newest_generation

        return newest_generation(self._index) >= 0

    def done(self) -> None:
        """Say that the batch given last has been dealt with."""
        self._pending.clear()

    def _counts(self, _change: Any, name: str) -> bool:
        path = Path(name)
        if self._index and path.is_relative_to(self._index):
            return False
        for root in self._roots:
            if path.is_relative_to(root):
                return not any(part.startswith(".") for part in path.relative_to(root).parts)
        return False


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file or folder from another of its name; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def until_done(work: Callable[[], _Done]) -> _Done:
    """Return what ``work`` returns, trying again while there is no room, or another writer."""
    while (result := attempt(work)) is None:
        pass
    return result


def attempt(work: Callable[[], _Done]) -> _Done | None:
    """Return what ``work`` returns; None, after a note and a pause, when it may work later."""
    from index.errors import ClusterError, IndexLocked, Shortage

    try:
        return work()
    except (ClusterError, IndexLocked, Shortage) as error:
        note(_("{fault}; trying again").format(fault=in_words(error.message)))
    except BrokenPipeError:
        raise
    except OSError as error:
        note(_("{fault}; trying again").format(fault=system_fault(error)))
    time.sleep(_AGAIN_SECONDS)
    return None
