"""Counts articles over time: in each day, week or month, in all and for the values of a facet.

Copies of a text count once (--no-collapse: each). Weeks begin on Monday, and are written by it.

examples:
  naba timeline حلب --by week
  naba timeline --by month --per source --values 3
  naba timeline السودان --per place --since 2024 --format csv > sudan.csv
  naba timeline السودان --per source --format svg > sudan.svg
"""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from index.facets import FACETS
from tui.cli.arguments import whole_number
from tui.cli.filters import add_filters, filters_of
from tui.cli.lean_engine import open_engine
from tui.cli.streams import emit, note, valid
from tui.i18n import _, in_words, mark

if TYPE_CHECKING:
    from search.findings import Series
    from tui.cli.printer import Printer

NO_HITS = 1
_EVERYTHING = mark("all articles")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("query", metavar="QUERY", nargs="*", type=valid, help="what to look for")
    parser.add_argument(
        "--by", choices=("day", "week", "month"), default="month", help="length of a period (month)"
    )
    parser.add_argument("--per", choices=FACETS, help="count the values of this facet too")
    parser.add_argument(
        "--values", metavar="N", type=whole_number, default=5, help="the N most frequent (5)"
    )
    parser.add_argument(
        "--collapse",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="count copies of a text once",
    )
    parser.add_argument("--format", choices=("text", "csv", "json", "svg"), default="text")
    add_filters(parser)


def run(args: argparse.Namespace) -> int:
    """Print the counts; return 1 when no article with a date matches."""
    engine = open_engine(args.index)
    series = engine.series(
        " ".join(args.query),
        filters=filters_of(args),
        step=args.by,
        facet=args.per,
        limit=args.values,
        collapse=args.collapse,
    )
    if args.format == "text":
        from tui.cli.printer import open_printer

        for line in _as_text(series, open_printer(args)):
            print(line)
    elif args.format == "svg":
        from tui.output.plot_svg import drawn

        emit(drawn(series, _(_EVERYTHING)))
    else:
        from tui.output.tables import as_csv, dump_record

        header = [series.step, *(row.value or _EVERYTHING for row in series.rows)]
        rows = zip(series.periods, *(row.counts for row in series.rows), strict=True)
        emit(as_csv(header, rows) if args.format == "csv" else dump_record(series))
    for said in series.notes:
        note(in_words(said))
    return 0 if series.periods else NO_HITS


def _as_text(series: "Series", printer: "Printer") -> Iterable[str]:
    from tui.cli.barred import barred, span
    from tui.cli.printer import DIM
    from tui.output.plot_text import spark

    if not series.periods:
        yield printer.text(_("no article with a date"))
        return
    yield printer.text(span(series.periods, series.step))

    def drawn(room: int) -> Iterable[str]:
        for row in series.rows:
            yield printer.text(spark(row.counts, room), DIM if row.value is None else "")

    names = [row.value or _(_EVERYTHING) for row in series.rows]
    yield from barred(names, [f"{sum(row.counts):,}" for row in series.rows], drawn, printer)
