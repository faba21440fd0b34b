"""Vectors are kept in a byte a dimension, and compared alike with the extension and without."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import index.meaning.vectors as vectors_module
from index.kernels import compiled
from index.meaning.vectors import MOST_DIMENSIONS, Vectors, products, quantised, read_vectors

SHAPES = st.tuples(st.integers(0, 40), st.integers(1, 70))


@st.composite
def tables(draw: st.DrawFn) -> tuple[Any, Any]:
    rows, dimensions = draw(SHAPES)
    bytes_ = st.integers(-128, 127)
    table = draw(arrays(np.int8, (rows, dimensions), elements=bytes_))
    return table, draw(arrays(np.int8, dimensions, elements=bytes_))


@settings(deadline=None)
@given(tables())
def test_products_are_exact_and_the_same_with_the_extension_and_without(
    table: tuple[Any, Any],
) -> None:
    rows, vector = table
    wanted = (rows.astype(np.int64) @ vector.astype(np.int64)).tolist()
    assert products(rows, vector).tolist() == wanted
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors_module, "compiled", None)
        assert products(rows, vector).tolist() == wanted


def test_the_largest_products_are_exact_too() -> None:
    rows = np.full((2, MOST_DIMENSIONS), -127, np.int8)
    with pytest.MonkeyPatch.context() as patch:
        for loops in (compiled, None):
            patch.setattr(vectors_module, "compiled", loops)
            assert products(rows, rows[0]).tolist() == [127 * 127 * MOST_DIMENSIONS] * 2


@pytest.mark.skipif(not compiled, reason="runs without the extension")
@pytest.mark.parametrize(
    ("rows", "vector"),
    [
        (np.zeros((2, 3), np.int8), np.zeros(4, np.int8)),
        (np.zeros((2, 3), np.int8), np.zeros((1, 3), np.int8)),
        (np.zeros(3, np.int8), np.zeros(3, np.int8)),
        (np.zeros((1, MOST_DIMENSIONS + 1), np.int8), np.zeros(MOST_DIMENSIONS + 1, np.int8)),
    ],
)
def test_the_extension_refuses_what_does_not_fit(rows: Any, vector: Any) -> None:
    with pytest.raises(ValueError, match="vector"):
        compiled.products(rows, vector)


def test_similarities_are_the_cosines_to_a_hundredth() -> None:
    given_vectors = np.random.default_rng(7).normal(size=(50, 384))
    unit = given_vectors / np.linalg.norm(given_vectors, axis=1, keepdims=True)
    found = quantised(given_vectors).similarities(given_vectors[3].astype(np.float32))
    assert np.abs(found - unit @ unit[3]).max() < 0.01
    assert int(found.argmax()) == 3


def test_a_document_without_a_vector_is_like_nothing() -> None:
    some = Vectors.none(3, 4)
    one = quantised(np.array([[1.0, 0, 0, 1]]))
    some.scales[1], some.rows[1] = one.scales[0], one.rows[0]
    found = some.similarities(np.array([1, 0, 0, 1], np.float32)).tolist()
    assert found[0] == found[2] == -1
    assert found[1] == pytest.approx(1, abs=0.01)


def test_a_text_that_says_nothing_has_a_vector_all_the_same() -> None:
    assert quantised(np.zeros((1, 8))).there.all()


@pytest.mark.parametrize("wrong", [[[np.nan, 1.0]], [[np.inf, 1.0]], np.zeros((1, 2000)), [1.0]])
def test_what_is_no_vector_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match="vector"):
        quantised(np.array(wrong))


def test_a_file_gives_back_what_was_written() -> None:
    some = quantised(np.random.default_rng(1).normal(size=(5, 16)))
    found = read_vectors(some.encode(), 5)
    assert (found.rows == some.rows).all() and (found.scales == some.scales).all()


@settings(deadline=None)
@given(st.integers(0, 15 + 5 * 20), st.integers(0, 255))
def test_a_damaged_file_is_read_as_vectors_or_refused(at: int, byte: int) -> None:
    data = bytearray(quantised(np.ones((5, 16))).encode())
    data[at] = byte
    try:
        found = read_vectors(bytes(data), 5)
    except ValueError:
        return
    assert np.isfinite(found.similarities(np.ones(16, np.float32))).all()


@pytest.mark.parametrize("cut", [0, 10, 16, 40, 115])
def test_a_file_cut_short_is_refused(cut: int) -> None:
    data = quantised(np.ones((5, 16))).encode()
    with pytest.raises(ValueError, match="vectors"):
        read_vectors(data[:cut], 5)
