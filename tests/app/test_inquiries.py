"""Comparing, what is rising and who stands with whom, on the screen: keys, lines, and where to."""

from collections.abc import Iterator

import pytest

from search import Engine
from tests.app.driving import found, rows, searching, shown, until
from tests.search.test_compare import ARTICLES as COMPARED
from tests.search.test_trends import ARTICLES as RISING
from tests.support import Make, article, opened
from tui.app.screens.findings import FindingScreen
from tui.app.screens.help import HelpScreen
from tui.app.widgets.finding_list import FindingList, Target
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.reader import Reader


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with opened(tmp_path_factory.mktemp("compared"), COMPARED) as engine:
        yield engine


def asked(app) -> bool:
    return isinstance(app.screen, FindingScreen)


async def go_down_to(pilot, wanted) -> Target:
    """Move to the first line whose target is wanted."""
    lines = pilot.app.screen.query_one(FindingList)
    for _ in range(99):
        if wanted(lines.target):
            return lines.target
        await pilot.press("j")
    raise AssertionError("no such line")


async def test_the_two_sources_with_most_results_are_compared_and_esc_leads_back(
    compared: Engine,
) -> None:
    async with searching(compared, 16, size=(110, 50)) as (app, pilot):
        await pilot.press("escape", "v")
        await until(pilot, lambda: asked(app))
        for text in ("المدى أكثر من الآخر", "عند الأفق وحده", "هدى القاسم"):
            assert shown(app, text), text
        assert any("█" in row for row in rows(app))
        assert shown(app, "رجوع")  # the keys at the foot
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert shown(app, "في القائمة")
        await pilot.press("escape", "escape")
        assert not asked(app)
        assert isinstance(app.focused, ResultList)


async def test_the_arabic_letters_of_the_same_keys_do_the_same(compared: Engine) -> None:
    async with searching(compared, 16, size=(110, 50)) as (app, pilot):
        await pilot.press("escape")
        while not app.query_one(ResultList).current.entities["person"]:
            await pilot.press("j")
        for letter in "رهص":  # v, i and w
            await pilot.press(letter)
            await until(pilot, lambda: asked(app))
            await pilot.press("escape")
            await until(pilot, lambda: not asked(app))


async def test_two_chosen_values_are_compared_and_a_line_leads_to_what_it_names(
    make: Make,
) -> None:
    more = [article(40 + n, "مطر", title=f"طقس {n}", source="النهار") for n in range(4)]
    engine = make([*COMPARED, *more])
    async with searching(engine, 20, size=(110, 50)) as (app, pilot):
        app.change(app.session.toggled("source", "النهار").toggled("source", "المدى"))
        await until(pilot, lambda: app.results.total == 13)
        await pilot.press("escape", "v")
        await until(pilot, lambda: asked(app))
        assert shown(app, "عند النهار وحده")
        target = await go_down_to(pilot, lambda target: target.facet == "person")
        await pilot.press("enter")
        await until(pilot, lambda: any(each.selected for each in app.results.facets["person"]))
        assert app.session.filters.person == (target.value,)


async def test_a_story_is_opened_and_a_word_joins_the_query(compared: Engine) -> None:
    async with searching(compared, 16, size=(140, 50)) as (app, pilot):
        await pilot.press("escape", "v")
        await until(pilot, lambda: asked(app))
        await pilot.press("G")
        target = app.screen.query_one(FindingList).target
        await pilot.press("enter")
        await until(pilot, lambda: app.query_one(Reader).article)
        assert app.query_one(Reader).hit.id == target.hit.id
        await pilot.press("v")
        await until(pilot, lambda: asked(app))
        target = await go_down_to(pilot, lambda target: target.word)
        await pilot.press("enter")
        await until(pilot, lambda: app.results.query == target.word)


async def test_what_rises_in_the_last_days_or_in_the_period_asked_for(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with opened(tmp_path_factory.mktemp("rising"), RISING) as engine:
        async with searching(engine, 76, size=(110, 50)) as (app, pilot):
            await pilot.press("escape", "i")
            await until(pilot, lambda: asked(app))
            assert shown(app, "ليلى قاسم") and shown(app, "2024/06/24 – 2024/06/30")
            await pilot.press("escape")
            app.change(app.session.between(RISING[60].date, RISING[50].date))
            await until(pilot, lambda: app.results.total == 11)
            await pilot.press("i")
            await until(pilot, lambda: asked(app))
            assert not shown(app, "ليلى قاسم") and shown(app, "لا شيء يبرز")
            assert shown(app, "قد تقول مدة أطول أكثر")


async def test_who_stands_with_the_name_that_was_gone_to(engine: Engine) -> None:
    async with searching(engine, 40, "حلب", size=(110, 50)) as (app, pilot):
        await pilot.press("escape", "enter")
        reader = app.query_one(Reader)
        await until(pilot, lambda: reader.has_focus)
        while not reader.followed or reader.followed[0] != "place":
            await pilot.press("right_square_bracket")
        await pilot.press("w")
        await until(pilot, lambda: asked(app))
        assert shown(app, f"من يرد مع {reader.followed[1]}")
        assert shown(app, "سامر النجار") and shown(app, "40 مقالة")
        await pilot.press("enter")
        await until(pilot, found(app, 20))
