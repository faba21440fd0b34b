"""Whether a provider wants an item published now: status, embargo, kills and corrections."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from index.ingest.problem import UnreadableError
from index.ingest.reader import Item, Problem, Record

_STATUSES = {
    "canceled": "withdrawn by its provider (canceled)",
    "cancelled": "withdrawn by its provider (canceled)",
    "withheld": "withdrawn by its provider (withheld)",
    "withholded": "withdrawn by its provider (withheld)",
    "killed": "withdrawn by its provider (killed)",
    "kill": "withdrawn by its provider (killed)",
    "recalled": "withdrawn by its provider (recalled)",
    "retracted": "withdrawn by its provider (retracted)",
    "spiked": "withdrawn by its provider (spiked)",
    "unpublished": "withdrawn by its provider (unpublished)",
    "takedown": "withdrawn by its provider (taken down)",
    "embargoed": "embargoed",
    "draft": "a draft",
    "auto-draft": "a draft",
    "pending": "not published yet (pending)",
    "future": "not published yet (scheduled)",
    "scheduled": "not published yet (scheduled)",
    "trash": "in the bin",
    "trashed": "in the bin",
    "deleted": "in the bin",
    "private": "private",
}
"""Why an item of a status, in small letters, is left out; others are published."""


def refuse_status(status: Any) -> None:
    """Raise UnreadableError (``withdrawn``) when a status says that an item is not to be read.

    A status may be a code of a vocabulary, ``stat:canceled``.
    """
    if isinstance(status, str):
        name = status.strip().lower().rpartition(":")[2].rpartition("/")[2]
        if reason := _STATUSES.get(name):
            raise UnreadableError(reason, "withdrawn")


def refuse_embargo(until: Any, now: datetime | None = None) -> None:
    """Raise UnreadableError (``withdrawn``) when a time until which an item is held is to come.

    A time without a zone is one of UTC; what is no time holds nothing back.
    """
    if not isinstance(until, str) or not until.strip():
        return
    try:
        time = datetime.fromisoformat(until.strip())
    except ValueError:
        return
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    if time > (now or datetime.now(UTC)):
        raise UnreadableError(
            "embargoed until {time}", "withdrawn", time=time.isoformat(timespec="minutes")
        )


def records_of(
    items: Iterable[Any],
    fields: Callable[[Any], dict[str, Any]],
    identity: Callable[[Any], str | None],
) -> Iterator[Item]:
    """Yield what ``fields`` reads of each item, numbered from 1, or why it is left out.

    Of one that is withdrawn the ``identity`` is told, so that it leaves the index.
    """
    for number, item in enumerate(items, 1):
        try:
            yield Record(fields(item), number)
        except UnreadableError as problem:
            withdraws = identity(item) if problem.cause == "withdrawn" else None
            yield Problem(problem.reason, number, problem.cause, withdraws)
