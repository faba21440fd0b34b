"""How the full screen ends when it is told to from outside."""

import asyncio
import os
import signal
from contextlib import suppress

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
