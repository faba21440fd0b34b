"""The line below a title: source, date and copies of an article."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.i18n import _, counted

if TYPE_CHECKING:
    from datetime import date

    from search.arrivals import Arrival
    from search.results import Copy


def iso(day: "date | None") -> str | None:
    """Return a date as ISO 8601 has it, or None when there is none."""
    return day.isoformat() if day else None


def about(arrival: "Arrival", day: "Callable[[date | None], str | None]" = iso) -> str:
    """Return source, date and copies of an article on one line, or its id.

    ``day`` writes a date.
    """
    parts = [arrival.source, day(arrival.date)]
    if arrival.copies:
        parts.append(copies_of(arrival.copies))
    if arrival.copy_of:
        parts.append(_("copy of {id}").format(id=arrival.copy_of.id))
    return " · ".join(part for part in parts if part) or arrival.id


def copies_of(copies: "Sequence[Copy]") -> str:
    """Return how many copies there are of an article, and who ran them."""
    number = counted("+{n} copy", "+{n} copies", len(copies))
    sources = dict.fromkeys(copy.source for copy in copies if copy.source)
    return f"{number}: {'، '.join(sources)}" if sources else number
