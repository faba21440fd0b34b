"""Past and saved searches, kept across sessions in the file that the shell reads too."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time_ns

from search.saved import Kept, Searches
from tui.app.state.session import Like, Session

MOST = 500
"""Maximum number of past searches that are kept; saved ones stay until they are forgotten."""


@dataclass(frozen=True, slots=True)
class Search:
    """A session to come back to; one with a name has been saved under it."""

    session: Session
    name: str = ""


class History:
    """The searches in a file, the latest first. Several programs may write to it.

    A line that cannot be read is passed over, and a file that cannot be written is left.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._searches = Searches(path)

    def read(self) -> list[Search]:
        """Return all searches: the saved ones first, by their names."""
        return [Search(_session(kept), kept.name) for kept in self._listed()]

    def queries(self) -> list[str]:
        """Return what was typed in each of them, without making sessions: it is asked at a key."""
        return [kept.query for kept in self._listed()]

    def _listed(self) -> list[Kept]:
        return sorted(self.kept(), key=lambda kept: (not kept.name, kept.name))

    def add(self, session: Session, name: str = "") -> None:
        """Put a search before the others; with a name, in the place of another of that name."""
        new = _kept(session, name)

        def added(before: Sequence[Kept]) -> list[Kept]:
            kept = [
                one
                for one in before
                if (one.name or _session(one) != session) and not (name and one.name == name)
            ]
            saved = [one for one in (new, *kept) if one.name]
            return saved + [one for one in (new, *kept) if not one.name][:MOST]

        self._change(added)

    def forget(self, gone: Search) -> None:
        """Remove one search."""
        self._change(
            lambda before: [one for one in before if Search(_session(one), one.name) != gone]
        )

    def kept(self) -> Sequence[Kept]:
        """Return all searches as the shell has them, in the order of the file."""
        return self._searches.read()

    def _change(self, change: Callable[[Sequence[Kept]], Iterable[Kept]]) -> None:
        with suppress(OSError):
            self._searches.change(change)


class HistoryOfSession(History):
    """The searches of this session alone: nothing is kept, and nothing read from before."""

    def __init__(self) -> None:
        self._own: Sequence[Kept] = ()

    def kept(self) -> Sequence[Kept]:
        """Return all searches as the shell has them."""
        return self._own

    def _change(self, change: Callable[[Sequence[Kept]], Iterable[Kept]]) -> None:
        self._own = tuple(change(self._own))


def _session(kept: Kept) -> Session:
    like = Like(*kept.like) if kept.like else None
    return Session(kept.query, kept.filters, kept.excluded, kept.sort, like)


def _kept(session: Session, name: str) -> Kept:
    like = session.like
    return Kept(
        name,
        session.query,
        session.filters,
        session.excluded,
        session.sort,
        (like.id, like.title, like.query) if like else None,
        time_ns() // 1_000_000,
    )
