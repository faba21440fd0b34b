"""The app through Textual's pilot, on a real index; keys in, cells and messages out."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from index import build
from search import Engine
from search.results import Filters, Results
from tui.app import strings
from tui.app.app import NabaApp
from tui.app.backend import Backend
from tui.app.facets import FacetPane
from tui.app.help import HelpScreen
from tui.app.reader import Reader
from tui.app.results import PAGE, ResultList
from tui.app.search_box import SearchBox
from tui.bidi import display

from .conftest import article


async def until(pilot: Pilot[None], true: Callable[[], object], patience: float = 20) -> None:
    """Wait for something to become so; searching takes a thread and a moment."""
    deadline = asyncio.get_running_loop().time() + patience
    while not true():
        assert asyncio.get_running_loop().time() < deadline, "it did not happen in time"
        await pilot.pause(0.01)
    await pilot.pause()


def rows(app: NabaApp) -> list[str]:
    """The screen as it goes to the terminal."""
    return [
        "".join(segment.text for segment in strip)
        for strip in app.screen._compositor.render_strips()
    ]


def shown(app: NabaApp, text: str, mode: str = "visual") -> bool:
    return any(display(text, mode, "rtl") in row for row in rows(app))


def found(app: NabaApp, total: int) -> Callable[[], bool]:
    return lambda: app.results is not None and app.results.total == total


async def type_text(pilot: Pilot[None], text: str) -> None:
    for char in text:
        await pilot.press("space" if char == " " else char)


async def test_typing_a_query_brings_results_counts_and_time(engine: Engine) -> None:
    app = NabaApp(Backend(engine))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, found(app, 120))
        await type_text(pilot, "حلب")
        await until(pilot, found(app, 40))
        assert app.query_one(ResultList).total == 40
        assert shown(app, "40 نتيجة")
        assert shown(app, "المكتبة رقم")
        assert shown(app, "سامر النجار")


async def test_the_first_query_is_searched_without_waiting(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "بغداد", filters=Filters(person=("ليلى قاسم",)))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 20))
        assert shown(app, "الأشخاص: ليلى قاسم")


async def test_two_values_of_a_facet_are_or_ed_and_siblings_keep_counting(engine: Engine) -> None:
    app = NabaApp(Backend(engine))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, found(app, 120))
        await pilot.press("escape", "f")
        await until(pilot, lambda: isinstance(app.focused, FacetPane))
        await pilot.press("right_square_bracket", "space")  # the first place
        await until(pilot, found(app, 40))
        await pilot.press("down", "enter")  # the second beside it
        await until(pilot, found(app, 80))
        assert len(app.session.filters.place) == 2
        places = {value.value: value for value in app.results.facets["place"]}
        assert [value.count for value in places.values()] == [40, 40, 40]
        assert sum(value.selected for value in places.values()) == 2
        assert sum("■" in row for row in rows(app)) == 2
        await pilot.press("x")
        await until(pilot, found(app, 120))


async def test_months_are_chosen_like_values_and_those_beside_keep_counting(
    engine: Engine,
) -> None:
    app = NabaApp(Backend(engine))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, found(app, 120))
        await pilot.press("escape", "f", "end")
        await until(pilot, lambda: app.query_one(FacetPane).has_focus)
        await pilot.press("end", "space")
        await until(pilot, found(app, 30))
        await pilot.press("up", "space")
        await until(pilot, found(app, 60))
        months = [
            (value.value, value.count, value.selected) for value in app.results.facets["date"]
        ]
        assert months == [
            ("2024-04", 30, False),
            ("2024-03", 30, False),
            ("2024-02", 30, True),
            ("2024-01", 30, True),
        ]
        assert shown(app, "من: 2024/01/01 · إلى: 2024/02/29")


async def test_a_click_chooses_a_facet_value(engine: Engine) -> None:
    app = NabaApp(Backend(engine))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, found(app, 120))
        await pilot.click(FacetPane, offset=(10, 2))  # border, heading, first value
        await until(pilot, found(app, 60))
        assert len(app.session.filters.person) == 1


async def test_the_reader_opens_at_the_first_match_and_n_goes_round(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(120, 24)) as pilot:
        await until(pilot, found(app, 120))
        await pilot.press("down", "enter")
        reader = app.query_one(Reader)
        await until(pilot, lambda: app.focused is reader and reader.current == 0)
        total = len(reader.matches)
        assert total >= 2
        await pilot.press("n")
        assert reader.current == 1
        await pilot.press("N", "N")
        assert reader.current == total - 1
        await pilot.press("n")
        assert reader.current == 0
        assert app.query_one(ResultList).display  # beside it, in a wide terminal
        await pilot.press("escape")
        await until(pilot, lambda: not reader.display and isinstance(app.focused, ResultList))


async def test_a_match_out_of_sight_is_scrolled_to(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة الخميس")
    async with app.run_test(size=(80, 15)) as pilot:
        await until(pilot, found(app, 120))
        await pilot.press("down", "enter")
        reader = app.query_one(Reader)
        await until(pilot, lambda: reader.current == 0)
        await pilot.press("N")  # the last one, far down
        await until(pilot, lambda: reader.scroll_offset.y > 0 and shown(app, "مساء"))
        assert any(
            segment.style and segment.style.reverse and segment.style.underline
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if display("الخميس", "visual") in segment.text
        )


async def test_matches_are_marked_by_more_than_colour(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 120))
        marked = {
            segment.text.strip()
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.bold and segment.style.underline
        }
        assert display("مكتبة", "visual") in marked


async def test_s_changes_the_order(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 120))
        await pilot.press("escape", "s")
        await until(pilot, lambda: app.results.sort == "newest")
        first = app.query_one(ResultList).hit(0)
        await pilot.press("s")
        await until(pilot, lambda: app.results.sort == "oldest")
        assert app.query_one(ResultList).hit(0).date < first.date
        assert shown(app, strings.SORTS["oldest"])


async def test_a_query_without_hits_offers_what_was_meant(engine: Engine) -> None:
    app = NabaApp(Backend(engine))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 120))
        await type_text(pilot, "مكتبغة")
        await until(pilot, found(app, 0))
        suggestion = app.results.suggestion
        assert suggestion
        assert shown(app, strings.DID_YOU_MEAN.format(suggestion=suggestion))
        await pilot.press("ctrl+y")
        await until(pilot, lambda: app.results.total > 0)
        assert app.query_one(SearchBox).value == suggestion


async def test_no_hits_because_of_filters_says_so(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة", filters=Filters(place=("القمر",)))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 0))
        assert shown(app, strings.NO_HITS_FILTERED)


async def test_a_query_that_cannot_be_read_is_explained_and_the_hits_stay(engine: Engine) -> None:
    from search import QueryError

    app = NabaApp(Backend(engine), "حلب")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 40))

        class Broken:
            refresh = engine.refresh

            def search(self, *args: object, **options: object) -> Results:
                raise QueryError("something is missing", 2)

        app._backend = Backend(Broken())
        app.query_one(SearchBox).value = "حلب ("
        await until(pilot, lambda: any("something is missing" in row for row in rows(app)))
        assert app.query_one(ResultList).total == 40


async def test_only_the_last_of_fast_queries_is_searched(engine: Engine) -> None:
    asked = []

    class Watched:
        def search(self, query: str, **options: object) -> Results:
            asked.append(query)
            return engine.search(query, **options)

        months, refresh = engine.months, engine.refresh

    app = NabaApp(Backend(Watched()))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 120))
        box = app.query_one(SearchBox)
        for end in range(1, 4):
            box.value = "حلب"[:end]
        await until(pilot, found(app, 40))
        assert asked == ["", "حلب"]


async def test_an_answer_to_an_older_question_is_not_shown(engine: Engine) -> None:
    import threading

    release = threading.Event()

    class Slow:
        def search(self, query: str, **options: object) -> Results:
            if query == "بغداد":
                release.wait(5)
            return engine.search(query, **options)

        months, refresh = engine.months, engine.refresh

    app = NabaApp(Backend(Slow()), "بغداد")
    async with app.run_test(size=(100, 30)) as pilot:
        app.query_one(SearchBox).value = "مكتبة"  # while the first is still under way
        await pilot.pause(0.3)
        await pilot.press("home", "x")  # a slow search blocks no key
        assert app.query_one(SearchBox).value.startswith("x")
        app.query_one(SearchBox).value = "مكتبة"
        release.set()
        await until(pilot, found(app, 120))
        await pilot.pause(0.2)
        assert app.results.query == "مكتبة"


def test_leaving_does_not_wait_for_a_slow_answer() -> None:
    program = """
