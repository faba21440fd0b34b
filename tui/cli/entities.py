"""Runs the entity extractor alone: a document per line in, a JSON object per line out.

Reads FILEs (- for standard input, which is also read without any) and keeps their order.
Offsets are code points of the text; name is the canonical form.

examples:
  echo 'وصل فيصل بن فرحان إلى دمشق' | naba entities
  naba entities documents.txt | jq -r '.entities[] | select(.type == "person").name'
"""

import argparse

from tui.cli.lines import STDIN, read_lines
from tui.cli.streams import emit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="a document per line")


def run(args: argparse.Namespace) -> int:
    """Print the entities of every line."""
    from index.entities import Extractor
    from tui.cli.results import dump

    extractor = Extractor()
    for text in read_lines(args.files or [STDIN]):
        entities = [
            {
                "start": mention.start,
                "end": mention.end,
                "type": mention.kind,
                "text": mention.text,
                "name": mention.name,
            }
            for mention in extractor(text)
        ]
        emit(dump({"text": text, "entities": entities}))
    return 0
