"""Pictures of the main screens: what changes in them is to be looked at before it is taken over.

``pytest tests/app/test_snapshots.py --snapshot-update`` takes it over.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from index.desk import READ
from search import Engine
from search.results import Filters, Results
from tests.app.driving import shown, until
from tui import i18n
from tui.app.app import NabaApp
from tui.app.conversation.backend import Backend
from tui.app.state.session import Session
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.reader import Reader

Snap = Callable[..., bool]
FILTERS = Filters(place=("حلب", "دمشق"))


class Steady:
    """An engine that always takes as long."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def search(self, *arguments: Any, **options: Any) -> Results:
        return replace(self._engine.search(*arguments, **options), took_ms=1.0)


def app_on(engine: Engine, query: str = "مكتبة", **options: Any) -> NabaApp:
    app = NabaApp(Backend(Steady(engine)), query, **options)
    app.animation_level = "none"
    return app


def after(*keys: str, says: str = "نتيجة") -> Callable[[Pilot[None]], Awaitable[None]]:
    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        app.query_one("#query").cursor_blink = False
        await until(pilot, lambda: app.results is not None and shown(app, says))
        await pilot.press(*keys)
        await pilot.pause(0.3)

    return run


def test_results_facets_and_histogram(engine: Engine, snap_compare: Snap) -> None:
    assert snap_compare(app_on(engine), terminal_size=(120, 36), run_before=after("escape"))


def test_reading_with_filters_and_an_exclusion(engine: Engine, snap_compare: Snap) -> None:
    app = app_on(engine, filters=FILTERS)
    app.session = Session("مكتبة", FILTERS, (("person", "سامر النجار"),))

    async def read(pilot: Pilot[None]) -> None:
        await after("escape", "enter")(pilot)
        await until(pilot, lambda: isinstance(app.focused, Reader))
        await until(pilot, lambda: READ in app.query_one(ResultList).hit(0).own)
        await pilot.press("n", "right_square_bracket")
        await pilot.pause(0.3)

    assert snap_compare(app, terminal_size=(120, 36), run_before=read)


def test_small_and_compact(engine: Engine, snap_compare: Snap) -> None:
    app = app_on(engine, filters=FILTERS)
    assert snap_compare(app, terminal_size=(60, 20), run_before=after("escape", "c"))


def test_in_english(engine: Engine, snap_compare: Snap) -> None:
    i18n.use("en")
    app = app_on(engine, filters=FILTERS)
    assert snap_compare(app, terminal_size=(120, 36), run_before=after("escape", says="results"))


def test_help(engine: Engine, snap_compare: Snap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.screens.help.settings_path", lambda: Path("screen.toml"))
    app = app_on(engine)
    assert snap_compare(app, terminal_size=(100, 50), run_before=after("escape", "f1"))


def test_all_values_of_a_facet(engine: Engine, snap_compare: Snap) -> None:
    app = app_on(engine)

    async def open_values(pilot: Pilot[None]) -> None:
        await after("escape", "f", "right_square_bracket", "space", "minus", "m")(pilot)
        await until(pilot, lambda: shown(app, "قيمتان"))
        app.screen.query_one("#value-box").cursor_blink = False
        await pilot.pause(0.3)

    assert snap_compare(app, terminal_size=(110, 30), run_before=open_values)


def test_the_doctor(engine: Engine, snap_compare: Snap) -> None:
    assert snap_compare(app_on(engine), terminal_size=(80, 24), run_before=after("escape", "f2"))


def test_high_contrast(engine: Engine, snap_compare: Snap) -> None:
    async def wear(pilot: Pilot[None]) -> None:
        pilot.app.theme = "high-contrast"
        await after("escape")(pilot)

    app = app_on(engine, filters=FILTERS)
    assert snap_compare(app, terminal_size=(120, 30), run_before=wear)
