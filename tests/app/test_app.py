"""The app through Textual's pilot, on a real index; keys in, cells and messages out."""

import subprocess
import sys
import time
from dataclasses import replace

from textual import events
from textual.widget import Widget

from search import Engine
from search.budget import check
from search.results import Filters, Results
from tests.app.driving import found, open_first, rows, searching, shown, strips, type_text, until
from tui.app.app import NabaApp
from tui.app.conversation.backend import Backend
from tui.app.widgets.facet_pane import FacetPane
from tui.app.widgets.footer import Keys
from tui.app.widgets.hit_list import PAGE, ResultList
from tui.app.widgets.reader import Reader
from tui.app.widgets.search_box import SearchBox
from tui.bidi import display
from tui.i18n import _


async def test_typing_a_query_brings_results_counts_and_time(engine: Engine) -> None:
    async with searching(engine, 120, size=(110, 30)) as (app, pilot):
        await type_text(pilot, "حلب")
        await until(pilot, found(app, 40))
        assert app.query_one(ResultList).total == 40
        assert shown(app, "40 نتيجة")
        assert shown(app, "المكتبة رقم")
        assert shown(app, "سامر النجار")


async def test_the_first_query_is_searched_without_waiting(engine: Engine) -> None:
    async with searching(engine, 20, "بغداد", filters=Filters(person=("ليلى قاسم",))) as (
        app,
        _pilot,
    ):
        assert shown(app, "الأشخاص: ليلى قاسم ✕")


async def test_two_values_of_a_facet_are_or_ed_and_siblings_keep_counting(engine: Engine) -> None:
    async with searching(engine, 120, size=(110, 30)) as (app, pilot):
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
    async with searching(engine, 120, size=(110, 30)) as (app, pilot):
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
        assert shown(app, "من: 2024/01/01 ✕") and shown(app, "إلى: 2024/02/29 ✕")


async def test_a_click_chooses_a_facet_value(engine: Engine) -> None:
    async with searching(engine, 120, size=(110, 30)) as (app, pilot):
        first = app.results.facets["person"][0].value
        await pilot.click(FacetPane, offset=(10, 2))  # border, heading, first value
        await until(pilot, found(app, 60))
        assert app.session.filters.person == (first,)


async def test_the_mouse_opens_a_hit_turns_the_wheel_and_presses_keys(engine: Engine) -> None:
    async with searching(engine, 120, size=(110, 30)) as (app, pilot):
        hits, reader = app.query_one(ResultList), app.query_one(Reader)
        await pilot.click(ResultList, offset=(20, 6))  # frame, five lines, the second hit's first
        await until(pilot, lambda: reader.has_focus)
        assert hits.selected == 1 and reader.hit == hits.hit(1)
        # Facets at the right, the reader at the left of the results.
        assert reader.region.right <= hits.region.x < app.query_one(FacetPane).region.x
        hits.post_message(wheel(hits))
        await until(pilot, lambda: hits.scroll_offset.y > 0)
        assert hits.selected == 1
        keys = app.query_one(Keys)
        label = display(_("Order"), "visual")
        await pilot.click(Keys, offset=(keys.render_line(0).text.index(label), 0))
        await until(pilot, lambda: app.session.sort == "newest")


def wheel(widget: Widget) -> events.MouseScrollDown:
    return events.MouseScrollDown(widget, 5, 5, 0, 1, 0, False, False, False)


