"""What counting finds: plain frozen data, which pandas takes as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.errors import Message
from search.results import Hit, Step, Unit


@dataclass(frozen=True, slots=True)
class Completion:
    """A way in which a query may go on: with ``text`` in place of all from ``start`` on.

    ``kind`` is ``word``, or the facet that ``text`` is a value of. ``count`` is the number of
    articles that have it, of a word an estimate.
    """

    text: str
    kind: str
    count: int
    start: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The number of articles of each ``unit`` that has any, in order of time.

    Units are written ``2024-11-30``, ``2024-11`` or ``2024``.
    """

    unit: Unit
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """The number of articles in each period with a value of a facet, of all for ``value`` None."""

    value: str | None
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Counts over time: ``periods`` are the first days of days, weeks or months, without gaps.

    The first row is of all articles; the others are of the most frequent values of ``facet``.
    """

    step: Step
    facet: str | None
    periods: tuple[str, ...]
    rows: tuple[SeriesRow, ...]
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """A name or word that rises: how many articles have it now and had it before.

    ``score`` is the log-likelihood ratio of the two rates: 10.8 or more come about by chance
    once in a thousand times.
    """

    value: str
    count: int
    before: int
    score: float


@dataclass(frozen=True, slots=True)
class Trends:
    """What rises from ``since`` to ``until`` against all time before, the most surprising first.

    ``articles`` and ``before`` are how many articles there are in and before that time, copies
    of a text counted once. The days are None when no article has a date.
    """

    kind: str
    since: date | None
    until: date | None
    articles: int
    before: int
    trends: tuple[Trend, ...]
    notes: tuple[Message, ...] = ()

    def __len__(self) -> int:
        return len(self.trends)

    def __iter__(self) -> Iterator[Trend]:
        return iter(self.trends)


@dataclass(frozen=True, slots=True)
class Contrast:
    """A name or word that one of two sides has more often: how many articles of it, of the other.

    ``kind`` is ``person``, ``place``, ``org`` or ``word``; ``score`` is that of a :class:`Trend`.
    """

    kind: str
    value: str
    count: int
    other: int
    score: float


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name of a kind, and how many articles have it."""

    kind: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class NameLink:
    """Two names, by their places among the names of a :class:`Company`.

    ``count`` is how many articles have both.
    """

    one: int
    other: int
    count: int


@dataclass(frozen=True, slots=True)
class Company:
    """Who and what stands in the same articles as a name: a graph of names.

    ``asked`` are the names that were meant, by kind; ``articles`` is in how many articles they
    are. ``names`` are those beside them, by kind and the most frequent first, and ``links`` tell
    how often two of these stand together in those articles.
    """

    asked: Mapping[str, tuple[str, ...]]
    articles: int
    names: tuple[NameCount, ...]
    links: tuple[NameLink, ...]

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[NameCount]:
        return iter(self.names)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values that are compared; copies of a text are counted once.

    ``articles`` of its articles match the query, of ``of`` in all; ``counts`` and ``totals`` are
    the same in each period. ``names`` and ``words`` tell it from the other side, and ``stories``
    are the best articles that match of those whose story the other side does not have.
    """

    value: str
    articles: int
    of: int
    counts: tuple[int, ...]
    totals: tuple[int, ...]
    names: tuple[Contrast, ...]
    words: tuple[Contrast, ...]
    stories: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two values of a facet make of a query; ``periods`` are as in :class:`Series`."""

    query: str
    facet: str
    step: Step
    periods: tuple[str, ...]
    sides: tuple[Side, Side]
    match: Literal["all", "any"]
    notes: tuple[Message, ...] = ()
