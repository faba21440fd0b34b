"""The names of a generation's facets, numbered through all segments.

An article is indexed under the names as it writes them (*local* names), numbered by segment.
Across the index the spellings of one name share a *canonical* name, which is what is shown,
counted and filtered by. Their numbers are worked out once, at the commit, so that no reader
need compare names with each other (Lucene's global ordinals, kept on disk).

File layout, all little-endian ``uint32`` but the texts: magic, segments; for each facet of
``FACETS`` how many canonical names it has, how many bytes they take and how many local
names each segment has; then for each facet ``bounds[names + 1]`` and for each segment
``numbers[local names]``; then the canonical names of all facets end to end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.arrays import UInts
from index.facets import FACETS, KINDS
from index.store.manifest import CanonicalNames
from index.string_table import StringTable

_MAGIC = 0x314D414E  # "NAM1"
_U32 = np.dtype("<u4")


@dataclass(frozen=True, slots=True, eq=False)
class FacetNames:
    """The canonical names of a facet, in order; local name ``l`` of a segment is ``numbers[l]``.

    ``numbers`` has an array for each segment. A local name that is none, by the user's own
    list, has the number ``len(names)``.
    """

    names: StringTable
    numbers: tuple[UInts, ...]


def number_names(columns: Mapping[str, Sequence[StringTable]], canonical: CanonicalNames) -> bytes:
    """Return the file of a generation's names.

    ``columns`` has for each facet the local names of each segment.
    """
    facets = [
        _numbered(columns[field], canonical[field] if field in KINDS else {}) for field in FACETS
    ]
    head: list[int] = [_MAGIC, len(columns[FACETS[0]])]
    for facet in facets:
        head += [len(facet.names), len(facet.names.blob), *map(len, facet.numbers)]
    parts = [np.array(head, _U32).tobytes()]
    parts += [part.tobytes() for facet in facets for part in (facet.names.bounds, *facet.numbers)]
    return b"".join((*parts, *(facet.names.blob for facet in facets)))


def _numbered(columns: Sequence[StringTable], canonical: Mapping[str, str]) -> FacetNames:
    meant = [[canonical.get(local, local) for local in column] for column in columns]
    names = sorted({name for column in meant for name in column} - {""})
    number = {name: n for n, name in enumerate(names)}
    number[""] = len(names)
    numbers = (np.array([number[name] for name in column], _U32) for column in meant)
    return FacetNames(StringTable.from_sorted(names), tuple(numbers))


def read_names(data: Any, segments: int) -> dict[str, FacetNames]:
    """Return for each facet what :func:`number_names` wrote down of an index of ``segments``.

    Raises ValueError when the file is damaged.
    """
    row = 2 + segments
    head = np.frombuffer(data, _U32, 2 + len(FACETS) * row)
    if head[:2].tolist() != [_MAGIC, segments]:
        raise ValueError("the file of names has another layout or number of segments")
    sizes = head[2:].reshape(-1, row).tolist()
    words = sum(size + 1 + sum(local) for size, _, *local in sizes)
    rest = np.frombuffer(data, _U32, words, head.nbytes)
    text = head.nbytes + rest.nbytes
    found = {}
    for field, (size, length, *locals_) in zip(FACETS, sizes, strict=True):
        bounds, *numbers, rest = np.split(rest, np.cumsum([size + 1, *locals_]))
        names = StringTable(bounds, bytes(data[text : text + length]))
        text += length
        if len(names.blob) != length or int(bounds[-1]) != length:
            raise ValueError("the file of names is cut short")
        if (bounds[1:] < bounds[:-1]).any():
            raise ValueError("the file of names points outside itself")
        if any(len(part) and int(part.max()) > size for part in numbers):
            raise ValueError("the file of names points outside itself")
        found[field] = FacetNames(names, tuple(numbers))
    return found
