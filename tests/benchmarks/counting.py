"""What folding copies, counting over time, trends and comparing take on a given index.

    python -m tests.benchmarks.counting --index DIR [--rounds 3]

Times are milliseconds of the processor, of eight queries and of none, each question put once
before; ``search`` is what folding copies is to be compared with.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles

from search import Engine, open_index
from tests.benchmarks.screen import WORDS

Question = Callable[[Engine, str], object]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--index", type=Path, required=True, help="the index to ask")
    parser.add_argument("--rounds", type=int, default=3, help="how often each question is put (3)")
    arguments = parser.parse_args()
    with open_index(arguments.index) as engine:
        print(f"| {engine.stats().articles:,} articles, CPU ms | median | 95 % | no query |")
        print("|---|---:|---:|---:|")
        for name, question in _questions(engine):
            times = [_times(engine, question, query, arguments.rounds) for query in ("", *WORDS)]
            cuts = quantiles([each for row in times[1:] for each in row], n=20)
            whole = sorted(times[0])[len(times[0]) // 2]
            print(f"| {name} | {cuts[9]:.1f} | {cuts[18]:.1f} | {whole:.1f} |")


def _questions(engine: Engine) -> Iterator[tuple[str, Question]]:
    sources = [value.value for value in engine.facet_values("source", limit=2)]
    persons = [value.value for value in engine.facet_values("person", limit=1)]
    yield "search", lambda engine, query: engine.search(query)
    yield "search, copies folded", lambda engine, query: engine.search(query, collapse=True)
    yield "timeline by month and source", lambda engine, query: engine.series(query, facet="source")
    yield "trends, persons", lambda engine, query: engine.trends("person", query=query, window=30)
    yield "trends, words", lambda engine, query: engine.trends("word", query=query, window=30)
    if len(sources) == 2:
        yield "compare two sources", lambda engine, query: engine.compare(*sources, query)
    if persons:
        yield "who stands with a name", lambda engine, query: engine.company(persons[0])


def _times(engine: Engine, question: Question, query: str, rounds: int) -> list[float]:
    question(engine, query)
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        question(engine, query)
        taken.append((time.process_time() - began) * 1000)
    return taken


if __name__ == "__main__":
    main()
