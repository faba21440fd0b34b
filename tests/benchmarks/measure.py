"""Runs the steps, the engines taking turns, and makes the tables."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from statistics import median, quantiles
from typing import Any, NamedTuple

from tests.benchmarks.corpus import write_corpus

ROOT = Path(__file__).parents[2]
BARE = "import numpy, whoosh.qparser"
"""What a query cannot start without: the measure of a cold start."""


class Cost(NamedTuple):
    """Seconds by the clock and of all processors; the largest process's memory in MB."""

    wall: float
    cpu: float
    memory: float
    output: str


def available(names: Iterable[str]) -> list[str]:
    """Return those of the engines that are installed, and say which are not."""
    missing = [name for name in names if name == "tantivy" and not find_spec(name)]
    if missing:
        print(f"not installed, left out: {', '.join(missing)}\n")
    return [name for name in names if name not in missing]


def run(command: Sequence[str], kernels: str = "") -> Cost:
    """Run a command to its end, on some kernels of naba. Raises RuntimeError when it fails."""
    compiled = Path(tempfile.gettempdir(), "naba-benchmarks")  # as in an installed package
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["NABA_KERNELS"] = kernels
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=output, cwd=ROOT)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command[:6])} … ended with {process.returncode}")
        output.seek(0)
        printed = output.read().decode()
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, printed)


def measure(names: Sequence[str], count: int, seed: int, rounds: int) -> dict[str, dict[str, Any]]:
    """Return engine to figure to value, the best of ``rounds``; peers take turns in each."""
    figures: dict[str, dict[str, list[float]]] = {name: {} for name in names}
    with tempfile.TemporaryDirectory() as scratch:
        records, queries = Path(scratch, "news.jsonl"), Path(scratch, "queries.json")
        asked = write_corpus(records, count, seed)
        queries.write_text(json.dumps(asked, ensure_ascii=False), "utf-8")
        for turn in range(rounds):
            for name in (*names[turn % len(names) :], *names[: turn % len(names)]):
                directory = Path(scratch, name)
                rmtree(directory, ignore_errors=True)
                directory.mkdir()
                for figure, value in _one(name, records, queries, directory, count, asked[0].text):
                    figures[name].setdefault(figure, []).append(value)
    return {
        name: {f: (max if "a second" in f else min)(v) for f, v in found.items()}
        for name, found in figures.items()
    }


def _one(
    name: str, records: Path, queries: Path, directory: Path, count: int, word: str
) -> Iterable[tuple[str, float]]:
    step = [sys.executable, "-m", "tests.benchmarks.step", name]
    kernels = "numpy" if name == "naba-numpy" else ""
    cost = run([*step, "index", str(records), str(directory)], kernels)
    yield "articles a second of CPU", count / cost.cpu
    yield "articles a second by the clock", count / cost.wall
    yield "memory while indexing, MB", cost.memory
    size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    yield "index with stored text, MB", size / 1e6
    asked = run([*step, "ask", str(queries), str(directory)], kernels)
    yield "memory while answering, MB", asked.memory
    found = json.loads(asked.output)
    phrases = [t for kind, ts in found["top"].items() if kind.startswith("phrase") for t in ts]
    words = [t for kind, ts in found["top"].items() if not kind.startswith("phrase") for t in ts]
    counted = [t for ts in found["facets"].values() for t in ts]
    groups = {"top 10 and total": words, "phrases": phrases, "facets": counted}
    for what, times in groups.items():
        yield f"{what}, median ms", median(times)
        yield f"{what}, 95 % ms", quantiles(times, n=20)[-1]
    cold = [*step, "cold", str(queries), str(directory)]
    if name.startswith("naba"):
        cold = [sys.executable, "-m", "tui.cli", "query", word, "--index", str(directory)]
        cold += ["--format", "ids"]
    yield "cold start, ms of CPU", 1000 * min(run(cold, kernels).cpu for _ in range(3))


def bare_start() -> float:
    """Return the milliseconds of CPU that the imports alone take."""
    return 1000 * min(run([sys.executable, "-c", BARE]).cpu for _ in range(3))


def table(title: str, columns: Sequence[str], figures: dict[str, dict[str, float]]) -> str:
    """A Markdown table, a row a figure, with each column's ratio to the first."""
    first = columns[0]
    lines = [f"| {title} | {' | '.join(columns)} |", "|---|" + "---:|" * len(columns)]
    for figure, value in figures[first].items():
        cells = [f"{value:,.4g}"]
        for name in columns[1:]:
            other = figures[name][figure]
            cells.append(f"{other:,.4g} ({other / value:.2f} ×)")
        lines.append(f"| {figure} | {' | '.join(cells)} |")
    return "\n".join(lines)
