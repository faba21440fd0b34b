"""Roots: broken plurals and derived words meet, names have none but themselves."""

import pytest

from index.analysis import Analyzer
from index.analysis.open_words import stem_of
from index.analysis.roots import is_foreign, roots
from tests.analysis.battery import SAME_ROOT

SHARED = Analyzer()


@pytest.mark.parametrize(("one", "other"), SAME_ROOT)
def test_broken_plurals_and_verbs_share_a_root(one: str, other: str) -> None:
    (word,), (meant,) = SHARED(one), SHARED(other)
    assert set(word.roots) & set(meant.roots)


@pytest.mark.parametrize("name", ["سالم", "طارق", "بيروت", "ترامب", "covid", "2020"])
def test_a_name_is_its_own_root(name: str) -> None:
    (token,) = SHARED(name)
    assert token.roots == (token.exact,)


@pytest.mark.parametrize("stem", ["زيلينسكي", "كابتاغون", "انستغرام", "فيسبوك"])
def test_a_foreign_name_fits_no_template(stem: str) -> None:
    assert is_foreign(stem)
    assert [stem_of(root) or root for root in roots(stem)] == [stem]


@pytest.mark.parametrize("stem", ["مكاتب", "استقبال", "مفاتيح", "تقدير"])
def test_a_derived_word_fits_one(stem: str) -> None:
    assert not is_foreign(stem)
