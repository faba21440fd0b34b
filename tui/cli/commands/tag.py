"""Puts tags of your own on articles, and takes them off: +important -draft.

Tags are kept beside the index, by the ids of articles: they stay when articles are updated and
when the index is rebuilt. +read and -read say what has been read. A query finds tags with own: or
وسمي: (own:important, -own:read, own:unread). Without a tag all tags are listed, with the number
of articles. All words of the QUERY must match; filters are those of naba query.

examples:
  naba tag +important -draft -- سد النهضة
  naba tag +مهم --person "محمد بن سلمان" --added-since yesterday
  naba tag +read -- added:last-run
  naba query زيت --format ids | naba tag +oil --ids -
  naba query 'own:important -own:read'
  naba tag
  naba tag --export > tags.csv
  naba tag --import tags.csv
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.cli.filters import add_filters, filters_of
from tui.cli.lean_engine import open_engine
from tui.cli.line_input import read_lines
from tui.cli.streams import emit, note, valid
from tui.i18n import _, counted

if TYPE_CHECKING:
    from search import Engine

NOTHING_FOUND = 1
_ALL = 1 << 31
"""A limit on hits that is none."""


def prepared(arguments: Sequence[str]) -> list[str]:
    """Return arguments with the signs of tags, which are like those of options, as options.

    In front of ``--`` every word that begins with a sign is a tag.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return [*map(_as_option, arguments[:end]), *arguments[end:]]


def _as_option(word: str) -> str:
    if word.startswith("+") and len(word) > 1:
        return f"--on={word[1:]}"
    if word.startswith("-") and not word.startswith("--") and word not in ("-", "-h"):
        return f"--off={word[1:]}"
    return word


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "query", metavar="QUERY", nargs="*", type=valid, help="which articles to tag"
    )
    parser.add_argument(
        "--on",
        metavar="TAG",
        action="append",
        default=[],
        type=valid,
        help="a tag to put on, the same as +TAG",
    )
    parser.add_argument(
        "--off",
        metavar="TAG",
        action="append",
        default=[],
        type=valid,
        help="a tag to take off, the same as -TAG",
    )
    parser.add_argument(
        "--ids",
        metavar="FILE",
        help="the ids of the articles to tag, one a line (- for standard input)",
    )
    parser.add_argument(
        "--export", action="store_true", help="print all tags: a table, or lines of JSON"
    )
    parser.add_argument(
        "--import",
        dest="given",
        metavar="FILE",
        help="put the tags of an export back, besides those there are (- for standard input)",
    )
    parser.add_argument(
        "--format",
        choices=("text", "csv", "json"),
        default="text",
        help="of the list or the export (csv)",
    )
    add_filters(parser)


def run(args: argparse.Namespace) -> int:
    """Tag; return 1 when no article was found."""
    from index.errors import InputError
    from search.results import NO_FILTERS

    engine = open_engine(args.index)
    changes = [*(f"+{name}" for name in args.on), *(f"-{name}" for name in args.off)]
    if args.export or args.given:
        if changes or args.query or args.ids or (args.export and args.given):
            raise InputError("--export and --import go alone")
        return _export(engine, args.format) if args.export else _import(engine, args)
    if not changes:
        if args.query or args.ids:
            raise InputError("say which tags: naba tag +important -- QUERY")
        return _list(engine, args)
    asked = bool(args.query) or filters_of(args) != NO_FILTERS
    if asked == bool(args.ids):
        raise InputError("say which articles: a QUERY, filters, or --ids FILE")
    ids = _given(engine, args.ids) if args.ids else _found(engine, args)
    changed = engine.tag(ids, *changes)
    said = counted("{n} article", "{n} articles", len(ids))
    said = _("{articles}, {number} changed").format(articles=said, number=f"{changed:,}")
    _say(args, said)
    return 0 if ids else NOTHING_FOUND


def _found(engine: "Engine", args: argparse.Namespace) -> list[str]:
    results = engine.search(
        " ".join(args.query),
        filters=filters_of(args),
        facets=0,
        limit=_ALL,
        match="all",
        bare=True,
    )
    return [hit.id for hit in results.hits]


def _say(args: argparse.Namespace, said: str) -> None:
    from tui.cli.printer import open_printer

    emit(open_printer(args).text(said))


def _given(engine: "Engine", name: str) -> list[str]:
    ids = []
    for line in read_lines([name]):
        if article_id := line.strip():
            if engine.article(article_id):
                ids.append(article_id)
            else:
                note(_("no article has the id {id}").format(id=article_id))
    return ids


def _list(engine: "Engine", args: argparse.Namespace) -> int:
    counts = sorted(engine.own_tag_counts().items(), key=lambda pair: (-pair[1], pair[0]))
    if args.format == "json":
        from tui.output.records import dump

        emit(dump({"tags": [{"name": name, "articles": number} for name, number in counts]}))
    elif args.format == "csv":
        from tui.output.tables import as_csv

        emit(as_csv(["tag", "articles"], counts))
    else:
        from tui.cli.printer import open_printer

        printer = open_printer(args)
        for name, number in counts:
            emit(f"{number:>8}  {printer.text(name)}")
    return 0 if counts else NOTHING_FOUND


def _export(engine: "Engine", form: str) -> int:
    if form == "json":
        from tui.output.records import dump

        for article_id, tag in engine.own_tag_rows():
            print(dump({"id": article_id, "tag": tag}))
    else:
        import csv

        from tui.output.safe import for_cell

        rows = csv.writer(sys.stdout, lineterminator="\n")
        rows.writerow(["id", "tag"])
        rows.writerows(map(for_cell, row) for row in engine.own_tag_rows())
    return 0


def _import(engine: "Engine", args: argparse.Namespace) -> int:
    number = engine.import_own_tags(_rows(args.given))
    said = counted("{n} tag brought in", "{n} tags brought in", number)
    _say(args, said)
    return 0


def _rows(name: str) -> Iterator[tuple[str, str]]:
    """Yield the ids and tags of an export. Raises ``InputError`` for what is none."""
    from index.errors import InputError

    lines = enumerate(read_lines([name]), 1)
    for number, line in lines:
        text = line.removeprefix("\ufeff")
        if not text.strip() or (number == 1 and text.strip().split(",") == ["id", "tag"]):
            continue
        try:
            yield _row(text)
        except ValueError:
            raise InputError(
                "{file}:{line}: no id and tag, as naba tag --export writes them",
                file=name,
                line=number,
            ) from None


def _row(text: str) -> tuple[str, str]:
    import csv
    import json

    from tui.output.safe import from_cell

    if text.startswith("{"):
        record = json.loads(text)
        if not isinstance(record, dict) or not all(
            isinstance(record.get(name), str) for name in ("id", "tag")
        ):
            raise ValueError(text)
        return record["id"], record["tag"]
    article_id, tag = map(from_cell, next(iter(csv.reader([text])), ()))
    return article_id, tag
