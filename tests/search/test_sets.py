"""Document sets, counting tables and choosing the best: each against the plain way."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.execute.docset import DocSet
from search.facets.table import Table, counted
from search.rank.order import best

SIZE = 200
numbers = st.one_of(
    st.sets(st.integers(0, SIZE - 1), max_size=5), st.sets(st.integers(0, SIZE - 1), max_size=SIZE)
)


def _set(values: set[int]) -> DocSet:
    return DocSet.of(SIZE, np.array(sorted(values), np.int32))


def _same(found: DocSet, expected: set[int]) -> None:
    assert found.ids.tolist() == sorted(expected)
    assert np.flatnonzero(found.mask).tolist() == sorted(expected)
    assert len(found) == len(expected)


@given(a=numbers, b=numbers, c=numbers)
def test_sets_obey_their_algebra(a: set[int], b: set[int], c: set[int]) -> None:
    _same(_set(a) & _set(b), a & b)
    _same(_set(a) | _set(b), a | b)
    _same(_set(a) - _set(b), a - b)
    lists = [np.array(sorted(some), np.int32) for some in (a, b, c)]
    _same(DocSet.union(SIZE, lists), a | b | c)
    assert _set(a).has(lists[1]).tolist() == [value in a for value in sorted(b)]


def test_few_are_a_list_and_many_a_mask() -> None:
    assert not _set({3, 9}).dense and _set(set(range(100))).dense
    assert _set({3, 9}).nbytes < _set(set(range(100))).nbytes


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


@pytest.mark.parametrize("share", [0.0, 0.004, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("longest", [0, 1, 6, 40])
def test_counts_equal_counting(share: float, longest: int) -> None:
    """Few, some, most and all documents; short rows, and long ones that do not fit."""
    chance = np.random.default_rng(int(share * 100) + longest)
    documents, half, values = 700, 40, 80
    rows = []
    for doc in range(documents):
        most = longest if doc % 50 == 0 else min(longest, 3)
        low = chance.permutation(half)[: chance.integers(0, most + 1)]
        high = half + chance.permutation(half)[: chance.integers(0, 2)]
        rows.append((low.tolist(), high.tolist()))
    columns = [
        (np.array([len(row[i]) for row in rows]), np.array([v for r in rows for v in r[i]], int))
        for i in (0, 1)
    ]
    table = Table.of(columns, documents, values)
    chosen = np.flatnonzero(chance.random(documents) < share).astype(np.int32)
    expected = Counter(value for doc in chosen.tolist() for part in rows[doc] for value in part)
    docs = DocSet.of(documents, chosen)
    for counts in (table.counts(docs), counted(columns, docs, values)):
        assert counts.tolist() == [expected[value] for value in range(values)]
