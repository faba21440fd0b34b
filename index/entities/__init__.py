"""Persons, places and organisations named in Arabic news, and one name for each of them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index import kernels, rules
from index.entities import compiled

if kernels.compiled:
    __path__[:0] = rules.folders(compiled.FOLDER, compiled.MODULES)

if TYPE_CHECKING:
    from index.entities.canonical import canonical_names
    from index.entities.extractor import Extractor
    from index.entities.keys import name_key
    from index.entities.mention import Mention

EXTRACTOR_VERSION = 14
"""Raised when rules or tables change: an index remembers what it was built with."""

_LAZY = {
    "Extractor": "index.entities.extractor",
    "Mention": "index.entities.mention",
    "canonical_names": "index.entities.canonical",
    "name_key": "index.entities.keys",
}
"""Opening an index asks for the version alone."""

__all__ = ["EXTRACTOR_VERSION", "Extractor", "Mention", "canonical_names", "name_key"]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
