"""From the order of reading to the order of terms."""

from collections.abc import Iterable, Iterator
from typing import Protocol

import numpy as np

from index.codec.field import Inverted
from index.codec.packed import UInts

_PASS = 1 << 21
"""Occurrences sorted at a time: about 120 MB of memory."""


class View(Protocol):
    """One view of the forms of a text: see :class:`index.analysis.forms.View`."""

    def stream(self, forms: UInts, docs: UInts, positions: UInts) -> tuple[UInts, UInts, UInts]:
        """Return the terms of ``forms``, of which each stands in a document at a position."""


def invert_text(
    terms: Iterable[str],
    view: View,
    forms: UInts,
    docs: UInts,
    positions: UInts,
    size: int = _PASS,
) -> Iterator[Inverted]:
    """Turn a text into a field with positions, a range of terms after the other.

    ``forms[i]`` stands in ``docs[i]`` (ascending) and begins there at ``positions[i]``; ``view``
    says which of ``terms`` (in the order of their numbers) that means. Every pass sorts the
    occurrences of its range only, ``size`` of them unless one term alone has more, so that
    memory does not grow with the text beyond the three arrays given.
    """
    uses = np.bincount(forms)
    every = np.arange(len(uses), dtype=np.uint32)
    # All forms once, as if each were a document of its own.
    ids, of_form, _ = view.stream(every, every, np.zeros_like(every))
    total = np.bincount(ids, weights=uses[of_form]).astype(np.int64)
    named = [
        (term, n) for n, (term, some) in enumerate(zip(terms, total.tolist(), strict=False)) if some
    ]
    named.sort()
    numbers = np.fromiter((number for _, number in named), np.int64, len(named))
    rank = np.full(len(total), -1, np.int64)
    rank[numbers] = np.arange(len(numbers))
    ends = np.cumsum(total[numbers])
    first = 0
    while first < len(named):
        done = int(ends[first - 1]) if first else 0
        last = max(int(np.searchsorted(ends, done + size, side="right")), first + 1)
        inside = (rank >= first) & (rank < last)
        wanted = np.zeros(len(uses), bool)
        wanted[of_form[inside[ids]]] = True
        chosen = np.flatnonzero(wanted[forms])
        here, *places = view.stream(forms[chosen], docs[chosen], positions[chosen])
        kept = inside[here]
        ranks = (rank - first).astype(np.uint32)[here[kept]]
        ordered = [term.encode() for term, _ in named[first:last]]
        yield _sorted(ordered, ranks, *(column[kept] for column in places))
        first = last


def _sorted(terms: list[bytes], ranks: UInts, docs: UInts, positions: UInts) -> Inverted:
    """Gather occurrences in reading order by the rank of their term.

    Rank and place of an occurrence share one 64-bit key: sorting those is several times faster
    than an indirect stable sort.
    """
    keys = ranks.astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    order = keys.astype(np.uint32)
    keys >>= np.uint64(32)
    ranks = keys.astype(np.uint32)
    docs = docs[order]
    begins = np.ones(len(order), bool)
    begins[1:] = ranks[1:] != ranks[:-1]
    begins[1:] |= docs[1:] != docs[:-1]
    first = np.flatnonzero(begins)
    freqs = np.diff(first, append=len(order)).astype(np.uint32)
    counts = np.bincount(ranks[first], minlength=len(terms)).astype(np.uint32)
    return Inverted(terms, counts, docs[first], freqs, positions[order])
