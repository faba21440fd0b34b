"""What came in for saved searches: the same as a query of what is new would find, and once."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index import build
from index.store.session import WriteSession
from search import Engine, Filters, open_index
from search.alerts import alerts as alerts_since
from search.saved import Kept
from tests.support import NEWS, article, library
from tests.support.unfinished import commit_midway

OLD = [library(number) for number in range(30)]
NEW = [library(number) for number in range(30, 42)] + NEWS
QUERIES = (
    *("مكتبة", "المكتبة في حلب", '"مكتبة جديدة"', "الرفوف -بغداد", "مكت*", "كتابا~", "=حلب"),
    *("حلب أو القمح", "(حلب) أو (سفينة)", "person:ليلى", 'شخص:"هدى القاسم" حلب', "source:المساء"),
    *(
        "date:2024-11",
        "added:today",
        "-added:today",
        "own:unread حلب",
        "own:مهم",
        "Hudy",
        "title:حلب",
    ),
    *("وزيرة التربية", '"سفينة الأبحاث"~3', "للمدارس", "ليس هنا"),
)
FILTERS = (
    Filters(),
    Filters(source=("الصباح", "صحيفة الميزان")),
    Filters(place=("حلب",), since=date(2024, 2, 1)),
    Filters(unread=True),
)
FAR_BACK = 1


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    directory = tmp_path_factory.mktemp("alerts")
    build(OLD, directory)
    build(NEW, directory)
    with open_index(directory) as engine:
        engine.tag(["school", "story-031"], "+مهم", "+read")
        yield engine


def found(alerts: Any) -> dict[str, set[str]]:
    """The ids of the articles of each alert, copies among them."""
    return {
        alert.search: {
            one
            for arrival in alert.arrivals
            for one in (arrival.id, *(copy.id for copy in arrival.copies))
        }
        for alert in alerts.alerts
    }


def kept(pairs: Sequence[tuple[str, Filters]]) -> list[Kept]:
    return [
        Kept(f"search {number}", query, filters, at=FAR_BACK)
        for number, (query, filters) in enumerate(pairs)
    ]


@pytest.mark.parametrize("number", [5, 400], ids=["whole index", "index of what is new"])
def test_alerts_are_what_a_query_of_the_new_articles_finds(engine: Engine, number: int) -> None:
    rng = random.Random(number)
    pairs = [(query, filters) for query in QUERIES for filters in FILTERS]
    chosen = (pairs * 9)[:number] if number > len(pairs) else rng.sample(pairs, number)
    searches = kept(chosen)
    new = {one.id for one in NEW}
    last = engine._state.snapshot.added(engine._state.snapshot.docnum("story-000"))
    alerts = _since(engine, searches, last)
    got = found(alerts)
    assert got
    for search in searches:
        results = engine.search(
            search.query, filters=search.filters, match="all", limit=1000, bare=True, facets=0
        )
        expected = {hit.id for hit in results.hits} & new
        if "أو القمح" in search.query:  # read as OR where that finds more
            results = engine.search(search.query, filters=search.filters, limit=1000, bare=True)
            expected = {hit.id for hit in results.hits} & new
        assert got.get(search.name, set()) == expected, search
    totals = {alert.search: alert.articles for alert in alerts.alerts}
    assert totals == {name: len(ids) for name, ids in got.items()}


def _since(engine: Engine, searches: list[Kept], last: int) -> Any:
    return alerts_since(engine._state, searches, {one.name: last for one in searches}, 1000)


def test_an_alert_fires_once(tmp_path: Path) -> None:
    build(OLD[:5], tmp_path)
    with open_index(tmp_path) as engine:
        search = Kept("حلب", "حلب", at=engine._state.snapshot.arrived)
        assert not engine.alerts([search]).alerts
        build(NEW, tmp_path)
        engine.refresh()
        first = engine.alerts([search])
        assert found(first) == found(engine.alerts([search]))  # nothing is recorded by looking
        assert "school" in found(first)["حلب"]
        engine.told(first)
        assert not engine.alerts([search]).alerts
        assert engine.alerts([search], since="last-run").alerts


def test_what_was_not_delivered_is_told_again(tmp_path: Path) -> None:
    build(NEW, tmp_path)
    with open_index(tmp_path) as engine:
        searches = [Kept("حلب", "حلب", at=FAR_BACK), Kept("سفينة", "سفينة", at=FAR_BACK)]
        engine.told(engine.alerts(searches), but=["سفينة"])
        assert set(found(engine.alerts(searches))) == {"سفينة"}


def test_a_search_is_told_of_what_came_in_since_it_was_saved(tmp_path: Path) -> None:
    build(OLD[:2], tmp_path)
    build([article("x", "مكتبة الحي")], tmp_path)
    with open_index(tmp_path) as engine:
        last = engine.added("x")
        assert last is not None
        at = engine._state.snapshot.arrived - 1
        assert found(engine.alerts([Kept("م", "مكتبة", at=at)])) == {"م": {"x"}}
        assert not engine.alerts([Kept("م", "مكتبة", at=at + 1)]).alerts
        assert not engine.alerts([Kept("م", "مكتبة")]).alerts  # when is not known: from now on


def test_what_happens_to_old_articles_makes_them_no_news(tmp_path: Path) -> None:
    build(OLD[:6], tmp_path)
    with open_index(tmp_path) as engine:
        search = Kept("م", "مكتبة", at=FAR_BACK)
        engine.told(engine.alerts([search]))
        build([article("story-001", "مكتبة تغير خبرها")], tmp_path)  # an update
        for number in range(12):  # which are merged
            build([article(f"n{number}", f"شأن آخر {number}")], tmp_path)
        build([*OLD[:6], *NEW[:1]], tmp_path, rebuild=True)
        engine.refresh()
        assert found(engine.alerts([search])) == {"م": {NEW[0].id}}


def test_a_run_that_goes_on_is_not_told_of(tmp_path: Path) -> None:
    build(OLD[:3], tmp_path)
    with open_index(tmp_path) as engine:
        search = Kept("م", "مكتبة", at=FAR_BACK)
        engine.told(engine.alerts([search]))
        with WriteSession(tmp_path) as session:
            session.load()
            commit_midway(session, OLD[3:5])
        engine.refresh()
        assert engine.search("مكتبة").total == 5
        assert not engine.alerts([search]).alerts
        build([], tmp_path)  # the next run ends what a killed one has begun
        engine.refresh()
        assert found(engine.alerts([search])) == {"م": {"story-003", "story-004"}}


def test_copies_count_once_and_name_who_ran_them(tmp_path: Path) -> None:
    text = " ".join(f"كلمة{n} رابعة{n * 7} من الخبر" for n in range(60))
    build([article("first", text, source="أ", date=date(2024, 1, 1))], tmp_path)
    with open_index(tmp_path) as engine:
        search = Kept("خ", "الخبر", at=FAR_BACK)
        engine.told(engine.alerts([search]))
        copies = [
            article(name, text, source=name, date=date(2024, 1, day))
            for day, name in enumerate("بتث", 2)
        ]
        build([*copies, article("other", "الخبر الآخر")], tmp_path)
        engine.refresh()
        [alert] = engine.alerts([search]).alerts
        assert (alert.total, alert.articles) == (2, 4)
        [told] = [one for one in alert.arrivals if one.id == "ب"]
        assert [copy.source for copy in told.copies] == ["ت", "ث"]
        assert told.copy_of and told.copy_of.id == "first"


def test_a_query_that_cannot_be_read_is_named_and_the_others_go_on(engine: Engine) -> None:
    searches = [Kept("bad", "date:[x TO y]", at=FAR_BACK), Kept("good", "حلب", at=FAR_BACK)]
    alerts = engine.alerts(searches)
    assert [name for name, _ in alerts.faults] == ["bad"]
    assert set(found(alerts)) == {"good"}


def test_an_alert_lists_the_newest_up_to_a_limit(engine: Engine) -> None:
    [alert] = engine.alerts([Kept("م", "مكتبة", at=FAR_BACK)], limit=3).alerts
    assert (alert.total, len(alert.arrivals)) == (42, 3)
    assert {one.id for one in alert.arrivals} <= {one.id for one in NEW}
