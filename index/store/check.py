"""``naba check``: does the index on disk hold together?

First the bytes (every file is there with the size and CRC-32 its manifest names), then the
sense (:mod:`index.store.consistency`).
"""

from pathlib import Path

from index.store.consistency import nonsense
from index.store.snapshot import open_snapshot
from index.store.storage import damaged_files, read_generation


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
