"""All that is derived from one snapshot to answer queries on it, computed when first needed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from whoosh.query import Every

from index.analysis import Analyzer
from index.analysis.synonyms import Synonyms
from index.facets import FACETS, KINDS
from index.store.snapshot import Snapshot
from search.errors import QueryError
from search.execute.docset import DocSet
from search.execute.executor import Executor
from search.execute.vocabulary import Glob
from search.execute.weighting import Floats
from search.execute.word import words_of
from search.facets.facets import Facets, top_months
from search.lru import WeightedCache
from search.plan.clause import Clause
from search.plan.planner import Plan, Planner, filter_queries
from search.present import snippets
from search.present.highlight import Chunks, Highlighter, Positions, merged
from search.present.surface import Surfaces
from search.query.parser import parse
from search.query.synonymy import with_synonyms
from search.rank import top as rank
from search.rank.recency import decay
from search.rank.rerank import CANDIDATES, rerank
from search.results import FacetValue, Filters, Hit, Match, Sort

if TYPE_CHECKING:
    from search.present.complete import Completer

_ANSWERS = 32
_SET_BYTES = 8 << 20


@dataclass(frozen=True, eq=False)
class Answer:
    """What a query matches: before the filters (``matches``) and after them (``kept``).

    ``query`` is the one of the plan's that was run, ``match`` what it asked of the clauses;
    ``filters`` has the query each filtered facet (or ``date``) stands for.
    """

    plan: Plan
    query: Any
    match: Literal["all", "any"]
    matches: DocSet
    kept: DocSet
    filters: Mapping[str, Any]
    chunks: Chunks

    @cached_property
    def highlighter(self) -> Highlighter:
        """What finds the words of the query in a text."""
        return Highlighter(self.chunks, self.plan.clauses)


class Generation:
    """One snapshot, ready to search. Caches, so not for several threads at once."""

    def __init__(
        self, snapshot: Snapshot, analyzer: Analyzer, chunks: Chunks, synonyms: Synonyms
    ) -> None:
        self.snapshot = snapshot
        self.analyzer = analyzer
        self.synonyms = synonyms
        self.chunks = chunks
        self.executor = Executor(snapshot)
        self.facets = Facets(snapshot, self.executor.arrays)
        self._sets: WeightedCache[Any, DocSet] = WeightedCache(_SET_BYTES, lambda s: s.nbytes)
        self._answers: WeightedCache[Any, Answer] = WeightedCache(_ANSWERS)

    @cached_property
    def every(self) -> DocSet:
        """All live documents."""
        return self.executor.docs(Every())

    @cached_property
    def surfaces(self) -> Surfaces:
        """How articles write terms."""
        return Surfaces(self.snapshot, self.executor.arrays, self.chunks)

    @cached_property
    def completer(self) -> "Completer":
        """What completes queries."""
        from search.present.complete import Completer

        return Completer(self)

    def plan(self, query: str, *, exact: bool) -> Plan:
        """Plan a query. Raises QueryError."""
        node = parse(query)
        if node is not None and not exact:
            node = with_synonyms(node, self.synonyms, self.analyzer)
        return Plan(node, Planner(self.analyzer, self.facets, self.executor, exact=exact))

    def answer(self, query: str, filters: Filters, match: Match, *, exact: bool) -> Answer:
        """Find what a query matches, remembered for paging. Raises QueryError."""
        key = (query, filters, match, exact)
        return self._answers.get(key, lambda: self._find(query, filters, match, exact))

    def _find(self, query: str, filters: Filters, match: Match, exact: bool) -> Answer:
        plan = self.plan(query, exact=exact)
        chosen = filter_queries(filters, self.facets)
        wanted = plan.relaxed if match == "any" else plan.strict
        matches = self.executor.docs(wanted)
        kept = self._filtered(matches, chosen.values())
        asked: Literal["all", "any"] = "any" if match == "any" else "all"
        if match == "auto" and not len(kept) and plan.relaxed != wanted:
            partial_matches = self.executor.docs(plan.relaxed)
            some = self._filtered(partial_matches, chosen.values())
            if len(some):
                wanted, asked, matches, kept = plan.relaxed, "any", partial_matches, some
        return Answer(plan, wanted, asked, matches, kept, chosen, self.chunks)

    def top(
        self, answer: Answer, sort: Sort, n: int, half_life: float | None = None
    ) -> tuple[rank.Ids, Floats]:
        """Return the first ``n`` documents of an answer in order, and their scores.

        With ``half_life`` (days) recent articles are preferred, see :mod:`search.rank.recency`.
        """
        days = self.executor.arrays.days
        factor = None if half_life is None else decay(days, half_life)

        def score(docs: DocSet) -> Floats:
            scores = self.executor.scores(answer.query, docs)
            if factor is None:
                return scores
            return np.asarray(scores * (factor if docs.dense else factor[docs.ids]))

        many = max(n, CANDIDATES) if n and sort == "relevance" else n
        ids, scores = rank.top(answer.kept, score, days, sort, many)
        if not len(ids) or not words_of(answer.query):
            return ids[:n], scores[:n]
        order = np.argsort(ids[:CANDIDATES])
        best = ids[:CANDIDATES][order]
        by_factor = np.ones(len(best)) if factor is None else factor[best]
        gained = rerank(self.executor, answer.query, best, scores[:CANDIDATES][order] / by_factor)
        gained *= by_factor
        if sort == "relevance":
            order = np.lexsort((best, -days[best], -gained))
            ids = np.concatenate((best[order], ids[CANDIDATES:]))[:n]
            return ids, np.concatenate((gained[order], scores[CANDIDATES:]))[:n]
        scores[order] = gained
        return ids, scores

    def beside(self, answer: Answer, facet: str) -> DocSet:
        """Return the documents that pass all filters but those of one facet."""
        if facet not in answer.filters:
            return answer.kept
        others = [query for name, query in answer.filters.items() if name != facet]
        return self._filtered(answer.matches, others)

    def count_facets(
        self, answer: Answer, filters: Filters, count: int
    ) -> dict[str, tuple[FacetValue, ...]]:
        """Return the ``count`` most frequent values of every facet, and the selected ones.

        A facet with a selection counts as if only the others were filtered; months likewise,
        of which those the date filter touches are the selection.
        """
        if not len(answer.kept) and not answer.filters:
            return dict.fromkeys((*FACETS, "date"), ())  # nothing found: no column need be read
        counted = self.facets.counts(answer.kept)
        shown = {}
        for name in FACETS:
            texts = getattr(filters, name)
            facet = self.facets[name]
            chosen = [value for text in texts for value in facet.resolve(text) or (text,)]
            own = self.facets.counts(self.beside(answer, name)) if texts else counted
            shown[name] = facet.top(own, count, chosen)
        own = (
            self.facets.counts(self.beside(answer, "date")) if "date" in answer.filters else counted
        )
        shown["date"] = top_months(own.months(), count, filters.since, filters.until)
        return shown

    def hits(
        self, answer: Answer, docs: rank.Ids, scores: Floats, first: int, *, explain: bool
    ) -> Iterator[Hit]:
        """Yield documents with their best passages and what matched, ranked from ``first``."""
        ascending = np.sort(docs).astype(np.int32)
        positions = answer.highlighter.positions(self.executor.arrays, ascending)
        rows = ascending.searchsorted(docs).tolist()
        weights = [self._weight(clause) for clause in answer.plan.clauses]
        listed = zip(docs.tolist(), scores.tolist(), rows, strict=True)
        for place, (docnum, score, row) in enumerate(listed, first):
            at = {name: None if found is None else found[row] for name, found in positions.items()}
            yield self._hit(answer, docnum, score, place, at, weights, explain=explain)

    def _hit(
        self,
        answer: Answer,
        docnum: int,
        score: float,
        rank: int,
        at: Mapping[str, Positions | None],
        weights: Sequence[float],
        *,
        explain: bool,
    ) -> Hit:
        article = self.snapshot.article(docnum)
        clauses = answer.plan.clauses
        title, find = article.headline or article.title, answer.highlighter.find
        # The headline of an untitled article is part of its text.
        in_title = find(title, "title", at["title"]) if article.title else find(title, "body")
        in_body = find(article.text, "body", at["body"])
        if not in_title and not in_body:
            in_body = find(article.text, "body", at["body"], loose=True)
        passage = snippets.snippet(article, in_body, weights)
        explanation: tuple[str, ...] = ()
        if explain:
            from search.present import explain as explaining

            shares = explaining.parts(self.executor, answer.query, docnum) or []
            texts = {"title": self.analyzer(article.title), "body": self.analyzer(article.text)}
            explanation = explaining.lines(shares, score, clauses, texts)
        return Hit(
            rank=rank,
            id=article.id,
            score=score,
            title=title,
            title_highlights=merged(in_title),
            date=article.date,
            source=article.source,
            category=article.category,
            path=article.path,
            url=article.url,
            snippets=(passage,) if passage else (),
            entities={kind: self.values(kind, docnum) for kind in KINDS},
            tags=article.tags,
            explanation=explanation,
        )

    def bare_hits(self, docs: rank.Ids, scores: Floats, first: int) -> Iterator[Hit]:
        """Yield documents with their ids and scores alone, without reading their texts."""
        listed = zip(docs.tolist(), scores.tolist(), strict=True)
        for place, (docnum, score) in enumerate(listed, first):
            yield Hit(
                rank=place,
                id=self.snapshot.article_id(docnum),
                score=score,
                title="",
                title_highlights=(),
                date=None,
                source=None,
                category=None,
                path=None,
                url=None,
                snippets=(),
                entities={},
                tags=(),
            )

    def values(self, facet: str, docnum: int) -> tuple[str, ...]:
        """Return a document's values of a facet, as the facet shows them."""
        return self.facets[facet].of(*self.snapshot.locate(docnum))

    def suggestion(self, query: str, answer: Answer, filters: Filters, exact: bool) -> str | None:
        """Return a query that may have been meant in place of one that nothing answers whole."""
        if not answer.plan.words:
            return None
        from search.present.suggest import suggest

        def count(mended: str) -> int:
            try:
                return len(self._find(mended, filters, "all", exact).kept)
            except QueryError:
                return 0

        words = answer.plan.words
        return suggest(query, words, self.executor, self.analyzer, self.surfaces, count)

    def _weight(self, clause: Clause) -> float:
        """Return how much a clause tells: the idf of its rarest word.

        Of words that may stand for each other that is the idf of the commonest.
        """
        probe = clause.probes[0]
        field = "body_stem" if probe.view == "stem" else "body"
        places = ((p.common,) if isinstance(p, Glob) else p for p in probe.places)
        idf = self.executor.idf
        return max(0.1, *(min(idf(field, word.encode()) for word in place) for place in places))

    def _filtered(self, docs: DocSet, queries: Iterable[Any]) -> DocSet:
        for query in queries:
            docs = docs & self._sets.get(query, partial(self.executor.docs, query))
        return docs
