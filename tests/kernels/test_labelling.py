"""The extension labels words as NumPy does, and checks what it is given."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.entities.tagger
from index.entities.scanner import WordNumbers, read_words
from index.entities.tagger import Tagger
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
