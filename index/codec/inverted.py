"""A run of a field's terms in plain form."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.arrays import UInts


@dataclass(frozen=True, slots=True)
class Inverted:
    """Posting ``i`` is document ``docs[i]`` with ``freqs[i]`` occurrences.

    The postings of ``terms[t]`` (ascending) are the next ``counts[t]`` ones, by document; their
    positions follow each other in ``positions`` in the same order. A field without positions
    has none and every frequency 1. All numbers are below 2^31. ``bases`` may name, for each
    term, one of another field that stands wherever it stands (``b""`` for none).
    """

    terms: Sequence[bytes]
    counts: UInts
    docs: UInts
    freqs: UInts
    positions: UInts
    bases: Sequence[bytes] = ()
