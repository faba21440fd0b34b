"""Names in the annotated news and in the sentences on recent events do not fall."""

import pytest

from index.entities import Extractor
from tests.evaluation.material import Missing
from tests.evaluation.ner.news import Case, gold, measure, recent, score


def test_scores_count_distinct_names_and_leave_optional_ones_out() -> None:
    accepted = [["بشار الأسد"], ["سانا", "وكالة سانا"], ["?دمشق"]]
    counts = score("person", accepted, ["بشار الأسد", "دمشق", "فلان"])
    assert (counts.right, counts.found, counts.wanted) == (1, 2, 2)
    assert (counts.wrong, counts.missed) == (["فلان"], ["سانا"])


def least(cases: list[Case], precision: float, recall: float) -> None:
    found = measure(cases, Extractor())["all"]
    assert found.precision >= precision
    assert found.recall >= recall


def test_recent_names_do_not_fall() -> None:
    least(recent(), 0.92, 0.88)


def test_names_of_annotated_articles_do_not_fall() -> None:
    try:
        cases = gold()
    except Missing as missing:
        pytest.skip(str(missing))
    least(cases, 0.90, 0.87)
