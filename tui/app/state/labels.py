"""What facets, orders and filters are called on the screen."""

from search.results import Unit
from tui.app.state.session import Filter
from tui.bidi.detect import Hint
from tui.i18n import _, mark

FACETS = {
    "person": mark("People"),
    "place": mark("Places"),
    "org": mark("Organisations"),
    "source": mark("Sources"),
    "category": mark("Sections"),
    "tag": mark("Tags"),
    "date": mark("Months"),
}
UNITS: dict[Unit, str] = {"day": mark("Days"), "month": mark("Months"), "year": mark("Years")}
SORTS = {
    "relevance": mark("Most relevant"),
    "newest": mark("Newest"),
    "oldest": mark("Oldest"),
}
HINTS: dict[Hint, str] = {
    "tmux": mark("tmux: set -g allow-passthrough on"),
    "reorders": mark("this terminal reorders by itself"),
    "putty": mark("PuTTY: tick 'Disable bidirectional text display'"),
    "Terminal.app": mark("Terminal.app reorders by itself"),
}
"""Hints for the user of a terminal that does not show Arabic as well as it could."""
_OTHERS = {"since": mark("From"), "until": mark("Until"), "like": mark("Similar to")}


def facet_name(facet: str) -> str:
    """Return the heading of a facet."""
    return _(FACETS[facet])


def sort_name(sort: str) -> str:
    """Return what an order is called."""
    return _(SORTS[sort])


def filter_name(active: Filter) -> str:
    """Return an active filter as it stands on its chip.

    Dates are written with slashes: hyphens between digits turn round in Arabic text.
    """
    name = _(_OTHERS.get(active.facet) or FACETS[active.facet])
    value = slashed(active.value) if active.facet in ("since", "until") else active.value
    sign = _("not") + " " if active.excluded else ""
    return f"{name}: {sign}{value}"


def slashed(day: str) -> str:
    """Return a date with slashes in place of hyphens."""
    return day.replace("-", "/")
