"""A query as it was answered: what matches it, and the list of what filters leave of that."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.errors import Message
from search.cluster.asking import Answer
from search.cluster.finder import Ready
from search.cluster.listing import Listing
from search.results import NO_FILTERS, FacetValue, Filters, Match, Sort


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an index: a query, and how it is to be read, filtered, sorted and counted.

    ``facets`` is how many values of each facet are counted, 0 for none. Of a ``bare`` answer the
    ids are wanted, however many there are. ``recent`` is the age, in days, that halves a score.
    """

    query: str = ""
    filters: Filters = NO_FILTERS
    match: Match = "auto"
    exact: bool = False
    sort: Sort = "relevance"
    facets: int = 0
    bare: bool = False
    recent: float | None = None


EITHER = Message("أو is read as OR; between quotes it is a word")
NOT_FOLDED = Message("copies are not folded on a cluster yet")
"""What is said of an answer."""


@dataclass(frozen=True, eq=False)
class Found:
    """The answer to a query; ``facets`` are there if they were asked for.

    ``sources`` is what has been read of some articles.
    """

    ready: Ready
    listing: Listing
    sources: dict[str, Answer]
    facets: Mapping[str, tuple[FacetValue, ...]]
    either: bool
