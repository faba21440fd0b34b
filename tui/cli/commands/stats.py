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

from tui.cli.labels import label
from tui.cli.streams import emit
from tui.i18n import _, counted

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
    yield _("index"), stats.directory
    yield _("articles"), f"{stats.articles:,}"
    yield _("dates"), _dates(stats)
    segments = counted("{n} segment", "{n} segments", stats.segments)
    size = _("{size} MB on disk in {segments}")
    yield _("size"), size.format(size=f"{stats.bytes / _MEGABYTE:,.1f}", segments=segments)
    yield _("generation"), f"{stats.generation:,}"
    for facet, count in stats.facets.items():
        yield _("facet {name}").format(name=label(facet)), counted("{n} value", "{n} values", count)
    for field, count in stats.terms.items():
        yield _("terms {name}").format(name=label(field)), counted("{n} term", "{n} terms", count)
    yield from _versions(stats)
    yield _("kernels"), label(stats.kernels)


def _cluster_rows(stats: "Overview") -> Iterable[tuple[str, str]]:
    yield _("index"), stats.address
    yield _("articles"), f"{stats.articles:,}"
    yield _("dates"), _dates(stats)
    health = f"{stats.health}, " + counted("{n} node", "{n} nodes", stats.nodes)
    if stats.unassigned:
        health += _(", {n} on no node").format(n=f"{stats.unassigned:,}")
    yield _("health"), health
    shards = _("{n}, {replicas} replicas of each")
    yield _("shards"), shards.format(n=f"{stats.shards:,}", replicas=f"{stats.replicas:,}")
    size, own = stats.bytes / _MEGABYTE, stats.primary_bytes / _MEGABYTE
    said = _("{size} MB, {own} MB of it without replicas")
    yield _("size"), said.format(size=f"{size:,.1f}", own=f"{own:,.1f}")
    generation = _("{n} of {index}")
    yield _("generation"), generation.format(n=f"{stats.generation:,}", index=stats.index)
    for facet, count in stats.facets.items():
        values = counted("{n} value", "{n} values", count)
        yield _("facet {name}").format(name=label(facet)), _("about {values}").format(values=values)
    yield from _versions(stats)


def _versions(stats: "Stats | Overview") -> Iterable[tuple[str, str]]:
    for part, number in stats.versions.items():
        yield _("version {name}").format(name=label(part)), str(number)


def _dates(stats: "Stats | Overview") -> str:
    dates = _("none")
    if stats.first_date and stats.last_date:
        dates = _("{first} to {last}").format(first=stats.first_date, last=stats.last_date)
    if stats.undated:
        dates += _(", {n} undated").format(n=f"{stats.undated:,}")
    return dates
