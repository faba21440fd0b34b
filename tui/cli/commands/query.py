"""Searches the index and prints what is found: hits with snippets, and facets with counts.

Without a QUERY all articles that pass the filters are listed, newest first. All words must
match; when no article has them all, the best partial matches are shown. Besides plain words:
"a phrase"  "near words"~5  begin*  fuzzy~  =exact  +must  -not  ( )
AND OR NOT, and between parentheses, quotes or fields: و أو وليس
title: person: place: org: source: category: tag: date:[2024-11 TO 2024-12]

examples:
  naba query حماة
  naba query '"فيصل بن فرحان" -أنقرة' --place سوريا --since 2024-11
  naba query زيت الزيتون --sort newest --limit 20 --facets 10
  naba query --source شينخوا --format ids
  naba query تونس --format json | jq '.facets.place'
  naba query تونس --collapse
  naba query --batch questions.tsv --format trec --limit 100
  naba query ceasefire                   by meaning, in an index with vectors
  naba query -- -غزة
"""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui.cli.arguments import add_calendar, add_timeout, whole_number
from tui.cli.encoding import add_encoder, encoder_at
from tui.cli.filters import add_filters, filters_of
from tui.cli.lean_engine import open_engine
from tui.cli.streams import emit, note, valid
from tui.i18n import _, in_words
from tui.output.safe import for_line, one_line

if TYPE_CHECKING:
    from search import Engine
    from search.results import Match, Results

