"""One step of one engine, in a process of its own: ``index``, ``ask`` or ``cold``."""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.corpus import Query
from tests.benchmarks.engines import ENGINES

PASSES = 3


def main(name: str, step: str, source: str, directory: str) -> None:
    """``source`` has the records to index, or the queries to ask."""
    engine = ENGINES[name]()
    if step == "index":
        engine.build(Path(source), Path(directory))
        return
    engine.open(Path(directory))
    queries = [Query(*pair) for pair in json.loads(Path(source).read_text("utf-8"))]
    if step == "cold":
        engine.top(*queries[0])
        return
    gc.freeze()
    best: dict[str, dict[str, list[float]]] = {}
    for what, asked in (("top", engine.top), ("facets", engine.facets)):
        # All queries, then all again: no cache of a few answers can keep them.
        passes = [[_time(asked, query) for query in queries] for _ in range(PASSES)]
        best[what] = {}
        for query, times in zip(queries, zip(*passes, strict=True), strict=True):
            best[what].setdefault(query.kind, []).append(min(times))
    print(json.dumps(best))


def _time(asked: Callable[[str, str], int], query: Query) -> float:
    """Return the milliseconds of CPU that a query takes: others on the machine do not count."""
    began = time.process_time()
    asked(*query)
    return 1000 * (time.process_time() - began)


if __name__ == "__main__":
    main(*sys.argv[1:])
