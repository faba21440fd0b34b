"""Searches on the full screen: type, tick facets, read.

F1 shows the keys.

examples:
  naba tui
  naba tui سوريا --place حماة --since 2024-11
  naba tui --lang en
  naba tui --serve 8000
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.arguments import add_calendar, add_timeout
from tui.cli.filters import add_filters, filters_of, options_of
from tui.cli.streams import valid
from tui.i18n import _, mark
from tui.output.safe import one_line

if TYPE_CHECKING:
    from search.results import Filters

_PATIENCE = 2.0
"""Seconds after which a search is given up unless ``--timeout`` says otherwise."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("query", metavar="QUERY", nargs="*", type=valid, help="to begin with")
    parser.add_argument(
        "--serve",
        metavar="[HOST:]PORT",
        type=_address,
        help="show it in a browser, on this computer alone unless HOST says otherwise",
    )
    parser.add_argument(
        "--allow-host",
        metavar="NAME",
        action="append",
        default=[],
        help="a name by which browsers may ask for it besides HOST; needed where HOST is 0.0.0.0",
    )
    parser.add_argument(
        "--password-file",
        metavar="FILE",
        type=Path,
        help="ask browsers for the password that is the first line of FILE; put TLS before it",
    )
    add_calendar(
        parser,
        None,
        mark("of the days shown, before the one in the settings; hijri by the Umm al-Qura table"),
    )
    parser.add_argument(
        "--keys", action="store_true", help="list the keys and their names, for screen.toml"
    )
    add_timeout(parser, _PATIENCE)
    add_filters(parser)


def run(args: argparse.Namespace) -> int:
    """Run the full screen until it is left."""
    import os

    from index.location import index_address, index_directory

    if args.keys:
        from tui.app import keys
        from tui.cli.printer import open_printer

        for line in open_printer(args).columns(keys()):
            print(line)
        return 0
    directory = index_address(args.index) or index_directory(args.index)
    filters = filters_of(args)
    if args.serve:
        from tui.app.web.serve import serve

        host, port = args.serve
        again = _again(args, filters, str(directory))
        return serve(again, host, port, args.allow_host, args.password_file)
    from tui.app import run as run_app

    if args.color == "never":
        os.environ["NO_COLOR"] = "1"  # what Textual goes by
    shown = {"bidi": args.bidi, "lang": args.lang, "calendar": args.calendar}
    query, timeout = " ".join(args.query), args.timeout
    return run_app(directory, query, filters=filters, timeout=timeout, **shown)


def _again(args: argparse.Namespace, filters: "Filters", directory: str) -> list[str]:
    """Return the arguments for the program behind each page."""
    names = ("color", "lang", "bidi", "calendar")
    own = {"index": directory} | {name: getattr(args, name) for name in names}
    own["timeout"] = f"{args.timeout or 0:g}"
    given = [*((f"--{name}", value) for name, value in own.items() if value), *options_of(filters)]
    options = (name if value is None else f"{name}={value}" for name, value in given)
    return [*options, "--", *args.query]


def _address(text: str) -> tuple[str, int]:
    from tui.app.web.serve import address

    try:
        return address(text)
    except ValueError:
        message = _("“{text}” is no port, nor HOST:PORT").format(text=one_line(valid(text)))
        raise argparse.ArgumentTypeError(message) from None
