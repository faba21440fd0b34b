"""Prints articles: title, metadata, entities and text of each.

ID is the id that naba query prints, or the end of one if no other id ends so; for an article
from a text file also the path of the file.

examples:
  naba show water-1
  naba show articles/000.txt --highlight 'حماة'
  naba show water-1 --format json | jq .entities
  naba query زيت --format ids | xargs naba show --format json
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tui.cli.arguments import add_calendar
from tui.cli.article_id import find_article
from tui.cli.lean_engine import open_engine
from tui.cli.streams import emit, note, valid
from tui.i18n import _
from tui.output.safe import one_line

if TYPE_CHECKING:
    from datetime import datetime

    from index import Article
    from search import Engine
    from tui.cli.printer import Printer, Span

NOT_FOUND = 1
_LABEL = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("ids", metavar="ID", nargs="+", type=valid, help="which articles")
    parser.add_argument(
        "--highlight", metavar="QUERY", type=valid, help="mark what this query matches in the text"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text, or a line of JSON for each article",
    )
    add_calendar(parser)


def run(args: argparse.Namespace) -> int:
    """Print the articles; return 1 when there is none of one of the ids."""
    from tui.cli.pager import tell

    engine = open_engine(args.index)
    found = _Found(engine, args.ids)
    if args.format == "text":
        tell(_texts(engine, found, args), args)
    else:
        from tui.output.records import article_as_json, dump

        for article in found:
            names, added = engine.entities(article.id), engine.added(article.id)
            emit(dump(article_as_json(article, names, added)))
    return 0 if found.number == len(args.ids) else NOT_FOUND


class _Found:
    """The articles of some ids, as far as there are any; of others it is said."""

    def __init__(self, engine: "Engine", names: Iterable[str]) -> None:
        self.number = 0
        self._engine = engine
        self._names = names

    def __iter__(self) -> Iterator["Article"]:
        for name in self._names:
            if article := find_article(self._engine, name):
                self.number += 1
                yield article
            else:
                note(_("no article has the id {id}").format(id=one_line(name)))


def _texts(engine: "Engine", found: _Found, args: argparse.Namespace) -> Iterator[str]:
    from tui.cli.printer import open_printer

    printer = open_printer(args)
    for article in found:
        if found.number > 1:
            yield from ("", "")
        matches = engine.matches(args.highlight, article.text) if args.highlight else ()
        names, added = engine.entities(article.id), engine.added(article.id)
        yield from _as_text(article, names, added, printer, matches)


def _as_text(
    article: "Article",
    entities: Mapping[str, Iterable[str]],
    added: "datetime | None",
    printer: "Printer",
    matches: Iterable["Span"],
) -> Iterable[str]:
    from index.facets import KINDS
    from tui.cli.labels import label, padded
    from tui.cli.printer import BOLD, DIM

    yield from printer.paragraph(article.title or article.headline or article.id, "", BOLD)
    about = {
        "id": article.id,
        "date": printer.day(article.date),
        "added": printer.moment(added),
        "source": article.source,
        "category": article.category,
        "author": article.author,
        "written in": article.place,
        "url": article.url,
        "file": article.path if article.path != article.id else None,
    }
    for name, value in about.items():
        if value:
            yield f"{printer.text(padded(label(name), _LABEL), DIM)} {printer.text(value)}"
    for name, value in article.extra.items():  # as the source calls it
        if text := _plain(value):
            yield f"{printer.text(padded(str(name), _LABEL), DIM)} {printer.text(text)}"
    named = {kind: entities.get(kind, ()) for kind in KINDS} | {"tag": article.tags}
    for name, values in named.items():
        if values:
            heading = printer.text(padded(label(name), _LABEL + 1), DIM)
            yield from printer.row(heading, [printer.text(value) for value in values])
    yield ""
    start, spans = 0, list(matches)
    for line in article.text.split("\n"):
        end = start + len(line)
        inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans]
        yield from printer.paragraph(line, "", "", inside) if line.strip() else ("",)
        start = end + 1


def _plain(value: Any) -> str:
    from tui.output.records import dump

    return value if isinstance(value, str) else dump(value)
