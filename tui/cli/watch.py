"""Files that change, as batches to index, for ``naba index --watch``."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from tui.cli.arguments import absolute
from tui.cli.streams import note

_LOOK_MS = 500


class Watch:
    """Iterates over (changed paths, paths gone) under some files and folders, until interrupted.

    Watching begins when the context is entered, so that nothing is missed while what is there
    already gets indexed. A batch is given again, with what has changed since, until
    :meth:`done` is called. Hidden files, which are not indexed either, and the index itself
    do not count.
    """

    def __init__(self, paths: Sequence[str], directory: Path) -> None:
        self._roots = [absolute(path) for path in paths]
        self._index = absolute(directory)
        self._pending: set[Path] = set()

    def __enter__(self) -> Self:
        from watchfiles import watch

        self._changes = watch(
            *self._roots,
            watch_filter=self._counts,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            raise_interrupt=True,
        )
        next(self._changes)
        note("watching; Ctrl-C ends")
        return self

    def __exit__(self, *_: object) -> None:
        self._changes.close()

    def __iter__(self) -> Iterator[tuple[list[Path], list[Path]]]:
        for changes in self._changes:
            self._pending |= {Path(name) for _, name in changes}
            if self._pending:
                yield (
                    sorted(path for path in self._pending if os.path.lexists(path)),
                    sorted(path for path in self._pending if not os.path.lexists(path)),
                )

    def done(self) -> None:
        """Say that the batch given last has been dealt with."""
        self._pending.clear()

    def _counts(self, _change: Any, name: str) -> bool:
        path = Path(name)
        if path.is_relative_to(self._index):
            return False
        for root in self._roots:
            if path.is_relative_to(root):
                return not any(part.startswith(".") for part in path.relative_to(root).parts)
        return False
