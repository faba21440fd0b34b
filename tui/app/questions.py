"""What the screen asks the engine, and the messages that bring the answers back.

The functions here run in a worker thread; they know nothing of widgets.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.message import Message

from index.article import Article
from search.results import Hit, Results, Span
from tui.app.results import PAGE
from tui.app.session import Session

if TYPE_CHECKING:
    from search import Engine


@dataclass
class Found(Message):
    """The engine's answer for a session: its first page.

    ``renewed`` tells that it comes from a newer state of the index than the answers before.
    """

    serial: int
    results: Results
    renewed: bool


@dataclass
class PageFound(Message):
    """A further page of hits."""

    serial: int
    page: int
    hits: tuple[Hit, ...]


@dataclass
class Failed(Message):
    """The engine could not answer, or not be opened."""

    serial: int
    error: Exception


@dataclass
class Read(Message):
    """An article for the reader."""

    hit: Hit
    article: Article | None
    matches: tuple[Span, ...]
    entities: Mapping[str, tuple[str, ...]]


def find(engine: "Engine", session: Session, serial: int) -> Found:
    """The first page of hits, with the facets, from the newest state of the index."""
    renewed = engine.refresh()
    results = engine.search(
        session.query,
        filters=session.filters,
        facets=session.facets,
        limit=PAGE,
        sort=session.sort,
    )
    months = engine.months(session.query, filters=session.filters)
    facets = {**results.facets, "date": session.months(months)}
    return Found(serial, replace(results, facets=facets), renewed)


def fetch_page(engine: "Engine", session: Session, serial: int, page: int) -> PageFound:
    """A further page (from 0) of the same hits."""
    results = engine.search(
        session.query,
        filters=session.filters,
        facets=0,
        limit=PAGE,
        offset=page * PAGE,
        sort=session.sort,
    )
    return PageFound(serial, page, results.hits)


def read(engine: "Engine", hit: Hit, query: str) -> Read:
    """The article of a hit, with what the query matches in it."""
    article = engine.article(hit.id)
    if article is None:
        return Read(hit, None, (), {})
    matches = engine.matches(query, article.text) if query.strip() else ()
    return Read(hit, article, tuple(matches), engine.entities(hit.id))
