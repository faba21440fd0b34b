"""Fixtures of the tests of compiled loops."""

import pytest

from tests.kernels.fields import Segment, large, segments_of, size_of


@pytest.fixture(scope="module", params=[1, 2])
def corpus(request: pytest.FixtureRequest) -> tuple[list[Segment], int]:
    """Segments of many documents and the number of those, with two seeds."""
    texts = large(request.param)
    return segments_of(texts), size_of(texts)
