"""Results, hits and articles as JSON, in the exact form of the command line."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from index.facets import FACETS, KINDS
from tui.output.safe import for_json

if TYPE_CHECKING:
    from datetime import datetime

    from index import Article
    from search.arrivals import Alert, Arrival
    from search.findings import Comparison
    from search.results import Copy, Hit, Results


def results_as_json(results: "Results") -> dict[str, Any]:
    """Return the object of ``--format json``."""
    return {
        "query": results.query,
        "total": results.total,
        "took_ms": round(results.took_ms, 3),
        "offset": results.offset,
        "limit": results.limit,
        "sort": results.sort,
        "match": results.match,
        "suggestion": results.suggestion,
        **({} if results.articles is None else {"articles": results.articles}),
        **({"by_meaning": results.by_meaning} if results.by_meaning else {}),
        **({"read_as": dict(results.read_as)} if results.read_as else {}),
        **({"stand_ins": [asdict(one) for one in results.stand_ins]} if results.stand_ins else {}),
        "hits": [hit_as_json(hit) for hit in results.hits],
        "facets": {
            name: [
                {"value": value.value, "count": value.count, "selected": value.selected}
                for value in results.facets.get(name, ())
            ]
            for name in (*FACETS, "date")
        },
    }


def hit_as_json(hit: "Hit") -> dict[str, Any]:
    """Return one hit as in ``--format json`` and on a line of ``--format jsonl``."""
    data: dict[str, Any] = {
        "rank": hit.rank,
        "id": hit.id,
        "score": hit.score,
        "title": hit.title,
        "date": hit.date.isoformat() if hit.date else None,
        "added": hit.added.isoformat(timespec="seconds") if hit.added else None,
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
    if hit.by_meaning:
        data["by_meaning"] = True
    if hit.copies:
        data["copies"] = [_copy_as_json(copy) for copy in hit.copies]
    if hit.own:
        data["own"] = list(hit.own)
    if hit.explanation:
        data["explanation"] = list(hit.explanation)
    return data


def alert_as_json(alert: "Alert") -> dict[str, Any]:
    """Return an alert as a line of ``naba alerts --format jsonl``."""
    return {
        "search": alert.search,
        "query": alert.query,
        "total": alert.total,
        "articles_found": alert.articles,
        "articles": [_arrival_as_json(arrival) for arrival in alert.arrivals],
    }


def _arrival_as_json(arrival: "Arrival") -> dict[str, Any]:
    return {
        "id": arrival.id,
        "title": arrival.title,
        "date": arrival.date.isoformat() if arrival.date else None,
        "added": arrival.added.isoformat(timespec="seconds"),
        "source": arrival.source,
        "category": arrival.category,
        "url": arrival.url,
        "path": arrival.path,
        "copy_of": arrival.copy_of.id if arrival.copy_of else None,
        "copies": [_copy_as_json(copy) for copy in arrival.copies],
    }


def _copy_as_json(copy: "Copy") -> dict[str, Any]:
    day = copy.date.isoformat() if copy.date else None
    return {"id": copy.id, "source": copy.source, "date": day}


def article_as_json(
    article: "Article", entities: Mapping[str, Iterable[str]], added: "datetime | None" = None
) -> dict[str, Any]:
    """Return an article and the names in it as ``naba show --format json`` prints them.

    ``added`` is when it came in.
    """
    return {
        "id": article.id,
        "title": article.title or article.headline,
        "date": article.date.isoformat() if article.date else None,
        "added": added.isoformat(timespec="seconds") if added else None,
        "source": article.source,
        "category": article.category,
        "author": article.author,
        "path": article.path,
        "url": article.url,
        "place": article.place,
        "tags": list(article.tags),
        "entities": {kind: list(entities.get(kind, ())) for kind in KINDS},
        "extra": dict(article.extra),
        "text": article.text,
    }


def comparison_as_json(found: "Comparison") -> dict[str, Any]:
    """Return the object of ``naba compare --format json``."""
    return {
        "query": found.query,
        "facet": found.facet,
        "match": found.match,
        "step": found.step,
        "periods": list(found.periods),
        "sides": [
            {
                "value": side.value,
                "articles": side.articles,
                "of": side.of,
                "counts": list(side.counts),
                "totals": list(side.totals),
                "names": [asdict(each) for each in side.names],
                "words": [asdict(each) for each in side.words],
                "stories": [hit_as_json(hit) for hit in side.stories],
            }
            for side in found.sides
        ],
    }


def dump(data: Any) -> str:
    """Return ``data`` as one line of JSON, Arabic letters as they are.

    Escaped is what drives a terminal, and what some programs take for the end of a line.
    """
    return for_json(json.dumps(data, ensure_ascii=False))
