"""The full-screen search. :func:`run` is the one door; Textual is loaded when it is called."""

from pathlib import Path
from typing import TYPE_CHECKING

from search.results import Filters

if TYPE_CHECKING:
    from search import Engine

__all__ = ["NOT_A_TERMINAL", "keys", "run"]

NOT_A_TERMINAL = "naba: the full screen needs a terminal; use 'naba query' in files and pipes"


def run(
    engine_or_directory: "Engine | str | Path | None",
    query: str = "",
    *,
    filters: Filters | None = None,
    bidi: str = "auto",
    lang: str = "auto",
    calendar: str | None = None,
    timeout: float | None = None,
) -> int:
    """Run the full screen until the user leaves it, and return the exit code.

    Takes an open engine, or the folder of an index (None for the default one), which it then
    opens and closes itself. ``bidi``, ``lang`` (``ar``, ``en``) and ``calendar`` (``gregorian``,
    ``hijri``) come before the user's settings. A search is given up after ``timeout`` seconds. A
    missing or damaged index is shown on the screen with what to do, and makes the exit code 3;
    without a terminal it is 2, with a note on standard error.
    """
    import os
    import sys

    from tui.app.settings.config import read_settings
    from tui.i18n import choose, use

    # Textual draws on standard error; the questions to the terminal go by the other two. In a
    # browser (textual-serve) there is no terminal, but a driver that stands for one.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    served = bool(os.environ.get("TEXTUAL_DRIVER"))
    if not served:
        if not all(stream.isatty() for stream in streams):
            print(NOT_A_TERMINAL, file=sys.stderr)
            return 2
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)  # a shell may export its first size: ask the terminal

    if os.environ.get("MLTERM"):
        os.environ.pop("COLORTERM", None)  # in true colour its bold letters lose their background

    from tui.app.app import NabaApp
    from tui.app.conversation.backend import Backend
    from tui.app.state.history import HistoryOfSession
    from tui.app.state.labels import use_calendar
    from tui.bidi import requested, terminal

    settings = read_settings()
    use(choose(lang, settings.lang))
    use_calendar(calendar or settings.calendar)
    asked = requested(bidi)
    backend = Backend(engine_or_directory, timeout)
    try:
        with terminal(settings.bidi if asked == "auto" else asked) as screen:
            app = NabaApp(
                backend,
                query,
                filters=filters,
                terminal=screen,
                settings=settings,
                history=HistoryOfSession() if served else None,
            )
            app.run()
        if app.crash:
            raise app.crash
        return app.return_code or (backend.fault.exit_code if backend.fault else 0)
    finally:
        backend.close()


def keys() -> list[tuple[str, str, str]]:
    """Return the name, the keys and the use of every key that can be given another place."""
    from tui.app.app import NabaApp
    from tui.app.settings.commands import nameable
    from tui.i18n import _

    return [(one.id or "", one.key, _(one.description)) for one in nameable(NabaApp)]
