"""Power cuts at every sync of a row of runs: what was told to be committed is there."""

import random
import tempfile
from pathlib import Path
from shutil import rmtree

from tests.torture import plan
from tests.torture.apart import apart
from tests.torture.figures import Figures
from tests.torture.looking import look
from tests.torture.recorded_disk import RecordedDisk, Synced, cut

COUNT = 300
_RUNS = 8


def torture(count: int = COUNT, seed: int = 1) -> Figures:
    """Cut the power ``count`` times, at each sync of rows of runs in turn, and go on from there."""
    figures = Figures("power")
    chance = random.Random(seed)
    plan.commit_often(lambda: telling[0]())
    row = 0
    with tempfile.TemporaryDirectory() as folder:
        while figures.tries < count:
            record = _recorded(Path(folder, f"row{row}"), row)
            syncs = [n for n, one in enumerate(record.effects, 1) if isinstance(one, Synced)]
            for at in syncs:
                if figures.tries == count:
                    break
                left = Path(folder, "left")
                rmtree(left, ignore_errors=True)
                # At the sync, or anywhere until the next one.
                _look(figures, record, at + chance.choice((-1, 0, 0, 1, 2, 3)), left, row, chance)
            row += 1
            figures.notes["rows of runs"] += 1
    return figures


telling = [lambda: None]
"""Whom a commit tells."""


def _recorded(root: Path, seed: int) -> RecordedDisk:
    """Return the record of the first runs of a row, with what they told."""
    root.mkdir()
    record = RecordedDisk(root)
    row = plan.Row(seed)
    told = [0, 0]

    def committed() -> None:
        told[1] += 1
        record.tell(tuple(told))

    telling[0] = committed
    with record.recording():
        for number in range(_RUNS):
            plan.do(row.run(number), root / "ix")
            told[:] = [number + 1, 0]
            record.tell(tuple(told))
    telling[0] = lambda: None
    return record


def _look(
    figures: Figures,
    record: RecordedDisk,
    at: int,
    left: Path,
    seed: int,
    chance: random.Random,
) -> None:
    told = cut(record, at, left, chance)
    row = plan.Row(seed)
    figures.tries += 1
    look(figures, left / "ix", row, *(told[-1] if told else (0, 0)))
    run = row.run(row.number)
    end = apart(lambda: plan.do(run, left / "ix"))
    if end.error or end.signal:
        figures.fault("wrong", f"after a cut: {end.trace or end.signal}")
    else:
        look(figures, left / "ix", row, run.number + 1, 0)
