"""What a search found, as text for people."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index.facets import FACETS
from tui.cli.printer import BOLD, DIM, Printer
from tui.output.safe import one_line

if TYPE_CHECKING:
    from search.results import FacetValue, Hit, Results, StandIn

_SHOWN = (*FACETS, "date")
_LABEL = 10
_MOST_CHOSEN = 10
_MOST_SOURCES = 3
_PARTIAL = "no article has all the words; showing the best partial matches"
_FINISHED = re.compile(r"[.!?؟…][\"'»”)\]]*$")


def as_text(results: "Results", printer: Printer, match: str = "auto") -> Iterable[str]:
    """Yield the lines of ``--format text``: a header, the hits, the facets; ``match`` was asked
    for.
    """
    yield _header(results)
    if results.hits and results.match == "any" and match == "auto":
        yield from map(_stand_in, results.stand_ins) if results.stand_ins else (_PARTIAL,)
    for hit in results.hits:
        yield ""
        yield from _hit_lines(hit, printer, len(str(results.hits[-1].rank)))
    rows = [(name, results.facets[name]) for name in _SHOWN if results.facets.get(name)]
    if rows:
        yield ""
    for name, values in rows:
        pieces = list(_facet_pieces(values, printer))
        yield from printer.row(printer.text(f"{name:{_LABEL}}", DIM), pieces)


def _stand_in(one: "StandIn") -> str:
    if one.near:
        return f"no article has {one_line(one.word)}; near spellings: {'، '.join(one.near)}"
    return f"no article has {one_line(one.word)}; by root: {'، '.join(one.roots)}"


def _header(results: "Results") -> str:
    count = _number(results.total, "article", "articles")
    if results.articles is not None:
        articles = _number(results.articles, "article", "articles")
        count = f"{_number(results.total, 'story', 'stories')} ({articles}, which facets count)"
    shown = ""
    if results.offset >= results.total > 0:
        shown = f", none after the first {results.offset:,}"
    elif results.hits and len(results.hits) < results.total:
        first, last = results.hits[0].rank, results.hits[-1].rank
        shown = f", {first:,} to {last:,} shown" if first < last else f", number {first:,} shown"
    return f"{count}{shown} ({results.took_ms:.1f} ms)"


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def copies_line(hit: "Hit") -> str:
    """Return how many copies a hit stands for, and whose, or nothing when there are none."""
    if not hit.copies:
        return ""
    sources = list(dict.fromkeys(copy.source for copy in hit.copies if copy.source))
    named = "، ".join(sources[:_MOST_SOURCES]) + "…" * (len(sources) > _MOST_SOURCES)
    return f"+{len(hit.copies)}: {named}" if named else f"+{len(hit.copies)}"


def _hit_lines(hit: "Hit", printer: Printer, rank_width: int) -> Iterable[str]:
    indent = " " * (rank_width + 2)
    title = list(printer.paragraph(hit.title or hit.id, indent, BOLD, hit.title_highlights))
    rank = printer.text(f"{hit.rank:>{rank_width}}", DIM)
    yield f"{rank}  {title[0][len(indent) :] if title else ''}"
    yield from title[1:]
    day = printer.day(hit.date)
    about = [printer.text(part, DIM) for part in (hit.source, day, hit.id) if part]
    yield from printer.row(indent, about)
    if copies := copies_line(hit):
        yield indent + printer.text(copies, DIM)
    for snippet in hit.snippets:
        more = "" if _FINISHED.search(snippet.text) else " …"
        yield from printer.paragraph(snippet.text + more, indent, "", snippet.highlights)
    for line in hit.explanation:
        yield from printer.paragraph(line, indent + "  ", DIM)


def _facet_pieces(values: Sequence["FacetValue"], printer: Printer) -> Iterable[str]:
    """Yield every value with its count; when a filter means very many names, the first of those."""
    chosen = 0
    for value in values:
        chosen += value.selected
        if not value.selected or chosen <= _MOST_CHOSEN:
            mark = "✓ " if value.selected else ""
            yield f"{mark}{printer.text(value.value, BOLD * value.selected)} {value.count:,}"
    if chosen > _MOST_CHOSEN:
        yield f"✓ {chosen - _MOST_CHOSEN:,} more"
