"""Operations on whole arrays give what plain Python gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.arrays
from index.arrays import counted, deltas_of, from_gaps, intersect, running_sums, spans, sums_before

NUMBERS = st.sets(st.integers(0, 60)).map(sorted)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 5))))
def test_spans_are_ranges_end_to_end(ranges: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in ranges], np.int64)
    counts = np.array([count for _, count in ranges], np.int64)
    expected = [start + n for start, count in ranges for n in range(count)]
    assert spans(starts, counts).tolist() == expected


@given(NUMBERS, NUMBERS)
def test_intersect_finds_common_numbers_in_both(one: list[int], two: list[int]) -> None:
    a, b = intersect(np.array(one, np.int32), np.array(two, np.int64))
    common = sorted({*one} & {*two})
    assert [one[n] for n in a.tolist()] == [two[n] for n in b.tolist()] == common


@given(st.lists(st.integers(0, 255), min_size=1), st.data())
def test_sums_before_places(values: list[int], data: st.DataObject) -> None:
    place = st.integers(0, len(values) - 1)
    places = sorted(data.draw(st.lists(place, min_size=1)))
    found = sums_before(np.array(values, np.uint8), np.array(places))
    assert found.tolist() == [sum(values[:place]) for place in places]


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=5), max_size=5))
def test_deltas_and_running_sums_undo_each_other(rows: list[list[int]]) -> None:
    counts = np.array([len(row) for row in rows], np.uint32)
    values = np.array([value for row in rows for value in row], np.uint32)
    first = np.cumsum(counts, dtype=np.int64) - counts
    assert running_sums(deltas_of(values, first), counts).tolist() == values.tolist()


@given(NUMBERS)
def test_ascending_numbers_come_back_from_their_gaps(numbers: list[int]) -> None:
    gaps = np.diff(np.array(numbers, np.int64), prepend=-1) - 1
    assert from_gaps(gaps.astype(np.uint8)).tolist() == numbers


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1 << 20)), max_size=40))
def test_numbers_are_counted_a_part_at_a_time(pairs: list[tuple[int, int]]) -> None:
    numbers, weights = (np.array([pair[n] for pair in pairs], np.uint32) for n in (0, 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index.arrays, "_AT_ONCE", 7)
        assert counted(numbers, 31).tolist() == np.bincount(numbers, minlength=31).tolist()
        weighed = [sum(w for n, w in pairs if n == number) for number in range(31)]
        assert counted(numbers, 31, weights).tolist() == weighed
