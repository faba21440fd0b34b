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

    def frequency(self, word: Word) -> int:
        """Return in how many documents a word stands, about: by its stem if any has that."""
        for terms in (word.stems, word.exacts, word.roots if word.by_root else ()):
            if df := max((self._arrays.entry(*term).df for term in terms), default=0):
                return df
        return 0

    def add(self, out: Floats, word: Word, boost: float, docs: DocSet) -> None:
        """Add what a word scores at first to ``out``, as :class:`~search.score.Scorer` has it."""
        weight = self.weight(word) * boost
        for part in word.first_parts:
            ids, frequencies = self.frequencies(part.evidence, docs)
            worth = self.saturated(part, ids, frequencies) * np.float32(part.weight * weight)
            out[ids if docs.dense else docs.ids.searchsorted(ids)] += worth

    def whole(self, word: Word, docs: Docs, early: Float32s) -> Float32s:
        """Return the score of a word in ascending ``docs`` by all its parts.

        ``early`` says how often it stands among the first words of each.
        """
        some = DocSet(self._arrays.size, ids=docs)
        total = np.zeros(len(docs), np.float32)
        first, *_ = parts = word.parts
        for part in parts:
            tf = early.copy() if part is first else np.zeros(len(docs), np.float32)
            found, frequencies = self.frequencies(part.evidence, some)
            tf[docs.searchsorted(found)] += frequencies
            total += self.saturated(part, docs, tf) * np.float32(part.weight)
        total *= np.float32(self.weight(word) * word.boost)
        return total

    def saturated(self, part: Part, ids: Docs, frequencies: Float32s) -> Float32s:
        """Return what weighed frequencies are worth in documents."""
        worth = self.norms(part.lengths).take(ids)
        worth += frequencies
        np.divide(frequencies, worth, out=worth)
        worth *= np.float32(K1 + 1)
        return worth

    def frequencies(self, evidence: Sequence[Evidence], docs: DocSet) -> tuple[Docs, Float32s]:
        """Return those of ``docs`` that have any of the terms, and the weighed frequencies."""
        ids, total = np.zeros(0, np.int32), np.zeros(0, np.float32)
        lists = [(self._arrays.docs(e.field, e.term), e) for e in evidence]
        for postings, e in sorted(lists, key=lambda one: -len(one[0])):
            freqs = self._arrays.freqs(e.field, e.term)
            if not docs.dense:
                _, kept = _meet(docs.ids, postings)
                postings, freqs = postings[kept], freqs[kept]
            ids, total = _merged(ids, total, postings, freqs * np.float32(e.weight))
        if docs.dense:
            inside = docs.mask[ids]
            if not inside.all():
                ids, total = ids[inside], total[inside]
        return ids, total

    def norms(self, lengths: tuple[tuple[str, float], ...]) -> Float32s:
        """Return BM25's length part for each document: K1·(1 − B + B·length/average)."""
        if lengths not in self._norms:
            total = np.zeros(self._arrays.size, np.float32)
            for field, times in lengths:
                total += np.float32(times) * _LENGTHS[self._arrays.lengths(field)]
            average = float(total.mean()) or 1.0
            self._norms[lengths] = np.float32(K1) * ((1 - B) + np.float32(B / average) * total)
        return self._norms[lengths]


def _merged(ids: Docs, total: Float32s, others: Docs, more: Float32s) -> tuple[Docs, Float32s]:
    """Join two ascending lists, adding up where they meet."""
    if not len(ids) or not len(others):
        return (others, more) if len(others) else (ids, total)
    at, here = _meet(ids, others)
    total[at] += more[here]
    if len(here) == len(others):
        return ids, total
    missing = np.ones(len(others), bool)
    missing[here] = False
    ids = np.concatenate((ids, others[missing]))
    order = ids.argsort(kind="stable")
    return ids[order], np.concatenate((total, more[missing]))[order]


def _meet(a: Numbers, b: Numbers) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return where in ``a`` and where in ``b``, both ascending, their common numbers stand."""
    if len(a) < len(b):
        second, first = _meet(b, a)
        return first, second
    where = a.searchsorted(b)
    where[where == len(a)] = 0
    here = np.flatnonzero(a[where] == b)
    return where[here], here
