"""Words near each other: phrases, and proximity with other words between.

Occurrences are keys, row · stride + position, so that those of all documents are one ascending
array, and standing together is a matter of keys that lie close.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.codec import Occurrences
from search.execute.arrays import Arrays
from search.execute.docset import Docs, Ints, distinct, isin
from search.execute.sample import Sample

Places = Sequence[Sequence[bytes]]
"""For each place in a row of words, the terms that may stand there."""


def adjacent(arrays: Arrays, field: str, places: Places, docs: Docs) -> Docs:
    """Return those of ``docs`` in which the words stand in a row.

    The rarest word is read first, the others only where it leaves a question.
    """
    rarest, *others = sorted(
        range(len(places)),
        key=lambda i: sum(arrays.entry(field, term).df for term in places[i]),
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

    Each place must lie ``nearest`` to ``slop`` positions from the stretch of those before it,
    and after them when ``ordered``.
    """
    if slop == nearest == 1 and ordered:
        return adjacent(arrays, field, places, docs)
    stride = 2**31 + 2 * slop + 2  # rows lie further apart than any slop: positions are below 2³¹
    sample = Sample(arrays, docs)
    starts = ends = np.zeros(0, np.int64)
    for i, place in enumerate(places):
        rows, positions = _occurrences(sample, field, place)
        keys = rows.astype(np.int64) * stride + positions
        if len(place) > 1:
            keys = distinct(np.sort(keys, kind="stable"))
        if i == 0:
            starts = ends = keys
        else:
            starts, ends = _extend(starts, ends, keys, slop, nearest, ordered)
    return np.asarray(docs[distinct(np.sort(starts // stride))])


def _occurrences(sample: Sample, field: str, place: Sequence[bytes]) -> Occurrences:
    """Where any of the terms stands."""
    found = [sample.positions(field, term) for term in place]
    if len(found) == 1:
        return found[0]
    return Occurrences(
        np.concatenate([some.rows for some in found]),
        np.concatenate([some.positions for some in found]),
    )


def _keys(rows: Ints, begins: npt.NDArray[np.integer], last: int, count: int) -> Ints:
    """Number the places where a row of words may begin, none before 0 or after ``last``."""
    stride = last + 3
    dtype = np.int32 if count * stride < 2**31 else np.int64
    keys: Ints = rows.astype(dtype)
    keys *= dtype(stride)
    kept = np.minimum(begins, last + 1)
    keys += np.maximum(kept, -1, out=kept).astype(dtype)
    return keys


def _extend(
    starts: Ints, ends: Ints, keys: Ints, slop: int, nearest: int, ordered: bool
) -> tuple[Ints, Ints]:
    """Join each stretch ``[start, end]`` with every key near enough to it.

    The ends of joined stretches come out ascending by (start, end); the result is distinct.
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
