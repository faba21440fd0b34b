"""Runs the entity extractor alone: a document per line in, a JSON object per line out.

Reads FILEs (- for standard input, which is also read without any) and keeps their order.
Offsets are code points of the text; name is the canonical form. With --with it reads the index
instead: the persons, places and organisations that stand in the same articles as NAME, in any
of its spellings, and in how many; links are which two of these (by their places, from 0) stand
together in how many of those articles. Ends with 1 when there are none. With --check it says what a
list of names, as naba index --names takes it, would change in this index: a JSON object for each
name that changes, with its articles before and after.

examples:
  echo 'وصل فيصل بن فرحان إلى دمشق' | naba entities
  naba entities documents.txt | jq -r '.entities[] | select(.type == "person").name'
  naba entities --with 'بشار الأسد' --limit 5
  naba entities --with 'بشار الأسد' --format graphml > who.graphml
  naba entities --check names.tsv
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tui.cli.arguments import whole_number
from tui.cli.line_input import STDIN, read_lines, read_names
from tui.cli.streams import emit

if TYPE_CHECKING:
    from search.findings import Company
    from tui.cli.printer import Printer

_BOLD = "1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="a document per line")
    parser.add_argument("--with", dest="beside", metavar="NAME", help="who and what NAME is with")
    parser.add_argument("--check", metavar="FILE", help="what this list of names would change")
    parser.add_argument(
        "--limit", metavar="N", type=whole_number, default=10, help="names of a kind (10)"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "graphml"),
        help="of --with: a table (the default on a terminal), JSON (the default elsewhere), or a "
        "graph of who stands with whom",
    )


def run(args: argparse.Namespace) -> int:
    """Print the entities of every line, or those beside a name."""
    if args.beside is not None:
        return _beside(args)
    if args.check is not None:
        return _check(args)
    from index.entities import Extractor
    from tui.output.records import dump

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


def _beside(args: argparse.Namespace) -> int:
    """Print the names that share articles with one, the most frequent first."""
    from index.errors import InputError
    from tui.cli.lean_engine import open_engine
    from tui.cli.pager import tell
    from tui.cli.printer import open_printer
    from tui.cli.streams import note, valid
    from tui.i18n import _
    from tui.output.safe import one_line

    if args.files:
        raise InputError("--with reads the index, not files")
    with open_engine(args.index) as engine:
        found = engine.company(args.beside, args.limit)
    names = list(dict.fromkeys(name for each in found.asked.values() for name in each))
    if not names:
        said = _("no article names “{name}”")
        note(said.format(name=one_line(valid(args.beside))))
        return 1
    form = args.format or ("text" if sys.stdout and sys.stdout.isatty() else "json")
    if form == "json":
        from tui.output.records import dump

        emit(dump(_record(args.beside, names, found)))
    elif form == "graphml":
        from tui.output.graphml import as_graphml

        emit(as_graphml("، ".join(names), found))
    else:
        tell(_table(names, found, open_printer(args)), args)
    return 0


def _record(asked: str, names: Sequence[str], found: "Company") -> dict[str, Any]:
    """Return what JSON has: the names beside, and by their places which stand together."""
    return {
        "text": asked,
        "names": names,
        "total": found.articles,
        "entities": [{"type": n.kind, "name": n.name, "count": n.count} for n in found],
        "links": [[link.one, link.other, link.count] for link in found.links],
    }


def _table(names: Sequence[str], found: "Company", printer: "Printer") -> Iterator[str]:
    """Yield who and what stands beside a name, with the number of articles."""
    from tui.cli.labels import label
    from tui.i18n import counted

    articles = counted("{n} article", "{n} articles", found.articles)
    yield f"{printer.text('، '.join(names), _BOLD)}: {printer.text(articles)}"
    if len(found):
        yield from printer.columns([(label(n.kind), f"{n.count:>6,}", n.name) for n in found])


def _check(args: argparse.Namespace) -> int:
    """Print what a list of names would change, the names with most articles first."""
    from index.errors import InputError
    from index.facets import KINDS
    from search.query.lexer import quoted
    from tui.cli.lean_engine import open_engine
    from tui.output.records import dump

    if args.files:
        raise InputError("--check reads the index, not files")
    corrections = read_names(args.check)[1]
    with open_engine(args.index) as engine:
        shown = engine.search("", facets=sys.maxsize, limit=1, bare=True).facets
        for kind in KINDS:
            counts = {value.value: value.count for value in shown[kind]}
            groups: dict[str | None, list[str]] = defaultdict(list)
            for name, better in corrections.apply(kind, counts, {}).items():
                groups[better].append(name)
            for better, names in groups.items():
                if better in counts:
                    names.append(better)
                asked = " OR ".join(f"{kind}:{quoted(name)}" for name in names)
                after = 0 if better is None else engine.search(asked, limit=1, bare=True).total
                before = {name: counts[name] for name in names}
                emit(dump({"type": kind, "name": better, "before": before, "after": after}))
    return 0
