"""The plain form of an inverted field: flat arrays over a run of terms."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.arrays import UInts


@dataclass(frozen=True, slots=True, eq=False)
class Inverted:
    """A run of terms in order, with their postings end to end. All numbers are below 2^31.

    Term ``t`` has the next ``counts[t]`` postings, by document; posting ``i`` is document
    ``docs[i]`` with ``freqs[i]`` occurrences, at the next ``freqs[i]`` of ``positions``. A field
    without positions has none, and every frequency is 1. ``bases`` is empty, or names for each
    term one of another field that stands wherever it stands (``b""`` for none).
    """

    terms: Sequence[bytes]
    counts: UInts
    docs: UInts
    freqs: UInts
    positions: UInts
    bases: Sequence[bytes] = ()
