"""Alerts: what came in for searches that are kept, told once."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from index.desk import Looks
from search.opened import Opened
from search.plan.times import arrivals_since
from search.results import Alerts

if TYPE_CHECKING:
    from search.saved import Kept


class Telling(Opened):
    """The part of the engine that tells what is new; how far it has told lies beside the index."""

    def alerts(
        self,
        searches: "Sequence[Kept]",
        *,
        limit: int = 20,
        since: date | Literal["last-run"] | None = None,
    ) -> Alerts:
        """Return what has come in for searches since each was last told of, or was saved.

        All words of a search must match. Nothing is recorded: see :meth:`told`.

        :param limit: how many articles an alert lists at most
        :param since: what came in since then, in place of what is new
        """
        from search.alerts import alerts

        with self._lock, self._state.snapshot.guarded():
            looks = self._looks.read()
            if since is not None:
                last = arrivals_since(since, self._state.reader) - 1
                looks = {kept.name: last for kept in searches}
                searches = [replace(kept, at=0) for kept in searches]
            plain = [kept for kept in searches if kept.like is None]
            return alerts(self._state, plain, looks, limit)

    def told(self, alerts: Alerts, but: Collection[str] = ()) -> None:
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

    @property
    def _looks(self) -> Looks:
        return Looks(self._state.snapshot.directory)
