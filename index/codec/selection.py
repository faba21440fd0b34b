"""Rows that are a selection from a row of another field.

Wherever an exact form stands, its stem stands too. So a row of the exact view need not say
again in which documents and where: it says which postings of its *base* (the row of the stem
in the other field) are its own, its *owners*, and which occurrences within each, by how many
it *skips*: a bit or two each.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.arrays import Bools, Ints, UInts, spans
from index.codec.inverted import Inverted
from index.kernels import compiled

MAX_BASE_RATIO = 8
"""Largest ratio of a base's occurrences to those of a row based on it: reading costs as many
times more."""


class Found(NamedTuple):
    """Rows found in their bases, as they are written; a row a term."""

    owners: Ints | UInts
    """For each posting, its place among the postings of its base; shape ``(postings,)``."""
    skipped: Ints | UInts
    """For each occurrence, how many occurrences of the base before it in the document are not
    the row's; shape ``(occurrences,)``."""
    fits: Bools
    """Which rows were found whole, in shape ``(terms,)``; of the others, the numbers above mean
    nothing."""


def find(part: Inverted, sizes: Ints, bases: Inverted, of: Ints) -> Found:
    """Find every occurrence of ``part`` in the row of its base.

    ``sizes`` and ``of`` have shape ``(terms,)``: term ``t`` has ``sizes[t]`` occurrences, and
    its base is ``bases.terms[of[t]]``, none when that is negative.
    """
    if compiled:
        return Found(*compiled.find_rows(_columns(part), _columns(bases), of))
    terms = np.repeat(np.arange(len(of)), part.counts)
    base_counts = bases.counts.astype(np.int64)
    # A posting of ``part`` and its posting in the base share a key: (base, document).
    span = int(max(part.docs.max(), bases.docs.max())) + 1
    known = np.repeat(np.arange(len(base_counts)), base_counts) * span + bases.docs
    wanted = of[terms] * span + part.docs
    posting = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    found = (known[posting] == wanted) & (bases.freqs[posting] >= part.freqs)
    rank, fits = _occurrences(part, bases, posting, found)
    # Each row is whole when all of its occurrences are there.
    whole = np.logical_and.reduceat(fits, np.cumsum(sizes) - sizes) & (of >= 0)
    row_begins = np.cumsum(base_counts) - base_counts
    owners = posting - np.repeat(row_begins[np.maximum(of, 0)], part.counts)
    # An occurrence of the row less what is its own before it is what it skips.
    base_freqs = bases.freqs.astype(np.int64)
    begins = np.cumsum(base_freqs) - base_freqs
    skipped = rank - spans(begins[posting], part.freqs.astype(np.int64))
    return Found(owners, skipped, whole)


def _columns(rows: Inverted) -> tuple[UInts, UInts, UInts, UInts]:
    return rows.counts, rows.docs, rows.freqs, rows.positions


def _occurrences(
    part: Inverted, bases: Inverted, posting: Ints, found: Bools
) -> tuple[Ints, Bools]:
    """Return where in ``bases.positions`` each occurrence is, and whether it is really there.

    ``posting`` has the posting of the base for each posting of ``part``, ``found`` whether it
    is one. Both results have shape ``(occurrences,)``.
    """
    freqs = part.freqs.astype(np.int64)
    base_freqs = bases.freqs.astype(np.int64)
    begins = np.cumsum(base_freqs) - base_freqs
    # Where a term stands as often in the document as its base, they stand at the same places.
    rank = np.minimum(spans(begins[posting], freqs), len(bases.positions) - 1)
    fits = np.repeat(found, part.freqs)
    # Elsewhere they are looked for, by a key of posting and position.
    some = np.flatnonzero(np.repeat(found & (base_freqs[posting] > part.freqs), part.freqs))
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
    # Ranks must ascend within a posting: a position given twice has no second place there.
    owner = np.repeat(np.arange(len(freqs)), freqs)
    fits[1:] &= (np.diff(rank) > 0) | (np.diff(owner) > 0)
    return rank, fits


def ranks(
    base_freqs: npt.NDArray[Any],
    owners: npt.NDArray[Any],
    freqs: npt.NDArray[Any],
    skipped: npt.NDArray[Any],
) -> Ints:
    """Return where among the occurrences of its base each occurrence of a row lies.

    :param base_freqs: frequency of each posting of the base
    :param owners: place of each posting of the row among those of the base
    :param freqs: frequency of each posting of the row
    :param skipped: see :class:`Found`; shape ``(freqs.sum(),)``, as the result's

    Raises ValueError when a number points outside of a posting.
    """
    ends = np.cumsum(base_freqs, dtype=np.int64)[owners]
    within = np.cumsum(freqs, dtype=np.int64)
    out = np.repeat(ends - base_freqs[owners] - within + freqs, freqs)
    out += np.arange(len(out))
    out += skipped
    if (out[within - 1] >= ends).any():
        raise ValueError("a posting points outside its base")
    return out


def gather(
    base: Inverted, of: Ints, counts: UInts, owners: UInts, freqs: UInts, skipped: UInts
) -> tuple[UInts, UInts]:
    """Return documents and positions of rows selected from ``base``, end to end.

    :param base: the bases of all rows
    :param of: for each row, the place of its base in ``base``
    :param counts: for each row, how many postings it has
    :param owners: for each posting, its place among those of its base
    :param freqs: for each posting, its frequency
    :param skipped: see :class:`Found`; empty for documents alone

    Raises ValueError when a number points outside of a base.
    """
    rows = base.counts.astype(np.int64)
    if (owners[np.cumsum(counts, dtype=np.int64) - 1] >= rows[of]).any():
        raise ValueError("a posting points outside its base")
    chosen = owners + np.repeat((np.cumsum(rows) - rows)[of], counts)
    if not len(skipped):
        return base.docs[chosen], skipped
    return base.docs[chosen], base.positions[ranks(base.freqs, chosen, freqs, skipped)]
