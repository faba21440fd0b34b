"""BM25F (Robertson and Zaragoza 2009) as stock Whoosh computes it, for whole posting lists.

K1 is 1.2, B 0.75 and idf ln(N / (df + 1)) + 1 over all documents, deleted ones included. Field
lengths are rounded to a byte, so the score of a frequency is looked up in a small table by
frequency and length byte.
"""

from functools import cached_property
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

from search.execute.arrays import Arrays, Freqs
from search.execute.docset import Docs

B = 0.75
"""Share of BM25's length normalisation."""
K1 = 1.2
"""Saturation of BM25: a frequency of K1 in a document of average length scores half the most."""

Floats = npt.NDArray[np.float64]

LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float64)
"""Field length in words that each length byte stands for; shape ``(256,)``."""
_TABLE_SIZE = 64
"""Number of frequencies in the lookup table; scores of higher ones are computed."""


class Weighting:
    """Scores the terms of a snapshot by stock Whoosh's formula."""

    def __init__(self, searcher: Any, arrays: Arrays) -> None:
        self._searcher = searcher
        self._arrays = arrays
        self._fields: dict[str, _FieldWeighting] = {}

    def idf(self, field: str, term: bytes) -> float:
        """Return the inverse document frequency of a term.

        It is 1 in a field that is not ranked, and in a snapshot without documents.
        """
        if not self._arrays.size or not self.field(field).scorable:
            return 1.0
        return log(self._arrays.size / (self._arrays.df(field, term) + 1)) + 1

    def saturation(self, field: str, docs: Docs, freqs: Freqs) -> Floats:
        """Return the score of ``freqs`` occurrences in ``docs`` before idf and boost.

        ``docs``, ``freqs`` and the result have shape ``(n,)``.
        """
        return self.field(field).saturation(docs, freqs)

    def norms(self, field: str) -> "tuple[npt.NDArray[np.uint8], Floats] | tuple[None, None]":
        """Return the length byte of each document, and the norm of each byte.

        A field that is not ranked has none. They have shape ``(documents,)`` and ``(256,)``.
        """
        own = self.field(field)
        return (own.lengths, own.norms) if own.scorable else (None, None)

    def field(self, name: str) -> "_FieldWeighting":
        """Return the weighting of one field."""
        if name not in self._fields:
            scorable = self._searcher.schema[name].scorable
            average = (self._searcher.avg_field_length(name) or 1) if scorable else 0.0
            lengths = self._arrays.lengths(name) if scorable else np.zeros(0, np.uint8)
            self._fields[name] = _FieldWeighting(bool(scorable), average, lengths)
        return self._fields[name]


class _FieldWeighting:
    def __init__(self, scorable: bool, average: float, lengths: npt.NDArray[np.uint8]) -> None:
        self.scorable = scorable
        self.lengths = lengths
        self.norms = K1 * ((1 - B) + B * LENGTHS / average) if scorable else LENGTHS

    @cached_property
    def _table(self) -> Floats:
        freqs = np.arange(_TABLE_SIZE, dtype=np.float64)[:, None]
        return (freqs * (K1 + 1) / (freqs + self.norms)).ravel()

    def saturation(self, docs: Docs, freqs: Freqs) -> Floats:
        if not self.scorable:
            return freqs.astype(np.float64)
        bytes_ = self.lengths.take(docs)
        if len(freqs) and int(freqs.max()) >= _TABLE_SIZE:
            weights = freqs.astype(np.float64)
            return np.asarray(weights * (K1 + 1) / (weights + self.norms.take(bytes_)))
        places = freqs.astype(np.uint16)
        places <<= 8
        places |= bytes_
        return self._table.take(places)
