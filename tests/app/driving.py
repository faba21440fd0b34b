"""How the tests drive the app: wait, type, and look at the cells of the screen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual._context import visible_screen_stack
from textual.pilot import Pilot
from textual.strip import Strip

from tui.app.app import NabaApp
from tui.app.conversation.backend import Backend
from tui.app.widgets.reader import Reader
from tui.app.widgets.search_box import SearchBox
from tui.bidi import display


@asynccontextmanager
async def searching(
    engine: Any,
    total: int,
    query: str = "",
    *,
    size: tuple[int, int] = (100, 30),
    notifications: bool = False,
    **options: Any,
) -> AsyncIterator[tuple[NabaApp, Pilot[None]]]:
    """The app on an engine (or a backend), once its first query has found ``total`` articles."""
    backend = engine if isinstance(engine, Backend) else Backend(engine)
    app = NabaApp(backend, query, **options)
    async with app.run_test(size=size, notifications=notifications) as pilot:
        await until(pilot, found(app, total))
        yield app, pilot


async def until(pilot: Pilot[None], true: Callable[[], object], patience: float = 60) -> None:
    """Wait for something to become so; searching takes a thread and a moment."""
    deadline = asyncio.get_running_loop().time() + patience
    while not true():
        assert asyncio.get_running_loop().time() < deadline, "\n".join(rows(pilot.app))
        await pilot.pause(0.01)
    await pilot.pause()


def strips(app: NabaApp) -> list[Strip]:
    """The screen as it goes to the terminal, with what lies under a modal one."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def rows(app: NabaApp) -> list[str]:
    """The text of its rows."""
    return [strip.text for strip in strips(app)]


def shown(app: NabaApp, text: str, mode: str = "visual") -> bool:
    return any(display(text, mode, "rtl") in row for row in rows(app))


def found(app: NabaApp, total: int) -> Callable[[], bool]:
    """Whether what stands in the search box has been answered, with so many articles."""

    def true() -> bool:
        if app.results is None or app.results.total != total:
            return False
        return app.results.query == app.screen_stack[0].query_one("#query", SearchBox).value

    return true


async def open_first(pilot: Pilot[None]) -> Reader:
    """Open the first hit from the search box."""
    reader = pilot.app.query_one(Reader)
    await pilot.press("down", "enter")
    await until(pilot, lambda: reader.has_focus)
    return reader


async def type_text(pilot: Pilot[None], text: str) -> None:
    for char in text:
        await pilot.press("space" if char == " " else char)
