"""How the tests drive the app: wait, type, and look at the cells of the screen."""

import asyncio
from collections.abc import Callable

from textual.pilot import Pilot

from tui.app.app import NabaApp
from tui.bidi import display


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
