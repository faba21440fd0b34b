"""Single flipped bits: `check` sees each, no merge takes one over, a repair says what is lost."""

import random
import tempfile
from pathlib import Path
from shutil import copytree, rmtree

from index import IndexDamaged, IndexFormat, NabaError, Repair, build, check_index, repair
from index.disk import create_file
from search import open_index
from tests.support import live_articles
from tests.torture import plan
from tests.torture.apart import Ended, apart
from tests.torture.figures import Figures

COUNT = 500
_QUERIES = ("الميناء", '"السفينة القمح"', "مدر*", "حلب OR دمشق", "شخص:سامر")
_SEGMENTS = 7
"""Segments of the index: with one more, they are merged."""
_ARTICLES = 14
"""Articles in a segment; the last ones replace some of the first."""


def torture(count: int = COUNT, seed: int = 1) -> Figures:
    """Flip ``count`` bits; ask, check, merge and repair what then is there."""
    figures = Figures("flips")
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        sound, broken = Path(folder, "sound"), Path(folder, "broken")
        for number in range(_SEGMENTS):
            part = range(number * _ARTICLES, (number + 1) * _ARTICLES)
            build(map(plan.record, part), sound, entities=False)
        before, answers = plan.state_of(live_articles(sound)), _answers(sound)
        files = [path for path in sound.iterdir() if path.name.startswith(("MAIN_", "naba_", "_"))]
        files = [path for path in files if path.stat().st_size]
        for _ in range(count):
            rmtree(broken, ignore_errors=True)
            copytree(sound, broken)
            name = chance.choices(files, [path.stat().st_size for path in files])[0].name
            data = bytearray((broken / name).read_bytes())
            at = chance.randrange(len(data))
            data[at] ^= 1 << chance.randrange(8)
            (broken / name).unlink()
            create_file(broken / name, bytes(data))
            figures.tries += 1
            where = f"{name}, byte {at}"
            _asked(figures, broken, answers, where)
            _checked(figures, broken, where)
            _merged(figures, broken, before, where)
            _repaired(figures, broken, before, where)
    return figures


def _answers(index: Path) -> list[tuple[int, tuple[str, ...]]]:
    with open_index(index) as engine:
        found = [engine.search(query, limit=100) for query in _QUERIES]
        return [(one.total, tuple(hit.title for hit in one.hits)) for one in found]


def _spent(figures: Figures, end: Ended, where: str) -> None:
    figures.spent(end.seconds, end.megabytes, where)
    if end.signal or (end.error and not isinstance(end.error, NabaError)):
        figures.fault("untyped", f"{where}: {end.trace or end.signal}")


def _asked(figures: Figures, index: Path, answers: object, where: str) -> None:
    """Ask. Bytes are not compared when a query reads them: an answer may differ, and is counted."""
    end = apart(lambda: _answers(index))
    _spent(figures, end, f"{where}, asked")
    if end.error:
        figures.notes["said by queries"] += 1
    elif end.value != answers:
        figures.notes["answers that differ, until `check` (bytes are not compared then)"] += 1


def _checked(figures: Figures, index: Path, where: str) -> None:
    end = apart(lambda: check_index(index))
    _spent(figures, end, f"{where}, checked")
    if not end.value and not isinstance(end.error, (IndexDamaged, IndexFormat)):
        figures.fault("wrong", f"{where}: `check` finds nothing")


def _merged(figures: Figures, index: Path, before: plan.State, where: str) -> None:
    """Bring a copy of the index up to date, so that all of its segments are merged."""
    copy = index.with_name("merged")
    rmtree(copy, ignore_errors=True)
    copytree(index, copy)
    number = _SEGMENTS * _ARTICLES
    end = apart(lambda: build([plan.record(number)], copy, entities=False))
    _spent(figures, end, f"{where}, merged")
    if end.error:
        figures.notes["said by merges"] += 1
        return
    found = apart(lambda: (check_index(copy), plan.state_of(live_articles(copy))))
    if found.error or found.value[0]:
        figures.fault("wrong", f"{where}: went into a merge: {found.error or found.value[0]}")
    elif found.value[1] != {**before, plan.record(number).id: number}:
        figures.fault("lost", f"{where}: a merge changed articles")
    else:
        figures.notes["merges that did without the flipped byte"] += 1


def _repaired(figures: Figures, index: Path, before: plan.State, where: str) -> None:
    end = apart(lambda: (repair(index), check_index(index), plan.state_of(live_articles(index))))
    _spent(figures, end, f"{where}, repaired")
    if end.error:
        return
    done: Repair
    done, problems, state = end.value
    gone = before.keys() - state.keys()
    if problems:
        figures.fault("wrong", f"{where}: after the repair: {problems[0]}")
    elif any(state[name] != before.get(name) for name in state) and not done.remarks:
        figures.fault("wrong", f"{where}: the repair brought older versions back without a word")
    elif len(gone) > len(done.lost) and not done.remarks:
        figures.fault("lost", f"{where}: the repair lost {sorted(gone)} and named {done.lost}")
    figures.notes["articles lost by repairs, each named"] += len(gone)
