"""The command line ``naba``: one module a command, loaded when the command is given."""

import gc
import sys
from collections.abc import Sequence
from itertools import pairwise

from tui.i18n import mark

COMMANDS = {
    "index": mark("add and update articles from files, folders or standard input"),
    "query": mark("search, and print hits, snippets and facets"),
    "tui": mark("search on the full screen, with facets to tick"),
    "show": mark("print articles with their metadata and entities"),
    "copies": mark("show who ran the text of an article, when, and what was changed in it"),
    "timeline": mark("count articles over time, in all and for the values of a facet"),
    "trends": mark("show names or words that stand out against their past"),
    "compare": mark("show what tells two sources, authors or categories apart"),
    "tag": mark("put tags of your own on articles, take them off, list and export them"),
    "alerts": mark("tell what has come in for each saved search"),
    "saved": mark("keep searches under names, list, run and remove them"),
    "entities": mark("find persons, places and organisations in lines of text"),
    "analyze": mark("show the tokens and index terms of a text, and the rules that made them"),
    "stats": mark("print counts, size, facets and dates of the index"),
    "check": mark("verify every checksum and cross-reference of the index"),
    "demo": mark("index the sample articles that come with naba and search them"),
}
"""Every command with a line of what it does; ``tui.cli.commands.NAME`` holds it."""

GROUPS = {
    mark("search and read"): ("index", "query", "tui", "show", "copies"),
    mark("what stands out"): ("timeline", "trends", "compare"),
    mark("the desk's day"): ("tag", "saved", "alerts"),
    mark("names and words"): ("entities", "analyze"),
    mark("the index itself"): ("stats", "check", "demo"),
}
"""The commands by what they are for, as the help lists them."""


_OBJECTS = 50_000
"""How many objects may come to be before cycles are looked for. Modules and tables being loaded
are none, and walking them at Python's 700 takes a tenth of a short command's time."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``naba`` with these arguments (the process's own by default); return the exit code."""
    from tui.cli.streams import prepare, silence
    from tui.i18n import choose_for_lines, use

    gc.set_threshold(_OBJECTS)
    arguments = list(sys.argv[1:] if argv is None else argv)
    prepare()
    use(choose_for_lines(_language_asked(arguments)))
    try:
        try:
            code = _dispatch(arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        if sys.stdout:
            sys.stdout.flush()
        return code
    except BaseException as error:
        from tui.cli.failure import report

        code = report(error)
        silence()
        return code
    finally:
        if argv is None:  # the process ends, and what is left with it: no need to look for cycles
            gc.freeze()


def _language_asked(arguments: Sequence[str]) -> str:
    """Return what ``--lang`` says, before all else is read: errors and help go by it too."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    asked = ""
    for option, following in pairwise((*options, "")):
        name, equals, value = option.partition("=")
        if name == "--lang":
            asked = value if equals else following
    return asked


def _dispatch(arguments: list[str]) -> int:
    from tui.cli.arguments import add_global_options, command_parser, overview, unknown, version

    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:], "--help"]
    name = arguments[0] if arguments else ""
    if name in ("", "-h", "--help"):
        print(overview(COMMANDS, GROUPS), end="")
        return 0
    if name == "--completion":
        return _print_completion(arguments[1:])
    if name == "--version":
        print(version())
        return 0
    if name not in COMMANDS:
        return unknown(name, COMMANDS)
    from importlib import import_module

    command = import_module(f"tui.cli.commands.{name}")
    parser = command_parser(name, command.__doc__ or "")
    command.add_arguments(parser)
    add_global_options(parser)
    prepared = getattr(command, "prepared", list)
    run: int = command.run(parser.parse(prepared(arguments[1:])))
    return run


def _print_completion(shells: list[str]) -> int:
    from tui.cli.arguments import USAGE
    from tui.cli.root import SHELLS, completion
    from tui.cli.streams import note
    from tui.i18n import _

    if len(shells) != 1 or shells[0] not in SHELLS:
        note(_("write --completion with one of: {shells}").format(shells=", ".join(SHELLS)))
        return USAGE
    print(completion(shells[0]))
    return 0
