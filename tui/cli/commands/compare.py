"""Compares what two sources, authors or categories have on a matter.

Of one facet two values are given: these are compared, and the other filters narrow both down.
Shown are how much of what each ran was on it over time, the names and words that tell the two
apart (by log-likelihood ratio, Dunning 1993), and stories that only one of them has: no copy of
the text, and in three days no article with most of what the headline says. Copies of a text
count once. The csv form has the counts over time, the json form everything.

examples:
  naba compare حلب --source المدى --source الأفق
  naba compare النفط --author 'ليلى قاسم' --author 'هدى القاسم' --by week
  naba compare --category رياضة --category اقتصاد --since 2024 --format csv > two.csv
"""

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index.facets import FACETS
from tui.cli.arguments import whole_number
from tui.cli.filters import add_filters, filters_of
from tui.cli.labels import label
from tui.cli.lean_engine import open_engine
from tui.cli.streams import emit, note, valid
from tui.i18n import _, in_words
from tui.output.safe import one_line

if TYPE_CHECKING:
    from search.findings import Comparison, Contrast
    from search.results import Filters
    from tui.cli.printer import Printer

NO_HITS = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("query", metavar="QUERY", nargs="*", type=valid, help="on which matter")
    parser.add_argument(
        "--by", choices=("day", "week", "month"), default="month", help="length of a period (month)"
    )
    parser.add_argument(
        "--limit", metavar="N", type=whole_number, default=10, help="names, words, stories (10)"
    )
    parser.add_argument("--format", choices=("text", "csv", "json"), default="text")
    add_filters(parser)


def run(args: argparse.Namespace) -> int:
    """Print the comparison; return 1 when neither value has an article on the matter."""
    filters = filters_of(args)
    facet, (one, other) = _compared(filters)
    found = open_engine(args.index).compare(
        one,
        other,
        " ".join(args.query),
        facet=facet,
        filters=filters,
        step=args.by,
        limit=args.limit,
    )
    if args.format == "text":
        from tui.cli.pager import tell
        from tui.cli.printer import open_printer

        tell(_as_text(found, open_printer(args)), args)
    elif args.format == "csv":
        from tui.output.tables import as_csv

        header: list[str] = [found.step]
        for side in found.sides:
            header += [side.value, f"{side.value} (all)"]
        columns = [column for side in found.sides for column in (side.counts, side.totals)]
        emit(as_csv(header, zip(found.periods, *columns, strict=True)))
    else:
        from tui.output.records import comparison_as_json, dump

        emit(dump(comparison_as_json(found)))
    for said in found.notes:
        note(one_line(in_words(said)))
    return 0 if any(side.articles for side in found.sides) else NO_HITS


def _compared(filters: "Filters") -> tuple[str, tuple[str, str]]:
    """Return the facet of which two values are given, and these."""
    from index.errors import InputError

    pairs = [facet for facet in FACETS if len(getattr(filters, facet)) == 2]
    if len(pairs) != 1:
        raise InputError(
            "give two values of one facet to compare, such as --source NAME --source NAME"
        )
    one, other = getattr(filters, pairs[0])
    return pairs[0], (one, other)


def _as_text(found: "Comparison", printer: "Printer") -> Iterable[str]:
    from tui.cli.barred import barred, span
    from tui.cli.printer import BOLD
    from tui.output.sides import amounts, side_bars

    if not any(side.articles for side in found.sides):
        yield printer.text(_("neither has an article on this"))
        return
    if found.periods:
        yield printer.text(span(found.periods, found.step))
    values = [side.value for side in found.sides]
    yield from barred(values, amounts(found), lambda room: side_bars(found, room), printer)
    for side in found.sides:
        yield ""
        yield printer.text(_("{side} more than the other").format(side=side.value), BOLD)
        yield from _telling((*side.names, *side.words), printer)
    for side in found.sides:
        yield ""
        yield printer.text(_("Only {side} has").format(side=side.value), BOLD)
        if not side.stories:
            yield "  " + printer.text(_("nothing that the other does not have too"))
        for hit in side.stories:
            day = printer.day(hit.date) or ""
            yield from printer.paragraph(f"{day}  {hit.title or hit.id}", "  ")


def _telling(found: "Sequence[Contrast]", printer: "Printer") -> Iterable[str]:
    """Yield names or words with how many articles of both sides have them."""
    counts = [f"{each.count:,} : {each.other:,}" for each in found]
    wide = max(map(len, counts), default=0)
    yield from printer.columns(
        [
            ("", f"{own:>{wide}}", each.value, "" if each.kind == "word" else label(each.kind))
            for own, each in zip(counts, found, strict=True)
        ]
    )
