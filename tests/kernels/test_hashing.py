"""The extension hashes words and finds hashes as NumPy does, and checks what it is given."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.analysis.hashing
from index.analysis.boundaries import LONGEST
from index.analysis.hashing import HashTable, hash_words
from index.kernels import compiled

pytestmark = pytest.mark.skipif(not compiled, reason="runs without the extension")

TEXTS = st.lists(st.text(st.sampled_from("اب ت\U0001f600z"), max_size=80), max_size=8)


@given(TEXTS, st.sampled_from(["utf-16-le", "utf-32-le"]), st.integers(1, 40_000))
def test_hashes_are_the_same_with_the_extension_and_without(
    texts: list[str], encoding: str, before: int
) -> None:
    text = "ن" * (before % (2 * LONGEST)) + " " * (before // 2) + " ".join(texts)
    units = np.frombuffer(text.encode(encoding), "<u2" if "16" in encoding else "<u4")
    edges = np.flatnonzero(np.diff(np.concatenate([[False], units != ord(" "), [False]])))
    starts, ends = edges[0::2].copy(), edges[1::2].copy()
    with pytest.MonkeyPatch.context() as patch:
        fast = hash_words(units, starts, ends)
        patch.setattr(index.analysis.hashing, "compiled", None)
        assert hash_words(units, starts, ends).tolist() == fast.tolist()


@given(st.lists(st.integers(1, 60)), st.lists(st.integers(1, 60)), st.integers(0, 63))
def test_the_same_hashes_are_found(known: list[int], sought: list[int], shift: int) -> None:
    """Those that fall on one slot too."""

    def shifted(numbers: list[int]) -> Any:
        hashes = np.array([n << shift & (1 << 64) - 1 for n in numbers], np.uint64)
        return hashes[hashes > 0]

    table = HashTable()
    hashes = np.unique(shifted(known))
    table.add(hashes, np.arange(len(hashes), dtype=np.uint32))
    with pytest.MonkeyPatch.context() as patch:
        fast = table.find(shifted(sought), len(hashes))
        patch.setattr(index.analysis.hashing, "compiled", None)
        slow = table.find(shifted(sought), len(hashes))
    assert [column.tolist() for column in fast] == [column.tolist() for column in slow]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 5), (1 << 40, 1 << 41)])
def test_words_outside_of_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        compiled.hash_words(np.zeros(4, np.uint16), np.array([start]), np.array([end]), 5, LONGEST)


def test_a_full_table_ends_a_search_and_one_of_another_size_is_refused() -> None:
    keys, values = np.arange(1, 5, dtype=np.uint64), np.arange(4, dtype=np.uint32)
    found, unknown = compiled.find_hashes(keys, values, np.array([4, 9], np.uint64))
    assert (found.tolist(), unknown.tolist()) == ([3, 0], [1])
    with pytest.raises(ValueError, match="power of two"):
        compiled.find_hashes(keys[:3], values[:3], keys)
    with pytest.raises(ValueError, match="too short"):
        compiled.find_hashes(keys, values[:2], keys)
