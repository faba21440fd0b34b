"""Shows naba at work on the sample articles that come with it; needs nothing else.

Builds an index of its own (in the user data folder, or where --index says), never yours.

examples:
  naba demo
  naba demo --index /tmp/naba-demo
"""

import argparse
import shlex
import shutil
import sys
from pathlib import Path

from tui.i18n import _, in_words

_QUERY = "المياه"
_PLACE = "الأردن"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes: nothing."""


def run(args: argparse.Namespace) -> int:
    """Index the sample, search it, and say how to go on."""
    from index import build, sample
    from index.ingest import read_paths
    from search import Filters, open_index
    from tui.cli.printer import open_printer
    from tui.cli.results_text import as_text

    directory = _directory(args)
    printer = open_printer(args)
    print(_("Some short articles, written for naba, go into an index of their own:"))
    report = build(read_paths(sample.paths()), directory, rebuild=args.index is None)
    print(f"  {in_words(report.message)}", flush=True)
    place = shlex.quote(str(directory))
    naba = _command()
    asked = f"{printer.text(_QUERY)} --place {printer.text(_PLACE)} --limit 3"
    print(f"\n$ {naba} query {asked} --index {place}")
    with open_index(directory) as engine:
        results = engine.search(_QUERY, filters=Filters(place=(_PLACE,)), limit=3)
    for line in as_text(results, printer):
        print(line)
    print("\n" + _("Next, try:"))
    print(f"  {naba} tui --index {place}")
    print(f"  {naba} query {printer.text('زيت الزيتون')} --index {place}")
    print(f"  {naba} show {results.hits[0].id} --index {place}")
    print(_("and then with your own articles:"))
    print(f"  {naba} index PATH")
    print(f"  {naba} tui")
    return 0


def _command() -> str:
    """Return how to call naba from this shell: by its path where its folder is not searched."""
    called = Path(sys.argv[0])
    if called.name == "naba" and not shutil.which("naba"):
        return shlex.quote(str(called))
    return "naba"


def _directory(args: argparse.Namespace) -> Path:
    """Return where the demonstration may write: not into the user's own index."""
    from index.errors import InputError
    from index.location import data_folder, index_directory

    if not args.index:
        return data_folder() / "demo"
    directory = Path(args.index)
    if directory.resolve() == index_directory(None).resolve():
        raise InputError(
            "{directory} is your own index; give another folder, or no --index",
            directory=directory,
        )
    return directory
