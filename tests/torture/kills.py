"""Kills of a run at any moment, many of them between two effects on the disk: nothing is lost."""

import os
import random
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from typing import Any

from tests.torture import plan
from tests.torture.apart import Working, apart
from tests.torture.figures import Figures
from tests.torture.looking import look, look_at

COUNT = 500
_EFFECTS = ("fsync", "rename", "replace", "unlink", "mkdir", "rmdir", "open")
"""Functions of ``os`` that reach the disk."""
_ROW = 25
"""Kills after which a new index is begun."""


def torture(count: int = COUNT, seed: int = 1) -> Figures:
    """Kill ``count`` runs; look each time at what is there, and go on with the same index."""
    figures = Figures("kills")
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder, "ix")
        for kill in range(count):
            if kill % _ROW == 0:
                rmtree(index, ignore_errors=True)
                row = plan.Row(kill)
            if chance.random() < 0.05:
                _kill_workers(figures, index, row, chance)
            else:
                _kill(figures, index, row, chance)
            figures.tries += 1
    return figures


def _kill(figures: Figures, index: Path, row: plan.Row, chance: random.Random) -> None:
    """Kill runs that begin where a row is."""
    effect = chance.randrange(1, 250) if chance.random() < 0.6 else 0
    figures.notes["killed in an effect" if effect else "killed at a moment"] += 1
    working = Working(lambda tell: _endless(tell, index, row, effect))
    if working.listen(60.0 if effect else chance.uniform(0.01, 1.2)):
        working.kill()
    how = working.ended()
    if how.error:
        figures.fault("untyped", how.trace)
    look(figures, index, row, *(working.told[-1] if working.told else (row.number, 0)))


def _kill_workers(figures: Figures, index: Path, row: plan.Row, chance: random.Random) -> None:
    """Kill a run of several processes; what it commits is the work of either, or all of it."""
    figures.notes["killed with two workers"] += 1
    run = row.run(row.number)
    working = Working(lambda tell: _with_workers(index, run))
    working.listen(chance.uniform(0.5, 4.0))
    working.kill()
    working.ended()
    before = row.states(row.number)[row.batches]
    found = look_at(figures, index)
    coming = row.states(row.number)[-1]
    if found is None or any(
        found.get(name) not in (before.get(name), coming.get(name)) for name in {*found, *before}
    ):
        figures.fault("lost", f"{run}: an article is of no version of before or after")
    end = apart(lambda: plan.do(run, index))
    if end.error or end.signal:
        figures.fault("lost", f"{run}: {end.trace or end.signal}")
    look(figures, index, row, run.number + 1, 0)


def _with_workers(index: Path, run: plan.Run) -> None:
    plan.commit_often()
    plan.do(run, index, workers=2)


def _endless(tell: Callable[[Any], None], index: Path, row: plan.Row, effect: int) -> None:
    told = [row.number, 0]

    def committed() -> None:
        told[1] += 1
        tell(tuple(told))

    plan.commit_often(committed)
    if effect:
        _die_at(effect)
    while True:
        plan.do(row.run(told[0]), index)
        told[:] = [told[0] + 1, 0]
        tell(tuple(told))


def _die_at(effect: int) -> None:
    """Kill this process before its effect of that number on the disk, or after it."""
    left = effect

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **values: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                if effect % 2:
                    real(*args, **values)
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **values)

        return call

    for name in _EFFECTS:
        setattr(os, name, dying(getattr(os, name)))
