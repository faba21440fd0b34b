"""From a query to ranked hits, facets and snippets.

``open_index`` opens an index for searching; results are plain frozen data.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.facets import FACETS
from search.budget import limited
from search.errors import QueryError, QueryTimeout, SearchDropped
from search.findings import (
    Company,
    Comparison,
    Contrast,
    NameCount,
    NameLink,
    Series,
    SeriesRow,
    Side,
    Step,
    Trend,
    Trends,
)
from search.results import (
    Alert,
    Alerts,
    Arrival,
    Change,
    Completion,
    Copy,
    FacetValue,
    Filters,
    Hit,
    Match,
    Meaning,
    Results,
    Share,
    Similar,
    Snippet,
    Sort,
    Span,
    Timeline,
    Unit,
    Version,
)

if TYPE_CHECKING:
    from search.engine import Engine, open_index
    from search.saved import Kept, Searches
    from search.stats import Stats

_LAZY = {
    "Engine": "search.engine",
    "open_index": "search.engine",
    "Kept": "search.saved",
    "Searches": "search.saved",
    "Stats": "search.stats",
}
"""These bring NumPy and Whoosh along, which printing a help text need not wait for."""

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
