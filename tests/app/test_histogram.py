"""The histogram: bars of the unit that fits, a window on them, and the way from years to days."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from search import Engine
from search.findings import Timeline
from search.results import Filters, Results
from tests.app.driving import found, rows, searching, until
from tests.support import library, opened
from tui import i18n
from tui.app.app import NabaApp
from tui.app.widgets import bars as bars_of
from tui.app.widgets.chips import Chips
from tui.app.widgets.histogram import SCALE, Histogram
from tui.bidi import display
from tui.i18n import _

MONTHS = Timeline("month", (("2023-11", 4), ("2024-01", 8), ("2024-02", 1)))
WEEK = [date(2024, 11, 26) + timedelta(day) for day in range(7)]
THREE_YEARS = [date(2021 + month // 12, month % 12 + 1, 9) for month in range(36)]
THIRTY_YEARS = [
    *(date(year, 6, 5) for year in range(1995, 2025)),
    *(date(2010, month, 7) for month in range(1, 13)),
    *(date(2010, 3, day) for day in range(10, 20)),
]
ALL_MARCH = Filters(source=("عقود",), since=date(2010, 3, 1), until=date(2010, 3, 31))


@pytest.fixture(scope="module")
def decades(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Three sources: one of a week, one of three years, one of thirty."""
    dated = {"أسبوع": WEEK, "أعوام": THREE_YEARS, "عقود": THIRTY_YEARS}
    pairs = [(source, day) for source, days in dated.items() for day in days]
    made = (replace(library(n), source=s, date=day) for n, (s, day) in enumerate(pairs))
    with opened(tmp_path_factory.mktemp("decades"), made) as engine:
        yield engine


def dates(app: NabaApp) -> tuple[date | None, date | None]:
    return app.session.filters.since, app.session.filters.until


def titled(app: NabaApp, title: str) -> bool:
    return app.query_one(Histogram).border_title == title


# The window --------------------------------------------------------------------------------


async def test_a_window_is_made_moved_stretched_and_dropped(engine: Engine) -> None:
    async with searching(engine, 120, size=(120, 40)) as (app, pilot):
        await pilot.press("escape", "h")
        histogram = app.query_one(Histogram)
        await until(pilot, lambda: histogram.has_focus)
        await pilot.press("enter")  # the oldest month, at the right
        await until(pilot, found(app, 30))
        assert histogram.window == (0, 0)
        await pilot.press("left")
        await until(pilot, lambda: app.session.filters.since == date(2024, 2, 1))
        await pilot.press("shift+left")
        await until(pilot, found(app, 60))
        assert histogram.window == (1, 2)
        assert app.session.filters.until == date(2024, 3, 31)
        await pilot.press("delete")
        await until(pilot, found(app, 120))
        assert histogram.window is None


async def test_a_window_stretched_over_everything_can_be_made_smaller_again(
    engine: Engine,
) -> None:
    async with searching(engine, 120, size=(120, 40)) as (app, pilot):
        await pilot.press("escape", "h", "enter")
        await until(pilot, found(app, 30))
        await pilot.press(*["shift+left"] * 3)
        await until(pilot, found(app, 120))
        assert dates(app) == (date(2024, 1, 1), date(2024, 4, 30))
        await pilot.press("shift+right")
        await until(pilot, found(app, 90))
        assert app.query_one(Histogram).window == (0, 2)


def test_the_axis_names_as_many_bars_as_there_is_room_for() -> None:
    found = bars_of.bars(MONTHS, 10)
    assert bars_of.axis(found, "month", 8, 40) == [(0, "2023/11"), (16, "2024/01")]
    assert bars_of.axis(found, "month", 12, 48) == [
        (0, "2023/11"),
        (12, "2023/12"),
        (24, "2024/01"),
        (36, "2024/02"),
    ]
    assert [bars_of.short(n) for n in (7, 31525, 412_000, 1_234_567)] == [
        "7",
        "31525",
        "412k",
        "1.2M",
    ]


@pytest.mark.parametrize("height", [30, 50])
async def test_the_scale_goes_from_nought_to_the_highest_bar(engine: Engine, height: int) -> None:
    async with searching(engine, 120, size=(120, height)) as (app, _pilot):
        histogram = app.query_one(Histogram)
        drawn = [row.strip() for row in rows(app)[histogram.region.y : histogram.region.bottom]]
        assert drawn[1].split()[-2:] == ["30", "│"]  # each month has 30 of the 120
        assert drawn[-3].split()[-2:] == ["0", "│"]
        assert drawn[-2].split()[1:3] == ["2024/03", "2024/01"]  # from right to left
        assert 3 <= histogram.size.height - 1 <= 6


async def test_no_notice_covers_the_histogram(engine: Engine) -> None:
    async with searching(engine, 120, size=(120, 36), notifications=True) as (app, pilot):
        await pilot.press("escape", "s")
        await until(pilot, lambda: app.screen.query("Toast"))
        toast, histogram = app.screen.query("Toast").first(), app.query_one(Histogram)
        assert not toast.region.overlaps(histogram.region)


