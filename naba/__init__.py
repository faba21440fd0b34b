"""The public names of naba in one place, each loaded when it is first used.

``naba.build`` brings an index up to date with articles, ``naba.read_paths`` reads them from
files, and ``naba.open_index`` opens the index for searching.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index import (
        KINDS,
        Article,
        Encoded,
        Encoder,
        IndexDamaged,
        IndexFormat,
        IndexLocked,
        IndexMissing,
        InputError,
        Kind,
        Leaf,
        Listener,
        NabaError,
        Progress,
        Rejected,
        Remark,
        Repair,
        Report,
        Snapshot,
        add_vectors,
        build,
        check_index,
        drop_vectors,
        open_encoder,
        open_snapshot,
        repair,
    )
    from index.ingest import read_paths, read_stream
    from search import (
        FACETS,
        Alert,
        Alerts,
        Arrival,
        Change,
        Company,
        Comparison,
        Completion,
        Contrast,
        Copy,
        Engine,
        FacetValue,
        Filters,
        Hit,
        Kept,
        Match,
        Meaning,
        NameCount,
        NameLink,
        QueryError,
        QueryTimeout,
        Results,
        SearchDropped,
        Searches,
        Series,
        SeriesRow,
        Share,
        Side,
        Similar,
        Snippet,
        Sort,
        Span,
        Stats,
        Step,
        Timeline,
        Trend,
        Trends,
        Unit,
        Version,
        limited,
        open_index,
    )

__all__ = [
    "FACETS",
    "KINDS",
    "Alert",
    "Alerts",
    "Arrival",
    "Article",
    "Change",
    "Company",
    "Comparison",
    "Completion",
    "Contrast",
    "Copy",
    "Encoded",
    "Encoder",
    "Engine",
    "FacetValue",
    "Filters",
    "Hit",
    "IndexDamaged",
    "IndexFormat",
    "IndexLocked",
    "IndexMissing",
    "InputError",
    "Kept",
    "Kind",
    "Leaf",
    "Listener",
    "Match",
    "Meaning",
    "NabaError",
    "NameCount",
    "NameLink",
    "Progress",
    "QueryError",
    "QueryTimeout",
    "Rejected",
    "Remark",
    "Repair",
    "Report",
    "Results",
    "SearchDropped",
    "Searches",
    "Series",
    "SeriesRow",
    "Share",
    "Side",
    "Similar",
    "Snapshot",
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
    "add_vectors",
    "build",
    "check_index",
    "drop_vectors",
    "limited",
    "open_encoder",
    "open_index",
    "open_snapshot",
    "read_paths",
    "read_stream",
    "repair",
]

_HOMES = ("index", "search", "index.ingest")
"""Packages whose public names these are."""


def __getattr__(name: str) -> Any:
    if name in __all__:
        for home in map(import_module, _HOMES):
            if name in home.__all__:
                return getattr(home, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
