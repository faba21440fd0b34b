"""Scores are halved with every half-life of age."""

import numpy as np
import pytest

from search.rank.recency import decay


def test_age_is_counted_in_days_from_the_newest() -> None:
    days = np.array([20240301, 20240229, 20240131, 0], np.int32)
    assert decay(days, 1).tolist() == pytest.approx([1, 1 / 2, 2**-30, 2**-30])
    assert decay(days, 30).tolist()[2] == pytest.approx(1 / 2)


def test_undated_articles_alone_are_all_alike() -> None:
    assert decay(np.zeros(3, np.int32), 7).tolist() == [1, 1, 1]
    assert decay(np.zeros(0, np.int32), 7).tolist() == []


@pytest.mark.parametrize("half_life", [1e-3, 1e-300, 5e-324])
def test_no_factor_is_zero(half_life: float) -> None:
    factors = decay(np.array([20240101, 20230101], np.int32), half_life)
    assert factors[0] == 1 and 0 < factors[1] < 1e-200
