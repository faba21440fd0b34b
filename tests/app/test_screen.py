"""The screen as a whole: sizes, modes, colours, help, and what it says without hits or index."""

import pytest
from rich.cells import cell_len

from search import Engine
from search.results import Filters
from tests.app.driving import found, open_first, rows, searching, shown, strips, type_text, until
from tui import i18n
from tui.app.app import NabaApp
from tui.app.conversation.backend import Backend
from tui.app.screens.help import HelpScreen
from tui.app.widgets.facet_pane import FacetPane
from tui.app.widgets.footer import Keys
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.reader import Reader
from tui.app.widgets.search_box import SearchBox
from tui.bidi import display
from tui.i18n import _


async def test_every_row_is_as_wide_as_the_screen_at_every_size(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة", size=(120, 40)) as (app, pilot):
        for width, height, mode in (
            (60, 20, "visual"),
            (80, 24, "words"),
            (250, 70, "logical"),
        ):
            app.bidi_mode = mode
            await pilot.resize_terminal(width, height)
            await until(pilot, lambda width=width: {cell_len(row) for row in rows(app)} == {width})
            await pilot.press("escape", "enter")
            await until(pilot, lambda: isinstance(app.focused, Reader))
            assert {cell_len(row) for row in rows(app)} == {width}
            await pilot.press("question_mark")
            await until(pilot, lambda: isinstance(app.screen, HelpScreen))
            assert {cell_len(row) for row in rows(app)} == {width}
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, HelpScreen))
            await pilot.press("escape")
            await until(pilot, lambda: not app.query_one(Reader).display)


async def test_a_window_made_small_keeps_working(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة", size=(120, 40)) as (app, pilot):
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: not app.query_one(FacetPane).display)
        await pilot.press("escape", "f")
        await until(pilot, lambda: app.query_one(FacetPane).has_focus)
        assert not app.query_one(ResultList).display
        await pilot.press("space")
        await until(pilot, found(app, 60))
        await pilot.press("escape")
        await until(pilot, lambda: app.query_one(ResultList).has_focus)
        assert {cell_len(row) for row in rows(app)} == {60}


async def test_b_and_t_go_through_modes_and_colours_and_the_screen_follows(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة") as (app, pilot):
        await pilot.press("escape")
        await until(pilot, lambda: shown(app, "افتتاح المكتبة"))
        for mode in ("words", "logical", "visual"):
            await pilot.press("b")
            await until(pilot, lambda mode=mode: shown(app, "افتتاح المكتبة", mode))
            assert app.bidi_mode == mode
        before = app.theme
        await pilot.press("t")
        assert app.theme != before
        await pilot.pause(0.1)
        assert shown(app, "افتتاح المكتبة")


async def test_help_opens_while_typing_and_what_is_below_is_not_turned_twice(
    engine: Engine,
) -> None:
    app = NabaApp(Backend(engine))
    async with app.run_test(size=(100, 45)) as pilot:
        await until(pilot, lambda: shown(app, "120 نتيجة"))
        await pilot.press("f1")
        await until(pilot, lambda: shown(app, _("Past and saved searches")))
        await until(pilot, lambda: shown(app, "120 نتيجة"))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, HelpScreen))
        await pilot.press("ctrl+p")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await until(pilot, lambda: shown(app, "120 نتيجة"))


