"""Shows what the analysis makes of a text: tokens, index terms, and the rule behind each.

Offsets are code points of the text as given.

examples:
  naba analyze 'وبالمعارضة السورية'
  naba analyze --format json '#فيصل_بن_فرحان' | jq '.tokens[].terms'
"""

import argparse

from tui.cli.streams import emit, valid
from tui.i18n import _, mark

_COLUMNS = (mark("position"), mark("offsets"), mark("text"), mark("exact"), mark("stem"))
_RULES = mark("rules")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("text", metavar="TEXT", nargs="+", type=valid, help="Arabic text")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text or json")


def run(args: argparse.Namespace) -> int:
    """Print the tokens."""
    from index.analysis import Analyzer

    tokens = Analyzer()(" ".join(args.text))
    if args.format == "json":
        from tui.output.records import dump

        data = [
            {
                "text": token.text,
                "start": token.start,
                "end": token.end,
                "position": token.position,
                "terms": {"exact": token.exact, "stem": list(token.stems)},
                "rules": list(token.rules),
            }
            for token in tokens
        ]
        emit(dump({"tokens": data}))
        return 0
    from tui.cli.printer import columns_of, open_printer

    printer = open_printer(args)
    cells = [
        (str(t.position), f"{t.start}–{t.end}", t.text, t.exact, " ".join(t.stems)) for t in tokens
    ]
    rules = [(_(_RULES),), *(token.rules for token in tokens)]
    table = list(printer.columns([tuple(map(_, _COLUMNS)), *cells]))
    wide = max(map(columns_of, table)) + 2
    for line, names in zip(table, rules, strict=True):
        label = line + " " * (wide - columns_of(line))
        for written in printer.row(label, [printer.text(name) for name in names], " "):
            print(written)
    return 0
