"""Alerts told: printed, written to a feed, or sent; and recorded once that has been done.

What is recorded before it is delivered may be lost, and what is delivered before it is recorded may
be told twice when naba is killed in between: naba does the latter (at least once).
"""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.streams import note
from tui.i18n import _, told
from tui.output.safe import one_line

if TYPE_CHECKING:
    import argparse

    from search import Engine
    from search.arrivals import Alert, Alerts
    from search.saved import Kept

LISTED = 20
"""Number of articles of a search that are listed unless somebody says otherwise."""
Deliver = Callable[["Alerts"], Collection[str]]
"""Delivers alerts, and returns the names of searches whose alert could not be."""


def tell_new(engine: "Engine", searches: "Iterable[Kept]", deliver: Deliver, limit: int) -> bool:
    """Deliver what has come in for searches since they were last told of, and record it.

    Tell whether there was anything, and all of it was delivered.
    """
    with engine.telling():
        engine.refresh()
        found = engine.alerts(tuple(searches), limit=limit)
        for name, fault in found.faults:
            note(f"{one_line(name)}: {told(fault)}")
        for said in found.notes:
            note(told(said))
        failed = deliver(found) if found.alerts else ()
        engine.told(found, but=failed)
    return bool(found.alerts) and not failed


def alarm(directory: str | None, deliver: Deliver) -> Callable[[], bool]:
    """Return what tells, when it is called, of all that has come into an index since."""

    def tell() -> bool:
        from tui.cli.lean_engine import open_engine

        if searches := chosen(()):
            with open_engine(directory) as engine:
                tell_new(engine, searches, deliver, LISTED)
        return True

    return tell


def printing(args: "argparse.Namespace", form: str) -> Deliver:
    """Return what prints alerts, as ``text`` or as ``jsonl``."""

    def deliver(found: "Alerts") -> Collection[str]:
        if form == "jsonl":
            from tui.output.records import alert_as_json, dump

            lines: Iterable[str] = (dump(alert_as_json(alert)) for alert in found.alerts)
        else:
            lines = _as_text(found.alerts, args)
        for line in lines:
            print(line)
        sys.stdout.flush()
        return ()

    return deliver


def to_feed(path: Path | None) -> Deliver:
    """Return what writes alerts to a feed: a file, in which older entries stay, or the output."""

    def deliver(found: "Alerts") -> Collection[str]:
        from index.disk import replace_file
        from tui.output.feed import as_feed

        if path is None:
            print(as_feed(found.alerts).decode(), end="", flush=True)
            return ()
        before = path.read_bytes() if path.exists() else b""
        replace_file(path, as_feed(found.alerts, before))
        return ()

    return deliver


def _as_text(alerts: "Iterable[Alert]", args: "argparse.Namespace") -> Iterator[str]:
    from tui.cli.printer import BOLD, DIM, open_printer
    from tui.output.byline import about

    printer = open_printer(args)
    for number, alert in enumerate(alerts):
        if number:
            yield ""
        yield from printer.paragraph(f"{alert.search} ({alert.total:,})", "", BOLD)
        for arrival in alert.arrivals:
            yield from printer.paragraph(arrival.title or arrival.id, "  ")
            yield from printer.paragraph(about(arrival, printer.day), "    ", DIM)
            if where := arrival.url or arrival.id:
                yield from printer.paragraph(where, "    ", DIM)
        if more := alert.total - len(alert.arrivals):
            yield "  " + printer.text(_("and {number} more").format(number=f"{more:,}"), DIM)


def sender() -> Deliver:
    """Return what sends alerts, a message a search, to where the configuration says.

    Raises ``InputError`` when it says nothing, or what cannot be used.
    """
    from tui.cli.sending import Outbox

    outbox = Outbox.configured()

    def deliver(found: "Alerts") -> Collection[str]:
        return [alert.search for alert in found.alerts if not outbox.send(alert)]

    return deliver


def chosen(names: Collection[str]) -> "list[Kept]":
    """Return the searches that are saved, only those of some names if there are any.

    Raises ``InputError`` for a name that none has.
    """
    from index.errors import InputError
    from search.saved import Searches

    saved = Searches().saved()
    known = {kept.name for kept in saved}
    for name in names:
        if name not in known:
            raise InputError("no search is saved as {name}", name=name)
    return [kept for kept in saved if not names or kept.name in names]
