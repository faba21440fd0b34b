"""naba beside its peers, each step a process of its own, in tables with ratios.

    python -m tests.benchmarks                      5,000 generated articles, all engines here
    python -m tests.benchmarks run --articles 20000 --engines naba,fts5 --rounds 3
    python -m tests.benchmarks --plot figures.svg   with a plot of the times of queries
    python -m tests.benchmarks growth 1000 10000 100000
    python -m tests.benchmarks shared --size 10k --peers naba,tantivy --work /tmp/bench

Times depend on the machine and on who else uses it: compare within one table.
"""

import argparse
import sys
from pathlib import Path

from tests.benchmarks.engines import ENGINES
from tests.benchmarks.measure import available, bare_start, measure, table
from tests.benchmarks.plot import svg
from tests.benchmarks.shared import DEFAULT, run_shared


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = parser.add_subparsers(dest="command")
    one = commands.add_parser("run", help="all engines on one size")
    one.add_argument("--articles", type=int, default=5000)
    one.add_argument("--engines", default=",".join(ENGINES))
    one.add_argument("--rounds", type=int, default=1)
    one.add_argument("--plot", type=Path, help="where a plot of the times goes, as SVG")
    growth = commands.add_parser("growth", help="naba on several sizes")
    growth.add_argument("sizes", type=int, nargs="+")
    growth.add_argument("--engine", choices=ENGINES, default="naba")
    for generated in (one, growth):
        generated.add_argument("--seed", type=int, default=7)
    shared = commands.add_parser("shared", help="naba among the peers of another bench")
    shared.add_argument("--bench", type=Path, default=DEFAULT)
    shared.add_argument("--work", type=Path, required=True, help="where the copy goes")
    shared.add_argument("--size", default="10k", choices=("1k", "10k", "100k", "1m"))
    shared.add_argument("--peers", default="naba")
    shared.add_argument("--rounds", type=int, default=1)
    given = sys.argv[1:]
    if not {*given} & {*commands.choices, "-h", "--help"}:
        given = ["run", *given]
    options = parser.parse_args(given)
    if options.command == "shared":
        return run_shared(options.bench, options.work, options.size, options.peers, options.rounds)
    if options.command == "growth":
        columns = [f"{size:,}" for size in options.sizes]
        runs = [measure([options.engine], size, options.seed, 1) for size in options.sizes]
        by_size = {name: run[options.engine] for name, run in zip(columns, runs, strict=True)}
        print(table(f"{options.engine}, articles", columns, by_size))
        return 0
    engines = available(options.engines.split(","))
    figures = measure(engines, options.articles, options.seed, options.rounds)
    print(table(f"{options.articles:,} articles", engines, figures))
    if options.plot:
        times = {
            name: {figure: value for figure, value in own.items() if "ms" in figure}
            for name, own in figures.items()
        }
        title = f"{options.articles:,} generated articles, milliseconds"
        options.plot.write_text(svg(title, engines, times), "utf-8")
    print(f"\nto import numpy and Whoosh alone takes {bare_start():,.0f} ms of CPU")
    return 0


if __name__ == "__main__":
    sys.exit(main())
