"""Scores words by BM25F over views and fields; :mod:`search.execute.evidence` has the weights.

What scores also explains: a share is the difference that one more piece of evidence makes to the
score of the pieces before it, by the same arithmetic, so shares add up to the score.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.arrays import Bools, Ints, intersect
from index.kernels import compiled
from search.execute.arrays import Arrays
from search.execute.docset import Docs, DocSet, Numbers
from search.execute.evidence import (
    LEAD_WEIGHT,
    LEAD_WORDS,
    Evidence,
    FieldTerm,
    Saturated,
    WordTerms,
)
from search.execute.sample import Few, Float32s, Sample
from search.execute.weighting import K1, LENGTHS, B, Floats
from search.lru import RecentCache
from search.results import Span

if TYPE_CHECKING:
    from index.kernels._loops import Part, Word

_LENGTHS = LENGTHS.astype(np.float32)


_REMEMBERED = 4096
"""Number of words whose weights and terms are remembered."""


class QueryWord(NamedTuple):
    """A word of a query: its terms, its place in the query and what it was written as.

    ``boost`` multiplies its score; ``around`` is the share of the clauses around it in that.
    """

    terms: WordTerms
    boost: float
    around: float
    at: Span
    label: str


class _Known:
    """What a snapshot knows of a word; what is not asked for is not worked out."""

    def __init__(self, scorer: "WordScorer", terms: WordTerms) -> None:
        self._scorer = scorer
        self._terms = terms

    @cached_property
    def frequency(self) -> int:
        return self._scorer._frequency(self._terms)

    @cached_property
    def weight(self) -> float:
        df, size = self.frequency, self._scorer._arrays.size
        return log(1 + (size - df + 0.5) / (df + 0.5)) * self._terms.emphasis if df else 0.0

    @cached_property
    def matching(self) -> list[FieldTerm]:
        arrays, exacts = self._scorer._arrays, self._terms.exacts
        wholes = [term for term in self._terms.matching if term not in exacts]
        return wholes + [term for term in exacts if not arrays.is_part(*term, wholes)]

    @cached_property
    def count(self) -> int:
        return sum(self._scorer._arrays.df(*term) for term in self._terms.matching)

    @cached_property
    def tiers(self) -> list[tuple[Sequence[FieldTerm], int]]:
        arrays = self._scorer._arrays
        kinds = dict.fromkeys((self._terms.written, self._terms.exacts))
        return [(tier, sum([arrays.df(*term) for term in tier])) for tier in kinds]

    @cached_property
    def word(self) -> "Word":
        part, terms = self._scorer._part, self._terms
        lists = self._scorer._arrays.lists
        return compiled.Word(
            [(part(own), own.weight) for own in terms.first],
            [(part(own), own.weight) for own in terms.whole],
            lists(terms.in_bodies),
            (lists(terms.exacts), lists(terms.written)),
        )


class WordScorer:
    """Scores the words of queries in the documents of a snapshot.

    What it knows of a word it remembers, but for ``arrays`` that guess figures which they have not
    got yet (``settled`` false).
    """

    def __init__(self, arrays: Arrays, *, settled: bool = True) -> None:
        self._arrays = arrays
        self._settled = settled
        self._norms: dict[Any, Float32s] = {}
        self._words: RecentCache[WordTerms, _Known] = RecentCache(_REMEMBERED)

    def _known(self, terms: WordTerms) -> _Known:
        if not self._settled:
            return _Known(self, terms)
        return self._words.get(terms) or self._words.put(terms, _Known(self, terms))

    def weight(self, terms: WordTerms) -> float:
        """Return the weight of a word: its idf times its emphasis, 0 when no document has it."""
        return self._known(terms).weight

    def matching(self, terms: WordTerms) -> list[FieldTerm]:
        """Return terms that together have each document that matches a word."""
        return self._known(terms).matching

    def count(self, terms: WordTerms) -> int:
        """Return the sum of the document frequencies of the terms of a word."""
        return self._known(terms).count

    def tiers(self, terms: WordTerms) -> list[tuple[Sequence[FieldTerm], int]]:
        """Return the forms of a word that put documents first, the last ones before all others.

        With each comes the sum of the document frequencies of its terms.
        """
        return self._known(terms).tiers

    def frequency(self, terms: WordTerms) -> int:
        """Return about how many documents have a word: by its stem, else its form, else its root.

        Roots count only for a word that is matched by them.
        """
        return self._known(terms).frequency

    def _frequency(self, terms: WordTerms) -> int:
        for view in (terms.stems, terms.exacts, terms.roots if terms.by_root else ()):
            if df := max(map(self._arrays.df_of_any, _by_field(view)), default=0):
                return df
        return 0

    def add(self, out: Floats, words: Sequence[QueryWord], docs: DocSet) -> None:
        """Add the first-stage scores of words in ``docs`` to ``out``.

        ``out`` has shape ``(docs.size,)`` when ``docs`` is dense, else ``(len(docs),)``.
        """
        if compiled and docs.dense:
            compiled.add_scores(self._weighed(words), docs.mask, out)
            return
        if docs.dense:
            for part, word in ((part, own) for own in words for part in own.terms.first):
                factor = np.float32(part.weight * self._boosted(word))
                ids, frequencies = self._frequencies(part, docs.mask)
                worth = self._saturation(part, ids, frequencies) * factor
                np.add.at(out, ids, worth.astype(np.float64))
            return
        self.add_few(out, words, Sample(self._arrays, docs.ids))

    def add_few(self, out: Floats, words: Sequence[QueryWord], sample: Few) -> None:
        """Add the first-stage scores of words in a few documents to ``out``, of shape ``(n,)``."""
        parts = [(part, word) for word in words for part in word.terms.first]
        found = sample.weighed([self._by_length(part) for part, _ in parts])
        for (part, word), frequencies in zip(parts, found, strict=True):
            factor = np.float32(part.weight * self._boosted(word))
            out += self._saturation(part, sample.docs, frequencies) * factor

    def best(
        self,
        words: Sequence[QueryWord],
        docs: DocSet,
        days: npt.NDArray[np.int32],
        factor: Floats | None,
        n: int,
    ) -> tuple[Docs, Floats]:
        """Return the first ``n`` of ``docs`` by the first-stage scores of words, and these.

        For the compiled kernels.

        :param words: all that adds to the scores
        :param docs: the documents to order, of which equals come newest first
        :param days: the day of every document; shape ``(docs.size,)``
        :param factor: what the score of every document is multiplied by, if anything
        :param n: how many documents to return at most
        """
        some = docs.mask if docs.dense else docs.ids
        return compiled.rank(self._weighed(words), some, days, factor, n)

    def refined(
        self,
        words: Sequence[QueryWord],
        pairs: Sequence[float],
        ranked: tuple[Docs, Floats],
        days: npt.NDArray[np.int32],
        factor: Floats | None,
        n: int,
    ) -> tuple[Docs, Floats]:
        """Return the best ``n`` documents by their scores by all evidence of words, and these.

        For the compiled kernels. It is what :func:`search.rank.rerank.rerank` does, in one go.

        :param words: the words, in the order of the query
        :param pairs: the weight of each word right before the next one, 0 if they are not
            neighbours in the query
        :param ranked: documents and their first-stage scores
        :param days: as for :meth:`best`
        :param factor: as for :meth:`best`
        """
        written = self._most(words[0]) if len(words) == 1 else 0.0
        weighed = self._weighed(words)
        return compiled.refine(
            weighed, pairs, LEAD_WORDS, LEAD_WEIGHT, written, *ranked, days, factor, n
        )

    def _weighed(self, words: Sequence[QueryWord]) -> "list[tuple[Word, float]]":
        known = [(self._known(word.terms), word.boost) for word in words]
        return [(own.word, own.weight * boost) for own, boost in known]

    def _part(self, own: Saturated) -> "Part":
        found = [(self._arrays.postings(e.field, e.term), e.weight) for e in own.evidence]
        found.sort(key=lambda pair: -pair[0].df)
        terms = [(postings.list, weight) for postings, weight in found]
        return compiled.Part(terms, self._norms_of(own.lengths), K1 + 1)

    def _by_length(self, part: Saturated) -> list[Evidence]:
        return sorted(part.evidence, key=lambda e: -self._arrays.df(e.field, e.term))

    def _boosted(self, word: QueryWord) -> float:
        return self.weight(word.terms) * word.boost

    def first_shares(self, word: QueryWord, sample: Few) -> Iterator[tuple[Evidence, Floats]]:
        """Yield each piece of evidence and its share in what :meth:`add` adds; shape ``(n,)``."""
        weight = self.weight(word.terms) * word.boost
        before = np.zeros(len(sample.docs))
        for evidence, parts in _steps(word.terms.first):
            after = np.zeros(len(sample.docs))
            for part in parts:
                (frequencies,) = sample.weighed([part.evidence])
                worth = self._saturation(part, sample.docs, frequencies)
                after += worth * np.float32(part.weight * weight)
            yield evidence, after - before
            before = after

    def gains(self, words: Sequence[QueryWord], lead: Float32s, sample: Few) -> Floats:
        """Return what all evidence adds to the first-stage scores; shape ``(n,)``.

        ``lead`` has the weighed number of occurrences of each word in the lead of each document;
        shape ``(words, n)``.
        """
        parts: list[Saturated] = []
        weights: list[float] = []
        wholes: list[int] = []
        for word in words:
            weight = self._boosted(word)
            wholes.append(len(parts))
            parts += (*word.terms.whole, *word.terms.first)
            weights += (part.weight * weight for part in word.terms.whole)
            weights += (-part.weight * weight for part in word.terms.first)
        tfs = sample.weighed([self._by_length(part) for part in parts])
        tfs[wholes] += lead
        gained: Floats = self._worth(parts, tfs, weights, sample).sum(axis=0, dtype=np.float64)
        return gained

    def written(self, word: QueryWord, sample: Few) -> Floats:
        """Return what lifts documents with a word as written above all others; shape ``(n,)``.

        Above those that share its stem come those that have it behind proclitics.
        """
        tiers = (word.terms.exacts, word.terms.written)
        times = sample.weighed([[(field, term, 1.0) for field, term in tier] for tier in tiers])
        return np.asarray(self._most(word) * np.count_nonzero(times, axis=0))

    def _most(self, word: QueryWord) -> float:
        """Return more than any document scores for a word."""
        return sum([part.weight for part in word.terms.whole]) * (K1 + 1) * self._boosted(word)

    def gain_shares(
        self, word: QueryWord, lead: Float32s, sample: Few
    ) -> Iterator[tuple[Evidence | None, Floats]]:
        """Yield each piece of evidence and its share in what :meth:`gains` returns.

        Evidence of the first stage comes first and is left out: its share is in the score that
        is added to. The last share, with None for its evidence, is that of the lead.
        """
        weight = self.weight(word.terms) * word.boost

        def score(parts: Sequence[Saturated], in_lead: Float32s | float = 0.0) -> Floats:
            tfs = sample.weighed([part.evidence for part in parts])
            tfs[0] += in_lead
            weights = [part.weight * weight for part in parts]
            scores: Floats = self._worth(parts, tfs, weights, sample).sum(axis=0, dtype=np.float64)
            return scores

        known = [e[:2] for part in word.terms.first for e in part.evidence]
        whole = word.terms.whole
        before = score(_limited(whole, known))
        for evidence, parts in _steps(whole, known):
            after = score(parts)
            yield evidence, after - before
            before = after
        yield None, score(whole, lead) - before

    def unit(self, terms: WordTerms, frequencies: Float32s, sample: Few) -> Float32s:
        """Return the scores of ``frequencies``, shape ``(n,)``, as of a word of weight 1."""
        return self._saturation(terms.whole[0], sample.docs, frequencies)

    def _worth(
        self,
        parts: Sequence[Saturated],
        tf: Float32s,
        weights: Sequence[float],
        sample: Few,
    ) -> Float32s:
        """Return the scores of weighed frequencies; both of shape ``(parts, n)``."""
        kinds = list(dict.fromkeys(part.lengths for part in parts))
        norms = np.stack([self._norms_of(lengths).take(sample.docs) for lengths in kinds])
        worth: Float32s = tf / (tf + norms[[kinds.index(part.lengths) for part in parts]])
        worth *= np.array(weights, np.float32)[:, None] * np.float32(K1 + 1)
        return worth

    def _saturation(self, part: Saturated, ids: Numbers, frequencies: Float32s) -> Float32s:
        """Return the scores of weighed frequencies in documents; all of shape ``(n,)``."""
        worth = self._norms_of(part.lengths).take(ids)
        worth += frequencies
        np.divide(frequencies, worth, out=worth)
        worth *= np.float32(K1 + 1)
        return worth

    def _frequencies(self, part: Saturated, mask: Bools) -> tuple[Ints, Float32s]:
        """Return the documents of a mask that have any evidence, and the weighed frequencies.

        Both have shape ``(n,)``; the documents come in no order.
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
        """Return K1·(1 − B + B·length/average) for each document; shape ``(size,)``."""
        if lengths not in self._norms:
            total = np.zeros(self._arrays.size, np.float32)
            for field, times in lengths:
                total += np.float32(times) * _LENGTHS[self._arrays.lengths(field)]
            average = (len(total) and float(total.mean())) or 1.0
            self._norms[lengths] = np.float32(K1) * ((1 - B) + np.float32(B / average) * total)
        return self._norms[lengths]


def _steps(
    parts: Sequence[Saturated], known: Iterable[FieldTerm] = ()
) -> Iterator[tuple[Evidence, list[Saturated]]]:
    """Yield each piece of evidence that is not ``known``, and the parts with all up to it."""
    seen = set(known)
    for evidence in parts[0].evidence if parts else ():
        if evidence[:2] not in seen:
            seen.add(evidence[:2])
            yield evidence, _limited(parts, seen)


def _limited(parts: Sequence[Saturated], terms: Container[FieldTerm]) -> list[Saturated]:
    """Return the parts with the evidence of some terms alone."""
    return [
        part._replace(evidence=tuple(e for e in part.evidence if e[:2] in terms)) for part in parts
    ]


def _by_field(terms: Iterable[FieldTerm]) -> Iterable[list[FieldTerm]]:
    """Return terms by field."""
    found: dict[str, list[FieldTerm]] = {}
    for term in terms:
        found.setdefault(term[0], []).append(term)
    return found.values()
