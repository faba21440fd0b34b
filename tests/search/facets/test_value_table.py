"""Counting by a table, against counting one by one."""

from collections import Counter

import numpy as np
import pytest

from search.execute.docset import DocSet
from search.facets.value_table import Table, counted


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
