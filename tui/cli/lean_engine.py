"""Opens the index for a command, without what Whoosh imports and never uses here.

For one helper each, which nothing calls, Whoosh loads ``urllib.request`` (and with it http, ssl
and email), ``hashlib`` (OpenSSL), ``cached_property`` (asyncio), the entities of HTML, and English
stems and word forms: a quarter of what a query takes from a cold start. While Whoosh is being
imported, stand-ins take their places, whose functions load the real module when called; then the
places are free again for whoever wants them.
"""

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index import Encoder
    from search import Engine

_UNUSED = {
    "hashlib": "md5",
    "html": "escape",
    "urllib.request": "urlretrieve",
    "whoosh.lang.morph_en": "variations",
    "whoosh.lang.porter": "stem",
}
"""Modules of which Whoosh imports one function that naba never calls, with its name."""


def open_engine(
    directory: str | Path | None,
    synonyms: str | None = None,
    encoder: "Encoder | None" = None,
) -> "Engine":
    """Open an index for searching, as ``search.open_index`` does."""
    with _stand_ins():
        for name in ("whoosh.reading", "whoosh.query", "whoosh.filedb.filetables"):
            import_module(name)
    from search import open_index

    return open_index(directory, synonyms=synonyms, encoder=encoder)


@contextmanager
def _stand_ins() -> Iterator[None]:
    modules = {
        name: _module(name, function, _later(name, function)) for name, function in _UNUSED.items()
    }
    name = "cached_property"
    modules[name] = _module(name, name, functools.cached_property)
    added = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(added)
    try:
        yield
    finally:
        for name in added:
            del sys.modules[name]


def _module(name: str, attribute: str, value: Any) -> ModuleType:
    module = ModuleType(name)
    setattr(module, attribute, value)
    return module


def _later(module: str, function: str) -> Callable[..., Any]:
    def call(*args: Any, **options: Any) -> Any:
        return getattr(import_module(module), function)(*args, **options)

    return call
