"""The extension labels words as NumPy does, and checks what it is given."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.entities.tagger
import index.entities.weights
from index.entities.scanner import WordNumbers, read_words
from index.entities.tagger import Tagger
from index.entities.weights import Model, model, word_tables
from index.kernels import compiled

pytestmark = pytest.mark.skipif(not compiled, reason="runs without the extension")

WORDS = st.sampled_from(["الرئيس", "بشار", "الأسد", "في", "دمشق", "حركة", "حماس", "قال", ".", "،"])
TAGGER = Tagger(WordNumbers())


@settings(deadline=None)
@given(st.lists(WORDS, max_size=400))
def test_names_are_the_same_with_the_extension_and_without(words: list[str]) -> None:
    read = read_words(" ".join(words))
    numbers = TAGGER.words.numbers(read)
    with pytest.MonkeyPatch.context() as patch:
        fast = TAGGER.names(numbers, read.gaps)
        patch.setattr(index.entities.tagger, "compiled", None)
        assert TAGGER.names(numbers, read.gaps) == fast


@pytest.mark.parametrize(
    "wrong",
    [{"words": [7]}, {"words": [-1]}, {"kinds": [0, 5]}, {"starts": [1]}, {"starts": [0, 0]}],
)
def test_numbers_that_point_outside_are_refused(wrong: dict[str, list[int]]) -> None:
    given: dict[str, Any] = {"words": [1], "kinds": [0, 0], "starts": [0]}
    arrays = {name: np.array(values, np.int64) for name, values in (given | wrong).items()}
    weights = {
        "tables": np.zeros((2, 5, 9), np.float32),
        "before": np.zeros((2, 9), np.float32),
        "after": np.zeros((2, 9), np.float32),
        "steps": np.zeros((9, 9), np.float32),
        "first": np.zeros(9, np.float32),
    }
    with pytest.raises(ValueError, match="outside"):
        compiled.best_labels(**arrays, **weights)


LETTERS = "ابتكلموي ه1aé\U0001f600"


@settings(deadline=None)
@given(
    st.lists(st.text(st.sampled_from(LETTERS), min_size=1, max_size=12), min_size=1, max_size=60)
)
def test_words_add_up_to_the_same_with_the_extension_and_without(words: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fast = word_tables(model(), words, words)
        patch.setattr(index.entities.weights, "compiled", None)
        assert word_tables(model(), words, words).tobytes() == fast.tobytes()


@given(st.lists(st.integers(0, (1 << 32) - 1), unique=True, max_size=40), st.data())
def test_features_are_found_by_their_hashes(hashes: list[int], data: st.DataObject) -> None:
    known = np.array(sorted(hashes), np.uint32)
    among = st.sampled_from([*hashes, 0, 0xFFFF, 0x10000, 0xFFFFFFFF])
    wanted = np.array(data.draw(st.lists(among, min_size=6, max_size=6)), np.uint32).reshape(2, 3)
    table = np.arange(1, len(known) + 2, dtype=np.float32)[:, None] * np.ones(3, np.float32)
    table[-1] = 0
    bare = Model(known, *([np.zeros(0, np.int64)] * 2), *([np.zeros(0, np.float32)] * 4))
    out, slow = np.zeros((3, 3), np.float32), np.zeros((3, 3), np.float32)
    compiled.add_features(out, table, known, bare.buckets, wanted)
    for column in bare.rows(wanted) if len(known) else ():
        slow += table[column]
    assert out.tolist() == slow.tolist()


@pytest.mark.parametrize("row", [-1, 3, 1 << 40])
def test_rows_that_a_table_has_not_are_refused(row: int) -> None:
    out, table = np.zeros((1, 5), np.float32), np.ones((3, 5), np.float32)
    with pytest.raises(ValueError, match="outside"):
        compiled.add_rows(out, table, np.array([[row]]))
    assert not out.any()


def test_tables_that_do_not_fit_one_another_are_refused() -> None:
    out, table = np.zeros((2, 5), np.float32), np.ones((3, 5), np.float32)
    hashes, starts = np.arange(3, dtype=np.uint32), np.zeros((1 << 16) + 1, np.uint32)
    wanted = np.zeros((1, 2), np.uint32)
    with pytest.raises(ValueError, match="width"):
        compiled.add_rows(out, table[:, :4].copy(), np.zeros((1, 2), np.int64))
    with pytest.raises(ValueError, match="each row"):
        compiled.add_rows(out, table, np.zeros((1, 3), np.int64))
    with pytest.raises(ValueError, match="more hashes"):
        compiled.add_features(out, table[:2], hashes, starts, wanted)
    with pytest.raises(ValueError, match="too short"):
        compiled.add_features(out, table, hashes, starts[:-1], wanted)
    for wrong in (starts + np.uint32(4), np.arange(len(starts), 0, -1, dtype=np.uint32)):
        with pytest.raises(ValueError, match="outside"):
            compiled.add_features(out, table, hashes, wrong, wanted)
