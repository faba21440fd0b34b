"""Alerts: what came in for searches that are kept, told once."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from index.desk import Looks
from search.opened import Opened
from search.plan.sources import TermSource
from search.plan.times import arrivals_since

if TYPE_CHECKING:
    from search.arrivals import Alerts
    from search.saved import Kept


class Records(ABC):
    """The part of an engine that keeps how far alerts have been told."""

    @property
    @abstractmethod
    def _looks(self) -> Looks:
        """The looks at this index."""

    def told(self, alerts: "Alerts", but: Collection[str] = ()) -> None:
        """Take note that alerts have been delivered, ``but`` those of some searches."""
        done = [name for name in alerts.searches if name not in but]
        looks = self._looks.read()
        self._looks.record(
            {name: alerts.arrived for name in done if looks.get(name, -1) < alerts.arrived}
        )

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Keep other programs from telling of this index meanwhile; wait for one that does."""
        with self._looks.turn():
            yield

    def _since(
        self,
        searches: "Sequence[Kept]",
        since: date | Literal["last-run"] | None,
        terms: TermSource,
    ) -> "tuple[list[Kept], dict[str, int]]":
        """Return the searches that may be told of, and how far each has been told."""
        plain = [kept for kept in searches if kept.like is None]
        if since is None:
            return plain, self._looks.read()
        last = arrivals_since(since, terms) - 1
        return [replace(kept, at=0) for kept in plain], {kept.name: last for kept in plain}


class Telling(Opened, Records):
    """The part of the engine that tells what is new; how far it has told lies beside the index."""

    def alerts(
        self,
        searches: "Sequence[Kept]",
        *,
        limit: int = 20,
        since: date | Literal["last-run"] | None = None,
    ) -> "Alerts":
        """Return what has come in for searches since each was last told of, or was saved.

        All words of a search must match. Nothing is recorded: see :meth:`told`.

        :param limit: how many articles an alert lists at most
        :param since: what came in since then, in place of what is new
        """
        from search.alerts import alerts

        with self._lock, self._state.snapshot.guarded():
            plain, looks = self._since(searches, since, self._state.reader)
            return alerts(self._state, plain, looks, limit)

    @property
    def _looks(self) -> Looks:
        return Looks(self._state.snapshot.directory)
