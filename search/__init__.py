"""From a query to ranked hits, facets and snippets.

``open_index`` opens an index for searching; results are plain frozen data.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.facets import FACETS
from search.budget import limited
from search.errors import QueryError, QueryTimeout, SearchDropped
from search.results import (
    Copy,
    FacetValue,
    Filters,
    Hit,
    Match,
    Meaning,
    Results,
    Share,
    Snippet,
    Sort,
    Span,
    Step,
    Unit,
)

if TYPE_CHECKING:
    from search.arrivals import Alert, Alerts, Arrival
    from search.engine import Engine, open_index
    from search.findings import (
        Company,
        Comparison,
        Completion,
        Contrast,
        NameCount,
        NameLink,
        Series,
        SeriesRow,
        Side,
        Timeline,
        Trend,
        Trends,
    )
    from search.related import Change, Similar, Version
    from search.saved import Kept, Searches
    from search.stats import Stats

_MODULES = {
    "search.arrivals": ("Alert", "Alerts", "Arrival"),
    "search.engine": ("Engine", "open_index"),
    "search.findings": (
        "Company",
        "Comparison",
        "Completion",
        "Contrast",
        "NameCount",
        "NameLink",
        "Series",
        "SeriesRow",
        "Side",
        "Timeline",
        "Trend",
        "Trends",
    ),
    "search.related": ("Change", "Similar", "Version"),
    "search.saved": ("Kept", "Searches"),
    "search.stats": ("Stats",),
}
_LAZY = {name: module for module, names in _MODULES.items() for name in names}
"""These bring NumPy and Whoosh along, which printing a help text need not wait for, or belong to
questions of which most programs ask none."""

__all__ = [
    "FACETS",
    "Alert",
    "Alerts",
    "Arrival",
    "Change",
    "Company",
    "Comparison",
    "Completion",
    "Contrast",
    "Copy",
    "Engine",
    "FacetValue",
    "Filters",
    "Hit",
    "Kept",
    "Match",
    "Meaning",
    "NameCount",
    "NameLink",
    "QueryError",
    "QueryTimeout",
    "Results",
    "SearchDropped",
    "Searches",
    "Series",
    "SeriesRow",
    "Share",
    "Side",
    "Similar",
    "Snippet",
    "Sort",
    "Span",
    "Stats",
    "Step",
    "Timeline",
    "Trend",
    "Trends",
    "Unit",
    "Version",
    "limited",
    "open_index",
]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
