"""What words score: see :mod:`search.execute.word` for the formula's parts."""

from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np

from index.arrays import intersect
from search.execute.arrays import Arrays
from search.execute.docset import Bools, Docs, DocSet, Ints, Numbers
from search.execute.sample import Float32s, Sample
from search.execute.weighting import K1, LENGTHS, B, Floats
from search.execute.word import Part, Word

_LENGTHS = LENGTHS.astype(np.float32)


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
        """Add what a word scores at first to ``out``, an array as ``Scorer`` makes it."""
        weight = self.weight(word) * boost
        sample = None if docs.dense else Sample(self._arrays, docs.ids)
        for part in word.first_parts:
            times = np.float32(part.weight * weight)
            if sample is None:
                ids, frequencies = self._frequencies(part, docs.mask)
                worth = self._saturated(part, ids, frequencies) * times
                np.add.at(out, ids, worth.astype(np.float64))
            else:
                out += self._saturated(part, sample.docs, _sampled(part, sample)) * times

    def gains(self, words: Sequence[Word], early: Sequence[Float32s], sample: Sample) -> Floats:
        """Return what the other views add to what words score at first, for each document.

        ``early`` says for each word how often it stands among the first of each document.
        """
        parts: list[Part] = []
        tfs: list[Float32s] = []
        weights: list[float] = []
        for word, own_early in zip(words, early, strict=True):
            weight = self.weight(word) * word.boost
            whole = [_sampled(part, sample) for part in word.parts]
            whole[0] += own_early
            tfs += whole
            tfs += (_sampled(part, sample) for part in word.first_parts)
            parts += (*word.parts, *word.first_parts)
            weights += (part.weight * weight for part in word.parts)
            weights += (-part.weight * weight for part in word.first_parts)
        kinds = list(dict.fromkeys(part.lengths for part in parts))
        norms = np.stack([self._norms_of(lengths).take(sample.docs) for lengths in kinds])
        tf = np.stack(tfs)
        worth = tf / (tf + norms[[kinds.index(part.lengths) for part in parts]])
        worth *= np.array(weights, np.float32)[:, None] * np.float32(K1 + 1)
        gained: Floats = worth.sum(axis=0, dtype=np.float64)
        return gained

    def met(self, word: Word, frequencies: Float32s, sample: Sample) -> Float32s:
        """Return what something that stands so often is worth, scored like a word of weight 1."""
        return self._saturated(word.parts[0], sample.docs, frequencies)

    def _saturated(self, part: Part, ids: Numbers, frequencies: Float32s) -> Float32s:
        """Return what weighed frequencies are worth in documents."""
        worth = self._norms_of(part.lengths).take(ids)
        worth += frequencies
        np.divide(frequencies, worth, out=worth)
        worth *= np.float32(K1 + 1)
        return worth

    def _frequencies(self, part: Part, mask: Bools) -> tuple[Ints, Float32s]:
        """Return the documents of a mask that have any of a part's terms, in no order.

        And the weighed frequencies there.
        """
        lists = [(self._arrays.docs(e.field, e.term), e) for e in part.evidence]
        runs: list[tuple[Docs, Float32s]] = []
        for docs, e in sorted(lists, key=lambda one: -len(one[0])):
            tf = self._arrays.freqs(e.field, e.term) * np.float32(e.weight)
            for known, sums in runs:
                at, here = intersect(known, docs)
                sums[at] += tf[here]
                rest = np.ones(len(docs), bool)
                rest[here] = False
                docs, tf = docs[rest], tf[rest]
            runs.append((docs, tf))
        ids: Ints = np.concatenate([docs for docs, _ in runs]).astype(np.int64)
        total = np.concatenate([tf for _, tf in runs])
        inside = mask.take(ids)
        return (ids, total) if inside.all() else (ids[inside], total[inside])

    def _norms_of(self, lengths: tuple[tuple[str, float], ...]) -> Float32s:
        """Return BM25's length part for each document: K1·(1 − B + B·length/average)."""
        if lengths not in self._norms:
            total = np.zeros(self._arrays.size, np.float32)
            for field, times in lengths:
                total += np.float32(times) * _LENGTHS[self._arrays.lengths(field)]
            average = float(total.mean()) or 1.0
            self._norms[lengths] = np.float32(K1) * ((1 - B) + np.float32(B / average) * total)
        return self._norms[lengths]


def _sampled(part: Part, sample: Sample) -> Float32s:
    """Return the weighed frequencies of a part in the documents of a sample."""
    total = np.zeros(len(sample.docs), np.float32)
    for field, term, weight in part.evidence:
        total += sample.freqs(field, term) * np.float32(weight)
    return total
