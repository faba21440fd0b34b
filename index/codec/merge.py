"""Merges a field of several segments, one range of terms after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from index.arrays import Int32s, Ints, spans
from index.codec.field import FieldFile
from index.codec.inverted import Inverted

_PASS = 1 << 20
"""Number of occurrences merged at a time, unless one term has more: about 100 MB of memory."""


class Source(NamedTuple):
    """A field to be merged with others."""

    file: FieldFile
    docs: Ints
    """The new number of each document, -1 for one that is left out; the others ascend, over the
    fields too, so that the rows of a term need no sorting."""
    numbers: Int32s
    """Gets the new number of each term, -1 for one that is left out, and one more -1."""
    bases: Int32s
    """What ``numbers`` of the field on which this one is based got, if there is one."""

    @classmethod
    def of(cls, file: FieldFile, docs: Ints, base: "Source | None" = None) -> "Source":
        """Return a field, whose base has been merged."""
        numbers = np.full(len(file) + 1, -1, np.int32)
        return cls(file, docs, numbers, base.numbers if base else numbers[:0])


def merge(sources: Sequence[Source], size: int = _PASS) -> Iterator[Inverted]:
    """Yield the merged field in runs of ascending terms, of about ``size`` occurrences."""
    files = [source.file for source in sources]
    first = [0] * len(files)
    terms = 0
    for last in _cuts(files, size):
        runs = [(s, *_renumbered(s, a, b)) for s, a, b in zip(sources, first, last, strict=True)]
        runs = [run for run in runs if len(run[1])]
        merged, ranks = _merged([part for _, _, part in runs])
        for (source, left, _), own in zip(runs, ranks, strict=True):
            source.numbers[left] = terms + own
        first = last
        terms += len(merged.terms)
        yield merged


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


def _renumbered(source: Source, start: int, stop: int) -> tuple[Ints, Inverted]:
    """Return which terms of a range are left, by their numbers, and these with new numbers."""
    part = source.file.part(start, stop)
    docs = source.docs[part.docs]
    kept = docs >= 0
    bases = source.bases[part.bases] if len(part.bases) else part.bases
    if kept.all():
        return np.arange(start, stop), replace(part, docs=docs.astype(np.uint32), bases=bases)
    first = np.cumsum(part.counts, dtype=np.int64) - part.counts
    counts = np.add.reduceat(kept, first, dtype=np.uint32)
    positions = part.positions
    if len(positions):
        positions = positions[np.repeat(kept, part.freqs)]
    left = np.flatnonzero(counts)
    terms = [part.terms[n] for n in left.tolist()]
    freqs, bases = part.freqs[kept], bases[left] if len(bases) else bases
    return start + left, Inverted(
        terms, counts[left], docs[kept].astype(np.uint32), freqs, positions, bases
    )


def _merged(parts: Sequence[Inverted]) -> tuple[Inverted, list[Ints]]:
    """Return one run made of several, and the places of the terms of each in it."""
    if len(parts) == 1:
        return parts[0], [np.arange(len(parts[0].terms))]
    none = np.zeros(0, np.uint32)
    terms = sorted(set().union(*(part.terms for part in parts)))
    number = dict(zip(terms, range(len(terms)), strict=True))
    places = [np.array([number[term] for term in part.terms], np.int64) for part in parts]
    ranks = np.concatenate([none.astype(np.int64), *places])
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
    bases = np.full(len(terms) if any(len(part.bases) for part in parts) else 0, -1, np.int32)
    for part, own in zip(parts, places, strict=True):
        known = np.flatnonzero(part.bases >= 0)
        bases[own[known]] = part.bases[known]
    totals = np.bincount(ranks, weights=counts, minlength=len(terms)).astype(np.uint32)
    merged = Inverted(terms, totals, docs[postings], freqs[postings], positions, bases)
    return merged, places
