"""Terms read by their numbers, against each term read alone."""

import numpy as np
import pytest

from index import Snapshot
from search.execute.arrays import Arrays


@pytest.mark.parametrize("frequent", [1, 3, 256])
@pytest.mark.parametrize("step", [1, 2, 50])
def test_terms_by_number_are_found_like_each_alone(
    snapshot: Snapshot, step: int, frequent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.execute.arrays.FREQUENT", frequent)
    numbers, expected = [], set()
    for leaf in snapshot.leaves:
        file = leaf.field("body")
        assert file is not None
        numbers.append(np.arange(0, len(file), step)[::-1])
        for number in numbers[-1].tolist():
            expected.update((file.docs(number) + leaf.offset).tolist())
    found = Arrays(snapshot).having("body", numbers)
    assert set(np.flatnonzero(found).tolist()) == expected
