"""Counts of what an index holds."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from stat import S_ISREG

import numpy as np

from index import kernels
from index.facets import FACETS
from index.schema import STEM_SUFFIX, TEXT_FIELDS, day_of, versions
from search.generation import Generation

_VIEWS = tuple(name for field in TEXT_FIELDS for name in (field, field + STEM_SUFFIX))


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of an index; ``facets`` has distinct values, ``terms`` distinct terms by field."""

    directory: str
    generation: int
    articles: int
    segments: int
    bytes: int
    first_date: date | None
    last_date: date | None
    undated: int
    facets: Mapping[str, int]
    terms: Mapping[str, int]
    versions: Mapping[str, int]
    kernels: str
    """What runs the loops of searching and indexing: ``compiled`` or ``numpy``."""


def count(state: Generation) -> Stats:
    """Return the counts of a generation."""
    snapshot = state.snapshot
    every = state.every
    days = state.reader.arrays.days[every.ids]
    counts = state.facets.counts(every)
    dated = days[days > 0]
    return Stats(
        directory=str(snapshot.directory),
        generation=snapshot.generation,
        articles=snapshot.doc_count,
        segments=len(snapshot.leaves),
        bytes=_size(snapshot.directory),
        first_date=day_of(int(dated.min())) if len(dated) else None,
        last_date=day_of(int(dated.max())) if len(dated) else None,
        undated=len(days) - len(dated),
        facets={f: int(np.count_nonzero(counts[f])) for f in FACETS},
        terms={name: len(state.reader.vocabulary(name)) for name in _VIEWS},
        versions=versions(),
        kernels=kernels.NAME,
    )


def _size(directory: Path) -> int:
    """Return how many bytes the files of a directory take, which a writer may be changing."""
    size = 0
    for path in directory.iterdir():
        with suppress(FileNotFoundError):
            found = path.lstat()
            size += found.st_size if S_ISREG(found.st_mode) else 0
    return size
