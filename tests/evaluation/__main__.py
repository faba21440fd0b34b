"""Measures naba on judged material, beside Lucene and beside what is on record.

    python -m tests.evaluation [set …] [--no-lucene] [--write]

Sets: arcd tydi_dev_ar xquad_ar factcheck ant_title ant_abstract, conflation, variants, words,
names_first; all without any. ``--write`` puts the figures on record (``expected/*.toml``).
Lucene is found by ``LUCENE_JAR``. Exit code 1 when a figure has fallen below the record, naba is
below Lucene, or something could not be measured.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial

from tests.evaluation import conflation, names_first, retrieval, words
from tests.evaluation.material import RETRIEVAL, Missing, expected, judged_set, record

TABLES = {"conflation": conflation.conflation, "variants": conflation.variants}
LONG_TABLES = {"names_first": names_first.names_first, "words": words.words}
"""What takes too long for every run of the tests: a corpus is indexed with its names, small
indexes by the dozen."""
TOLERANCE = 0.002
"""A figure may fall by this much: ties, and a word or two."""


def main() -> int:
    """Run what was asked for; return the exit code."""
    tables = TABLES | LONG_TABLES
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("sets", nargs="*", metavar="set", choices=[*RETRIEVAL, *tables, []])
    parser.add_argument("--no-lucene", action="store_true", help="naba alone")
    parser.add_argument("--write", action="store_true", help="put the figures on record")
    args = parser.parse_args()
    sets = args.sets or [*RETRIEVAL, *tables]
    problems = []
    measurements: list[Callable[[], list[str]]] = [
        partial(_retrieval, [name for name in sets if name in RETRIEVAL], args)
    ]
    measurements += [partial(_table, name, args.write) for name in sets if name in tables]
    for measure in measurements:
        try:
            problems += measure()
        except Missing as missing:
            problems.append(f"not measured: {missing}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def shortfalls(name: str, system: str, figures: retrieval.Figures) -> Iterator[str]:
    """What has got worse than is on record; of ``wrong`` joins more is worse."""
    for measure, was in expected(name).get(system, {}).items():
        now = figures[measure]
        worse = now - was if measure.endswith("wrong") else was - now
        if worse > TOLERANCE:
            yield f"{name}: {system} {measure} {now:.4f}, on record {was:.4f}"


def _retrieval(names: list[str], args: argparse.Namespace) -> list[str]:
    problems: list[str] = []
    rows: dict[str, list[retrieval.Figures]] = {"naba": [], "lucene": []}
    if names:
        print(f"{'':14}" + "".join(f"{m:>9}{'Lucene':>9}{'':>8}" for m in retrieval.MEASURES))
    for name in names:
        judged = judged_set(name)
        figures = {"naba": retrieval.naba(judged)}
        if not args.no_lucene:
            try:
                figures["lucene"] = retrieval.lucene(judged)
            except Missing as missing:
                print(f"Lucene left out: {missing}", file=sys.stderr)
                args.no_lucene = True
        for system, found in figures.items():
            rows[system].append(found)
        _line(name, figures)
        if args.write:
            record(name, figures)
        problems += shortfalls(name, "naba", figures["naba"])
        if beside := figures.get("lucene"):
            below = [m for m, value in beside.items() if figures["naba"][m] < value]
            problems += [f"{name}: {measure} below Lucene" for measure in below]
    if len(names) > 1:
        _line("macro", {system: retrieval.macro(found) for system, found in rows.items() if found})
    return problems


def _line(label: str, figures: dict[str, retrieval.Figures]) -> None:
    cells = []
    for measure, value in figures["naba"].items():
        beside = figures.get("lucene", {}).get(measure)
        cells.append(f"{value:9.4f}")
        cells.append(f"{beside:9.4f}{value / beside - 1:+8.1%}" if beside else f"{'':17}")
    print(f"{label:14}" + "".join(cells), flush=True)


def _table(name: str, write: bool) -> list[str]:
    figures = (TABLES | LONG_TABLES)[name]()
    if write:
        record(name, figures)
    print(f"\n{name:24}" + "".join(f"{view:>9}" for view in figures))
    for measure in next(iter(figures.values())):
        print(f"{measure:24}" + "".join(f"{found[measure]:9.3f}" for found in figures.values()))
    return [p for view, found in figures.items() for p in shortfalls(name, view, found)]


if __name__ == "__main__":
    sys.exit(main())