NO_HITS = 1
_PATIENCE = 60.0
"""Seconds after which a search is given up unless ``--timeout`` says otherwise."""
_ALONE = "1"
"""Query id in the TREC lines of a query that is not one of a batch."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("query", metavar="QUERY", nargs="*", type=valid, help="what to look for")
    parser.add_argument("--limit", metavar="N", type=whole_number, default=10, help="hits (10)")
    parser.add_argument(
        "--offset", metavar="N", type=whole_number, default=0, help="hits to pass over first (0)"
    )
    parser.add_argument(
        "--sort", choices=("relevance", "newest", "oldest"), default="relevance", help="order"
    )
    parser.add_argument(
        "--recent",
        metavar="DAYS",
        type=whole_number,
        help="prefer recent articles: a score is halved with every so many days of age",
    )
    parser.add_argument(
        "--facets", metavar="N", type=whole_number, default=5, help="values per facet (5; 0: none)"
    )
    parser.add_argument(
        "--match",
        choices=("auto", "all", "any"),
        default="auto",
        help="how many of the words must match: all, any, or all if some article has them "
        "(auto; a TREC run ranks whatever has any)",
    )
    parser.add_argument("--exact", action="store_true", help="words as written, no stemming")
    parser.add_argument(
        "--collapse",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="one hit, the earliest, for all articles that run the same text; facets go on "
        "counting articles",
    )
    parser.add_argument(
        "--meaning",
        choices=("off", "auto", "only"),
        default="auto",
        help="in an index with vectors (naba index --meaning): words find and meaning orders and "
        "adds what they miss (auto), meaning finds (only), words alone (off)",
    )
    add_encoder(parser)
    add_calendar(parser)
    parser.add_argument("--explain", action="store_true", help="say how each score came about")
    parser.add_argument(
        "--format",
        choices=("text", "json", "jsonl", "csv", "md", "ids", "trec"),
        help="text (for people, the default), one JSON object, a JSON object per hit, a table, "
        "Markdown, ids, TREC run lines (the default of --batch)",
    )
    parser.add_argument(
        "--batch",
        metavar="FILE",
        help="run the queries of FILE (- for standard input), lines of id TAB query",
    )
    parser.add_argument(
        "--synonyms",
        metavar="FILE",
        help="groups of words that mean each other, one a line, with commas between them; "
        "'a, b => c' one way (besides synonyms.txt in the index's directory)",
    )
    add_timeout(parser, _PATIENCE)
    add_filters(parser)


def run(args: argparse.Namespace) -> int:
    """Search; return 0 with hits, 1 without."""
    if args.batch is not None:
        return _run_batch(args)

    engine = open_engine(args.index, args.synonyms, encoder_at(args))
    form = args.format or "text"
    return tell_results(_search(engine, " ".join(args.query), args, form), args, form, args.match)


def tell_results(
    results: "Results", args: argparse.Namespace, form: str, match: "Match" = "auto"
) -> int:
    """Print results in a form, and on standard error what is said of them.

    ``match`` is how many words had to match. Returns the exit code.
    """
    if form == "text":
        from tui.cli.pager import tell
        from tui.cli.printer import open_printer
        from tui.cli.results_text import as_text

        tell(as_text(results, open_printer(args), match), args)
    elif form == "json":
        from tui.output.records import dump, results_as_json

        emit(dump(results_as_json(results)))
    elif form in ("csv", "md"):
        from tui.output.exports import FORMS

        FORMS[form](sys.stdout, results.hits, results.query)
    else:
        for line in _hit_lines(results, form, None):
            emit(line)
    if form != "json":
        for word, spellings in results.read_as.items():
            note(f"{one_line(word)} → {'، '.join(spellings)}")
    for said in results.notes:
        note(one_line(in_words(said)))
    if results.suggestion and form != "json":
        note(_("did you mean {suggestion}?").format(suggestion=one_line(results.suggestion)))
    return 0 if results.hits else NO_HITS


def _search(engine: "Engine", query: str, args: argparse.Namespace, form: str) -> "Results":
    return engine.search(
        query,
        filters=filters_of(args),
        facets=args.facets if form in ("text", "json") else 0,
        limit=args.limit,
        offset=args.offset,
        sort=args.sort,
        # A run is a ranking to a depth, judged as one: partial matches belong to it.
        match="any" if form == "trec" and args.match == "auto" else args.match,
        exact=args.exact,
        recent=args.recent,
        explain=args.explain,
        bare=form in ("ids", "trec"),
        collapse=args.collapse,
        timeout=args.timeout,
        meaning=args.meaning,
    )


def _run_batch(args: argparse.Namespace) -> int:
    """Run a query a line; one that cannot be read or takes too long is named, the others run."""
    from index.errors import InputError
    from search import QueryError, QueryTimeout

    form = args.format or "trec"
    if form not in ("trec", "jsonl"):
        raise InputError("--batch goes with --format trec or jsonl")
    if args.query or args.offset or args.explain:
        raise InputError("--batch goes with neither QUERY, --offset nor --explain")
    queries = list(_read_batch(args.batch))
    engine = open_engine(args.index, args.synonyms, encoder_at(args))
    found = False
    for number, qid, query in queries:
        try:
            results = _search(engine, query, args, form)
        except (QueryError, QueryTimeout) as error:
            note(f"{args.batch}:{number}: {error}")
            continue
        found = found or bool(results.hits)
        for line in _hit_lines(results, form, qid):
            print(line)
    return 0 if found else NO_HITS


def _read_batch(name: str) -> Iterator[tuple[int, str, str]]:
    """Yield number, query id and query of every line that is not blank.

    Raises ``InputError`` for the first line that has no query id.
    """
    from index.errors import InputError
    from tui.cli.line_input import read_batch

    for number, qid, query in read_batch(name):
        if query is None or len(qid.split()) != 1:
            raise InputError("{file}:{line}: not of the form id TAB query", file=name, line=number)
        yield number, qid, query


def _hit_lines(results: "Results", form: str, qid: str | None) -> Iterator[str]:
    if form == "ids":
        yield from (for_line(hit.id) for hit in results.hits)
    elif form == "trec":
        for hit in results.hits:
            yield f"{qid or _ALONE} Q0 {for_line(hit.id)} {hit.rank} {hit.score:.6f} naba"
    else:
        from tui.output.records import dump, hit_as_json

        named: dict[str, Any] = {"qid": qid} if qid is not None else {}
        for hit in results.hits:
            yield dump(named | hit_as_json(hit))
