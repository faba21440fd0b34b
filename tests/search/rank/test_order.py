"""The best of many, against sorting all of them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.execute.docset import DocSet
from search.rank.order import best, largest, top


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**6),
    levels=st.sampled_from([2, 10, 10**9]),
    count=st.sampled_from([0, 1, 30, 5000, 9001]),
    n=st.sampled_from([1, 3, 10, 100]),
)
def test_the_best_are_all_that_reach_the_nth(seed: int, levels: int, count: int, n: int) -> None:
    values = np.random.default_rng(seed).integers(0, levels, count).astype(np.float64)
    least = sorted(values.tolist(), reverse=True)[n - 1] if count >= n else -1.0
    expected = [i for i, value in enumerate(values.tolist()) if value >= least]
    assert best(values, n).tolist() == expected


@given(
    rows=st.lists(
        st.tuples(st.sampled_from([0.0, 0.5, 1.0, 2.0]), st.sampled_from([0, 20240101, 20241130])),
        max_size=30,
    ),
    n=st.integers(0, 35),
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
)
def test_the_top_is_the_head_of_the_whole_order(
    rows: list[tuple[float, int]], n: int, sort: str
) -> None:
    keys = {
        "relevance": lambda doc: (-rows[doc][0], -rows[doc][1], doc),
        "newest": lambda doc: (-rows[doc][1], -rows[doc][0], doc),
        "oldest": lambda doc: (rows[doc][1] or 10**9, -rows[doc][0], doc),
    }
    expected = sorted(range(len(rows)), key=keys[sort])[:n]
    scores = np.array([score for score, _ in rows], float)
    days = np.array([day for _, day in rows], np.int32)
    every = DocSet(len(rows), mask=np.ones(len(rows), bool))
    docs, scores = top(every, lambda _: scores, days, sort, n)  # type: ignore[arg-type]
    assert docs.tolist() == expected
    assert scores.tolist() == [rows[doc][0] for doc in expected]


@given(st.lists(st.integers(0, 5), max_size=40), st.integers(0, 12))
def test_the_largest_are_those_above_zero(counts: list[int], n: int) -> None:
    ranked = sorted((-count, i) for i, count in enumerate(counts) if count)
    assert largest(np.array(counts, np.int64), n).tolist() == [i for _, i in ranked[:n]]
