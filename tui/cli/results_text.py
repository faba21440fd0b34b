"""What a search found, as text for people."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index.facets import FACETS
from index.patterns import pattern
from tui.cli.labels import label, padded
from tui.cli.printer import BOLD, DIM, Printer
from tui.i18n import _, counted, mark
from tui.output.safe import one_line

if TYPE_CHECKING:
    from search.results import FacetValue, Hit, Results, StandIn

_SHOWN = (*FACETS, "date")
_LABEL = 10
_MOST_CHOSEN = 10
_MOST_SOURCES = 3
_PARTIAL = mark("no article has all the words; showing the best partial matches")
_FINISHED = pattern(r"[.!?؟…][\"'»”)\]]*$")


def as_text(results: "Results", printer: Printer, match: str = "auto") -> Iterable[str]:
    """Yield the lines of ``--format text``: a header, the hits, the facets; ``match`` was asked
    for.
    """
    yield printer.text(_header(results))
    if results.hits and results.match == "any" and match == "auto":
        told = map(_stand_in, results.stand_ins) if results.stand_ins else (_(_PARTIAL),)
        yield from map(printer.text, told)
    for hit in results.hits:
        yield ""
        yield from _hit_lines(hit, printer, len(str(results.hits[-1].rank)))
    rows = [(name, results.facets[name]) for name in _SHOWN if results.facets.get(name)]
    if rows:
        yield ""
    for name, values in rows:
        pieces = list(_facet_pieces(values, printer))
        yield from printer.row(printer.text(padded(label(name), _LABEL), DIM), pieces)


def _stand_in(one: "StandIn") -> str:
    if one.near:
        said = _("no article has {word}; near spellings: {words}")
    elif one.roots:
        said = _("no article has {word}; by root: {words}")
    else:
        said = _("no article has {word} itself; showing other words of its stem")
    return said.format(word=one_line(one.word), words="، ".join(one.near or one.roots))


def _header(results: "Results") -> str:
    count = counted("{n} article", "{n} articles", results.total)
    if results.articles is not None:
        stories = counted("{n} story", "{n} stories", results.total)
        articles = counted("{n} article", "{n} articles", results.articles)
        said = _("{stories} ({articles}, which facets count)")
        count = said.format(stories=stories, articles=articles)
    if results.by_meaning:
        count += _(" and {n} by meaning").format(n=f"{results.by_meaning:,}")
    time = _("{ms} ms").format(ms=f"{results.took_ms:.1f}")
    return f"{count}{_part_shown(results)} ({time})"


def _part_shown(results: "Results") -> str:
    """Return which of the hits are shown, where it is not all of them."""
    listed = results.total + results.by_meaning
    if results.offset >= listed > 0:
        return _(", none after the first {n}").format(n=f"{results.offset:,}")
    if not results.hits or len(results.hits) == listed:
        return ""
    first, last = results.hits[0].rank, results.hits[-1].rank
    if first == last:
        return _(", number {n} shown").format(n=f"{first:,}")
    return _(", {first} to {last} shown").format(first=f"{first:,}", last=f"{last:,}")


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
    how = _("by meaning") if hit.by_meaning else ""
    about = [printer.text(part, DIM) for part in (hit.source, day, hit.id, how) if part]
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
        more = _("{n} more").format(n=f"{chosen - _MOST_CHOSEN:,}")
        yield f"✓ {printer.text(more)}"