async def test_a_window_is_drawn_with_the_mouse(engine: Engine) -> None:
    async with searching(engine, 120, size=(120, 40)) as (app, pilot):
        histogram = app.query_one(Histogram)
        right = histogram.region.right - 4 - SCALE
        await pilot.mouse_down(offset=(right, histogram.region.y + 1))
        await pilot.mouse_up(offset=(right - 10, histogram.region.y + 1))
        await until(pilot, found(app, 60))
        assert histogram.window == (0, 1)


async def test_in_a_low_window_the_histogram_comes_when_it_is_wanted(engine: Engine) -> None:
    async with searching(engine, 120, size=(80, 24)) as (app, pilot):
        histogram = app.query_one(Histogram)
        assert not histogram.display
        await pilot.press("escape", "h")
        await until(pilot, lambda: histogram.display and histogram.has_focus)
        await pilot.press("escape")
        await until(pilot, lambda: not histogram.display)


# Units -------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [60, 120])
@pytest.mark.parametrize(
    ("source", "total", "unit", "bars", "span"),
    [
        ("أسبوع", 7, "Days", 7, "2024/11/26 – 2024/12/02 · 7"),
        ("أعوام", 36, "Months", 36, "2021 – 2023 · 36"),
        ("عقود", 52, "Years", 30, "1995 – 2024 · 52"),
    ],
)
async def test_the_finest_unit_that_fits_is_shown_and_named(
    decades: Engine, width: int, source: str, total: int, unit: str, bars: int, span: str
) -> None:
    filters = Filters(source=(source,))
    async with searching(decades, total, filters=filters, size=(width, 40)) as (app, pilot):
        histogram = app.query_one(Histogram)
        await until(pilot, lambda: len(histogram.bars) == bars)
        assert (histogram.border_title, histogram.border_subtitle) == (_(unit), span)
        await until(pilot, lambda: any(display(_(unit), "visual") in row for row in rows(app)))


async def test_a_wider_window_has_room_for_a_finer_unit(engine: Engine) -> None:
    async with searching(engine, 120, size=(120, 40)) as (app, pilot):
        histogram = app.query_one(Histogram)
        assert len(histogram.bars) == 4
        await pilot.resize_terminal(140, 40)
        await until(pilot, lambda: len(histogram.bars) > 100 and titled(app, _("Days")))
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: len(histogram.bars) == 4 and titled(app, _("Months")))


async def test_the_unit_is_named_in_the_language_of_the_screen(engine: Engine) -> None:
    async with searching(engine, 120, size=(120, 40)) as (app, pilot):
        assert titled(app, "الأشهر")
        await pilot.press("escape", "L")
        await until(pilot, lambda: titled(app, "Months"))


# Zooming -----------------------------------------------------------------------------------


async def test_keys_lead_from_years_to_a_day_and_back(decades: Engine) -> None:
    filters = Filters(source=("عقود",))
    async with searching(decades, 52, filters=filters, size=(120, 40)) as (app, pilot):
        histogram = app.query_one(Histogram)
        await pilot.press("escape", "h", *["left"] * 15)
        assert histogram.border_subtitle == "2010 · 23"
        await pilot.press("down")
        await until(pilot, lambda: titled(app, "الأشهر · 2010") and len(histogram.bars) == 12)
        await until(pilot, found(app, 23))
        assert dates(app) == (date(2010, 1, 1), date(2010, 12, 31))
        assert histogram.window is None  # all of it is: the cursor chooses again
        assert histogram.border_subtitle == "2010/01 · 1"

        await pilot.press("left", "left", "plus")
        await until(pilot, lambda: titled(app, "الأيام · 2010/03"))
        await until(pilot, found(app, 11))
        assert dates(app) == (date(2010, 3, 1), date(2010, 3, 31))
        assert [bar.count for bar in histogram.bars] == [1, 0, 0] + [1] * 10  # from the 7th on

        await pilot.press(*["left"] * 4, "enter")
        await until(pilot, found(app, 1))
        assert dates(app) == (date(2010, 3, 11), date(2010, 3, 11))
        await pilot.press("down", "enter")  # a day is the finest
        assert titled(app, "الأيام · 2010/03")

        await pilot.press("up")
        await until(pilot, lambda: titled(app, "الأشهر · 2010"))
        assert histogram.window == (2, 2)
        await pilot.press("minus")
        await until(pilot, lambda: titled(app, "السنوات"))
        assert histogram.window == (15, 15)
        assert dates(app) == (date(2010, 3, 11), date(2010, 3, 11))


async def test_enter_chooses_a_bar_and_then_looks_into_it_in_english_too(decades: Engine) -> None:
    i18n.use("en")
    filters = Filters(source=("عقود",))
    async with searching(decades, 52, filters=filters, size=(120, 40)) as (app, pilot):
        await pilot.press("escape", "h", *["right"] * 15, "enter")
        await until(pilot, found(app, 23))
        assert titled(app, "Years")
        await pilot.press("enter")
        await until(pilot, lambda: titled(app, "Months · 2010"))
        assert dates(app) == (date(2010, 1, 1), date(2010, 12, 31))


