"""Prints who ran the text of an article, when, and what each changed in it.

The earliest article comes first, and the others are compared with it word by word:
[-what they left out-] and {+what they put in+}. ID is as for naba show.

examples:
  naba copies water-1
  naba copies water-1 --full
  naba copies water-1 --format json | jq '.versions[].source'
"""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tui.cli.article_id import find_article
from tui.cli.lean_engine import open_engine
from tui.cli.streams import emit, note, valid
from tui.i18n import _
from tui.output.safe import one_line

if TYPE_CHECKING:
    from search.related import Version
    from tui.cli.printer import Printer

NOT_FOUND = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("id", metavar="ID", type=valid, help="which article")
    parser.add_argument(
        "--full", action="store_true", help="the texts in full, not only around changes"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the output")


def run(args: argparse.Namespace) -> int:
    """Print the versions; return 1 when the article has no copies or is not there."""
    engine = open_engine(args.index)
    article = find_article(engine, args.id)
    if article is None:
        note(_("no article has the id {id}").format(id=one_line(args.id)))
        return NOT_FOUND
    versions = engine.versions(article.id)
    if args.format == "json":
        from tui.output.records import dump

        emit(dump({"id": article.id, "versions": [_record(one) for one in versions]}))
    else:
        from tui.cli.printer import open_printer

        for line in _as_text(versions, open_printer(args), full=args.full):
            print(line)
    return 0 if len(versions) > 1 else NOT_FOUND


def _record(version: "Version") -> dict[str, Any]:
    from dataclasses import asdict

    record = asdict(version)
    record["date"] = version.date.isoformat() if version.date else None
    record["shared"] = round(version.shared, 3)
    return record


def _as_text(versions: "tuple[Version, ...]", printer: "Printer", *, full: bool) -> Iterable[str]:
    from tui.cli.printer import BOLD, DIM
    from tui.output.changes_text import AROUND, marked

    if len(versions) == 1:
        yield printer.text(_("no other article runs this text"))
        return
    said = _("{n} articles run this text, the earliest first")
    yield printer.text(said.format(n=len(versions)))
    indent = " " * (len(str(len(versions))) + 2)
    for number, version in enumerate(versions, 1):
        yield ""
        title = list(printer.paragraph(version.title or version.id, indent, BOLD))
        yield f"{printer.text(f'{number:>{len(indent) - 2}}', DIM)}  {title[0][len(indent) :]}"
        yield from title[1:]
        parts = [version.source, printer.day(version.date), version.id]
        if number > 1:
            parts.append(
                _("{share} of the words are the same").format(share=f"{version.shared:.0%}")
            )
        yield from printer.row(indent, [printer.text(part, DIM) for part in parts if part])
        if any(change.kind != "same" for change in version.changes):
            text, spans = marked(version.changes, None if full else AROUND)
            yield from printer.paragraph(text, indent, "", spans)
