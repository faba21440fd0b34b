"""Queries of a grammar and of any characters, on indexes of several shapes: a `QueryError` at most.

Long ones are among them: pieces repeated up to thousands of times.
"""

import random
import tempfile
import time
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from index.errors import IndexDamaged, NabaError
from search import Engine, open_index
from tests.search.query.test_parser import PIECES
from tests.search.random_queries import queries, random_articles
from tests.support import article, committed
from tests.torture.apart import apart
from tests.torture.figures import Figures

COUNT = 5000
_CHUNK = 100
"""Queries that one process answers."""
_MODES = ("auto", "any", "all")
_ORDERS = ("relevance", "newest", "oldest")


def torture(count: int = COUNT, seed: int = 1) -> Figures:
    """Ask ``count`` queries of an empty index, one of one article, and one of many segments."""
    figures = Figures("queries")
    asked = _queries(count, seed)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        batches = [random_articles(number, 60) for number in range(7)]
        shapes = [
            committed(root / "empty", []),
            committed(root / "one", [article(1, "مدرسة جديدة في حلب")]),
            committed(root / "blank", [article(1, "")]),
            committed(root / "many", *batches),
        ]
        for start in range(0, len(asked), _CHUNK):
            chunk = asked[start : start + _CHUNK]
            end = apart(lambda some=chunk: _answers(shapes, some), patience=600.0)  # type: ignore[misc]
            figures.tries += len(chunk)
            figures.spent(0.0, end.megabytes, f"queries {start} to {start + len(chunk)}")
            if end.error or end.signal:
                figures.fault("untyped", end.trace or f"signal {end.signal}")
                continue
            for query, seconds, fault in end.value:
                figures.spent(seconds, 0, repr(query[:80]) + f" of {len(query)} characters")
                if fault:
                    figures.fault("untyped", f"{query[:200]!r}: {fault}")
    return figures


def _queries(count: int, number: int) -> list[str]:
    """Return queries, the same for the same number."""
    found: list[str] = []
    pieces = st.sampled_from(PIECES)
    repeated = st.tuples(
        st.one_of(pieces, queries),
        st.sampled_from(["", " ", " OR "]),
        st.sampled_from([9, 99, 999]),
    ).map(lambda drawn: drawn[1].join([drawn[0]] * drawn[2]))
    any_query = st.one_of(
        queries, queries, st.lists(pieces, max_size=12).map("".join), st.text(max_size=60), repeated
    )

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(any_query)
    def collect(query: str) -> None:
        found.append(query)

    collect()
    return found[:count]


def _answers(shapes: list[Path], asked: list[str]) -> list[tuple[str, float, str]]:
    """Return the queries with the seconds that the slowest answer took, and what was wrong."""
    engines = [open_index(shape) for shape in shapes]
    found = []
    for query in asked:
        chance = random.Random(repr(query))  # surrogates are among them
        most, fault = 0.0, ""
        for engine in engines:
            began = time.process_time()
            try:
                _ask(engine, query, chance)
            except Exception as error:
                fault = repr(error)
            most = max(most, time.process_time() - began)
        found.append((query, most, fault))
    return found


def _ask(engine: Engine, query: str, chance: random.Random) -> None:
    """Ask for one thing of a query. An error of naba's is an answer, but that of damage."""
    options: dict[str, Any] = {"match": chance.choice(_MODES), "exact": chance.random() < 0.3}
    try:
        match chance.randrange(8):
            case 0:
                engine.complete(query)
            case 1:
                engine.timeline(query, **options)
            case 2:
                engine.matches(query, "مدرسة جديدة في حلب وحماة", exact=options["exact"])
            case _:
                order: Any = chance.choice(_ORDERS)
                engine.search(query, sort=order, explain=chance.random() < 0.3, **options)
    except IndexDamaged:
        raise
    except NabaError:
        pass