async def test_copying_an_article_gives_it_in_logical_order(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة") as (app, pilot):
        await open_first(pilot)
        await pilot.press("y")
        hit = app.query_one(ResultList).hit(0)
        assert app.clipboard == engine.article(hit.id).text


async def test_every_value_chosen_has_a_chip(engine: Engine) -> None:
    async with searching(
        engine, 40, filters=Filters(place=("حلب", "دمشق"), person=("ليلى قاسم",)), size=(120, 24)
    ) as (app, _pilot):
        for chip in ("الأشخاص: ليلى قاسم ✕", "الأماكن: حلب ✕", "الأماكن: دمشق ✕"):
            assert shown(app, chip)


async def test_enter_on_words_not_answered_yet_does_not_take_an_older_suggestion(
    engine: Engine,
) -> None:
    async with searching(engine, 0, "افتتاغغ") as (app, pilot):
        assert app.results.suggestion
        box = app.query_one(SearchBox)
        box.value = "حلب"
        await pilot.press("enter")
        assert box.value == "حلب"
        await until(pilot, found(app, 40))


async def test_words_typed_over_an_open_article_bring_the_results_back(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة", size=(80, 24)) as (app, pilot):
        await open_first(pilot)
        assert not app.query_one(ResultList).display
        await pilot.press("slash")
        app.query_one(SearchBox).value = "حلب"
        await until(pilot, lambda: app.query_one(ResultList).display and found(app, 40)())


async def test_the_footer_offers_only_what_the_keys_do_where_the_focus_is(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة", size=(80, 24)) as (app, pilot):
        await until(pilot, lambda: display(_("Results"), "visual") in rows(app)[-1])
        assert display(_("Search"), "visual") not in rows(app)[-1]  # "/" is a letter here
        await open_first(pilot)
        await until(pilot, lambda: shown(app, _("Quit")))  # whatever else has no room
        assert shown(app, _("Matches"))


@pytest.mark.parametrize("tongue", ["ar", "en"])
async def test_the_footer_leaves_out_whole_entries_but_not_help(
    engine: Engine, tongue: i18n.Language
) -> None:
    i18n.use(tongue)
    async with searching(engine, 120, size=(120, 24)) as (app, pilot):
        await pilot.press("escape", "f")
        await until(pilot, lambda: app.query_one(FacetPane).has_focus)
        foot = app.query_one(Keys)
        all_of_them = entries(foot)
        assert display(_("Quit"), "visual", "ltr") in all_of_them
        for width in (20, 33, 47, 60, 71):
            await pilot.resize_terminal(width, 24)
            await until(pilot, lambda width=width: foot.size.width == width)
            left = entries(foot)
            assert set(left) < set(all_of_them)
            assert display(_("Help"), "visual", "ltr") in left
            assert foot.render_line(0).cell_length == width


def entries(foot: Keys) -> list[str]:
    """What the footer offers, without the keys."""
    strip = foot.render_line(0)
    return [each.text.strip() for each in strip if each.text.strip() and not each.style.bold]


async def test_the_palette_offers_our_own_commands(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة", size=(80, 45)) as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: any(display(_("Order"), "visual") in r for r in rows(app)))
        assert not any("Quit" in row or "Maximize" in row for row in rows(app))
        assert not shown(app, _("Clear the filters"))  # nothing to clear
        await type_text(pilot, _("Order"))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: app.session.sort == "newest")


async def test_text_stands_clear_of_the_frame_when_there_is_a_scrollbar(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(81, 18)) as pilot:  # where some lines are full
        await until(pilot, found(app, 120))
        await open_first(pilot)
        body = [row for row in rows(app)[3:-2] if row.startswith("│")]
        assert body and all(row.startswith("│ ") for row in body)


async def test_a_long_title_begins_at_its_beginning(engine: Engine) -> None:
    async with searching(engine, 40, "بغداد", size=(48, 20)) as (app, pilot):
        app.query_one(ResultList).styles.width = 24
        await until(pilot, lambda: any(display("…", "visual") in row for row in rows(app)))
        assert shown(app, "افتتاح المكتبة")


async def test_q_ends_it_but_not_while_typing(engine: Engine) -> None:
    app = NabaApp(Backend(engine))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        assert app.query_one(SearchBox).value == "q"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.focused, ResultList))
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)


async def test_no_colour_leaves_only_greys(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with searching(engine, 120, "مكتبة") as (app, _pilot):
        for strip in strips(app):
            for segment in strip:
                colour = segment.style.color if segment.style else None
                if colour and colour.triplet:
                    assert len(set(colour.triplet)) == 1
