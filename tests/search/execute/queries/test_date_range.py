"""Ranges of days."""

from datetime import date

from whoosh import query as wq

from tests.parity.mirror import ours
from tests.support import Make, article


def test_both_ends_are_included_and_undated_articles_never(make: Make) -> None:
    days = [None, date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 30)]
    engine = make([article(n, "خبر", date=day) for n, day in enumerate(days)])
    executor = engine._state.executor

    def found(start: int | None, end: int | None) -> set[int]:
        return set(ours(executor, wq.NumericRange("date", start, end)))

    assert found(20231231, 20240101) == {1, 2}
    assert found(20240101, None) == {2, 3}
    assert found(None, 20240101) == {1, 2}
    assert found(None, None) == {1, 2, 3}
    assert set(ours(executor, wq.NumericRange("date", 1, None, boost=2.0)).values()) == {2.0}
