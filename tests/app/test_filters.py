"""Filters by all their ways: chips, exclusion, all values of a facet, names."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from search import Engine
from search.results import Filters
from tests.app.driving import found, open_first, rows, searching, shown, type_text, until
from tests.support import NEWS, article, opened
from tui.app.screens.values import ValueScreen
from tui.app.state.session import Filter, Session
from tui.app.widgets.chips import Chips
from tui.app.widgets.facet_pane import FacetPane
from tui.app.widgets.histogram import Histogram
from tui.app.widgets.hit_list import ResultList
from tui.bidi import display
from tui.i18n import _


async def test_a_value_is_excluded_and_let_in_again(engine: Engine) -> None:
    async with searching(engine, 120, size=(110, 30)) as (app, pilot):
        await pilot.press("escape", "f", "right_square_bracket", "minus")  # the first place
        await until(pilot, found(app, 80))
        ((facet, value),) = app.session.excluded
        assert facet == "place"
        assert shown(app, f"الأماكن: ليس {value} ✕")
        assert any("☒" in row for row in rows(app))
        app.post_message(FacetPane.Toggled(facet, value))  # choosing it lets it in first
        await until(pilot, found(app, 120))


async def test_the_right_button_excludes_and_a_heading_opens_all_values(engine: Engine) -> None:
    async with searching(engine, 120, size=(110, 30)) as (app, pilot):
        person = app.results.facets["person"][0].value
        await pilot.click(FacetPane, offset=(10, 2), button=3)  # border, heading, first value
        await until(pilot, found(app, 60))
        assert app.session.excluded == (("person", person),)
        await pilot.click(FacetPane, offset=(10, 0))  # its frame: nothing
        await pilot.click(FacetPane, offset=(10, 1))
        await until(pilot, lambda: isinstance(app.screen, ValueScreen))
        await until(pilot, lambda: shown(app, _("People")) and shown(app, "قيمة واحدة"))


async def test_an_excluded_value_is_excluded_from_a_half_typed_phrase_too(engine: Engine) -> None:
    session = Session('"مكتبة جديدة', excluded=(("person", "سامر النجار"),))
    assert engine.search(session.asked).total == 60


@pytest.mark.parametrize("value", ['شركة "النور"', "شركة »النور", 'شركة "النور» الكبرى'])
def test_a_name_with_quotation_marks_can_be_excluded(value: str, engine: Engine) -> None:
    session = Session(excluded=(("org", value),))
    assert engine.search(session.asked).total == 120


async def test_a_chip_is_let_go_by_key_and_by_mouse(engine: Engine) -> None:
    filters = Filters(place=("حلب", "دمشق"), person=("ليلى قاسم",))
    async with searching(engine, 40, filters=filters, size=(110, 30)) as (app, pilot):
        chips = app.query_one(Chips)
        chips.focus()
        await pilot.press("left", "left", "delete")  # the third from the right
        await until(pilot, found(app, 20))
        assert app.session.filters.place == ("حلب",)
        await pilot.click(Chips, offset=(chips.size.width - 2, 0))
        await until(pilot, found(app, 40))
        assert app.session.active() == [Filter("place", "حلب")]


async def test_days_are_asked_for_in_words(engine: Engine) -> None:
    async with searching(engine, 120, size=(110, 30), notifications=True) as (app, pilot):
        await pilot.press("escape", "d")
        await type_text(pilot, "غير مفهوم")
        await pilot.press("enter")
        assert app.session.filters == Filters()
        await pilot.press("d")
        await type_text(pilot, "أمس")
        await pilot.press("enter")
        yesterday = date.today() - timedelta(1)
        await until(pilot, lambda: app.session.filters.since == yesterday)
        assert app.session.filters.until == yesterday


async def test_chips_take_as_many_rows_as_they_need(engine: Engine) -> None:
    filters = Filters(place=("حلب", "دمشق", "بغداد"), person=("ليلى قاسم", "سامر النجار"))
    async with searching(engine, 120, filters=filters, size=(60, 24)) as (app, pilot):
        await until(pilot, lambda: app.query_one(Chips).size.height > 1)
        for value in (*filters.place, *filters.person):
            assert shown(app, f"{value} ✕")


async def test_all_values_are_filtered_by_their_words_chosen_and_excluded(engine: Engine) -> None:
    async with searching(engine, 120, size=(110, 30)) as (app, pilot):
        await pilot.press("escape", "f", "right_square_bracket", "m")
        await until(pilot, lambda: isinstance(app.screen, ValueScreen))
        await until(pilot, lambda: shown(app, "3 قيم"))
        app.screen.query_one("#value-box").value = "بغ"
        await until(pilot, lambda: shown(app, "قيمة واحدة"))
        await pilot.press("down", "space")
        await until(pilot, found(app, 40))
        assert app.session.filters.place == ("بغداد",)
        await pilot.press("minus")
        await until(pilot, found(app, 80))
        app.screen.query_one("#value-box").value = ""
        await until(pilot, lambda: shown(app, "قيمتان"))
        await pilot.press("home", "minus")  # the cursor does not go down with the value
        await until(pilot, found(app, 40))
        await pilot.press("minus")
        await until(pilot, found(app, 0))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ValueScreen))


async def test_a_name_in_the_article_becomes_a_filter(engine: Engine) -> None:
    async with searching(engine, 40, "حلب", size=(110, 30)) as (app, pilot):
        await open_first(pilot)
        await pilot.press(*["right_square_bracket"] * 3)  # source, section, person
        await pilot.press("enter")
        await until(pilot, found(app, 20))
        assert len(app.session.filters.person) == 1
        await pilot.press("minus")
        await until(pilot, lambda: len(app.session.excluded) == 1 and found(app, 20)())


async def test_a_name_in_the_article_can_be_clicked_where_it_is_seen(engine: Engine) -> None:
    async with searching(engine, 40, "حلب", size=(110, 30)) as (app, pilot):
        reader = await open_first(pilot)
        region = reader.region
        x, y = next(
            (x, y)
            for y in range(region.y, region.bottom)
            for x in range(region.x, region.right)
            if app.screen.get_style_at(x, y).meta.get("link") == 3  # the place
        )
        await pilot.click(offset=(x, y))
        await until(pilot, lambda: app.session.filters.place == ("حلب",))


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    flood = "غمرت السيول أحياء حماة بعد أمطار غزيرة، وارتفع منسوب نهر العاصي وأجلت الفرق العائلات."
    rise = "ارتفع منسوب نهر العاصي في حماة بسبب السيول، وقالت الفرق إن الأمطار مستمرة في الأحياء."
    articles = [
        article("flood", flood, "السيول تغمر حماة", date=date(2024, 12, 1)),
        article("rise", rise, "منسوب العاصي يرتفع", date=date(2024, 12, 2), source="سانا"),
        article("rise again", rise + " انتهى", "منسوب العاصي يرتفع", date=date(2024, 12, 2)),
        article("alone", "zebra xylophone", "zebra"),
    ]
    with opened(tmp_path_factory.mktemp("rivers"), NEWS, articles) as engine:
        yield engine


async def test_similar_articles_alone_are_counted_and_copies_folded(rivers: Engine) -> None:
    async with searching(rivers, 3, "السيول", size=(110, 30)) as (app, pilot):
        await pilot.press("down")
        hits = app.query_one(ResultList)
        while hits.current.id != "flood":
            await pilot.press("j")
        place = hits.selected
        await pilot.press("r")
        await until(pilot, lambda: app.session.like and app.results.total == 1)
        assert shown(app, "شبيهة بـ: السيول تغمر حماة")
        assert any(display("+نسخة واحدة", "visual", "rtl") in row for row in rows(app))
        assert [day for day, _ in app.query_one(Histogram)._timeline.counts] == ["2024-12-02"]
        await pilot.press("escape")
        await until(pilot, lambda: app.session.like is None and app.results.total == 3)
        assert (app.session.query, hits.selected, hits.current.id) == ("السيول", place, "flood")


async def test_likes_end_with_the_next_words(rivers: Engine) -> None:
    async with searching(rivers, 3, "السيول", size=(110, 30)) as (app, pilot):
        await pilot.press("down", "r")
        await until(pilot, lambda: app.session.like is not None)
        await pilot.press("slash", "ب")
        await until(pilot, lambda: app.session.like is None)


async def test_an_article_like_no_other_is_said_to_be(rivers: Engine) -> None:
    async with searching(rivers, 1, "zebra", size=(110, 30), notifications=True) as (app, pilot):
        await pilot.press("down", "r")
        await until(pilot, lambda: shown(app, "لا مقالة تشبه هذه"))
        assert app.session.query == "zebra"
