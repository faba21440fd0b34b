"""Prints what is rising: names or words that stand out in the last days against their past.

How far one stands out is its log-likelihood ratio (Dunning 1993): 10.8 or more come about by
chance once in a thousand times. Below three articles nothing is listed, and copies of a text
count once. The window ends with the newest article, or with --until.

examples:
  naba trends
  naba trends --window 30d --kind place --limit 10
  naba trends النفط --kind word --until 2024-11-30
  naba trends --kind org --format csv
  naba trends --kind place --window 30d --format svg > rising.svg
"""

import argparse
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from index.facets import FACETS
from tui.cli.arguments import whole_number
from tui.cli.filters import add_filters, filters_of
from tui.cli.labels import label
from tui.cli.lean_engine import open_engine
from tui.cli.streams import emit, note, valid
from tui.i18n import _, counted, in_words
from tui.output.safe import one_line

if TYPE_CHECKING:
    from search.findings import Trends
    from tui.cli.printer import Printer

NO_HITS = 1
_DAYS = {"d": 1, "w": 7}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "query", metavar="QUERY", nargs="*", type=valid, help="among which articles"
    )
    parser.add_argument(
        "--window", metavar="DAYS", type=_days, default=7, help="how long, such as 7d or 2w (7d)"
    )
    parser.add_argument(
        "--kind", choices=(*FACETS, "word"), default="person", help="what may rise (person)"
    )
    parser.add_argument("--limit", metavar="N", type=whole_number, default=20, help="how many (20)")
    parser.add_argument("--format", choices=("text", "csv", "json", "svg"), default="text")
    add_filters(parser)


def run(args: argparse.Namespace) -> int:
    """Print what rises; return 1 when nothing does."""
    from dataclasses import replace

    filters = filters_of(args)
    until = filters.until
    trends = open_engine(args.index).trends(
        args.kind,
        query=" ".join(args.query),
        filters=replace(filters, until=None) if until else filters,
        window=args.window,
        until=until,
        limit=args.limit,
    )
    if args.format == "text":
        from tui.cli.printer import open_printer

        for line in _as_text(trends, open_printer(args)):
            print(line)
    elif args.format == "svg":
        from tui.output.plot_svg import drawn_trends

        emit(drawn_trends(trends))
    else:
        from tui.output.tables import as_csv, dump_record

        header = [trends.kind, "count", "before", "score"]
        rows = ((t.value, t.count, t.before, round(t.score, 2)) for t in trends)
        emit(as_csv(header, rows) if args.format == "csv" else dump_record(trends))
    for said in trends.notes:
        note(in_words(said))
    return 0 if len(trends) else NO_HITS


def _as_text(trends: "Trends", printer: "Printer") -> Iterable[str]:
    if trends.since is None or trends.until is None:
        yield printer.text(_("no article with a date"))
        return
    articles = counted("{n} article", "{n} articles", trends.articles)
    said = _("{first} to {last}: {now}, {before} before").format(
        first=printer.day(trends.since),
        last=printer.day(trends.until),
        now=articles,
        before=f"{trends.before:,}",
    )
    yield printer.text(said)
    if not len(trends):
        yield printer.text(_("nothing stands out"))
        return
    rows = [(t.value, f"{t.count:,}", f"{t.before:,}", f"{t.score:,.1f}") for t in trends]
    yield from printer.columns([(label(trends.kind), _("now"), _("before"), _("score")), *rows])


def _days(text: str) -> int:
    """Return an option's value that is a number of days or weeks."""
    found = re.fullmatch(r"([1-9][0-9]{0,4})([dw]?)", text)
    if not found:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a number of days, such as 7d or 2w").format(
                text=one_line(valid(text))
            )
        )
    return int(found[1]) * _DAYS[found[2] or "d"]
