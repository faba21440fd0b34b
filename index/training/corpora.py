"""Reading the corpora that the tables of analysis and entities are computed from."""

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any


def records(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON Lines files, plain or gzipped (``.gz``)."""
    for path in paths:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
