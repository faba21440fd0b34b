"""Keeps searches under names: those of the screen (Ctrl+S, Ctrl+R) and of naba alerts.

list prints them, add saves a query with its filters under a NAME, in the place of another of that
name, run searches for it, remove forgets it.

examples:
  naba saved
  naba saved add النيل 'سد النهضة' --source الأهرام --since 2024
  naba saved add --batch searches.tsv      lines of name TAB query
  naba saved list --unread                 with how many unread articles each finds
  naba saved list --format json | jq '.[].query'
  naba saved run النيل --limit 5 --format md
  naba saved remove النيل
"""

import argparse
from collections.abc import Iterable, Sequence
from time import time_ns
from typing import TYPE_CHECKING, Any

from tui.cli.arguments import whole_number
from tui.cli.filters import add_filters, filters_of, options_of
from tui.cli.streams import emit, note, valid
from tui.i18n import _
from tui.output.safe import one_line

if TYPE_CHECKING:
    from search.saved import Kept, Searches

NOT_FOUND = 1
_ACTIONS = ("list", "add", "run", "remove")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "action", nargs="?", choices=_ACTIONS, default="list", help="what to do (list)"
    )
    parser.add_argument("name", metavar="NAME", nargs="?", type=valid, help="of the search")
    parser.add_argument(
        "query", metavar="QUERY", nargs="*", type=valid, help="add: what to look for"
    )
    parser.add_argument(
        "--batch", metavar="FILE", help="add the searches of FILE (- for standard input)"
    )
    parser.add_argument(
        "--sort", choices=("relevance", "newest", "oldest"), help="add, run: order of the hits"
    )
    parser.add_argument(
        "--limit", metavar="N", type=whole_number, default=10, help="run: hits (10)"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "jsonl", "csv", "md", "ids"),
        default="text",
        help="list: text, csv, json, jsonl; run: those of naba query",
    )
    add_filters(parser)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; return 1 when there is no such search, or it finds nothing."""
    from index.errors import InputError
    from search.saved import Searches

    searches = Searches()
    if args.action == "list" and args.name is None and not args.batch:
        return _list(searches.saved(), args)
    if args.action == "add":
        return _add(searches, args)
    if args.action == "list" or args.query or args.batch:
        raise InputError("naba saved {action} takes other arguments", action=args.action)
    if args.name is None:
        raise InputError("say which search: naba saved {action} NAME", action=args.action)
    found = next((one for one in searches.saved() if one.name == args.name), None)
    if found is None:
        note(_("no search is saved as {name}").format(name=one_line(args.name)))
        return NOT_FOUND
    if args.action == "run":
        return _run(found, args)
    searches.change(lambda before: [one for one in before if one.name != args.name])
    return 0


def _add(searches: "Searches", args: argparse.Namespace) -> int:
    from index.errors import InputError
    from search.query.parser import parse
    from search.results import NO_FILTERS
    from search.saved import Kept

    filters = filters_of(args)
    if args.batch:
        if args.name is not None:
            raise InputError("--batch goes with neither NAME nor QUERY")
        given = _batch(args.batch)
    else:
        if not args.name or not args.name.strip():
            raise InputError("say under which name: naba saved add NAME QUERY")
        given = [(args.name.strip(), " ".join(args.query))]
    now = time_ns() // 1_000_000
    new = {}
    for name, query in given:
        parse(query)
        new[name] = Kept(name, query, filters, sort=args.sort or "relevance", at=now)
    if not new or any(not one.query and one.filters == NO_FILTERS for one in new.values()):
        raise InputError("say what to look for: a QUERY or filters")
    searches.change(lambda before: [*new.values(), *(one for one in before if one.name not in new)])
    return 0


def _batch(name: str) -> list[tuple[str, str]]:
    """Return the names and queries of a file. Raises ``InputError`` for a line that has none."""
    from index.errors import InputError
    from tui.cli.line_input import read_batch

    found = []
    for number, label, query in read_batch(name):
        if query is None or not label:
            raise InputError(
                "{file}:{line}: not of the form name TAB query", file=name, line=number
            )
        found.append((label, query))
    return found


def _run(kept: "Kept", args: argparse.Namespace) -> int:
    """Search as naba query does."""
    from tui.cli.commands.query import tell_results
    from tui.cli.lean_engine import open_engine

    engine = open_engine(args.index)
    results = engine.search(
        kept.asked,
        filters=kept.filters,
        limit=args.limit,
        facets=5 if args.format in ("text", "json") else 0,
        sort=args.sort or kept.sort,
        match="any" if kept.like else "auto",
        bare=args.format == "ids",
    )
    return tell_results(results, args, args.format)


def _list(saved: "Sequence[Kept]", args: argparse.Namespace) -> int:
    from search.saved import as_data

    unread = _unread(saved, args) if args.unread else {}
    rows: list[dict[str, Any]] = [
        as_data(one) | ({"unread_articles": unread[one.name]} if args.unread else {})
        for one in saved
    ]
    if args.format in ("json", "jsonl"):
        from tui.output.records import dump

        for line in [rows] if args.format == "json" else rows:
            emit(dump(line))
    elif args.format == "csv":
        from tui.output.tables import as_csv

        header = ["name", "query", "filters", *(["unread_articles"] if args.unread else [])]
        table = [
            [one.name, one.query, _filters(one), *([unread[one.name]] if args.unread else [])]
            for one in saved
        ]
        emit(as_csv(header, table))
    elif args.format == "text":
        _print(saved, unread, args)
    else:
        from index.errors import InputError

        raise InputError("a list is text, csv, json or jsonl")
    return 0 if saved else NOT_FOUND


def _print(saved: "Iterable[Kept]", unread: dict[str, int], args: argparse.Namespace) -> None:
    from tui.cli.pager import tell
    from tui.cli.printer import BOLD, DIM, open_printer

    printer = open_printer(args)
    lines: list[str] = []
    for one in saved:
        number = f" ({unread[one.name]:,})" if one.name in unread else ""
        parts = [one.asked.strip(), _filters(one)]
        about = [printer.text(part, DIM) for part in parts if part]
        lines += printer.row(printer.text(f"{one.name}{number}  ", BOLD), about)
    tell(lines, args)


def _filters(kept: "Kept") -> str:
    """Return the order and the filters of a search as options."""
    order = [("--sort", kept.sort)] if kept.sort != "relevance" else []
    options = [*order, *options_of(kept.filters)]
    return " ".join(name if value is None else f"{name} {value}" for name, value in options)


def _unread(saved: "Iterable[Kept]", args: argparse.Namespace) -> dict[str, int]:
    """Return how many unread articles each search finds; none for one that cannot be read."""
    from search import QueryError
    from tui.cli.lean_engine import open_engine

    engine = open_engine(args.index)
    found = {}
    for one in saved:
        try:
            found[one.name] = engine.count_unread(one)
        except QueryError as error:
            note(f"{one_line(one.name)}: {error}")
            found[one.name] = 0
    return found
