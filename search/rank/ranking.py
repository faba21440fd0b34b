"""Ranks what a query matches: first stage, second stage, preference of recent articles."""

from typing import NamedTuple

import numpy as np

from index.kernels import compiled
from search.execute.docset import DocSet, isin
from search.execute.executor import Execution
from search.execute.sample import Sample
from search.execute.weighting import Floats
from search.rank.order import Ids, top
from search.rank.recency import decay
from search.rank.rerank import CANDIDATES, refined, rerank, shares
from search.results import Share, Sort

_RARE = 4
"""A form is rare if its stem has more than so many times its documents."""


class Ranked(NamedTuple):
    """Documents in order, with their scores; ``first`` counts the documents before them.

    ``docs`` and ``scores`` have shape ``(n,)``.
    """

    docs: Ids
    scores: Floats
    first: int = 0


class Ranking:
    """The order of one query's matches.

    ``days`` has the day of every document as yyyymmdd, 0 for none.
    With a ``half_life`` (days) recent articles are preferred, see :mod:`search.rank.recency`.
    """

    def __init__(self, execution: Execution, half_life: float | None = None) -> None:
        self._execution = execution
        self.days = execution.reader.arrays.days
        self._factor = None if half_life is None else decay(self.days, half_life)

    def ages(self, docs: Ids) -> Floats:
        """Return what the scores of documents are multiplied by on account of their age."""
        return np.ones(len(docs)) if self._factor is None else self._factor[docs]

    def best(self, docs: DocSet, sort: Sort, n: int, first: int = 0) -> Ranked:
        """Return the first ``n`` of ``docs``, which match the query, but for ``first`` of them."""
        if not n:
            return Ranked(np.zeros(0, np.int32), np.zeros(0), first)
        whole = self._best(docs, sort, n)
        return Ranked(whole.docs[first:], whole.scores[first:], first)

    def _best(self, docs: DocSet, sort: Sort, n: int) -> Ranked:
        many = max(n, CANDIDATES) if sort == "relevance" else n
        ids, scores = self._by_first_stage(docs, sort, many)
        if sort == "relevance" and len(docs) > CANDIDATES and len(self._execution.words) == 1:
            ids, scores = self._written_first(docs, ids, scores)
        if not len(ids) or not self._execution.words:
            return Ranked(ids[:n], scores[:n])
        if compiled and sort == "relevance":
            return self._refined(ids, scores, n)
        order = np.argsort(ids[:CANDIDATES])
        candidates = ids[:CANDIDATES][order]
        sample = Sample(self._execution.reader.arrays, candidates.astype(np.int32))
        factor = self.ages(candidates)
        gained = rerank(self._execution, sample, scores[:CANDIDATES][order] / factor)
        gained *= factor
        if sort == "relevance":
            order = np.lexsort((candidates, -self.days[candidates], -gained))
            ids = np.concatenate((candidates[order], ids[CANDIDATES:]))[:n]
            return Ranked(ids, np.concatenate((gained[order], scores[CANDIDATES:]))[:n])
        scores[order] = gained
        return Ranked(ids, scores)

    def _refined(self, ids: Ids, scores: Floats, n: int) -> Ranked:
        best = ids[:CANDIDATES], scores[:CANDIDATES]
        docs, gained = refined(self._execution, best, self.days, self._factor, n)
        if n > CANDIDATES:
            docs = np.concatenate((docs, ids[CANDIDATES:]))
            gained = np.concatenate((gained, scores[CANDIDATES:]))
        return Ranked(docs[:n], gained[:n])

    def explain(self, doc: int, place: int) -> list[Share]:
        """Return the shares that add up to the score of the document at a place from 0 on."""
        found = self._execution.explain(doc)
        if place < CANDIDATES:
            sample = Sample(self._execution.reader.arrays, np.array([doc], np.int32))
            found += shares(self._execution, sample)
        if self._factor is not None:
            score = sum(share.score for share in found)
            taken = score * (float(self._factor[doc]) - 1)
            found.append(Share("", "age", "date", "", taken))
        return [share for share in found if share.score]

    def _written_first(self, docs: DocSet, ids: Ids, scores: Floats) -> tuple[Ids, Floats]:
        """Put the best documents that have a word by itself as written before the others.

        Those that have it behind proclitics come next. Only a form that is rare among its stem's
        could be missing among the candidates.
        """
        reader, terms = self._execution.reader, self._execution.words[0].terms
        for tier, count in reader.words.tiers(terms):
            if _RARE * count > len(docs):
                continue
            some = reader.arrays.having_any(tier, docs)
            first, best = self._by_first_stage(some, "relevance", CANDIDATES)
            others = ~isin(ids, np.sort(first))
            ids = np.concatenate((first, ids[others]))[: len(ids)]
            scores = np.concatenate((best, scores[others]))[: len(ids)]
        return ids, scores

    def _by_first_stage(self, docs: DocSet, sort: Sort, n: int) -> tuple[Ids, Floats]:
        if compiled and sort == "relevance":
            words = self._execution.words_alone
            if words is not None:
                scorer = self._execution.reader.words
                return scorer.best(words, docs, self.days, self._factor, n)
            if not docs.dense:
                return compiled.best_of(docs.ids, self._first_stage(docs), self.days, n)
        return top(docs, self._first_stage, self.days, sort, n)

    def _first_stage(self, docs: DocSet) -> Floats:
        scores = self._execution.scores(docs)
        if self._factor is None:
            return scores
        return np.asarray(scores * (self._factor if docs.dense else self._factor[docs.ids]))
