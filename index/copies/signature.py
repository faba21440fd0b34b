"""Signatures: what an index keeps of a text in order to find its copies.

A signature is a sketch of the set of a text's shingles by MinHash (Broder 1997): the share of
places in which two signatures agree estimates the share of shingles that two texts have in
common, their *resemblance*. Each shingle is hashed once and falls into one of 128 bins, of which
the least hash is kept (one permutation hashing, Li et al. 2012); empty bins borrow from others
(Shrivastava 2017); of each hash the low 8 bits are kept (Li and König 2010).
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from index.arrays import Bytes, Ints, UInts, Words
from index.copies.shingles import mixed, shingles

PLACES = 128
"""Number of places of a signature, one byte each."""
LONG = 60
"""Fewest words of a text that has near copies: in less, one word that differs is another story.

Alerts in fixed wording (a price, a temperature) differ in no more.
"""
RECORD = np.dtype([("digest", "<u8"), ("signature", "u1", PLACES)])
"""What is kept of a text: a hash of all its words in order, and its signature.

The digest of a text without words is 0. The signature of a text below ``LONG`` is zeros.
"""

Records = npt.NDArray[np.void]
"""Records of texts, of the type ``RECORD``."""

_BIN_BITS = np.uint64(PLACES.bit_length() - 1)
_EMPTY = np.uint64((1 << 64) - 1)
_CHUNK = 1 << 18
"""Number of words whose hashes are held at a time, about."""


def signatures(words: Words, docs: UInts, count: int) -> Records:
    """Return the records of ``count`` texts.

    ``words`` are the hashes of their words in reading order, ``docs`` the ascending numbers of
    their texts, both ``(words,)``.
    """
    out = np.zeros(count, RECORD)
    sizes = np.bincount(docs, minlength=count)
    starts = np.cumsum(sizes) - sizes
    for first, last in _parts(sizes):
        part = slice(int(starts[first]), int(starts[last - 1] + sizes[last - 1]))
        own = docs[part].astype(np.int64) - first
        lengths = sizes[first:last]
        out["digest"][first:last] = _digests(words[part], starts[first:last], lengths)
        long = np.flatnonzero(lengths >= LONG)
        if len(long):
            hashes = shingles(words[part], docs[part])
            out["signature"][first + long] = _sketches(hashes, own, last - first)[long]
    return out


def _parts(sizes: Ints) -> Iterator[tuple[int, int]]:
    """Yield ranges of texts, each with about as many words as a chunk has."""
    ends = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        before = int(ends[first] - sizes[first])
        last = max(int(np.searchsorted(ends, before + _CHUNK, "right")), first + 1)
        last = min(last, first + _CHUNK // PLACES)
        yield first, last
        first = last


def _digests(words: Words, starts: Ints, sizes: Ints) -> Words:
    """Return a hash of the words of each text in their order, 0 for a text without any."""
    places = np.arange(len(words)) - np.repeat(starts - starts[0], sizes)
    each = mixed(mixed(words + np.uint64(1)) + places.astype(np.uint64))
    sums = np.append(np.zeros(1, np.uint64), np.cumsum(each, dtype=np.uint64))
    begins = starts - starts[0]
    digests = mixed(sums[begins + sizes] - sums[begins])
    return np.where(sizes > 0, np.maximum(digests, np.uint64(1)), np.uint64(0))


def _sketches(hashes: Words, docs: Ints, count: int) -> Bytes:
    """Return the signatures of texts, shape ``(count, PLACES)``, from their shingles."""
    table = np.full(count * PLACES, _EMPTY)
    bins = (hashes >> (np.uint64(64) - _BIN_BITS)).astype(np.int64)
    np.minimum.at(table, docs * PLACES + bins, hashes << _BIN_BITS)
    least = table.reshape(count, PLACES)
    filled = least.copy()
    rows, places = np.nonzero(least == _EMPTY)
    for lenders in _lenders().T:
        borrowed = least[rows, lenders[places]]
        found = borrowed != _EMPTY
        filled[rows[found], places[found]] = borrowed[found]
        rows, places = rows[~found], places[~found]
    return mixed(filled).astype(np.uint8)


@cache
def _lenders() -> Ints:
    """Return for each bin in which order it asks the others, shape ``(PLACES, PLACES)``."""
    numbers = np.arange(PLACES * PLACES, dtype=np.uint64).reshape(PLACES, PLACES)
    return np.argsort(mixed(numbers), axis=1)
