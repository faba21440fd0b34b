"""From a source to a committed index.

``build`` takes articles (``ingest.read_paths`` reads them from files) and brings an index
directory up to date with them; ``open_snapshot`` opens what was committed last.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.facets import KINDS, Kind

if TYPE_CHECKING:
    from index.article import Article, Rejected, Remark
    from index.errors import (
        IndexDamaged,
        IndexFormat,
        IndexLocked,
        IndexMissing,
        InputError,
        NabaError,
    )
    from index.meaning.encoders import Encoder, open_encoder
    from index.run.indexer import build
    from index.run.meaning import Encoded, add_vectors, drop_vectors
    from index.run.progress import Listener, Progress, Report
    from index.run.repair import Repair, repair
    from index.store.check import check_index
    from index.store.snapshot import Leaf, Snapshot, open_snapshot

_LAZY = {
    **dict.fromkeys(("Article", "Rejected", "Remark"), "index.article"),
    **dict.fromkeys(
        ("IndexDamaged", "IndexFormat", "IndexLocked", "IndexMissing", "InputError", "NabaError"),
        "index.errors",
    ),
    **dict.fromkeys(("Leaf", "Snapshot", "open_snapshot"), "index.store.snapshot"),
    **dict.fromkeys(("Listener", "Progress", "Report"), "index.run.progress"),
    "build": "index.run.indexer",
    **dict.fromkeys(("Encoder", "open_encoder"), "index.meaning.encoders"),
    **dict.fromkeys(("Encoded", "add_vectors", "drop_vectors"), "index.run.meaning"),
    **dict.fromkeys(("Repair", "repair"), "index.run.repair"),
    "check_index": "index.store.check",
}
"""Reading needs nothing of what writing imports, and the other way round; help needs neither."""

__all__ = [
    "KINDS",
    "Article",
    "Encoded",
    "Encoder",
    "IndexDamaged",
    "IndexFormat",
    "IndexLocked",
    "IndexMissing",
    "InputError",
    "Kind",
    "Leaf",
    "Listener",
    "NabaError",
    "Progress",
    "Rejected",
    "Remark",
    "Repair",
    "Report",
    "Snapshot",
    "add_vectors",
    "build",
    "check_index",
    "drop_vectors",
    "open_encoder",
    "open_snapshot",
    "repair",
]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