import time
from tui.app.app import NabaApp
from tui.app.backend import Backend

class Slow:
    def refresh(self):
        time.sleep(20)

app = NabaApp(Backend(Slow()))
app.call_later(lambda: app.set_timer(0.3, app.exit))
app.run(headless=True)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], timeout=15, check=True, capture_output=True, text=True
    )
    assert done.stderr == ""


async def test_further_pages_are_fetched_when_they_come_into_view(engine: Engine) -> None:
    app = NabaApp(Backend(engine))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 120))
        hits = app.query_one(ResultList)
        assert hits.hit(PAGE) is None
        await pilot.press("escape", "end")
        await until(pilot, lambda: hits.hit(119) is not None)
        assert hits.selected == 119
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, Reader))
        assert app.query_one(Reader).border_subtitle == strings.NO_MATCHES


async def test_an_article_that_has_gone_is_said_to_be_gone(engine: Engine) -> None:
    app = NabaApp(Backend(engine))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 120))

        class Emptied:
            def article(self, article_id: str) -> None:
                return None

        app._backend = Backend(Emptied())
        await pilot.press("down", "enter")
        await until(pilot, lambda: shown(app, strings.GONE))


async def test_every_row_is_as_wide_as_the_screen_at_every_size(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, found(app, 120))
        for width, height, mode in (
            (60, 20, "visual"),
            (80, 24, "words"),
            (120, 40, "visual"),
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
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, found(app, 120))
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
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 120))
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
        await until(pilot, found(app, 120))
        await pilot.press("f1")
        await until(pilot, lambda: shown(app, "أزل كل تصفية"))
        assert shown(app, "120 نتيجة")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, HelpScreen))
        await pilot.press("ctrl+p")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        assert shown(app, "120 نتيجة")


