"""Merges a field of several segments, one range of terms after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from index.arrays import Ints, spans
from index.codec.field import FieldFile
from index.codec.inverted import Inverted

_PASS = 1 << 20
"""Number of occurrences merged at a time, unless one term has more: about 100 MB of memory."""


def merge(fields: Sequence[tuple[FieldFile, Ints]], size: int = _PASS) -> Iterator[Inverted]:
    """Yield the merged field in runs of ascending terms.

    Each field comes with the new number of each of its documents, -1 for one that is left out;
    the others ascend, over the segments too, so that the rows of a term need no sorting.
    ``size`` is the number of occurrences of a run.
    """
    files = [file for file, _ in fields]
    first = [0] * len(files)
    for last in _cuts(files, size):
        parts = [
            _renumbered(file.part(a, b), new)
            for (file, new), a, b in zip(fields, first, last, strict=True)
        ]
        first = last
        yield _merged([part for part in parts if part.terms])


def _cuts(files: Sequence[FieldFile], size: int) -> Iterator[list[int]]:
    """Yield up to which term of each field the passes go."""
    blocks = sorted(block for file in files for block in file.block_index())
    total = 0
    for term, occurrences in blocks:
        if total and total + occurrences > size:
            yield [file.at_or_after(term) for file in files]
            total = 0
        total += occurrences
    yield [len(file) for file in files]


def _renumbered(part: Inverted, new: Ints) -> Inverted:
    docs = new[part.docs]
    kept = docs >= 0
    if kept.all():
        return replace(part, docs=docs.astype(np.uint32))
    first = np.cumsum(part.counts, dtype=np.int64) - part.counts
    counts = np.add.reduceat(kept, first, dtype=np.uint32)
    positions = part.positions
    if len(positions):
        positions = positions[np.repeat(kept, part.freqs)]
    left = np.flatnonzero(counts)
    terms, bases = (
        [names[n] for n in left.tolist() if names] for names in (part.terms, part.bases)
    )
    freqs = part.freqs[kept]
    return Inverted(terms, counts[left], docs[kept].astype(np.uint32), freqs, positions, bases)


def _merged(parts: Sequence[Inverted]) -> Inverted:
    if len(parts) == 1:
        return parts[0]
    none = np.zeros(0, np.uint32)
    terms = sorted(set().union(*(part.terms for part in parts)))
    number = dict(zip(terms, range(len(terms)), strict=True))
    ranks = np.array([number[term] for part in parts for term in part.terms], np.int64)
    order = np.argsort(ranks, kind="stable")
    counts, docs, freqs, positions = (
        np.concatenate([none, *(getattr(part, name) for part in parts)])
        for name in ("counts", "docs", "freqs", "positions")
    )
    rows = counts.astype(np.int64)
    postings = spans((np.cumsum(rows) - rows)[order], rows[order])
    if len(positions):
        first = np.cumsum(rows) - rows
        sizes = np.add.reduceat(freqs, first, dtype=np.int64)
        positions = positions[spans((np.cumsum(sizes) - sizes)[order], sizes[order])]
    named = {
        t: base for part in parts for t, base in zip(part.terms, part.bases, strict=False) if base
    }
    bases = [named.get(term, b"") for term in terms] if named else []
    totals = np.bincount(ranks, weights=counts, minlength=len(terms)).astype(np.uint32)
    return Inverted(terms, totals, docs[postings], freqs[postings], positions, bases)
