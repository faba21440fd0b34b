"""What facets, orders and filters are called on the screen."""

from datetime import date

from index.dates import hijri_day
from search.results import Unit
from search.saved import DATES
from tui.app.state.session import Filter
from tui.bidi import Mode
from tui.bidi.detect import Hint
from tui.i18n import _, mark

FACETS = {
    "person": mark("People"),
    "place": mark("Places"),
    "org": mark("Organisations"),
    "source": mark("Sources"),
    "category": mark("Sections"),
    "tag": mark("Tags"),
    "author": mark("Authors"),
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
_calendar = ["gregorian"]
MODES: dict[Mode, str] = {
    "visual": mark("visual"),
    "words": mark("words"),
    "logical": mark("logical"),
}
_OTHERS = {
    "since": mark("From"),
    "until": mark("Until"),
    "added_since": mark("Came in since"),
    "own": mark("My tag"),
    "unread": mark("Unread only"),
    "like": mark("Similar to"),
}


def facet_name(facet: str) -> str:
    """Return the heading of a facet."""
    return _(FACETS[facet])


def sort_name(sort: str) -> str:
    """Return what an order is called."""
    return _(SORTS[sort])


def mode_name(mode: Mode) -> str:
    """Return what a way to show right-to-left text is called."""
    return _(MODES[mode])


def filter_name(active: Filter) -> str:
    """Return an active filter as it stands on its chip."""
    name = _(_OTHERS.get(active.facet) or FACETS[active.facet])
    if active.facet == "unread":
        return name
    value = active.value
    if value == "last-run" and active.facet == "added_since":
        value = _("the last run")
    elif active.facet in DATES:
        value = day_name(date.fromisoformat(value))
    sign = _("not") + " " if active.excluded else ""
    return f"{name}: {sign}{value}"


def use_calendar(name: str) -> None:
    """Have days named by the ``gregorian`` or the ``hijri`` calendar from now on."""
    _calendar[0] = name


def day_name(day: date) -> str:
    """Return a day as the calendar in use names it."""
    return hijri_day(day) if _calendar[0] == "hijri" else slashed(day.isoformat())


def slashed(day: str) -> str:
    """Return a date with slashes: hyphens between digits turn round in Arabic text."""
    return day.replace("-", "/")
