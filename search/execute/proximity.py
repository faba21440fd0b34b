"""Words near each other: phrases, and proximity with other words between.

Occurrences are keys, row · stride + position, so that those of all documents form one ascending
array in which words that stand near each other have keys that are close.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.kernels import compiled
from search.budget import check
from search.execute.arrays import Arrays, Occurrences
from search.execute.docset import Docs, Ints, distinct, isin
from search.execute.sample import Sample

_DOCS_AT_ONCE = 4096
"""Number of documents whose positions are in memory at once."""


class Positions(Protocol):
    """Knows where terms stand in some documents."""

    def positions(self, field: str, term: bytes) -> Occurrences:
        """Return each occurrence of a term: the index of its document, and its position there."""


Places = Sequence[Sequence[bytes]]
"""The terms that may stand at each place of a row of words."""


def adjacent(arrays: Arrays, field: str, places: Places, docs: Docs) -> Docs:
    """Return those of ``docs``, shape ``(n,)``, in which the words stand in a row.

    The rarest word is read first, and the others in the documents that are left.
    """
    if compiled:
        lists = [arrays.lists((field, term) for term in place) for place in places]
        return docs[compiled.in_a_row(lists, docs)]
    rarest, *others = sorted(
        range(len(places)),
        key=lambda i: sum(arrays.df(field, term) for term in places[i]),
    )
    rows, begins = _occurrences(Sample(arrays, docs), field, places[rarest])
    if rarest:
        begins = begins - rarest
        inside = np.flatnonzero(begins >= 0)
        rows, begins = rows[inside], begins[inside]
    if not len(begins):
        return docs[:0]
    last = int(begins.max())
    keys = _keys(rows, begins, last, len(docs))
    for place in others:
        left = distinct(np.sort(rows, kind="stable") if len(places[rarest]) > 1 else rows)
        own, found = _occurrences(Sample(arrays, docs[left]), field, places[place])
        among = _keys(left[own], found - place, last, len(docs))
        if len(places[place]) > 1:
            among.sort(kind="stable")
        both = isin(keys, among)
        rows, keys = rows[both], keys[both]
    if len(places[rarest]) > 1:
        rows.sort(kind="stable")
    return np.asarray(docs[distinct(rows)])


def near(
    arrays: Arrays,
    field: str,
    places: Places,
    docs: Docs,
    *,
    slop: int,
    ordered: bool,
    nearest: int,
) -> Docs:
    """Return those of ``docs`` in which the words stand near each other.

    :param arrays: where terms are read
    :param field: the field of the terms
    :param places: the terms of each place
    :param docs: the documents to look at, ascending; shape ``(n,)``
    :param slop: the greatest distance, in positions, of a word from the stretch of those before
    :param ordered: whether a word must come after those before it
    :param nearest: the least distance of a word from the stretch of those before
    """
    if slop == nearest == 1 and ordered:
        return adjacent(arrays, field, places, docs)
    found = [docs[:0]]
    for first in range(0, len(docs), _DOCS_AT_ONCE):
        some = docs[first : first + _DOCS_AT_ONCE]
        found.append(some[rows_near(Sample(arrays, some), field, places, slop, nearest, ordered)])
    return np.concatenate(found)


def rows_near(
    sample: Positions, field: str, places: Places, slop: int, nearest: int, ordered: bool
) -> Ints:
    """Return the indices of the sample's documents in which the words stand near each other."""
    stride = 2**31 + 2 * slop + 2  # rows lie further apart than any slop: positions are below 2³¹
    starts = ends = np.zeros(0, np.int64)
    for i, place in enumerate(places):
        check()
        rows, positions = _occurrences(sample, field, place)
        keys = rows.astype(np.int64) * stride + positions
        if len(place) > 1:
            keys = distinct(np.sort(keys, kind="stable"))
        if i == 0:
            starts = ends = keys
        elif nearest or ordered:
            starts, ends = _extend(starts, ends, keys, slop, nearest, ordered)
        else:
            starts, ends = _widen(starts, ends, keys, slop)
    return distinct(np.sort(starts // stride))


def _occurrences(sample: Positions, field: str, place: Sequence[bytes]) -> Occurrences:
    """Return where any of the terms of a place occurs."""
    found = [sample.positions(field, term) for term in place]
    if len(found) == 1:
        return found[0]
    return Occurrences(
        np.concatenate([some.rows for some in found]),
        np.concatenate([some.positions for some in found]),
    )


def _keys(rows: Ints, begins: npt.NDArray[np.integer], last: int, count: int) -> Ints:
    """Return keys of the positions where a row of words may begin, clipped to 0 and ``last``."""
    stride = last + 3
    dtype = np.int32 if count * stride < 2**31 else np.int64
    keys: Ints = rows.astype(dtype)
    keys *= dtype(stride)
    kept = np.minimum(begins, last + 1)
    keys += np.maximum(kept, -1, out=kept).astype(dtype)
    return keys


def _widen(starts: Ints, ends: Ints, keys: Ints, slop: int) -> tuple[Ints, Ints]:
    """Return the widest stretches that hold each stretch and a key near enough to it.

    Whatever is near a stretch is near all that hold it, so no other stretches are needed: there
    are at most two for each, not one for each pair.
    """
    first = np.searchsorted(keys, starts - slop, "left")
    last = np.searchsorted(keys, ends + slop, "right") - 1
    kept = np.flatnonzero(first <= last)
    starts, ends, first, last = starts[kept], ends[kept], first[kept], last[kept]
    low = np.concatenate((np.minimum(starts, keys[first]), starts))
    high = np.concatenate((ends, np.maximum(ends, keys[last])))
    order = np.lexsort((-high, low))
    low, high = low[order], high[order]
    before = np.maximum.accumulate(np.concatenate(([np.int64(-1)], high)))[:-1]
    widest = high > before
    return low[widest], high[widest]


def _extend(
    starts: Ints, ends: Ints, keys: Ints, slop: int, nearest: int, ordered: bool
) -> tuple[Ints, Ints]:
    """Return each stretch ``[start, end]`` extended by every key near enough to it.

    The stretches are distinct and ascending by (start, end).
    """
    low = starts if ordered else starts - slop
    first = np.searchsorted(keys, low, "left")
    counts = np.searchsorted(keys, ends + slop, "right") - first
    counts = np.maximum(counts, 0)
    pair = np.repeat(np.arange(len(starts)), counts)
    offset = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
    key = keys[np.repeat(first, counts) + offset]
    start, end = starts[pair], ends[pair]
    gap = np.maximum(np.maximum(key - end, start - key), 0)
    keep = (gap >= nearest) & (gap <= slop)
    start, end, key = start[keep], end[keep], key[keep]
    if ordered and nearest > 0:  # where a stretch began no longer matters
        key = np.unique(key)
        return key, key
    joined = np.stack((np.minimum(start, key), np.maximum(end, key)))
    start, end = np.unique(joined, axis=1) if joined.shape[1] > 1 else joined
    return start, end
