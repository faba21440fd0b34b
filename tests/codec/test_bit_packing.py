"""Rows of integers come back whatever they hold, and take few bytes."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.codec.bit_packing import (
    PackedRow,
    pack,
    row_bytes,
    split_codes,
    strip_bytes,
    unpack,
    windows_of,
    write,
)

_PADDING = 8

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


def packed(rows: list[list[int]]) -> tuple[bytes, np.ndarray, list[PackedRow], np.ndarray]:
    """The bytes of rows; the starts of their strips; each as a ``Row``; and all unpacked."""
    counts = np.array([len(row) for row in rows], np.uint32)
    values = np.array([value for row in rows for value in row], np.uint32)
    layout, strips = pack(values, counts)
    each = (counts.astype(np.int64), *[layout.exceptions.astype(np.int64)] * 2)
    codes = split_codes(layout.codes)
    sizes = np.array([strip_bytes(*pair) for pair in zip(each, codes, strict=True)])
    ends = np.cumsum(sizes.sum(axis=0))
    starts = np.cumsum(sizes, axis=0) - sizes + ends - sizes.sum(axis=0)
    words = np.zeros(int(ends[-1]) // 8 + 2 if len(ends) else 1, np.uint64)
    for strip, begins in zip(strips, starts, strict=True):
        write(words, strip, begins)
    size = int(ends[-1]) if len(ends) else 0
    buffer = words.astype("<u8").tobytes()[:size] + bytes(_PADDING)
    single = [
        PackedRow(buffer, int(starts[0, n]), len(row), int(layout.codes[n]), int(e))
        for n, (row, e) in enumerate(zip(rows, layout.exceptions.tolist(), strict=True))
    ]
    assert [row_bytes(row.length, row.codes, row.exceptions) for row in single] == sizes.sum(
        axis=0
    ).tolist()
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
        return len(packed([row])[0]) - _PADDING

    assert size([0] * 500) == 0
    assert size([1] * 800) == 100
    assert size([5] * 800) == 300
    assert size([200] * 100) == 100
    assert size([1] * 790 + [3_000_000] * 10) < 100 + 10 * 5
