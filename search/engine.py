"""The one door to searching: what an engine answers, and what opens one.

There are two engines. The embedded one reads an index in a folder of this machine, the other asks
an OpenSearch cluster. Nothing above this package knows which of them answers.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self

from index.article import Article
from index.location import index_address, index_directory
from search.results import (
    NO_FILTERS,
    FacetValue,
    Filters,
    Match,
    Meaning,
    Results,
    Sort,
    Span,
    Step,
    Unit,
)

if TYPE_CHECKING:
    from index.meaning.encoders import Encoder
    from search.arrivals import Alerts
    from search.findings import Company, Comparison, Completion, Series, Timeline, Trends
    from search.related import Similar, Version
    from search.saved import Kept
    from search.stats import Stats


class Engine(Protocol):
    """Searches one index. Any number of threads may share it.

    Where a question cannot be put to an index as it is, ``InputError`` says so.
    """

    def search(
        self,
        query: str = "",
        *,
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        facets: int = 5,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        match: Match = "auto",
        exact: bool = False,
        explain: bool = False,
        bare: bool = False,
        recent: float | None = None,
        collapse: bool = False,
        timeout: float | None = None,
        meaning: Meaning = "off",
    ) -> Results:
        """Answer a query.

        Raises :class:`~search.errors.QueryError` for a query that cannot be read,
        ``QueryTimeout`` for one that takes longer than ``timeout``, and ``InputError`` for an
        option that does not exist or has no such value.

        :param query: in the query language; an empty one lists everything, newest first
        :param filters: facet selections; may be a mapping of the fields, with dates as text
        :param facets: how many values of each facet to list, 0 for no facets
        :param limit: how many hits to return at most
        :param offset: how many hits to leave out before the first
        :param sort: the order of hits
        :param match: whether all words must match, any, or any only when no article has all
        :param exact: whether words are found by their form alone, without stems
        :param explain: whether hits say where their score comes from
        :param bare: whether hits have their id and score alone, which is quicker
        :param recent: the number of days of age that halve a score, None for no preference
        :param collapse: whether one hit, the earliest, stands for all copies of a text; facets
            go on counting articles
        :param timeout: the number of seconds after which to give up, None for never
        :param meaning: whether articles are also found and ordered by what they mean, in an index
            that has vectors, or by that only
        """

    def answers_at_once(self, meaning: Meaning) -> bool:
        """Tell whether a search does not wait for an encoder: for its model or its address.

        So it is when meaning plays no part, and after an encoder's first answer that was quick.
        """

    def prepare(self, query: str) -> None:
        """Have an encoder say what a query means, before it is searched for by that.

        No other question waits meanwhile. What went wrong is told by the search. Raises
        :class:`~search.errors.QueryError` for a query that cannot be read.
        """

    def names(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """Return the canonical names of each kind that ``text``, in any spelling, may mean."""

    def matches(self, query: str, text: str, *, exact: bool = False) -> tuple[Span, ...]:
        """Return the words of ``text`` that a query matches, none for one that is malformed.

        A word that no article has marks what partial matches are found by: words of its root and
        near spellings.
        """

    def complete(self, query: str, limit: int = 8) -> "tuple[Completion, ...]":
        """Return at most ``limit`` ways in which a query that is being typed may go on.

        The last word may become a word that articles have; the last words, up to three, a value
        of a facet in any spelling, after ``person:`` and the like of that facet alone. Values
        that complete more of the words come first, then those that more articles have.
        """

    def article(self, article_id: str) -> Article | None:
        """Return an article, text included, or None when the index has none of that id."""

    def added(self, article_id: str) -> datetime | None:
        """Return when an article came in, None when the index has none of that id."""

    def find(self, name: str) -> Article | None:
        """Return the article with the id ``name``, else the only one whose id ends with it.

        Return None when there is no such article. Raises ``InputError``, which lists some of
        them, when the ids of several articles end with ``name``.
        """

    def entities(self, article_id: str) -> Mapping[str, tuple[str, ...]]:
        """Return an article's names of each kind, as the facets show them."""

    def versions(self, article_id: str) -> "tuple[Version, ...]":
        """Return all articles that run the text of one, itself among them, the earliest first.

        Raises ``InputError`` when there is no such article.
        """

    def similar(self, article_id: str, limit: int = 10, *, bare: bool = False) -> "Similar":
        """Return the articles that are like one, the likest first; of nearly equal ones the best.

        The ``query`` of the result finds them too, among others, matching any of its words. With
        a ``limit`` of 0 there is nothing but the query, with ``bare`` hits have their id and
        score alone. Raises ``InputError`` when there is no such article.
        """

    def timeline(
        self,
        query: str = "",
        *,
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        match: Match = "auto",
        exact: bool = False,
        since: date | None = None,
        until: date | None = None,
        unit: Unit | None = None,
        most: int = 100,
    ) -> "Timeline":
        """Return how many of the results there are for each day, month or year.

        The selected dates of ``filters`` are ignored, so that periods beside them keep their
        counts. Raises ``QueryError`` and ``InputError`` as :meth:`search` does.

        :param query: as for :meth:`search`
        :param filters: as for :meth:`search`
        :param match: as for :meth:`search`
        :param exact: as for :meth:`search`
        :param since: the first day to count
        :param until: the last day to count
        :param unit: what to count by; None for the finest unit with at most ``most`` periods
        :param most: how many periods there may be without ``unit``
        """

    def series(
        self,
        query: str = "",
        *,
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        match: Match = "auto",
        step: Step = "month",
        facet: str | None = None,
        limit: int = 5,
        collapse: bool = True,
    ) -> "Series":
        """Return how many articles there are in each day, week or month, in all and by facet."""

    def trends(
        self,
        kind: str = "person",
        *,
        query: str = "",
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        window: int = 7,
        until: date | None = None,
        limit: int = 20,
    ) -> "Trends":
        """Return the names or words that stand out in the last days against all days before."""

    def compare(
        self,
        one: str,
        other: str,
        query: str = "",
        *,
        facet: str = "source",
        filters: Filters | Mapping[str, Any] = NO_FILTERS,
        step: Step = "month",
        limit: int = 10,
    ) -> "Comparison":
        """Return what tells two values of a facet apart: two sources, authors, categories."""

    def company(self, name: str, limit: int = 10) -> "Company":
        """Return who and what stands in the same articles as a name, and how often together."""

    def count_unread(self, kept: "Kept") -> int:
        """Return how many articles a search that is kept finds that have not been read."""

    def facet_values(self, facet: str, prefix: str = "", limit: int = 20) -> tuple[FacetValue, ...]:
        """Return a facet's values over the whole index, the most frequent first.

        With ``prefix`` these are the values with all its words, the last of which may be the
        beginning of one. Raises ``InputError`` for a facet that does not exist.
        """

    def stats(self) -> "Stats":
        """Return counts of what the index holds."""

    def own_tags(self, article_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Return the user's own tags of those of some articles that have any."""

    def own_tag_counts(self) -> Mapping[str, int]:
        """Return how many articles have each tag; ``read`` is one that they have read."""

    def tag(self, article_ids: Iterable[str], *changes: str) -> int:
        """Put tags on articles (``+important``) and take others off (``-draft``).

        ``+read`` and ``-read`` say whether they have been read. Returns how many articles had to be
        changed. Raises ``InputError`` for what is no tag.
        """

    def own_tag_rows(self) -> Iterator[tuple[str, str]]:
        """Yield the id of every article that has a tag with the tag, in the order of the ids."""

    def import_own_tags(self, rows: Iterable[tuple[str, str]]) -> int:
        """Put tags on articles by their ids, whether the index has these or not."""

    def alerts(
        self,
        searches: "Sequence[Kept]",
        *,
        limit: int = 20,
        since: date | Literal["last-run"] | None = None,
    ) -> "Alerts":
        """Return what has come in for searches since each was last told of, or was saved."""

    def told(self, alerts: "Alerts", but: Collection[str] = ()) -> None:
        """Take note that alerts have been delivered, ``but`` those of some searches."""

    def telling(self) -> AbstractContextManager[None]:
        """Keep other programs from telling of this index meanwhile; wait for one that does."""

    def refresh(self) -> bool:
        """Go over to the newest generation of the index; tell whether there was a newer one."""

    def close(self) -> None:
        """Close the index."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def open_index(
    directory: str | Path | None = None,
    *,
    synonyms: str | Path | None = None,
    encoder: "Encoder | None" = None,
) -> Engine:
    """Open an index for searching; without ``directory`` the user's own.

    ``directory`` may be the address of an index on a cluster, ``opensearch://HOST:9200/NAME``.
    The user's own is ``$NABA_INDEX``, else a folder among the platform's user data. ``synonyms``
    is a file of synonyms, read besides those in the index's directory. ``encoder`` is the one that
    made the vectors of the index, if that is not the one in this process. Raises
    :class:`~index.errors.IndexMissing`, ``IndexFormat`` or ``IndexDamaged``, and ``InputError``
    for synonyms that cannot be read.
    """
    if address := index_address(directory):
        from index.cluster.address import Address
        from search.cluster.engine import ClusterEngine

        return ClusterEngine(Address.parse(address), synonyms)
    from index.store.snapshot import open_snapshot
    from search.embedded import EmbeddedEngine

    return EmbeddedEngine(open_snapshot(index_directory(directory)), synonyms, encoder)