async def test_the_window_moves_and_stretches_by_the_unit_in_sight(decades: Engine) -> None:
    async with searching(decades, 11, filters=ALL_MARCH, size=(120, 40)) as (app, pilot):
        histogram = app.query_one(Histogram)
        assert histogram.window == (15, 15)
        await pilot.press("escape", "h", "down")  # the year, then its third month
        await until(pilot, lambda: titled(app, "الأشهر · 2010") and histogram.window == (2, 2))
        assert dates(app) == (date(2010, 3, 1), date(2010, 3, 31))
        await pilot.press("left")
        await until(pilot, lambda: dates(app) == (date(2010, 4, 1), date(2010, 4, 30)))
        await pilot.press("right", "down")
        await until(pilot, lambda: titled(app, "الأيام · 2010/03"))
        await pilot.press("enter", "left", "shift+left", "shift+left", "shift+right")
        await until(pilot, lambda: dates(app) == (date(2010, 3, 8), date(2010, 3, 9)))
        await until(pilot, found(app, 0))


async def test_a_double_click_zooms_in_and_the_right_button_out(decades: Engine) -> None:
    filters = Filters(source=("أعوام",))
    async with searching(decades, 36, filters=filters, size=(120, 40)) as (app, pilot):
        histogram = app.query_one(Histogram)
        await until(pilot, lambda: len(histogram.bars) == 36)
        oldest = (
            histogram.size.width + 1 - SCALE,
            1,
        )  # the oldest of bars of 3 columns
        assert await pilot.click(Histogram, offset=oldest, times=2)
        await until(pilot, lambda: titled(app, "الأيام · 2021/01"))
        assert dates(app) == (date(2021, 1, 1), date(2021, 1, 31))
        await pilot.click(Histogram, offset=oldest, button=3)
        await until(pilot, lambda: titled(app, "الأشهر"))
        assert histogram.window == (0, 0)
        assert dates(app) == (date(2021, 1, 1), date(2021, 1, 31))


@pytest.mark.parametrize("away", ["drop", "chip", "clear"])
async def test_without_its_period_all_of_time_is_in_sight_again(decades: Engine, away: str) -> None:
    async with searching(decades, 11, filters=ALL_MARCH, size=(120, 40)) as (app, pilot):
        await pilot.press("escape", "h", "down")
        await until(pilot, lambda: titled(app, "الأشهر · 2010"))
        await pilot.press("down")
        await until(pilot, lambda: titled(app, "الأيام · 2010/03"))
        if away == "drop":
            await pilot.press("delete")
        elif away == "clear":
            await pilot.press("x")
        else:
            until_chip = next(each for each in app.session.active() if each.facet == "until")
            app.post_message(Chips.Dropped(until_chip))
        await until(pilot, lambda: not app.session.filters.until and titled(app, "السنوات"))


async def test_a_month_chosen_beside_stays_in_sight(decades: Engine) -> None:
    async with searching(decades, 11, filters=ALL_MARCH, size=(120, 40)) as (app, pilot):
        await pilot.press("escape", "h", "down")
        await until(pilot, lambda: titled(app, "الأشهر · 2010"))
        await pilot.press("down")
        await until(pilot, lambda: titled(app, "الأيام · 2010/03"))
        app.change(app.session.toggled("date", "2010-05"))
        await until(pilot, lambda: titled(app, "الأشهر · 2010"))
        assert app.query_one(Histogram).window == (2, 4)


class Watched:
    """An engine that remembers how it was asked, and waits where it is told to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.searches = 0
        self.timelines: list[str | None] = []
        self.free = threading.Event()
        self.free.set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def search(self, *arguments: Any, **options: Any) -> Results:
        self.searches += 1
        return self._engine.search(*arguments, **options)

    def timeline(self, *arguments: Any, **options: Any) -> Timeline:
        self.timelines.append(options.get("unit"))
        if options.get("since"):
            assert self.free.wait(20)
        return self._engine.timeline(*arguments, **options)


async def test_zooming_asks_for_counts_alone(decades: Engine) -> None:
    watched = Watched(decades)
    async with searching(watched, 11, filters=ALL_MARCH, size=(120, 40)) as (app, pilot):
        await pilot.press("escape", "h", "down")
        await until(pilot, lambda: titled(app, "الأشهر · 2010"))
        await pilot.press("up")
        await until(pilot, lambda: titled(app, "السنوات"))
        assert watched.searches == 1
        assert watched.timelines == [None, "month", None, None]


async def test_keys_wait_for_the_counts_and_older_ones_are_not_shown(decades: Engine) -> None:
    watched = Watched(decades)
    async with searching(watched, 11, filters=ALL_MARCH, size=(120, 40)) as (app, pilot):
        histogram = app.query_one(Histogram)
        years, before = decades.timeline(unit="year"), dates(app)
        watched.free.clear()
        await pilot.press("escape", "h", "down", "left", "shift+left", "enter", "down")
        assert dates(app) == before
        watched.free.set()
        await until(pilot, lambda: titled(app, "الأشهر · 2010"))
        histogram.show(years, bars_of.View(None, 116), *before)
        assert titled(app, "الأشهر · 2010") and len(histogram.bars) == 12
