"""What the screen asks the engine, and the messages that bring the answers back.

The functions here run in a worker thread; they know nothing of widgets.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.message import Message

from index.article import Article
from index.errors import InputError, NabaError
from search.findings import Timeline
from search.related import Version
from search.results import FacetValue, Hit, Results, Span
from tui.app.state.session import VALUES, Like, Session
from tui.app.widgets.bars import View
from tui.app.widgets.hit_list import PAGE

if TYPE_CHECKING:
    from search import Engine

ALL = 1_000_000
"""Limit on the values of a facet that stands for all of them: no facet has so many."""
AROUND = 1000
"""Number of places behind its old one where a hit is looked for in a newer state of the index."""
LIKES = 100
"""Maximum number of articles like one that are listed."""
BATCH = 500
"""Number of hits fetched at once when all of them are wanted."""


@dataclass
class Found(Message):
    """The engine's answer for a session: its first page.

    ``renewed`` tells that it comes from a newer state of the index than the answers before,
    ``fault`` why the newest one cannot be opened; ``at`` is where the hit that was selected
    stands now. ``months`` are of all of time, ``counted`` is over time what ``view`` asked for.
    ``by_words`` tells that meaning has not been asked yet, since its encoder takes its time.
    """

    serial: int
    results: Results
    months: tuple[tuple[str, int], ...]
    counted: Timeline
    view: View
    renewed: bool
    at: int
    fault: NabaError | None
    by_words: bool = False


@dataclass
class Meant(Message):
    """What the query of a session means is known by now, or why it is not."""

    serial: int
    view: View


@dataclass
class Counted(Message):
    """How many articles there are over time, in what the histogram looks at."""

    serial: int
    counted: Timeline
    view: View


@dataclass
class PageFound(Message):
    """A further page of hits."""

    serial: int
    page: int
    hits: tuple[Hit, ...]


@dataclass
class Failed(Message):
    """The engine could not answer, or not be opened.

    ``serial`` is None for a question that does not depend on what the session is by now.
    """

    serial: int | None
    error: Exception


@dataclass
class Read(Message):
    """An article for the reader; ``again`` when it is open there, and the index has changed."""

    hit: Hit
    article: Article | None
    matches: tuple[Span, ...]
    entities: Mapping[str, tuple[str, ...]]
    again: bool = False
    versions: tuple[Version, ...] = ()
    """All articles that run the same text, the earliest first."""


@dataclass
class ValuesFound(Message):
    """All values of a facet, the most frequent first."""

    facet: str
    values: tuple[FacetValue, ...]


@dataclass
class Looked(Message):
    """Whether the index has changed since the last answer, or why its newest state is closed."""

    changed: bool
    fault: NabaError | None


@dataclass(frozen=True)
class Place:
    """Where the user is in the list: which hit is selected, and which one that is."""

    index: int
    id: str


def find(
    engine: "Engine",
    session: Session,
    serial: int,
    view: View,
    place: Place | None = None,
    *,
    wait: bool = False,
) -> Found:
    """Return the first page of hits, with the facets, from the newest state that can be opened.

    It is by words alone where meaning would have to be waited for, unless told to ``wait``.
    """
    seen = look(engine)
    by_words = not (wait or engine.answers_at_once(session.meant))
    if by_words:
        session = session.by_words()
    results = _search(engine, session, facets=VALUES)
    counted = _over_time(engine, session, view)
    at = _locate(engine, session, place, results) if place else 0
    months = _months(engine, session)
    return Found(serial, results, months, counted, view, seen.changed, at, seen.fault, by_words)


def learn(engine: "Engine", session: Session, serial: int, view: View) -> Meant:
    """Wait until it is known what the query of a session means."""
    engine.prepare(session.asked)
    return Meant(serial, view)


def _search(
    engine: "Engine",
    session: Session,
    *,
    facets: int = 0,
    offset: int = 0,
    limit: int = PAGE,
    bare: bool = False,
) -> Results:
    results = engine.search(
        session.asked,
        filters=session.searched,
        facets=facets,
        limit=limit,
        offset=offset,
        sort=session.sort,
        match=session.match,
        bare=bare,
        collapse=session.fold,
        meaning=session.meant,
    )
    if session.like and session.sort == "relevance":
        results = _likest_first(engine, session, results)
    suggestion = results.suggestion
    if suggestion is not None:
        suggestion = suggestion.removeprefix(session.exclusions)
    return replace(results, query=session.query, suggestion=suggestion)


def _likest_first(engine: "Engine", session: Session, results: Results) -> Results:
    """Return a page of likes, the likest first, as the engine has put them."""
    assert session.like
    first = results.offset
    order = {one: place for place, one in enumerate(session.like.ids)}
    found = engine.search(
        session.asked,
        filters=session.searched,
        facets=0,
        limit=LIKES,
        match=session.match,
        collapse=session.fold,
    )
    hits = sorted(found.hits, key=lambda hit: order.get(hit.id, LIKES))
    shown = hits[first : first + results.limit]
    ranked = (replace(hit, rank=rank) for rank, hit in enumerate(shown, first + 1))
    return replace(results, hits=tuple(ranked))


def _locate(engine: "Engine", session: Session, place: Place, results: Results) -> int:
    """Return where the hit stands now; its old place when it is no longer near there."""
    listed = _search(engine, session, limit=place.index + AROUND, bare=True)
    ids = [hit.id for hit in listed.hits]
    last = max(0, results.total + results.by_meaning - 1)
    return ids.index(place.id) if place.id in ids else min(place.index, last)


def _months(engine: "Engine", session: Session) -> tuple[tuple[str, int], ...]:
    filters, match = session.searched, session.match
    return engine.timeline(session.asked, filters=filters, match=match, unit="month").counts


def _over_time(engine: "Engine", session: Session, view: View) -> Timeline:
    since, until = view.bounds
    return engine.timeline(
        session.asked,
        filters=session.searched,
        match=session.match,
        since=since,
        until=until,
        most=view.most,
    )


def count(engine: "Engine", session: Session, serial: int, view: View) -> Counted:
    """Return how many articles there are over time, as if the date were not filtered."""
    return Counted(serial, _over_time(engine, session, view), view)


def fetch_page(engine: "Engine", session: Session, serial: int, page: int) -> PageFound:
    """Return a further page (from 0) of the same hits."""
    return PageFound(serial, page, _search(engine, session, offset=page * PAGE).hits)


def read(engine: "Engine", hit: Hit, query: str, *, again: bool = False) -> Read:
    """Return the article of a hit, with what the query matches in it."""
    article = engine.article(hit.id)
    if article is None:
        return Read(hit, None, (), {}, again)
    matches = engine.matches(query, article.text) if query.strip() else ()
    entities, versions = engine.entities(hit.id), _versions(engine, hit.id)
    return Read(hit, article, tuple(matches), entities, again, versions)


def _versions(engine: "Engine", article_id: str) -> tuple[Version, ...]:
    """Return the articles that run the text of one, none where the index does not know them."""
    try:
        return engine.versions(article_id)
    except InputError:
        return ()


def like(engine: "Engine", article_id: str, title: str) -> Like:
    """Return what finds articles like one. Raises ``InputError`` when it has gone."""
    found = engine.similar(article_id, limit=LIKES, bare=True)
    copies = tuple((one, len(others)) for one, others in found.copies.items())
    return Like(article_id, title, found.query, tuple(hit.id for hit in found.hits), copies)


def all_values(engine: "Engine", session: Session, facet: str) -> ValuesFound:
    """Return all values of a facet among the results, counted without this facet's filters."""
    if facet == "date":
        months = _months(engine, session)
        return ValuesFound(facet, session.months(months, len(months)))
    results = _search(engine, session, facets=ALL, limit=0)
    return ValuesFound(facet, results.facets[facet])


def look(engine: "Engine") -> Looked:
    """Tell whether another process has changed the index, and go over to its newest state.

    Where that is gone or damaged, the one that is open goes on answering.
    """
    try:
        return Looked(engine.refresh(), None)
    except NabaError as fault:
        return Looked(False, fault)


def every_hit(engine: "Engine", session: Session) -> Iterator[Hit]:
    """Return all hits of a session, in their order."""
    offset = 0
    while hits := _search(engine, session, offset=offset, limit=BATCH).hits:
        yield from hits
        offset += len(hits)
