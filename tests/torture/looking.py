"""What an index holds after whatever was done to it, compared with what it was given."""

from pathlib import Path
from shutil import rmtree

from index import IndexMissing, check_index
from tests.support import live_articles
from tests.torture.figures import Figures
from tests.torture.plan import Row, State, state_of


def look_at(figures: Figures, index: Path) -> State | None:
    """Return the state of an index, none of its articles when it is not there; None when broken."""
    try:
        if problems := check_index(index):
            figures.fault("wrong", problems[0])
        return state_of(live_articles(index))
    except IndexMissing:
        return {}
    except Exception as error:
        figures.fault("lost", repr(error))
        return None


def look(figures: Figures, index: Path, row: Row, number: int, commits: int) -> None:
    """Count it as a fault when an index is not where a row may be of which so much was told.

    Then another index is begun.
    """
    found = look_at(figures, index)
    if found is None or not row.follow(found, number, commits):
        figures.fault("lost", f"run {number}, {commits} commits of it: not a state that was told")
        rmtree(index, ignore_errors=True)
        row.number, row.batches = 0, 0
