"""What an index on a cluster is not asked yet; each question says so."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from index.errors import InputError, Message
from search.cluster.opened import Opened
from search.results import NO_FILTERS, Alerts, Filters, Match, Step, Version

if TYPE_CHECKING:
    from search.findings import Company, Comparison, Series, Trends
    from search.saved import Kept
    from search.stats import Stats


class Unanswered(Opened):
    """The questions that raise ``InputError``."""

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """Say that copies are not known."""
        raise _not_yet(Message("who ran an article's text"))

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
        """Say that there is no such count."""
        raise _not_yet(Message("counts over time by facet"))

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
        """Say that there is no such list."""
        raise _not_yet(Message("what is rising"))

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
        """Say that there is no comparison."""
        raise _not_yet(Message("comparing two values"))

    def company(self, name: str, limit: int = 10) -> "Company":
        """Say that there is no such list."""
        raise _not_yet(Message("who stands beside a name"))

    def stats(self) -> "Stats":
        """Say that these counts are another command's."""
        raise _not_yet(Message("counts of terms"))

    def alerts(
        self,
        searches: "Sequence[Kept]",
        *,
        limit: int = 20,
        since: date | Literal["last-run"] | None = None,
    ) -> Alerts:
        """Say that there are no alerts."""
        raise _not_yet(Message("alerts"))

    def told(self, alerts: Alerts, but: Collection[str] = ()) -> None:
        """Say that there are no alerts."""
        raise _not_yet(Message("alerts"))

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say that there are no alerts."""
        raise _not_yet(Message("alerts"))
        yield


def _not_yet(what: Message) -> InputError:
    return InputError("not on a cluster yet: {what}", what=what)
