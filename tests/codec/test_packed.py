"""Rows of integers come back whatever they hold, and take few bytes."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.codec.packed import (
    PADDING,
    Row,
    pack,
    running,
    split_codes,
    steps,
    strip_bytes,
    unpack,
    windows_of,
)

ROWS = st.lists(
    st.one_of(
        st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=9),
        st.lists(
            st.one_of(st.integers(0, 3), st.integers(0, 300), st.sampled_from([2**20, 2**32 - 1])),
            min_size=1,
            max_size=60,
        ),
        st.integers(1, 400).map(lambda count: [0] * count),
    ),
    max_size=9,
)


def packed(rows: list[list[int]]) -> tuple[bytes, np.ndarray, list[Row], np.ndarray]:
    """The bytes of rows; the starts of their strips; each as a ``Row``; and all unpacked."""
    counts = np.array([len(row) for row in rows], np.uint32)
    values = np.array([value for row in rows for value in row], np.uint32)
    layout, strips = pack(values, counts)
    codes = split_codes(layout.codes)
    each = (counts.astype(np.int64), *[layout.exceptions.astype(np.int64)] * 2)
    at = 0
    starts = np.zeros((3, len(rows)), np.int64)
    for number, strip in enumerate(strips):
        sizes = strip_bytes(each[number], codes[number])
        assert sizes.sum() == len(strip)
        starts[number] = at + np.cumsum(sizes) - sizes
        at += len(strip)
    buffer = b"".join(strip.tobytes() for strip in strips) + bytes(PADDING)
    single = [
        Row(buffer, tuple(starts[:, n].tolist()), len(row), int(layout.codes[n]), int(e))
        for n, (row, e) in enumerate(zip(rows, layout.exceptions.tolist(), strict=True))
    ]
    whole = unpack(windows_of(buffer), starts, each[0], layout.codes, each[1])
    return buffer, starts, single, whole


@settings(deadline=None)
@given(ROWS)
def test_rows_come_back_all_together_and_one_by_one(rows: list[list[int]]) -> None:
    _, _, single, whole = packed(rows)
    assert whole.tolist() == [value for row in rows for value in row]
    assert [row.values().tolist() for row in single] == rows


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_some_numbers_of_a_row_are_those_of_the_whole(rows, chance) -> None:  # type: ignore[no-untyped-def]
    buffer, _, single, _ = packed(rows)
    for row, values in zip(single, rows, strict=True):
        places = sorted(chance.sample(range(len(values)), chance.randint(0, len(values))))
        picked = row.pick(windows_of(buffer), np.array(places, np.int64))
        assert picked.tolist() == [values[place] for place in places]


def test_a_row_is_as_wide_as_most_of_its_numbers() -> None:
    def size(row: list[int]) -> int:
        return len(packed([row])[0]) - PADDING

    assert size([0] * 500) == 0
    assert size([1] * 800) == 100
    assert size([5] * 800) == 300
    assert size([200] * 100) == 100
    assert size([1] * 790 + [3_000_000] * 10) < 100 + 10 * 5


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=5), max_size=5))
def test_steps_and_running_sums_undo_each_other(rows: list[list[int]]) -> None:
    counts = np.array([len(row) for row in rows], np.uint32)
    values = np.array([value for row in rows for value in row], np.uint32)
    first = np.cumsum(counts, dtype=np.int64) - counts
    assert running(steps(values, first), counts).tolist() == values.tolist()
