"""How near articles are, seen against how near they are to anything."""

import numpy as np
import pytest

from search.execute.docset import DocSet
from search.rank.fusion import FLOOR, Nearness

ALL = np.arange(6, dtype=np.int32)


def nearness(*similar: float) -> Nearness:
    return Nearness(np.array(similar, np.float32))


def listed(near: Nearness, n: int, *among: int) -> list[int]:
    ids = np.array(among, np.int32) if among else ALL[: len(near.similar)]
    found: list[int] = near.nearest(DocSet.of(len(near.similar), ids), n).ids.tolist()
    return found


def test_only_what_stands_out_is_near() -> None:
    near = nearness(0.70, 0.71, 0.85, 0.70, 0.80, -1)
    assert listed(near, 10) == [2, 4]
    assert listed(near, 1) == [2]
    assert listed(near, 10, 0, 1, 4) == [4]
    assert listed(nearness(0.80, 0.81, 0.80, 0.80, 0.79, 0.81), 10) == []


def test_one_of_two_is_near_by_its_lead_over_the_other() -> None:
    assert listed(nearness(0.7, 0.7 + 2 * FLOOR), 10) == [1]
    assert listed(nearness(0.7, 0.7 + FLOOR / 2), 10) == []


def test_the_only_article_with_a_vector_is_near() -> None:
    assert listed(nearness(-1, 0.3, -1), 10) == [1]
    assert listed(nearness(-1, -1), 10) == []


def test_deviations_are_above_the_mean_of_those_that_have_vectors() -> None:
    near = nearness(0.7, 0.7, 0.7, 0.8, -1, -1)
    assert near.deviations(ALL).tolist() == pytest.approx([0, 0, 0, 3**0.5, 0, 0], abs=1e-4)
    assert nearness(0.7, 0.7, -1).deviations(ALL[:3]).tolist() == [0, 0, 0]
