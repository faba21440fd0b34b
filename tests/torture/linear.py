"""How the time of every reader grows with one long text: four times the text, four times as much.

The texts are runs of a sign that parsers and regular expressions may look through again and
again. Seconds are CPU time, so that this belongs to no ordinary test.
"""

import random
import tempfile
import time
from pathlib import Path

from index.ingest import read_paths
from tests.torture.apart import apart
from tests.torture.figures import Figures
from tests.torture.files import TEXT, seeds

COUNT = 10_000
"""More than there are."""
_UNITS = (
    *(" ", "\n", "\t", "ا", "ا ", "-", "#", "*", "[", "](", "(", '"', "\\", "{", ",", ";", ": "),
    *("<", "<p>", "<div>", "<a ", "</p>", "&amp;", "&#", "<!--", "]]>", "http://a ", "@", "=\n"),
)
_LENGTH = 100_000
_MOST_GROWTH = 8.0
"""Growth of the time with four times the length: 4 is linear, 16 quadratic."""
_FELT = 0.5
"""Seconds below which growth is noise."""


def torture(count: int = COUNT, seed: int = 1) -> Figures:
    """Read long texts in every form, ``count`` of them."""
    figures = Figures("linear")
    text = TEXT.encode()
    forms = {name: data for name, data in seeds().items() if text in data}
    tries = [(name, unit) for name in sorted(forms) for unit in _UNITS]
    random.Random(seed).shuffle(tries)
    with tempfile.TemporaryDirectory() as folder:
        for name, unit in tries[:count]:
            figures.tries += 1
            before, _, after = forms[name].partition(text)
            spent = []
            for times in (1, 4):
                long = unit.encode() * (times * _LENGTH // len(unit.encode()))
                path = Path(folder, name)
                path.write_bytes(before + text + long + text + after)
                end = apart(lambda path=path: _seconds(path), patience=120.0)  # type: ignore[misc]
                if end.error or end.signal:
                    figures.fault("slow", f"{name}, {unit!r}: {end.trace or end.signal}")
                    break
                figures.largest = max(figures.largest, end.megabytes)
                spent.append(end.value)
            if len(spent) == 2:
                figures.slowest = max(figures.slowest, spent[1])
                if spent[1] > _FELT and spent[1] > _MOST_GROWTH * spent[0]:
                    figures.fault(
                        "slow", f"{name}, {unit!r}: {spent[0]:.2f} s, then {spent[1]:.2f}"
                    )
    return figures


def _seconds(path: Path) -> float:
    started = time.process_time()
    for _ in read_paths([path]):
        pass
    return time.process_time() - started
