"""When articles come in: at the time of the run that brings them, and of no later one.

An article keeps its time when its text changes, its file moves, segments are merged, or the
index is rebuilt; so what is new is what came in later than what has been looked at. All that a
run brings has one time, later than that of any run before, whatever the clock says.
"""

from collections.abc import Mapping
from time import time_ns
from typing import Protocol

from index.codec.segment_file import ENDING
from index.run.salvage import salvage_times
from index.store.session import WriteSession


def time_of_run(last: int) -> int:
    """Return the time of a run that begins now, later than the ``last`` there has been.

    Both are milliseconds since 1970.
    """
    return max(time_ns() // 1_000_000, last + 1)


def arrivals(session: WriteSession) -> dict[str, int]:
    """Return when the articles of the index came in, by their ids, as far as that can be read.

    An index that cannot be searched, being of another analysis or damaged, may still say so.
    """
    found: dict[str, int] = {}
    for name in session.own_names():
        if name.endswith(ENDING):
            for article_id, added in salvage_times(session.directory / name).items():
                found[article_id] = max(added, found.get(article_id, 0))
    return found


class Arrivals(Protocol):
    """Says when articles came in, as far as an index has them."""

    def added(self, article_id: str) -> int | None:
        """Return when the article of that id first came in, None when none is here."""


class Clock:
    """Says when articles came in: by the ledger, else by what is ``known``, else in this run."""

    def __init__(self, ledger: Arrivals, known: Mapping[str, int], time: int) -> None:
        self._ledger = ledger
        self._known = known
        self._time = time

    def added(self, article_id: str) -> int:
        """Return when the article of an id first came in, in milliseconds since 1970."""
        return self._ledger.added(article_id) or self._known.get(article_id) or self._time
