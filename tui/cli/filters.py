"""The facet filters, as options of every command that searches."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Literal

from index.facets import FACETS
from tui.cli.streams import valid
from tui.i18n import mark
from tui.output.safe import one_line

if TYPE_CHECKING:
    from search.results import Filters


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add an option for each facet, ``--since``, ``--until`` and ``--date``."""
    group = parser.add_argument_group(
        mark("filters"),
        mark("Give one twice to take either value; different ones must all hold."),
    )
    for facet in FACETS:
        group.add_argument(f"--{facet}", metavar="NAME", action="append", default=[], type=valid)
    group.add_argument(
        "--own", metavar="TAG", action="append", default=[], type=valid, help="tags of your own"
    )
    group.add_argument("--unread", action="store_true", help="leave out what has been read")
    group.add_argument(
        "--since",
        metavar="DATE",
        type=_first_day,
        help="on or after: 2024, 2024-11, 2024-11-30 or 30 نوفمبر 2024",
    )
    group.add_argument("--until", metavar="DATE", type=_last_day, help="on or before")
    group.add_argument(
        "--added-since",
        metavar="WHEN",
        type=first_arrival,
        help="came in on or after: yesterday, 7d, a date; last-run: with the last run of naba "
        "index that brought anything",
    )
    group.add_argument(
        "--date", metavar="DATE", type=_days, help="both: 2024-11, 7d, last week, الشهر الماضي"
    )


def filters_of(args: argparse.Namespace) -> "Filters":
    """Return the filters these options ask for."""
    from index.errors import InputError
    from search.results import Filters

    if args.date and (args.since or args.until):
        raise InputError("--date goes with neither --since nor --until")
    since, until = args.date or (args.since, args.until)
    if since and until and since > until:
        raise InputError("--since {since} is after --until {until}", since=since, until=until)
    values = {facet: tuple(getattr(args, facet)) for facet in FACETS}
    return Filters(
        **values,
        since=since,
        until=until,
        added_since=args.added_since,
        own=tuple(args.own),
        unread=args.unread,
    )


def options_of(filters: "Filters") -> list[tuple[str, str | None]]:
    """Return the options that ask for these filters, each with its value if it takes one."""
    from search.saved import DATES

    found: list[tuple[str, str | None]] = []
    for name in FACETS:
        found += ((f"--{name}", value) for value in getattr(filters, name))
    for name in DATES:
        if day := getattr(filters, name):
            found.append((f"--{name.replace('_', '-')}", str(day)))
    found += (("--own", tag) for tag in filters.own)
    return [*found, ("--unread", None)] if filters.unread else found


def _first_day(text: str) -> date:
    return _days(text)[0]


def first_arrival(text: str) -> "date | Literal['last-run']":
    """Return an option's value that says since when what came in is asked for."""
    return "last-run" if text == "last-run" else _days(text, bound=True)[0]


def _last_day(text: str) -> date:
    return _days(text, bound=True)[1]


def _days(text: str, *, bound: bool = False) -> tuple[date, date]:
    from index.dates import parse_period
    from index.errors import InputMalformed
    from tui.cli.failure import fault

    try:
        period = parse_period(valid(text), bound=bound)
    except InputMalformed as error:
        raise argparse.ArgumentTypeError(one_line(fault(error))) from None
    return period.start, period.end
