"""Tells what has come in for each saved search since it was last told of.

Searches are saved in the screen (Ctrl+S) or by naba saved add. A new one is told of what comes in
from then on; all words of a search must match. Copies of a text count once. Each article is told
of once: what has been told is recorded beside the index after it was delivered, so that after a
kill in between it may be told again.

examples:
  naba alerts
  naba alerts النيل --limit 5
  naba alerts --format jsonl | jq -r '.articles[].title'
  naba alerts --format atom --output ~/public/alerts.xml
  NABA_ALERT_URLS=mailto://me:secret@example.org naba alerts --send
  naba alerts --watch
  naba alerts --added-since 7d             again what came in this week; records nothing
"""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.alerting import LISTED
from tui.cli.arguments import whole_number
from tui.cli.filters import first_arrival
from tui.cli.lean_engine import open_engine
from tui.cli.streams import note, valid
from tui.i18n import _

if TYPE_CHECKING:
    from tui.cli.alerting import Deliver

NOTHING_NEW = 1
_LOOK_SECONDS = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "names", metavar="NAME", nargs="*", type=valid, help="of saved searches (all)"
    )
    parser.add_argument(
        "--format",
        choices=("text", "jsonl", "atom"),
        default="text",
        help="text, a line of JSON for each search, or an Atom feed",
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help="with --format atom: the feed to bring up to date; its older entries stay, up to 500",
    )
    parser.add_argument(
        "--send",
        action="store_true",
        help="send a message for each search by apprise, to the addresses in NABA_ALERT_URLS or in "
        "alerts.toml",
    )
    parser.add_argument(
        "--limit", metavar="N", type=whole_number, default=LISTED, help="articles of a search (20)"
    )
    parser.add_argument(
        "--added-since",
        metavar="WHEN",
        type=first_arrival,
        help="tell what came in since then (yesterday, 7d, last-run), told or not; records nothing",
    )
    parser.add_argument(
        "--watch", action="store_true", help="stay and tell what arrives, until Ctrl-C"
    )


def run(args: argparse.Namespace) -> int:
    """Tell what is new; return 1 when nothing is, or not all could be delivered."""
    from index.errors import InputError
    from tui.cli.alerting import chosen, tell_new

    if args.output and args.format != "atom":
        raise InputError("--output goes with --format atom")
    if args.send and args.format != "text":
        raise InputError("--send goes with neither --format nor --output")
    if args.added_since and args.watch:
        raise InputError("--added-since does not go with --watch")
    deliver = _delivery(args)
    searches = chosen(args.names)
    if args.watch:
        note(_("watching; Ctrl-C ends"))
    elif not searches:
        note(_("no search is saved; save one with: naba saved add NAME QUERY"))
        return NOTHING_NEW
    engine = open_engine(args.index)
    if args.added_since:
        found = engine.alerts(searches, limit=args.limit, since=args.added_since)
        failed = deliver(found)
        return 0 if found.alerts and not failed else NOTHING_NEW
    while True:
        told = tell_new(engine, searches, deliver, args.limit)
        if not args.watch:
            return 0 if told else NOTHING_NEW
        while not engine.refresh():
            time.sleep(_LOOK_SECONDS)
        searches = chosen(args.names)


def _delivery(args: argparse.Namespace) -> "Deliver":
    from tui.cli.alerting import printing, sender, to_feed

    if args.send:
        return sender()
    if args.format == "atom":
        return to_feed(Path(args.output).expanduser() if args.output else None)
    return printing(args, args.format)
