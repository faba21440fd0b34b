"""Figures on record hold, where the judged material is present.

The large sets take minutes: ``python -m tests.evaluation`` measures them all.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.evaluation import conflation, retrieval
from tests.evaluation.__main__ import TABLES, shortfalls
from tests.evaluation.material import QUICK, JudgedSet, Missing, expected, judged_set


def measured(measure: Callable[..., Any], *arguments: Any) -> Any:
    """What ``measure`` returns; skips the test where something it needs is absent."""
    try:
        return measure(*arguments)
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.mark.parametrize("name", QUICK)
def test_a_judged_set_ranks_as_well_as_on_record(name: str) -> None:
    found = measured(retrieval.naba, measured(judged_set, name))
    assert list(shortfalls(name, "naba", found)) == []


@pytest.mark.parametrize("name", TABLES)
def test_analysis_joins_as_much_as_on_record_and_no_more(name: str) -> None:
    for view, found in measured(TABLES[name]).items():
        assert list(shortfalls(name, view, found)) == []


def test_a_fallen_figure_and_a_risen_error_are_reported() -> None:
    fallen = dict.fromkeys(retrieval.MEASURES, 0.1)
    assert len(list(shortfalls("arcd", "naba", fallen))) == 3
    on_record = expected("conflation")["stem"]
    risen = {name: value + 0.01 * name.endswith("wrong") for name, value in on_record.items()}
    assert len(list(shortfalls("conflation", "stem", risen))) == 3


def test_a_run_is_scored_over_all_questions(tmp_path: Path) -> None:
    pytest.importorskip("ir_measures")
    (tmp_path / "qrels.tsv").write_text("q1\tone\t1\nq2\ttwo\t1\n", "utf-8")
    run = tmp_path / "run"
    run.write_text("q1 Q0 other 1 2.0 naba\nq1 Q0 one 2 1.0 naba\n", "utf-8")
    found = retrieval.score(JudgedSet("mine", tmp_path), run)
    assert found["RR@10"] == pytest.approx(0.25)
    assert found["R@100"] == pytest.approx(0.5)


def test_pairs_that_meet_and_pairs_that_should_not() -> None:
    words = [("كتابان", "كتاب"), ("كتاب", "كتاب"), ("سفينة", "سفينة")]
    everything: conflation.Terms = lambda word: frozenset({"x"})  # noqa: E731
    assert conflation._joined(words, everything) == pytest.approx((1.0, 2 / 3))
    assert conflation._joined(words, conflation.stem) == (1.0, 0.0)
