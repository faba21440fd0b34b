"""What words score: see :mod:`search.word` for the formula's parts."""

from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

from search.arrays import Arrays
from search.docset import Docs, DocSet, Numbers
from search.weighting import K1, B, Floats
from search.word import Evidence, Part, Word

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float32)

Float32s = npt.NDArray[np.float32]


class WordScorer:
    """Scores the words of queries in the documents of a snapshot."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._norms: dict[Any, Float32s] = {}

    def weight(self, word: Word) -> float:
        """Return how much a word says: its idf, by its stem or else what comes nearest."""
        df = self.frequency(word)
        size = self._arrays.size
        return log(1 + (size - df + 0.5) / (df + 0.5)) * word.letters if df else 0.0

    def frequency(self, word: Word, *, roots: bool = True) -> int:
        """Return in how many documents a word stands, about: by its stem if any has that."""
        for terms in (word.stems, word.exacts, word.roots if roots else ()):
            if df := max((self._arrays.entry(*term).df for term in terms), default=0):
                return df
        return 0

    def add(self, out: Floats, word: Word, boost: float, docs: DocSet) -> None:
        """Add a word's score to ``out``, which is as :class:`~search.score.Scorer` has it."""
        weight = self.weight(word) * boost
        for part in word.parts:
            ids, frequencies = self.frequencies(part.evidence, docs)
            worth = self.saturated(part, ids, frequencies) * (part.weight * weight)
            out[ids if docs.dense else docs.ids.searchsorted(ids)] += worth

    def saturated(self, part: Part, ids: Docs, frequencies: Float32s) -> Float32s:
        """Return what weighed frequencies are worth in documents."""
        worth = self.norms(part.lengths).take(ids)
        worth += frequencies
        np.divide(frequencies, worth, out=worth)
        worth *= np.float32(K1 + 1)
        return worth

    def frequencies(self, evidence: Sequence[Evidence], docs: DocSet) -> tuple[Docs, Float32s]:
        """Return those of ``docs`` that may have any of the terms, and weighed frequencies."""
        lists = [(self._arrays.docs(e.field, e.term), e) for e in evidence]
        lists = [(ids, e) for ids, e in lists if len(ids)]
        if not docs.dense:
            ids = docs.ids
            total = np.zeros(len(ids), np.float32)
            for postings, e in lists:
                at, here = _meet(postings, ids)
                freqs = self._arrays.freqs(e.field, e.term)[at]
                total[here] += freqs * np.float32(e.weight)
            return ids, total
        total = np.zeros(docs.size, np.float32)
        for postings, e in lists:
            freqs = self._arrays.freqs(e.field, e.term)
            total[postings] += freqs * np.float32(e.weight)
        total *= docs.mask
        found = np.flatnonzero(total).astype(np.int32)
        return found, total[found]

    def norms(self, lengths: tuple[tuple[str, float], ...]) -> Float32s:
        """Return BM25's length part for each document: K1·(1 − B + B·length/average)."""
        if lengths not in self._norms:
            total = np.zeros(self._arrays.size, np.float32)
            for field, times in lengths:
                total += np.float32(times) * _LENGTHS[self._arrays.lengths(field)]
            average = float(total.mean()) or 1.0
            self._norms[lengths] = np.float32(K1) * ((1 - B) + np.float32(B / average) * total)
        return self._norms[lengths]


def _meet(a: Numbers, b: Numbers) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return where in ``a`` and where in ``b``, both ascending, their common numbers stand."""
    if len(a) < len(b):
        second, first = _meet(b, a)
        return first, second
    where = a.searchsorted(b)
    where[where == len(a)] = 0
    here = np.flatnonzero(a[where] == b)
    return where[here], here
