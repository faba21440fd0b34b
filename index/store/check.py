"""``naba check``: does the index on disk hold together?

First the bytes (every file is there with the size and CRC-32 its manifest names), then the
sense (:mod:`index.store.consistency`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexDamaged, NabaError
from index.store.consistency import nonsense
from index.store.snapshot import open_snapshot
from index.store.storage import UNREADABLE, damaged_files, read_generation


def check_index(directory: str | Path) -> list[str]:
    """Return what is damaged in the index, one line each; an empty list when it is clean.

    Raises IndexMissing, IndexFormat or IndexDamaged when the index cannot be opened at all.
    """
    path = Path(directory)
    generation = read_generation(path)
    problems = list(damaged_files(path, generation.files))
    if problems:
        return problems
    snapshot = open_snapshot(path)
    try:
        return list(nonsense(snapshot))
    finally:
        snapshot.close()


@contextmanager
def damage_told(directory: Path) -> Iterator[None]:
    """Return a context for whoever writes to an index: what its damage makes fail is IndexDamaged.

    Files with right checksums may have been made by anyone, so that only reading them shows it.
    Other failures leave the context as they are.
    """
    try:
        yield
    except NabaError:
        raise
    except (*UNREADABLE, FileNotFoundError) as error:
        try:
            problems = check_index(directory)
        except NabaError as found:
            problems = [str(found)] if isinstance(found, IndexDamaged) else []
        if problems:
            raise IndexDamaged.because(directory, "{what}", what=problems[0]) from error
        raise