async def test_the_reader_opens_at_the_first_match_and_n_goes_round(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة", size=(120, 24)) as (app, pilot):
        reader = await open_first(pilot)
        await until(pilot, lambda: reader.current == 0)
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
    async with searching(engine, 120, "مكتبة الخميس", size=(80, 15)) as (app, pilot):
        reader = await open_first(pilot)
        await until(pilot, lambda: reader.current == 0)
        await pilot.press("N")  # the last one, far down
        await until(pilot, lambda: reader.scroll_offset.y > 0 and shown(app, "مساء"))
        assert any(
            segment.style and segment.style.reverse and segment.style.underline
            for strip in strips(app)
            for segment in strip
            if display("الخميس", "visual") in segment.text
        )


async def test_matches_are_marked_by_more_than_colour(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة") as (app, _pilot):
        marked = {
            segment.text.strip()
            for strip in strips(app)
            for segment in strip
            if segment.style and segment.style.bold and segment.style.underline
        }
        assert display("مكتبة", "visual") in marked


async def test_s_changes_the_order(engine: Engine) -> None:
    async with searching(engine, 120, "مكتبة") as (app, pilot):
        await pilot.press("escape", "s")
        await until(pilot, lambda: app.results.sort == "newest")
        first = app.query_one(ResultList).hit(0)
        await pilot.press("s")
        await until(pilot, lambda: app.results.sort == "oldest")
        assert app.query_one(ResultList).hit(0).date < first.date
        assert shown(app, _("Oldest"))


async def test_a_query_without_hits_offers_what_was_meant(engine: Engine) -> None:
    async with searching(engine, 120) as (app, pilot):
        await type_text(pilot, "افتتاغغ")
        await until(pilot, found(app, 0))
        suggestion = app.results.suggestion
        assert suggestion
        assert shown(app, _("Did you mean: {suggestion}?").format(suggestion=suggestion))
        await pilot.press("ctrl+y")
        await until(pilot, lambda: app.results.total > 0)
        assert app.query_one(SearchBox).value == suggestion


async def test_no_hits_because_of_filters_says_so(engine: Engine) -> None:
    async with searching(engine, 0, "مكتبة", filters=Filters(place=("القمر",))) as (app, _pilot):
        assert shown(app, _("No results with these filters: press Esc, then x, to remove them."))


async def test_a_query_that_cannot_be_read_is_explained_and_the_hits_stay(engine: Engine) -> None:
    from search import QueryError

    async with searching(engine, 40, "حلب") as (app, pilot):

        class Broken:
            refresh, answers_at_once = engine.refresh, engine.answers_at_once

            def search(self, *args: object, **options: object) -> Results:
                raise QueryError("something is amiss", 2)

        app._backend = Backend(Broken())
        app.query_one(SearchBox).value = "حلب ("
        await until(pilot, lambda: any("something is amiss" in row for row in rows(app)))
        assert app.query_one(ResultList).total == 40


async def test_only_the_last_of_fast_queries_is_searched(engine: Engine) -> None:
    asked = []

    class Watched:
        def search(self, query: str, **options: object) -> Results:
            asked.append(query)
            return engine.search(query, **options)

        timeline, refresh = engine.timeline, engine.refresh
        answers_at_once = engine.answers_at_once

    async with searching(Watched(), 120) as (app, pilot):
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

        timeline, refresh = engine.timeline, engine.refresh
        answers_at_once = engine.answers_at_once

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


class Endless:
    """An engine that is never done with one of its queries."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.timeline, self.refresh = engine.timeline, engine.refresh
        self.answers_at_once = engine.answers_at_once

    def search(self, query: str, **options: object) -> Results:
        while query == "بغداد":
            check()
            time.sleep(0.01)
        return self._engine.search(query, **options)


async def test_what_is_typed_next_ends_a_search_that_is_still_at_work(engine: Engine) -> None:
    app = NabaApp(Backend(Endless(engine)), "بغداد")
    async with app.run_test(size=(100, 30)) as pilot:
        app.query_one(SearchBox).value = "مكتبة"
        await until(pilot, found(app, 120))


async def test_a_search_that_takes_too_long_says_so_and_the_next_is_answered(
    engine: Engine,
) -> None:
    async with searching(Backend(Endless(engine), 0.5), 120) as (app, pilot):
        app.query_one(SearchBox).value = "بغداد"
        await until(pilot, lambda: shown(app, "أُوقف البحث بعد"))
        app.query_one(SearchBox).value = "مكتبة"
        await until(pilot, found(app, 120))


async def test_keys_that_come_at_once_are_taken_in_their_order(engine: Engine) -> None:
    async with searching(engine, 120) as (app, pilot):
        for key in (*"حلبج", "backspace", "down", "s"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: found(app, 40)() and app.results.sort == "newest")
        assert app.query_one(SearchBox).value == "حلب"


def test_leaving_does_not_wait_for_a_slow_answer() -> None:
    program = """
import time
from tui.app.app import NabaApp
from tui.app.conversation.backend import Backend

class Slow:
    def refresh(self):
        time.sleep(200)

app = NabaApp(Backend(Slow()))
app.call_later(lambda: app.set_timer(0.3, app.exit))
app.run(headless=True)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], timeout=100, check=True, capture_output=True, text=True
    )
    assert done.stderr == ""


async def test_further_pages_are_fetched_when_they_come_into_view(engine: Engine) -> None:
    async with searching(engine, 120) as (app, pilot):
        hits = app.query_one(ResultList)
        assert hits.hit(PAGE) is None
        await pilot.press("escape", "end")
        await until(pilot, lambda: hits.hit(119) is not None)
        assert hits.selected == 119
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, Reader))
        assert app.query_one(Reader).border_subtitle == _("No matches")


async def test_of_a_hundred_thousand_hits_only_those_in_view_are_fetched(engine: Engine) -> None:
    offsets = []

    class Many:
        def search(self, query: str, *, offset: int, **options: object) -> Results:
            offsets.append(offset)
            results = engine.search(query, offset=offset % 100, **options)
            return replace(results, total=100_000)

        timeline, refresh = engine.timeline, engine.refresh
        answers_at_once = engine.answers_at_once

    async with searching(Many(), 100_000) as (app, pilot):
        hits = app.query_one(ResultList)
        await pilot.press("escape", "end")
        await until(pilot, lambda: hits.hit(99_999) is not None)
        assert offsets == [0, 99_950]
        await pilot.press("home", *["pagedown"] * 20)  # three hits a screen
        await until(pilot, lambda: hits.hit(hits.selected) is not None)
        assert hits.selected == 60 and set(offsets) == {0, 50, 99_950}


async def test_an_article_that_has_gone_is_said_to_be_gone(engine: Engine) -> None:
    async with searching(engine, 120) as (app, pilot):

        class Emptied:
            def article(self, article_id: str) -> None:
                return None

        app._backend = Backend(Emptied())
        await pilot.press("down", "enter")
        await until(pilot, lambda: shown(app, _("This article is no longer in the index.")))


async def test_a_hit_that_leaves_the_view_comes_to_its_middle(engine: Engine) -> None:
    async with searching(engine, 120, size=(120, 40)) as (app, pilot):
        await pilot.press("escape")
        hits = app.query_one(ResultList)
        moved, before = 0, hits.scroll_offset.y
        for key in "j" * 24 + "k" * 24:
            await pilot.press(key)
            top = hits.scroll_offset.y
            assert top <= 5 * hits.selected <= top + hits.scrollable_content_region.height - 5
            moved, before = moved + (top != before), top
        assert (hits.selected, hits.scroll_offset.y) == (0, 0)
        assert 2 < moved < 24
