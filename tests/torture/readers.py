"""Commits under readers: whatever they find was committed, and nothing older than before."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index import IndexMissing
from search import Engine, open_index
from tests.support import live_articles
from tests.torture import plan
from tests.torture.apart import Working
from tests.torture.figures import Figures

COUNT = 100
_READERS = 3


def torture(count: int = COUNT, seed: int = 1) -> Figures:
    """Make ``count`` commits while three processes read all that there is, again and again."""
    figures = Figures("readers")
    with tempfile.TemporaryDirectory() as folder:
        index, over = Path(folder, "ix"), Path(folder, "over")
        row = plan.Row(seed)
        states = [{}, *_states(row, count)]
        readers = [Working(_reading(index, over, states, n)) for n in range(_READERS)]
        try:
            writer = Working(_writing(index, row, count))
            end = writer.ended()
        finally:
            over.touch()
        if end.error or end.signal:
            figures.fault("lost", end.trace or f"the writer: signal {end.signal}")
        figures.tries = sum(isinstance(told, int) for told in writer.told)
        for reader in readers:
            seen = reader.ended()
            if seen.error or seen.signal:
                figures.fault("wrong", seen.trace or f"a reader: signal {seen.signal}")
                continue
            figures.notes["looks"] += seen.value[0]
            figures.notes["states seen"] += seen.value[1]
            figures.largest = max(figures.largest, seen.megabytes)
    return figures


def _states(row: plan.Row, count: int) -> list[plan.State]:
    found: list[plan.State] = []
    number = 0
    while len(found) < count:
        found += row.states(number)[1:]
        number += 1
    return found


def _writing(index: Path, row: plan.Row, count: int) -> Callable[[Callable[[Any], None]], None]:
    def work(tell: Callable[[Any], None]) -> None:
        commits = number = 0

        def committed() -> None:
            nonlocal commits
            commits += 1
            tell(commits)

        plan.commit_often(committed)
        while commits < count:
            plan.do(row.run(number), index)
            number += 1

    return work


def _reading(
    index: Path, over: Path, states: list[plan.State], seed: int
) -> Callable[[Callable[[Any], None]], tuple[int, int]]:
    """Return a reader: it opens the index anew or goes on with an open one, and compares."""

    def work(tell: Callable[[Any], None]) -> tuple[int, int]:
        chance = random.Random(seed)
        place, looks, seen = 0, 0, set()
        engine: Engine | None = None
        while not over.exists():
            try:
                if engine is None:
                    engine = open_index(index)
                engine.refresh()
                place = _place(engine, states, place)
                if chance.random() < 0.3:
                    place = _follow(plan.state_of(live_articles(index)), states, place)
            except IndexMissing:
                if place:
                    raise
                continue
            looks += 1
            seen.add(place)
            if chance.random() < 0.1:
                engine.close()
                engine = None
        return looks, len(seen)

    return work


def _place(engine: Engine, states: list[plan.State], place: int) -> int:
    """Return where in the row an engine's answers are."""
    found = engine.search("خبر", limit=plan.ARTICLES, bare=False)
    state = {hit.id: int(hit.title.split()[-1]) for hit in found.hits}
    if len(state) != found.total:
        raise ValueError(f"{found.total} results, {len(state)} articles")
    return _follow(state, states, place)


def _follow(state: plan.State, states: list[plan.State], place: int) -> int:
    try:
        return states.index(state, place)
    except ValueError:
        where = states.index(state) if state in states else "nowhere"
        raise ValueError(f"a state of {where} after {place}") from None
