"""Bands: finds the pairs of signatures that may resemble each other, without comparing all.

A signature is cut into bands of four bytes; two texts are compared when a band of both is the
same (locality-sensitive hashing, Indyk and Motwani 1998). Of texts with a resemblance of a half
19 in 20 have one of the 32 bands in common, of those with six tenths nearly all.
"""

from collections.abc import Iterator

import numpy as np

from index.arrays import Bools, Bytes, Ints, UInts, Words

_BAND = np.dtype("<u4")
_NEIGHBOURS = 16
"""Number of texts after it, in the order of time, with which one is compared in a bucket.

It bounds the work where thousands of texts share a formula; copies are near in time, and have
many more buckets in common.
"""
_SHIFT = np.uint32(12)
"""Bits of a band that the table of those asked about leaves out: it has a bit for the rest."""

Pairs = tuple[Ints, Ints]


def candidates(signatures: Bytes, fresh: Bools, order: Ints) -> Pairs:
    """Return the pairs of texts with a band in common of which one is ``fresh``.

    ``signatures`` has shape ``(n, places)`` and ``fresh`` ``(n,)``; ``order`` has the numbers of
    the texts to look at, in the order of time. Both results have shape ``(pairs,)``, each pair
    once, the lower number first.
    """
    bands = signatures.view(_BAND)
    found = [np.zeros(0, np.uint64)]
    for band in range(bands.shape[1]):
        keys = bands[:, band]
        rows = _asked(keys, fresh, order)
        found.extend(_pairs(keys[rows], rows, fresh))
    both = np.unique(np.concatenate(found))
    return (both >> np.uint64(32)).astype(np.int64), (both & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _asked(keys: UInts, fresh: Bools, order: Ints) -> Ints:
    """Return those of ``order`` that may share their key with a fresh text, and some others."""
    wanted = np.zeros(1 << (32 - int(_SHIFT)), bool)
    wanted[keys[order[fresh[order]]] >> _SHIFT] = True
    asked: Ints = order[wanted[keys[order] >> _SHIFT]]
    return asked


def _pairs(keys: UInts, rows: Ints, fresh: Bools) -> Iterator[Words]:
    """Yield pairs of rows with the same key, as numbers of which each half is a row."""
    by_key = np.argsort(keys, kind="stable")
    keys, rows = keys[by_key], rows[by_key]
    for ahead in range(1, _NEIGHBOURS + 1):
        same = np.flatnonzero(keys[ahead:] == keys[:-ahead])
        if not len(same):
            return
        one, other = rows[same], rows[same + ahead]
        told = fresh[one] | fresh[other]
        low = np.minimum(one, other)[told].astype(np.uint64)
        yield (low << np.uint64(32)) | np.maximum(one, other)[told].astype(np.uint64)
