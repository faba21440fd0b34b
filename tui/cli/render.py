"""What a search found, as text for people and as JSON for programs."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from index.characters import LINE_ENDS
from index.facets import FACETS, KINDS
from tui.cli.page import BOLD, DIM, Page

if TYPE_CHECKING:
    from search.results import FacetValue, Hit, Results

_SHOWN = (*FACETS, "date")
_LABEL = 10
_MOST_CHOSEN = 10
_FINISHED = re.compile(r"[.!?؟…][\"'»”)\]]*$")
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in LINE_ENDS}


def as_text(results: "Results", page: Page, match: str = "auto") -> Iterable[str]:
    """The lines of ``--format text``: a header, the hits, the facets; ``match`` was asked for."""
    yield _header(results)
    if results.hits and results.match == "any" and match == "auto":
        yield "no article has all the words; showing the best partial matches"
    for hit in results.hits:
        yield ""
        yield from _hit_lines(hit, page, len(str(results.hits[-1].rank)))
    rows = [(name, results.facets[name]) for name in _SHOWN if results.facets.get(name)]
    if rows:
        yield ""
    for name, values in rows:
        pieces = list(_facet_pieces(values, page))
        yield from page.row(page.text(f"{name:{_LABEL}}", DIM), pieces)


def _header(results: "Results") -> str:
    count = f"{results.total:,} article" + "s" * (results.total != 1)
    shown = ""
    if results.offset >= results.total > 0:
        shown = f", none after the first {results.offset:,}"
    elif results.hits and len(results.hits) < results.total:
        first, last = results.hits[0].rank, results.hits[-1].rank
        shown = f", {first:,} to {last:,} shown" if first < last else f", number {first:,} shown"
    return f"{count}{shown} ({results.took_ms:.1f} ms)"


def _hit_lines(hit: "Hit", page: Page, rank_width: int) -> Iterable[str]:
    indent = " " * (rank_width + 2)
    title = list(page.paragraph(hit.title or hit.id, indent, BOLD, hit.title_highlights))
    rank = page.text(f"{hit.rank:>{rank_width}}", DIM)
    yield f"{rank}  {title[0][len(indent) :] if title else ''}"
    yield from title[1:]
    day = hit.date.isoformat() if hit.date else None
    about = [page.text(part, DIM) for part in (hit.source, day, hit.id) if part]
    yield from page.row(indent, about)
    for snippet in hit.snippets:
        more = "" if _FINISHED.search(snippet.text) else " …"
        yield from page.paragraph(snippet.text + more, indent, "", snippet.highlights)
    for line in hit.explanation:
        yield from page.paragraph(line, indent + "  ", DIM)


def _facet_pieces(values: Sequence["FacetValue"], page: Page) -> Iterable[str]:
    """Every value with its count; when a filter means very many names, the first of those."""
    chosen = 0
    for value in values:
        chosen += value.selected
        if not value.selected or chosen <= _MOST_CHOSEN:
            mark = "✓ " if value.selected else ""
            yield f"{mark}{page.text(value.value, BOLD * value.selected)} {value.count:,}"
    if chosen > _MOST_CHOSEN:
        yield f"✓ {chosen - _MOST_CHOSEN:,} more"


def as_json(results: "Results") -> dict[str, Any]:
    """The object of ``--format json``."""
    return {
        "query": results.query,
        "total": results.total,
        "took_ms": round(results.took_ms, 3),
        "offset": results.offset,
        "limit": results.limit,
        "sort": results.sort,
        "match": results.match,
        "suggestion": results.suggestion,
        "hits": [hit_as_json(hit) for hit in results.hits],
        "facets": {
            name: [
                {"value": value.value, "count": value.count, "selected": value.selected}
                for value in results.facets.get(name, ())
            ]
            for name in _SHOWN
        },
    }


def hit_as_json(hit: "Hit") -> dict[str, Any]:
    """One hit, as in ``--format json`` and on a line of ``--format jsonl``."""
    data: dict[str, Any] = {
        "rank": hit.rank,
        "id": hit.id,
        "score": hit.score,
        "title": hit.title,
        "date": hit.date.isoformat() if hit.date else None,
        "source": hit.source,
        "category": hit.category,
        "path": hit.path,
        "url": hit.url,
        "snippets": [
            {"text": snippet.text, "highlights": [list(span) for span in snippet.highlights]}
            for snippet in hit.snippets
        ],
        "entities": {kind: list(hit.entities.get(kind, ())) for kind in KINDS},
        "tags": list(hit.tags),
    }
    if hit.explanation:
        data["explanation"] = list(hit.explanation)
    return data


def dump(data: Any) -> str:
    """``data`` as one line of JSON, Arabic letters as they are.

    The few characters that some programs take for the end of a line are escaped.
    """
    return json.dumps(data, ensure_ascii=False).translate(_LINE_ENDS)