async def test_copying_an_article_gives_it_in_logical_order(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 120))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.focused, Reader))
        await pilot.press("y")
        hit = app.query_one(ResultList).hit(0)
        assert app.clipboard == engine.article(hit.id).text


async def test_a_missing_index_says_how_to_make_one_and_is_found_once_made(tmp_path: Path) -> None:
    directory = tmp_path / "index"
    backend = Backend(directory)
    app = NabaApp(backend)
    async with app.run_test(size=(120, 24)) as pilot:
        await until(pilot, lambda: shown(app, strings.NO_INDEX))
        assert shown(app, strings.DEMO_COMMAND)
        assert any("naba index PATH --index" in row for row in rows(app))
        assert backend.fault is not None and backend.fault.exit_code == 3
        await type_text(pilot, "حلب")
        await pilot.press("escape", "f", "enter", "s", "end")
        assert shown(app, strings.NO_INDEX)
        build(map(article, range(3)), directory)
        await pilot.press("f5")
        await until(pilot, found(app, 1))
        assert backend.fault is None
    backend.close()


async def test_a_damaged_index_says_what_to_do_in_full(tmp_path: Path) -> None:
    directory = tmp_path / "index"
    build(map(article, range(3)), directory)
    for path in directory.iterdir():
        if path.suffix not in (".toc", ".json"):
            path.unlink()
    app = NabaApp(Backend(directory))
    async with app.run_test(size=(60, 30)) as pilot:
        await until(pilot, lambda: shown(app, strings.BAD_INDEX))
        said = " ".join(row.strip(" │") for row in rows(app))
        assert "the index in" in said and "is missing" in said
        assert "naba index PATH --rebuild" in said


