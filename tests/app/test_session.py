from datetime import date

import pytest

from search.results import Filters
from tui.app.state.session import Session


def test_values_of_a_facet_are_chosen_one_by_one_and_let_go() -> None:
    session = Session().toggled("place", "حلب").toggled("place", "دمشق").toggled("person", "ليلى")
    assert session.filters == Filters(place=("حلب", "دمشق"), person=("ليلى",))
    assert session.toggled("place", "حلب").filters.place == ("دمشق",)
    assert [(facet, value) for facet, value, _ in session.active()] == [
        ("person", "ليلى"),
        ("place", "حلب"),
        ("place", "دمشق"),
    ]
    assert session.unfiltered().active() == []


@pytest.mark.parametrize(
    ("months", "since", "until"),
    [
        (["2024-02"], date(2024, 2, 1), date(2024, 2, 29)),
        (["2024-02", "2024-04"], date(2024, 2, 1), date(2024, 4, 30)),
        (["2024-04", "2023-12"], date(2023, 12, 1), date(2024, 4, 30)),
        (["2024-02", "2024-02"], None, None),
        (["2024-02", "2024-04", "2024-02"], date(2024, 3, 1), date(2024, 4, 30)),
        (["2024-02", "2024-04", "2024-04"], date(2024, 2, 1), date(2024, 3, 31)),
        (["2024-02", "2024-04", "2024-03"], date(2024, 3, 1), date(2024, 3, 31)),
    ],
)
def test_months_grow_cut_and_narrow_a_period(
    months: list[str], since: date | None, until: date | None
) -> None:
    session = Session()
    for month in months:
        session = session.toggled("date", month)
    assert (session.filters.since, session.filters.until) == (since, until)


def test_months_are_offered_newest_first_with_the_chosen_period_marked() -> None:
    counted = [(f"2024-{month:02}", month) for month in range(1, 13)]
    offered = Session().months(counted)
    assert [value.value for value in offered] == [f"2024-{month:02}" for month in range(12, 4, -1)]
    assert not any(value.selected for value in offered)
    chosen = Session().toggled("date", "2024-02").toggled("date", "2024-03").months(counted)
    assert [value.value for value in chosen if value.selected] == ["2024-03", "2024-02"]
    assert len(chosen) == 10


def test_a_half_open_period_takes_months_too() -> None:
    session = Session(filters=Filters(since=date(2024, 3, 10)))
    assert session.toggled("date", "2024-01").filters.since == date(2024, 1, 1)
    assert session.toggled("date", "2024-03").filters.since == date(2024, 4, 1)


def test_the_order_goes_round() -> None:
    session = Session()
    orders = []
    for _ in range(3):
        session = session.sorted_next()
        orders.append(session.sort)
    assert orders == ["newest", "oldest", "relevance"]
