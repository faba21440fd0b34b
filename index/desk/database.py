"""The file that holds what a user keeps beside an index: an SQLite database in its folder.

No generation of the index knows of it, and nothing that is done to an index touches it. Every
change is one transaction: any number of programs may write, each waits for the one before, and
one that is killed leaves nothing of its change. The file may come from anywhere, like an index:
one with other tables, or triggers, is not opened.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter_ns, time_ns
from typing import TYPE_CHECKING

from index.errors import IndexLocked, InputError, NabaError

if TYPE_CHECKING:
    import sqlite3

DESK = "naba.desk"
"""Name of the file in the folder of an index."""

_TABLES = (
    "CREATE TABLE tag (name TEXT NOT NULL, article TEXT NOT NULL, PRIMARY KEY (name, article)) "
    "WITHOUT ROWID",
    "CREATE INDEX tags_of_article ON tag (article)",
    "CREATE TABLE look (search TEXT NOT NULL PRIMARY KEY, arrived INTEGER NOT NULL) WITHOUT ROWID",
)
_PATIENCE = 30.0
"""Seconds to wait for another program that is writing."""
_MOMENT = 100_000_000
"""Nanoseconds within which two changes of a file may bear the same time."""


class DeskDamaged(NabaError):
    """The file of tags cannot be read."""


class Database:
    """The tables beside the index in ``directory``; any number of threads may use it.

    Reading where there is no file finds nothing, and makes none.
    """

    def __init__(self, directory: Path) -> None:
        self.path = directory / DESK

    def version(self) -> tuple[int, ...]:
        """Return what differs after every change, nothing when there is no file.

        The file is not opened: to close it again would undo the locks that this process has on it
        (POSIX). For a moment after a change, while another may bear the same time, no two are
        alike.
        """
        try:
            found = self.path.stat()
        except OSError:
            return ()
        if abs(time_ns() - found.st_mtime_ns) < _MOMENT:
            return (perf_counter_ns(),)
        return found.st_ino, found.st_mtime_ns, found.st_size

    @contextmanager
    def reading(self) -> Iterator["sqlite3.Connection | None"]:
        """Open the file to read it; None when there is none."""
        if not self._is_there():
            yield None
            return
        with self._told():
            # One that a killed program was writing to is put right by who reads it, if it may.
            mode = "rw" if os.access(self.path, os.W_OK) else "ro"
            with closing(self._connected(mode)) as database:
                yield database if self._has_tables(database) else None

    @contextmanager
    def writing(self) -> Iterator["sqlite3.Connection"]:
        """Open the file, made if there is none, for one change: all of it is kept, or nothing."""
        self._is_there()  # or raises, when something else lies in its place
        with self._told(), closing(self._connected("rwc")) as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                # Whoever comes first makes the tables with its change: between the making of a file
                # and that there is a moment, in which others open it and a program may be killed.
                if not self._has_tables(database):
                    for table in _TABLES:
                        database.execute(table)
                yield database
                database.execute("COMMIT")
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise

    def _is_there(self) -> bool:
        try:
            mode = self.path.lstat().st_mode
        except FileNotFoundError:
            return False
        if not stat.S_ISREG(mode):
            raise InputError("{path} is in the way; remove it", path=self.path)
        return True

    def _connected(self, mode: str) -> "sqlite3.Connection":
        import sqlite3

        database = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=_PATIENCE,
            isolation_level=None,
        )
        try:
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA cell_size_check = ON")
            database.execute("PRAGMA synchronous = EXTRA")
        except BaseException:
            database.close()
            raise
        return database

    def _has_tables(self, database: "sqlite3.Connection") -> bool:
        """Return whether the tables are there; False for a file that nothing was written to yet."""
        tables = database.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL").fetchall()
        if tables and {sql for (sql,) in tables} != set(_TABLES):
            raise self._damaged("it has other tables")
        return bool(tables)

    def _damaged(self, fault: str) -> DeskDamaged:
        return DeskDamaged(
            "the tags in {path} cannot be read ({fault}); move the file away, and bring tags back "
            "with: naba tag --import FILE",
            path=self.path,
            fault=fault,
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite raises into errors of naba."""
        import sqlite3

        try:
            yield
        except sqlite3.OperationalError as error:
            code = (error.sqlite_errorcode or 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise IndexLocked(
                    "another process is writing to {path}; try again when it has ended",
                    path=self.path,
                ) from error
            if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
                raise self._damaged(str(error)) from error
            raise NabaError(
                "cannot open {path}: {reason}", path=self.path, reason=str(error)
            ) from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(str(error)) from error
