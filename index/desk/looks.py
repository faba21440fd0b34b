"""How far the alerts of each saved search have looked: the time of the newest articles seen."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from index.desk.database import DESK, Database
from index.disk import turn

TURN = f"{DESK}.lock"
"""Name of the file that is locked while alerts are told: SQLite locks the other one itself."""


class Looks:
    """The looks at the index in ``directory``; a search goes by its name."""

    def __init__(self, directory: Path) -> None:
        self._database = Database(directory)
        self._lock = directory / TURN

    def turn(self) -> AbstractContextManager[None]:
        """Wait for the programs that tell of this index, and keep others waiting."""
        return turn(self._lock)

    def read(self) -> dict[str, int]:
        """Return up to when each search has been told what came in, in milliseconds since 1970."""
        with self._database.reading() as database:
            return {} if database is None else dict(database.execute("SELECT * FROM look"))

    def record(self, looks: Mapping[str, int]) -> None:
        """Take note, durably, of what has been delivered; no look goes back in time."""
        with self._database.writing() as database:
            database.executemany(
                "INSERT INTO look (search, arrived) VALUES (?, ?) ON CONFLICT (search) "
                "DO UPDATE SET arrived = max(arrived, excluded.arrived)",
                looks.items(),
            )

    def forget(self, search: str) -> None:
        """Forget the looks of a search that is no longer kept."""
        if search in self.read():
            with self._database.writing() as database:
                database.execute("DELETE FROM look WHERE search = ?", (search,))
