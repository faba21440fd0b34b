"""Shows what the analysis makes of a text: tokens, index terms, and the rule behind each.

Offsets are code points of the text as given.

examples:
  naba analyze 'وبالمعارضة السورية'
  naba analyze --format json '#فيصل_بن_فرحان' | jq '.tokens[].terms'
"""

import argparse

from tui.cli.streams import emit, valid

_COLUMNS = ("position", "start", "end", "text", "exact", "stem", "rules")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("text", metavar="TEXT", nargs="+", type=valid, help="Arabic text")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text or json")


def run(args: argparse.Namespace) -> int:
    """Print the tokens."""
    from index.analysis import Analyzer

    tokens = Analyzer()(" ".join(args.text))
    if args.format == "json":
        from tui.cli.results import dump

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
    from tui.cli.page import open_page

    rows = [
        (
            *map(str, (token.position, token.start, token.end)),
            *(token.text, token.exact, " ".join(token.stems), " ".join(token.rules)),
        )
        for token in tokens
    ]
    for line in open_page(args).columns([_COLUMNS, *rows]):
        print(line)
    return 0
