"""What a query adds up to: the sum that gives documents their scores, and explains them.

Nearly every query is linear: a document scores the sum of what its terms score there, as long
as it matches the parts of the query that they belong to. So all terms are summed at once, a
posting list at a time, and only a part that a document may fail while it matches the whole is
scored by itself.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

import numpy as np

from index.kernels import compiled
from search.budget import check
from search.execute.arrays import Freqs
from search.execute.bm25f import QueryWord
from search.execute.docset import Docs, DocSet
from search.execute.index_reader import IndexReader
from search.execute.probe import view_of
from search.execute.sample import Few, Sample
from search.execute.weighting import K1, Floats
from search.results import Share

_PICKED = 6
"""Postings are picked before they are scored when there are more than this many a document."""
_SHORT = 512
"""Posting lists shorter than this are joined, a field at a time, before they are scored."""


class ScoredTerm(NamedTuple):
    """A term of a field, its boost, and what it was written as in the query."""

    field: str
    term: bytes
    boost: float
    label: str


class Constant(NamedTuple):
    """The same score for every document, what gives it, and what that was written as."""

    score: float
    source: str
    label: str


class Scored(Protocol):
    """What a conditional part must offer; see :class:`search.execute.weight.Weight`."""

    def docs(self, among: DocSet | None = None) -> DocSet:
        """Return the documents that match."""

    def scores(self, docs: DocSet) -> Floats:
        """Return the scores of documents that match."""

    def explain(self, doc: int, label: str = "") -> list[Share]:
        """Return what a document that matches scores."""


class Conditional(NamedTuple):
    """A part that adds to a document's score only if the document matches it."""

    part: Scored
    boost: float
    label: str


class _PostingList(NamedTuple):
    """Postings of a field, and the weight of all or of each."""

    field: str
    docs: Docs
    freqs: Freqs
    weight: float | Floats


@dataclass(slots=True, eq=False)
class Sum:
    """Everything that adds to the score of a document that matches.

    ``label`` is given to what is added from then on: what the user wrote for it.
    """

    terms: list[ScoredTerm] = field(default_factory=list)
    words: list[QueryWord] = field(default_factory=list)
    constants: list[Constant] = field(default_factory=list)
    parts: list[Conditional] = field(default_factory=list)
    label: str = ""

    def scores(self, reader: IndexReader, docs: DocSet) -> Floats:
        """Return the score of each document.

        The result has shape ``(len(docs),)``, or ``(docs.size,)`` when ``docs`` is dense, with
        0 for every other document.
        """
        out = self._terms(reader, docs)
        if self.words:
            reader.words.add(out, self.words, docs)
        if constant := sum(constant.score for constant in self.constants):
            out += docs.mask * constant if docs.dense else constant
        for part, boost, _ in self.parts:
            check()
            if len(some := part.docs(docs)):
                combine(out, docs, some, part.scores(some) * boost, np.add)
        return out

    def shares(self, reader: IndexReader, doc: int) -> list[Share]:
        """Return what adds up to the score of one document, in the order of :meth:`scores`."""
        shares = []
        weighting = reader.weighting
        for name, term, boost, label in self.terms:
            if frequency := reader.arrays.frequency(name, term, doc):
                idf = reader.idf(name, term)
                (unit,) = weighting.saturation(name, np.array([doc]), np.array([frequency]))
                score = float(unit * (idf * boost))
                shares.append(Share(label, *view_of(name), term.decode(), score, frequency, idf))
        sample = Sample(reader.arrays, np.array([doc], np.int32))
        shares += self.sure_shares(reader, sample)
        only = DocSet(reader.arrays.size, ids=np.array([doc], np.int32))
        for part, boost, label in self.parts:
            if len(part.docs(only)):
                own = part.explain(doc, label)
                shares += (share.scaled(boost) for share in own)
        return shares

    def sure_shares(self, reader: IndexReader, sample: Few) -> list[Share]:
        """Return what words and constants add up to in the one document of a sample."""
        shares = []
        for word in self.words:
            weight = reader.words.weight(word.terms)
            for evidence, (score,) in reader.words.first_shares(word, sample):
                view, text_field = view_of(evidence.field)
                frequency = int(sample.freqs(evidence.field, evidence.term)[0])
                share = Share(word.label, view, text_field, evidence.term.decode(), float(score))
                shares.append(replace(share, frequency=frequency, idf=weight))
        for constant, source, label in self.constants:
            shares.append(Share(label, source, "", "", constant))
        return shares

    def _terms(self, reader: IndexReader, docs: DocSet) -> Floats:
        """Return what the terms add to the score of each document."""
        out = np.zeros(docs.size if docs.dense else len(docs))
        if not self.terms:
            return out
        if compiled:
            arrays, weighting = reader.arrays, reader.weighting
            terms = [
                (
                    arrays.postings(name, term).list,
                    *weighting.norms(name),
                    weighting.idf(name, term) * boost,
                )
                for name, term, boost, _ in self.terms
            ]
            compiled.add_terms(terms, docs.mask if docs.dense else docs.ids, out, K1 + 1)
            return out
        lists = list(_posting_lists(reader, self.terms))
        # Where most postings count, picking those that do costs more than scoring all.
        picked = not docs.dense or sum(len(some.docs) for some in lists) > _PICKED * len(docs)
        mask = docs.mask
        for name, ids, freqs, weight in lists:
            if picked:
                kept = np.flatnonzero(mask.take(ids))
                ids, freqs = ids.take(kept), freqs.take(kept)
                weight = weight if isinstance(weight, float) else weight.take(kept)
            worth = reader.weighting.saturation(name, ids, freqs)
            worth *= weight
            np.add.at(out, ids if docs.dense else docs.ids.searchsorted(ids), worth)
        if not picked:
            out *= mask
        return out


def _posting_lists(reader: IndexReader, terms: Sequence[ScoredTerm]) -> Iterator[_PostingList]:
    """Yield the postings of terms: of frequent ones one by one, of others a field at a time.

    A posting list at a time stays in the processor's cache; but a pattern may stand for
    thousands of short ones.
    """
    short: defaultdict[str, list[_PostingList]] = defaultdict(list)
    for name, term, boost, _ in terms:
        docs, freqs = reader.arrays.docs(name, term), reader.arrays.freqs(name, term)
        found = _PostingList(name, docs, freqs, reader.idf(name, term) * boost)
        if len(docs) < _SHORT:
            short[name].append(found)
        else:
            yield found
    for name, some in short.items():
        if len(some) == 1:
            yield some[0]
            continue
        weights = np.repeat([one.weight for one in some], [len(one.docs) for one in some])
        docs = np.concatenate([one.docs for one in some])
        yield _PostingList(name, docs, np.concatenate([one.freqs for one in some]), weights)


def combine(out: Floats, docs: DocSet, some: DocSet, scores: Floats, how: np.ufunc) -> None:
    """Combine the scores of ``some`` of the documents into ``out``, those of all ``docs``."""
    if some.dense == docs.dense and (some.dense or len(some) == len(docs)):
        how(out, scores, out=out)
        return
    ids = some.ids
    places = ids if docs.dense else docs.ids.searchsorted(ids)
    out[places] = how(out[places], scores[ids] if some.dense else scores)
