"""What has come in for searches that are kept: plain frozen data, ready to print or send on."""

from dataclasses import dataclass
from datetime import date, datetime

from index.errors import Message
from search.results import Copy


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new article that an alert tells of, and the later copies of it that came in too.

    ``copy_of`` is an earlier article that ran its text.
    """

    id: str
    title: str
    date: date | None
    source: str | None
    category: str | None
    url: str | None
    path: str | None
    added: datetime
    copy_of: Copy | None = None
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """What came in for a search, the newest first: ``total`` texts in ``articles``, some listed."""

    search: str
    query: str
    total: int
    articles: int
    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True)
class Alerts:
    """What came in for the searches by these names, up to a time in milliseconds since 1970.

    ``alerts`` are of those for which something came in; ``faults`` say why a search cannot be read.
    """

    arrived: int
    searches: tuple[str, ...]
    alerts: tuple[Alert, ...]
    faults: tuple[tuple[str, Message], ...] = ()
    notes: tuple[Message, ...] = ()
