"""What an index on a cluster is not asked yet; each question says so."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Literal

from index.errors import InputError, Message
from search.cluster.opened import Opened
from search.results import Alerts, Version

if TYPE_CHECKING:
    from search.saved import Kept
    from search.stats import Stats


class Unanswered(Opened):
    """The questions that raise ``InputError``."""

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """Say that copies are not known."""
        raise _not_yet(Message("who ran an article's text"))

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
