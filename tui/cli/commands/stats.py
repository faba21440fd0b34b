"""Prints what the index holds: articles, dates, facet values, terms, size, generation.

Of an index on a cluster also its health, its shards and their copies.

examples:
  naba stats
  naba stats --format json | jq .articles
  naba stats --index opensearch://localhost:9200/news
"""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.cli.streams import emit

if TYPE_CHECKING:
    from index.cluster.overview import Overview
    from search import Stats

_MEGABYTE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text or json")


def run(args: argparse.Namespace) -> int:
    """Print the figures."""
    from index.location import index_address

    stats: Stats | Overview
    if address := index_address(args.index):
        from index.cluster.overview import overview

        stats = overview(address)
        rows = _cluster_rows(stats)
    else:
        from tui.cli.lean_engine import open_engine

        with open_engine(args.index) as engine:
            stats = engine.stats()
        rows = _rows(stats)
    if args.format == "json":
        from dataclasses import asdict

        from tui.output.records import dump

        data = asdict(stats)
        for name in {"first_date", "last_date", "arrived"} & data.keys():
            data[name] = data[name].isoformat() if data[name] else None
        emit(dump(data))
        return 0
    from tui.cli.pager import tell
    from tui.cli.printer import open_printer

    tell(open_printer(args).columns(list(rows)), args)
    return 0


def _rows(stats: "Stats") -> Iterable[tuple[str, str]]:
    yield "index", stats.directory
    yield "articles", f"{stats.articles:,}"
    yield "dates", _dates(stats)
    segments = f"{stats.segments:,} segment" + "s" * (stats.segments != 1)
    yield "size", f"{stats.bytes / _MEGABYTE:,.1f} MB on disk in {segments}"
    yield "generation", f"{stats.generation:,}"
    for name, counts, unit in (("facet", stats.facets, "value"), ("terms", stats.terms, "term")):
        for key, count in counts.items():
            yield f"{name} {key}", f"{count:,} {unit}" + "s" * (count != 1)
    for name, number in stats.versions.items():
        yield f"version {name}", str(number)
    yield "kernels", stats.kernels


def _cluster_rows(stats: "Overview") -> Iterable[tuple[str, str]]:
    yield "index", stats.address
    yield "articles", f"{stats.articles:,}"
    yield "dates", _dates(stats)
    missing = f", {stats.unassigned:,} on no node" if stats.unassigned else ""
    yield "health", f"{stats.health}, {stats.nodes:,} nodes{missing}"
    yield "shards", f"{stats.shards:,}, {stats.replicas:,} replicas of each"
    size, own = stats.bytes / _MEGABYTE, stats.primary_bytes / _MEGABYTE
    yield "size", f"{size:,.1f} MB, {own:,.1f} MB of it without replicas"
    yield "generation", f"{stats.generation:,} of {stats.index}"
    for key, count in stats.facets.items():
        yield f"facet {key}", f"about {count:,} value" + "s" * (count != 1)
    for name, number in stats.versions.items():
        yield f"version {name}", str(number)


def _dates(stats: "Stats | Overview") -> str:
    dates = "none"
    if stats.first_date and stats.last_date:
        dates = f"{stats.first_date} to {stats.last_date}"
    if stats.undated:
        dates += f", {stats.undated:,} undated"
    return dates