async def test_an_empty_index_says_how_to_fill_it_and_fills(tmp_path: Path) -> None:
    build([], tmp_path / "index")
    backend = Backend(tmp_path / "index")
    app = NabaApp(backend)
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        await until(pilot, found(app, 0))
        assert shown(app, strings.EMPTY_INDEX)
        build(map(article, range(3)), tmp_path / "index")
        await pilot.press("f5")
        await until(pilot, found(app, 3))
        await until(pilot, lambda: shown(app, strings.REFRESHED))
    backend.close()


async def test_two_values_chosen_are_joined_by_or_on_the_filter_line(engine: Engine) -> None:
    app = NabaApp(Backend(engine), filters=Filters(place=("حلب", "دمشق"), person=("ليلى قاسم",)))
    async with app.run_test(size=(120, 24)) as pilot:
        await until(pilot, found(app, 40))
        assert shown(app, "الأشخاص: ليلى قاسم · الأماكن: حلب أو دمشق")


async def test_enter_on_words_not_answered_yet_does_not_take_an_older_suggestion(
    engine: Engine,
) -> None:
    app = NabaApp(Backend(engine), "مكتبغة")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 0))
        assert app.results.suggestion
        box = app.query_one(SearchBox)
        box.value = "حلب"
        await pilot.press("enter")
        assert box.value == "حلب"
        await until(pilot, found(app, 40))


async def test_words_typed_over_an_open_article_bring_the_results_back(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, found(app, 120))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.focused, Reader))
        assert not app.query_one(ResultList).display
        await pilot.press("slash")
        app.query_one(SearchBox).value = "حلب"
        await until(pilot, lambda: app.query_one(ResultList).display and found(app, 40)())


async def test_the_footer_offers_only_what_the_keys_do_where_the_focus_is(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, found(app, 120))
        await until(pilot, lambda: display(strings.KEY_RESULTS, "visual") in rows(app)[-1])
        assert display(strings.KEY_SEARCH, "visual") not in rows(app)[-1]  # "/" is a letter here
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.focused, Reader))
        await until(pilot, lambda: shown(app, strings.KEY_QUIT))  # all of it fits
        assert shown(app, strings.KEY_MATCHES)


async def test_the_palette_offers_our_own_commands(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(80, 45)) as pilot:
        await until(pilot, found(app, 120))
        await pilot.press("ctrl+p")
        await until(pilot, lambda: any(display(strings.KEY_SORT, "visual") in r for r in rows(app)))
        assert not any("Quit" in row or "Maximize" in row for row in rows(app))
        assert not shown(app, strings.KEY_CLEAR)  # nothing to clear
        await type_text(pilot, strings.KEY_SORT)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: app.session.sort == "newest")


async def test_text_stands_clear_of_the_frame_when_there_is_a_scrollbar(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(81, 18)) as pilot:  # where some lines are full
        await until(pilot, found(app, 120))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.focused, Reader))
        body = [row for row in rows(app)[3:-2] if row.startswith("│")]
        assert body and all(row.startswith("│ ") for row in body)


async def test_a_long_title_begins_at_its_beginning(engine: Engine) -> None:
    app = NabaApp(Backend(engine), "بغداد")
    async with app.run_test(size=(48, 20)) as pilot:
        await until(pilot, found(app, 40))
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
    app = NabaApp(Backend(engine), "مكتبة")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, found(app, 120))
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                colour = segment.style.color if segment.style else None
                if colour and colour.triplet:
                    assert len(set(colour.triplet)) == 1
