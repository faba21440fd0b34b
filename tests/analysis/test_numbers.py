"""Terms of numbers."""

import pytest

from index.analysis.numbers import number_term


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("١٬٠٠٠", "1000"),
        ("1,000", "1000"),
        ("1,000,000.5", "1000000.5"),
        ("1,5", "1.5"),
        ("٣٫٥", "3.5"),
        ("۲۰۲۰", "2020"),
        ("2020", "2020"),
    ],
)
def test_one_value_has_one_term(written: str, term: str) -> None:
    assert number_term(written) == term
