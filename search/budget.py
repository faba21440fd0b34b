"""The time a question may take, and whether anybody still waits for its answer.

Whoever asks sets a limit with :func:`limited`; whatever does work in proportion to the data calls
:func:`check` as it goes along, so that a question that takes too long ends soon after its time.
A limit holds for the thread that set it.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from time import monotonic
from typing import NamedTuple

from search.errors import QueryTimeout, SearchDropped


class _Budget(NamedTuple):
    """Seconds allowed, when they end by the monotonic clock, and who tells of no interest."""

    seconds: float
    end: float
    dropped: Callable[[], bool]


_budget: ContextVar[_Budget | None] = ContextVar("_budget", default=None)
_AS_IT_IS = nullcontext()


def limited(
    seconds: float | None = None, dropped: Callable[[], bool] | None = None
) -> AbstractContextManager[None]:
    """Limit the work inside to some seconds from now, and to as long as it is not ``dropped``.

    Limits that hold already hold on. Raises :class:`~search.errors.QueryTimeout` or
    ``SearchDropped`` out of the work.
    """
    if seconds is None and dropped is None:
        return _AS_IT_IS
    return _limited(seconds, dropped)


@contextmanager
def _limited(seconds: float | None, dropped: Callable[[], bool] | None) -> Iterator[None]:
    around = _budget.get()
    end = float("inf") if seconds is None else monotonic() + seconds
    own = _Budget(seconds or 0.0, end, dropped or _wanted)
    if around is not None:
        if around.end < own.end:
            own = own._replace(seconds=around.seconds, end=around.end)
        if dropped is None:
            own = own._replace(dropped=around.dropped)
    token = _budget.set(own)
    try:
        yield
    finally:
        _budget.reset(token)


def check() -> None:
    """Raise ``QueryTimeout`` or ``SearchDropped`` when the work at hand is to end."""
    budget = _budget.get()
    if budget is None:
        return
    if monotonic() > budget.end:
        raise QueryTimeout(
            "the search was given up after {seconds} s; ask for less, or allow more time",
            seconds=f"{budget.seconds:g}",
        )
    if budget.dropped():
        raise SearchDropped("nobody waits for this answer any more")


def seconds_left() -> float | None:
    """Return how long the work at hand may still take, None for as long as it likes."""
    budget = _budget.get()
    return None if budget is None or budget.end == float("inf") else budget.end - monotonic()


def _wanted() -> bool:
    return False
