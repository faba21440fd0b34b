"""Searches on the full screen: type, tick facets, read.

F1 shows the keys.

examples:
  naba tui
  naba tui سوريا --place حماة --since 2024-11
"""

import argparse

from tui.cli.filters import add_filters, filters_of
from tui.cli.streams import valid


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("query", metavar="QUERY", nargs="*", type=valid, help="to begin with")
    add_filters(parser)


def run(args: argparse.Namespace) -> int:
    """Run the full screen until it is left."""
    import os

    from index.location import index_directory
    from tui.app import run as run_app

    if args.color == "never":
        os.environ["NO_COLOR"] = "1"  # what Textual goes by
    directory = index_directory(args.index)
    return run_app(directory, " ".join(args.query), filters=filters_of(args), bidi=args.bidi)
