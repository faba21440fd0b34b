"""Rows that are part of a row of another field.

Wherever an exact form stands, its stem stands too. So a row of the exact view need not say
again in which documents and where: it says which occurrences of its *base* (the row of the stem
in the other field) are its own, by their *ranks* in that row, a bit or two each.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.codec.inverted import Inverted
from index.codec.packed import Ints, UInts, spans

SHARE = 8
"""A base has at most so many times the occurrences of a row: reading costs so many times more."""


class Selected(NamedTuple):
    """Occurrences chosen out of base rows: posting ``i`` has ``freqs[i]`` of those chosen.

    ``owners[i]`` is its place among the postings of the bases.
    """

    owners: Ints
    freqs: Ints


def select(freqs: npt.NDArray[Any], ranks: npt.NDArray[Any]) -> Selected:
    """Return the postings of the occurrences ``ranks`` of one base row with ``freqs``."""
    ends = np.cumsum(freqs, dtype=np.int64)
    chosen = np.zeros(int(ends[-1]), np.uint8)
    chosen[ranks] = 1
    counts = np.add.reduceat(chosen, ends - freqs, dtype=np.int64)
    owners = np.flatnonzero(counts)
    return Selected(owners, counts[owners])


def find_ranks(
    part: Inverted, sizes: Ints, bases: Inverted, of: Ints
) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Return the rank of every occurrence of ``part`` in the row of its base, and where it fits.

    The base of term ``t`` (which has ``sizes[t]`` occurrences) is ``bases.terms[of[t]]``, none
    when that is negative; a term fits when all its occurrences are found there.
    """
    terms = np.repeat(np.arange(len(of)), part.counts)
    base_counts = bases.counts.astype(np.int64)
    span = int(max(part.docs.max(), bases.docs.max())) + 1
    known = np.repeat(np.arange(len(base_counts)), base_counts) * span + bases.docs
    wanted = of[terms] * span + part.docs
    posting = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    base_freqs = bases.freqs.astype(np.int64)
    begins = np.cumsum(base_freqs) - base_freqs
    found = (known[posting] == wanted) & (base_freqs[posting] >= part.freqs)
    # A term that stands as often in the document as its base needs no search.
    rank = spans(begins[posting], part.freqs.astype(np.int64))
    rank = np.minimum(rank, len(bases.positions) - 1)
    some = np.flatnonzero(np.repeat(found & (base_freqs[posting] > part.freqs), part.freqs))
    fits = np.repeat(found, part.freqs)
    if len(some):
        reach = int(max(part.positions.max(), bases.positions.max())) + 1
        inside = np.flatnonzero(base_freqs > 1)
        places = spans(begins[inside], base_freqs[inside])
        keys = np.repeat(inside, base_freqs[inside]) * reach + bases.positions[places]
        sought = np.repeat(posting, part.freqs)[some] * reach + part.positions[some]
        at = np.minimum(np.searchsorted(keys, sought), len(keys) - 1)
        fits[some] = keys[at] == sought
        rank[some] = places[at]
    fits &= bases.positions[rank] == part.positions
    first = np.cumsum(sizes) - sizes
    whole = np.logical_and.reduceat(fits, first) & (of >= 0)
    row_begins = np.append(begins, 0)[np.cumsum(base_counts) - base_counts]
    rank -= np.repeat(row_begins[np.maximum(of, 0)], sizes)
    # The rank found must ascend: a position that stands twice in a document does not fit.
    ascending = np.diff(rank, prepend=-1) > 0
    ascending[first] = True
    return rank, whole & np.logical_and.reduceat(ascending, first)


def gather(base: Inverted, of: Ints, ranks: Ints, sizes: Ints) -> tuple[UInts, UInts, UInts]:
    """Return documents, frequencies and positions of rows selected from those of ``base``.

    Row ``t`` consists of the next ``sizes[t]`` of ``ranks`` in the base row ``of[t]``.
    """
    counts = base.counts.astype(np.int64)
    ends = np.append(0, np.cumsum(base.freqs, dtype=np.int64))
    begins = ends[np.cumsum(counts) - counts]
    rows = np.repeat(np.arange(len(of)), sizes)
    chosen = ranks + begins[of][rows]
    owner = np.repeat(np.arange(len(base.freqs)), base.freqs)[chosen]
    begins_posting = np.ones(len(owner), bool)
    begins_posting[1:] = (owner[1:] != owner[:-1]) | (rows[1:] != rows[:-1])
    first = np.flatnonzero(begins_posting)
    freqs = np.diff(first, append=len(owner)).astype(np.uint32)
    positions = base.positions[chosen] if len(base.positions) else base.positions
    return base.docs[owner[first]], freqs, positions
