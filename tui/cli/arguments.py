"""The parser every command starts from: global options, help with examples, one-line errors."""

import argparse
import gettext
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from tui.cli.streams import for_terminal, note, valid
from tui.i18n import CATALOGUES, DOMAIN, _, language, mark
from tui.output.safe import one_line

USAGE = 2
_LEAST_MEMORY = 16 << 20
_LEAST_SHARE = 0.3
_WORDS_OF_ARGPARSE = (
    mark("positional arguments"),
    mark("options"),
    mark("the following arguments are required: %s"),
    mark("expected one argument"),
    mark("expected at least one argument"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""What argparse says by itself, so that the catalogue has it."""
_BIDI = ("auto", "logical", "visual", "words")


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors take one line and whose help suits the terminal."""

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Parse; options may stand between and after the other arguments."""
        if "--" in arguments:  # which parse_intermixed_args does not know
            return self.parse_args(arguments)
        # It takes seven letters for the length of the word that stands before the usage.
        self.usage = self.format_usage().removeprefix(_("usage: ")).strip()
        return self.parse_intermixed_args(arguments)

    def error(self, message: str) -> NoReturn:
        """End with one line and code 2."""
        unknown = message.startswith(_("unrecognized arguments: %s").removesuffix("%s") + "-")
        hint = _("; -- ends the options") if unknown else ""
        see = _("see {command}").format(command=f"{self.prog} --help")
        note(f"{self.prog.removeprefix('naba ')}: {message}{hint} ({see})")
        raise SystemExit(USAGE)

    def format_help(self) -> str:
        """Return the help in the order of letters this terminal needs."""
        for action in self._actions:
            action.help = action.help and _(action.help)
        for group in self._action_groups:
            group.title = group.title and _(group.title)
            group.description = group.description and _(group.description)
        return for_terminal(super().format_help(), sys.stdout)


class _Version(argparse.Action):
    def __call__(self, *_: Any) -> NoReturn:
        print(version())
        raise SystemExit(0)


def _speak() -> None:
    """Have argparse take its own words from the catalogue: it goes by the global domain."""
    if language() == "ar":
        os.environ["LANGUAGE"] = "ar"
        gettext.bindtextdomain(DOMAIN, CATALOGUES)
        gettext.textdomain(DOMAIN)


def command_parser(name: str, text: str) -> Parser:
    """Return the parser of one command; ``text`` is its help: a description, then examples."""
    _speak()
    description, examples = text.split("\nexamples:\n", 1)
    return Parser(
        prog=f"naba {name}",
        description=_(description.strip()),
        epilog=f"{_('examples:')}\n{examples.rstrip()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )


def add_global_options(parser: Parser) -> None:
    """Add the options that every command takes, as the last ones in its help."""
    group = parser.add_argument_group(mark("for every command"))
    group.add_argument(
        "--index",
        metavar="DIR",
        help="where the index is (default: $NABA_INDEX, else the user data folder)",
    )
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours: auto is on for a terminal, unless NO_COLOR is set",
    )
    group.add_argument(
        "--bidi",
        choices=_BIDI,
        default="auto",
        help="who puts right-to-left letters in place: visual naba, logical the terminal, words "
        "each half of it; auto finds out (or set NABA_BIDI)",
    )
    group.add_argument(
        "--lang",
        choices=("auto", "ar", "en"),
        default="auto",
        help="language of the interface; auto goes by the locale (or set NABA_LANG)",
    )
    group.add_argument(
        "--no-pager", action="store_true", help="print long output at once, not in $PAGER or less"
    )
    group.add_argument("--version", action=_Version, nargs=0, help="print the version")
    group.add_argument("-h", "--help", action="help", help="print this help")


def overview(commands: Mapping[str, str], groups: Mapping[str, Sequence[str]]) -> str:
    """Return the help of ``naba`` itself: the commands with what they do, group by group."""
    listed = []
    for heading, names in groups.items():
        listed += ["", f"{_(heading)}:", *(f"  {name:10}{_(commands[name])}" for name in names)]
    lines = [
        _("usage: ") + "naba COMMAND …",
        "",
        _("Full-text and faceted search over Arabic news."),
        *listed,
        "",
        _("examples:"),
        "  naba demo                  " + _("a first step: needs nothing else"),
        "  naba index ~/articles      " + _("then: naba query حماة, or naba tui"),
        "  naba query --help          " + _("the options of a command, with examples"),
        "",
    ]
    return for_terminal("\n".join(lines), sys.stdout)


def unknown(name: str, commands: Iterable[str]) -> int:
    """Say that there is no such command; return the exit code."""
    from difflib import get_close_matches

    if name.startswith("-"):
        said = _("options come after the command's name: naba query {name} … (see naba --help)")
        note(said.format(name=name))
        return USAGE
    near = get_close_matches(name, list(commands), 1)
    hint = _("naba --help lists the commands")
    if near:
        hint = _("did you mean {suggestion}?").format(suggestion=near[0])
    note(_("there is no command {name}; {hint}").format(name=valid(name), hint=hint))
    return USAGE


def version() -> str:
    """Return ``naba`` and its version, and whether its loops and rules are compiled."""
    from importlib.metadata import version as installed

    from index import kernels, rules

    own = "compiled" if kernels.compiled and rules.all_there() else "python"
    return f"naba {installed('naba')} ({kernels.NAME} kernels, {own} rules)"


def absolute(path: str | Path) -> Path:
    """Return the path from the root, without ``..``; links are not followed, as in articles'
    paths.
    """
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def add_calendar(
    parser: argparse.ArgumentParser,
    default: str | None = "gregorian",
    of: str = mark("of the dates in text output; hijri by the Umm al-Qura table"),
) -> None:
    """Add the option that says in which calendar dates are written."""
    parser.add_argument(
        "--calendar",
        choices=("gregorian", "hijri"),
        default=default,
        help=of,
    )


def add_timeout(parser: argparse.ArgumentParser, seconds: float) -> None:
    """Add the option that says after how long a search is given up."""
    parser.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=_seconds,
        default=seconds,
        help="give a search up after so long (query 60, tui 2; 0: never)",
    )


def _seconds(text: str) -> float | None:
    """Return an option's value in seconds, None for 0."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        said = _("“{text}” is not a number of seconds")
        raise argparse.ArgumentTypeError(said.format(text=one_line(valid(text))))
    return seconds or None


def whole_number(text: str) -> int:
    """Return an option's value that counts something: 0 or more."""
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number <= sys.maxsize:
        said = _("“{text}” is not a number of 0 or more")
        raise argparse.ArgumentTypeError(said.format(text=one_line(valid(text))))
    return number


def memory_size(text: str) -> int:
    """Return an option's value in bytes: a number with K, M or G behind it, 16M or more."""
    match = re.fullmatch(r"(\d{1,9}(?:\.\d{1,3})?)([KMG])i?B?", text.strip(), re.IGNORECASE)
    size = int(float(match[1]) * 1024 ** ("KMG".index(match[2].upper()) + 1)) if match else 0
    if size < _LEAST_MEMORY:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a size of 16M or more, such as 500M or 2G").format(
                text=one_line(valid(text))
            )
        )
    return size


def share_of_wording(text: str) -> float:
    """Return an option's value that is a share of the wording of two articles."""
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not _LEAST_SHARE <= share <= 1:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a number from {least} to 1").format(
                text=one_line(valid(text)), least=_LEAST_SHARE
            )
        )
    return share
