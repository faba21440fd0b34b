"""The algebra of document sets, against that of plain sets."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.execute.docset import DocSet

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
