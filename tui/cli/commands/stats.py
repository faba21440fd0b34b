"""Prints what the index holds: articles, dates, facet values, terms, size, generation.

examples:
  naba stats
  naba stats --format json | jq .articles
"""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.cli.lean_engine import open_engine
from tui.cli.streams import emit

if TYPE_CHECKING:
    from search import Stats

_MEGABYTE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text or json")


def run(args: argparse.Namespace) -> int:
    """Print the figures."""
    with open_engine(args.index) as engine:
        stats = engine.stats()
    if args.format == "json":
        from dataclasses import asdict

        from tui.output.records import dump

        data = asdict(stats)
        for name in ("first_date", "last_date"):
            data[name] = data[name].isoformat() if data[name] else None
        emit(dump(data))
        return 0
    from tui.cli.pager import tell
    from tui.cli.printer import open_printer

    tell(open_printer(args).columns(list(_rows(stats))), args)
    return 0


def _rows(stats: "Stats") -> Iterable[tuple[str, str]]:
    dates = "none"
    if stats.first_date and stats.last_date:
        dates = f"{stats.first_date} to {stats.last_date}"
    if stats.undated:
        dates += f", {stats.undated:,} undated"
    yield "index", stats.directory
    yield "articles", f"{stats.articles:,}"
    yield "dates", dates
    segments = f"{stats.segments:,} segment" + "s" * (stats.segments != 1)
    yield "size", f"{stats.bytes / _MEGABYTE:,.1f} MB on disk in {segments}"
    yield "generation", f"{stats.generation:,}"
    for name, counts, unit in (("facet", stats.facets, "value"), ("terms", stats.terms, "term")):
        for key, count in counts.items():
            yield f"{name} {key}", f"{count:,} {unit}" + "s" * (count != 1)
    for name, number in stats.versions.items():
        yield f"version {name}", str(number)
    yield "kernels", stats.kernels
