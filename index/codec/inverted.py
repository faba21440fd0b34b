"""The plain form of an inverted field: flat arrays over a run of terms."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from index.arrays import Int32s, UInts


def _none() -> Int32s:
    return np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Inverted:
    """A run of terms in order, with their postings end to end. All numbers are below 2^31.

    Term ``t`` has the next ``counts[t]`` postings, by document; posting ``i`` is document
    ``docs[i]`` with ``freqs[i]`` occurrences, at the next ``freqs[i]`` of ``positions``. A field
    without positions has none, and every frequency is 1. ``bases`` is empty, or has for each term
    the number of one of another field that stands wherever it stands (-1 for none).
    """

    terms: Sequence[bytes]
    counts: UInts
    docs: UInts
    freqs: UInts
    positions: UInts
    bases: Int32s = field(default_factory=_none)
