"""BM25F (Robertson and Zaragoza 2009) as stock Whoosh computes it, for whole posting lists.

K1 1.2, B 0.75, idf = ln(N / (df + 1)) + 1 over all documents, deleted ones too, and lengths as
the codec rounds them to a byte: so what a term's frequency is worth in a document is looked up
in a small table by frequency and length byte.
"""

from functools import cached_property
from math import log
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

from search.execute.arrays import Arrays, Freqs
from search.execute.docset import Docs

B = 0.75
K1 = 1.2

Floats = npt.NDArray[np.float64]

LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float64)
"""Of a field, in words, by the byte the codec rounds it to."""
_TABLED = 64
"""Frequencies below are looked up, those from it on computed."""


class Weighted(NamedTuple):
    """A term of a field, and what its score there is multiplied by."""

    field: str
    term: bytes
    boost: float


class Weighting:
    """What the terms of a snapshot are worth in its documents."""

    def __init__(self, searcher: Any, arrays: Arrays) -> None:
        self._searcher = searcher
        self._arrays = arrays
        self._fields: dict[str, _Field] = {}

    def idf(self, field: str, term: bytes) -> float:
        """Return the inverse document frequency of a term, 1 in a field that does not rank."""
        if not self.field(field).scorable:
            return 1.0
        return log(self._arrays.size / (self._arrays.entry(field, term).df + 1)) + 1

    def saturation(self, field: str, docs: Docs, freqs: Freqs) -> Floats:
        """Return what ``freqs`` occurrences are worth in ``docs``, before idf and boost."""
        return self.field(field).saturation(docs, freqs)

    def field(self, name: str) -> "_Field":
        """Return a field's part."""
        if name not in self._fields:
            scorable = self._searcher.schema[name].scorable
            average = (self._searcher.avg_field_length(name) or 1) if scorable else 0.0
            lengths = self._arrays.lengths(name) if scorable else np.zeros(0, np.uint8)
            self._fields[name] = _Field(bool(scorable), average, lengths)
        return self._fields[name]


class _Field:
    def __init__(self, scorable: bool, average: float, lengths: npt.NDArray[np.uint8]) -> None:
        self.scorable = scorable
        self._lengths = lengths
        self._norms = K1 * ((1 - B) + B * LENGTHS / average) if scorable else LENGTHS

    @cached_property
    def _table(self) -> Floats:
        freqs = np.arange(_TABLED, dtype=np.float64)[:, None]
        return (freqs * (K1 + 1) / (freqs + self._norms)).ravel()

    def saturation(self, docs: Docs, freqs: Freqs) -> Floats:
        if not self.scorable:
            return freqs.astype(np.float64)
        bytes_ = self._lengths.take(docs)
        if len(freqs) and int(freqs.max()) >= _TABLED:
            weights = freqs.astype(np.float64)
            return np.asarray(weights * (K1 + 1) / (weights + self._norms.take(bytes_)))
        places = freqs.astype(np.uint16)
        places <<= 8
        places |= bytes_
        return self._table.take(places)
