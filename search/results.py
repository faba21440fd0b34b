"""The results of a search: plain frozen data, ready to print, show or send on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from index.errors import Message

Sort = Literal["relevance", "newest", "oldest"]
Match = Literal["auto", "all", "any"]
Meaning = Literal["off", "auto", "only"]
Unit = Literal["day", "month", "year"]
Step = Literal["day", "week", "month"]
Span = tuple[int, int]
"""A range ``[start, end)`` of code points of a text."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Facet selections: any value of a facet and all facets must match; dates are inclusive.

    There is a field for each of :data:`index.facets.FACETS`.
    """

    person: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    org: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    added_since: date | Literal["last-run"] | None = None
    """The first day on which articles came in, or the last run of the indexer that brought any."""
    own: tuple[str, ...] = ()
    """The user's own tags, any of which an article has."""
    unread: bool = False
    """Whether to leave out what has been read."""
    ids: tuple[str, ...] = ()
    """Ids of the articles among which to search; empty for all."""


NO_FILTERS = Filters()
"""No selection in any facet."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of an article as in the source, in logical order, and what matched in it."""

    text: str
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, the number of matching articles with it, whether it is selected."""

    value: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a score: a document's shares, added up, are its score.

    ``label`` is what the user wrote, ``source`` what gave it: ``stem``, ``exact`` or ``root`` (the
    view of the ``term`` found ``frequency`` times in ``field``), ``lead`` (the term among the first
    words), ``pair`` (two terms next to each other), ``written`` (the only word asked for stands
    there as written), ``pattern``, ``date`` or ``constant`` (the same for all), ``matcher`` (a
    query that Whoosh itself ran), ``cluster`` (a score that a cluster gave as a whole), ``meaning``
    (nearness of meaning), ``age`` (taken away by it).
    """

    label: str
    source: str
    field: str
    term: str
    score: float
    frequency: int = 0
    idf: float = 0.0

    def scaled(self, factor: float) -> "Share":
        """Return the share of a score that was multiplied by ``factor``."""
        return replace(self, score=self.score * factor)


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that a hit stands for besides itself."""

    id: str
    source: str | None
    date: date | None


@dataclass(frozen=True)
class Hit:
    """One article found; ``rank`` counts from 1 over the whole result.

    ``copies`` are the later articles that it stands for when copies are folded.

    ``shares`` and ``explanation``, the same in words, are there if they were asked for.
    """

    rank: int
    id: str
    score: float
    title: str
    title_highlights: tuple[Span, ...]
    date: date | None
    source: str | None
    category: str | None
    path: str | None
    url: str | None
    snippets: tuple[Snippet, ...]
    entities: Mapping[str, tuple[str, ...]]
    tags: tuple[str, ...]
    explanation: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    copies: tuple[Copy, ...] = ()
    added: datetime | None = None
    """When the article came in, None for a bare hit."""
    own: tuple[str, ...] = ()
    """The user's own tags; ``read`` is one of an article that has been read."""
    by_meaning: bool = False
    """Whether it does not match by words, and is there for its meaning."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """What was looked for in place of a word that no article has: ``near`` spellings, else roots.

    Both are terms of the index. A name has neither: other words of its stem stand for it.
    """

    word: str
    near: tuple[str, ...]
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One answer; ``match`` is ``any`` for partial matches, asked for or the only ones found."""

    query: str
    total: int
    took_ms: float
    offset: int
    limit: int
    sort: Sort
    match: Literal["all", "any"]
    suggestion: str | None
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    read_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words in Latin letters -> the Arabic words of names they were looked for by."""
    stand_ins: tuple[StandIn, ...] = ()
    """What a query of one word that no article has was taken for, when ``match`` is ``any``."""
    articles: int | None = None
    """When copies are folded: how many articles the ``total`` of hits stand for. Facets count
    articles."""
    notes: tuple[Message, ...] = ()
    """What is said of the query: a value that does not exist, how a word was read."""
    by_meaning: int = 0
    """How many articles are listed for their meaning besides the ``total`` that words find."""

    def __len__(self) -> int:
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __bool__(self) -> bool:
        return True
