"""Rows that are part of a row of another field.

Wherever an exact form stands, its stem stands too. So a row of the exact view need not say
again in which documents and where: it says which postings of its *base* (the row of the stem
in the other field) are its own, its *owners*, and which occurrences within each, its *places*,
a bit or two each.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.arrays import Ints, UInts, spans
from index.codec.inverted import Inverted

SHARE = 8
"""A base has at most so many times the occurrences of a row: reading costs so many times more."""


class Found(NamedTuple):
    """Rows found in their bases, as they are written.

    ``owners`` has the place of each posting among those of its base; ``skipped`` how many
    occurrences of the base precede each occurrence within the document without being the
    row's; ``fits`` says which rows are found whole: of the others, numbers mean nothing.
    """

    owners: Ints
    skipped: Ints
    fits: npt.NDArray[np.bool_]


def find(part: Inverted, sizes: Ints, bases: Inverted, of: Ints) -> Found:
    """Find every occurrence of ``part`` in the row of its base.

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
    freqs = part.freqs.astype(np.int64)
    rank = spans(begins[posting], freqs)
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
    # The rank found must ascend: a position that stands twice in a document does not fit.
    fits[1:] &= (np.diff(rank) > 0) | (np.diff(np.repeat(np.arange(len(freqs)), freqs)) > 0)
    whole = np.logical_and.reduceat(fits, np.cumsum(sizes) - sizes) & (of >= 0)
    row_begins = np.cumsum(base_counts) - base_counts
    owners = posting - np.repeat(row_begins[np.maximum(of, 0)], part.counts)
    return Found(owners, rank - spans(begins[posting], freqs), whole)


def ranks(
    base_freqs: npt.NDArray[Any],
    owners: npt.NDArray[Any],
    freqs: npt.NDArray[Any],
    skipped: npt.NDArray[Any],
) -> Ints:
    """Return where among the occurrences of a base, whose postings have ``base_freqs``, rows lie.

    The other arguments are as in :class:`Found`, ``freqs`` being the rows' own. Raises
    ValueError when they point outside of a posting.
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
    """Return documents and positions (none without ``skipped``) of rows selected from ``base``.

    Row ``t`` consists of the next ``counts[t]`` of ``owners`` in the base row ``of[t]``. Raises
    ValueError when they point outside.
    """
    rows = base.counts.astype(np.int64)
    if (owners[np.cumsum(counts, dtype=np.int64) - 1] >= rows[of]).any():
        raise ValueError("a posting points outside its base")
    chosen = owners + np.repeat((np.cumsum(rows) - rows)[of], counts)
    if not len(skipped):
        return base.docs[chosen], skipped
    return base.docs[chosen], base.positions[ranks(base.freqs, chosen, freqs, skipped)]
