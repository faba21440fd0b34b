"""All commands as one parser: what shell completion and the manual page are made from."""

import argparse
from importlib import import_module

from tui.cli import COMMANDS
from tui.cli.arguments import Parser, add_global_options, command_parser
from tui.i18n import _, choose_for_lines, use

SHELLS = ("bash", "zsh", "fish")


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``naba`` with a parser below it for each command, in the language of
    the locale.
    """
    use(choose_for_lines())
    root = Parser(
        prog="naba", description=_("Full-text and faceted search over Arabic news."), add_help=False
    )
    root.add_argument("-h", "--help", action="help", help=_("print this help"))
    root.add_argument("--version", action="store_true", help=_("print the version"))
    commands = root.add_subparsers(metavar="COMMAND", title="commands", dest="command")
    for name, summary in COMMANDS.items():
        module = import_module(f"tui.cli.commands.{name}")
        own = command_parser(name, module.__doc__ or "")
        module.add_arguments(own)
        add_global_options(own)
        below = commands.add_parser(
            name,
            help=_(summary),
            description=own.description,
            epilog=own.epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[own],
            add_help=False,
        )
        below.prog = f"naba {name}"
    return root


def completion(shell: str) -> str:
    """Return the script that completes ``naba`` in a shell, one of :data:`SHELLS`."""
    import shtab

    return str(shtab.complete(parser(), shell))
