"""How the full screen ends, or pauses, when it is told to from outside."""

import asyncio
import os
import signal
from contextlib import suppress
from types import FrameType

from textual.app import App

from tui.bidi import hung_up


def end_on_signals(app: App[None]) -> None:
    """Leave the screen in order on SIGTERM and SIGHUP, at once when the window has gone."""

    def end(number: int) -> None:
        if hung_up():
            # Nobody is left to draw for, and Textual would wait for its last writes for ever.
            os._exit(128 + number)
        app.exit(None, 128 + number)

    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, NotImplementedError, RuntimeError):
            number = getattr(signal, name)
            loop.add_signal_handler(number, end, number)


def say_when_stopped(app: App[None]) -> None:
    """Tell who puts the terminal back of a SIGTSTP too that did not come from our own key."""
    if not hasattr(signal, "SIGTSTP"):
        return
    pause = signal.getsignal(signal.SIGTSTP)

    def stop(number: int, frame: FrameType | None) -> None:
        app.app_suspend_signal.publish(app)
        if callable(pause):
            pause(number, frame)

    signal.signal(signal.SIGTSTP, stop)
