"""Finds what a query matches: reads it, plans it, runs it, filters it."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Literal, NamedTuple

from whoosh import query as wq

from index.analysis import Analyzer
from index.analysis.synonyms import Synonyms
from search.execute.docset import DocSet
from search.execute.executor import Execution, Executor
from search.facets.counts import Facets
from search.lru import WeightedCache
from search.own import Own
from search.plan.filters import filter_queries
from search.plan.planner import Plan
from search.plan.plans import Plans
from search.plan.query_words import QueryWords
from search.query.alternatives import alternatives
from search.results import NO_FILTERS, Filters, Match

_ANSWERS = 32
"""Number of answers that are remembered, for their other pages."""
_SET_BYTES = 8 << 20
"""Bytes of filters' documents that are remembered."""


class Answer(NamedTuple):
    """What a query matches: before the filters (``matches``) and after them (``kept``).

    ``execution`` is of the query that was run, strict or relaxed, and ``match`` says which;
    ``either`` tells that أو between plain words was read as OR. ``filters`` has the query of each
    filtered facet (or ``date``); ``filtered`` narrows a set down by some of them.
    """

    plan: Plan
    execution: Execution
    match: Literal["all", "any"]
    matches: DocSet
    kept: DocSet
    filters: Mapping[str, Any]
    filtered: Callable[[DocSet, Iterable[Any]], DocSet]
    either: bool = False

    def beside(self, facet: str) -> DocSet:
        """Return the documents that pass all filters but those of one facet."""
        if facet not in self.filters:
            return self.kept
        others = [query for name, query in self.filters.items() if name != facet]
        return self.filtered(self.matches, others)


class Finder:
    """Answers queries on one snapshot. Caches, so not for several threads at once."""

    def __init__(
        self,
        executor: Executor,
        facets: Facets,
        own: Own,
        analyzer: Analyzer,
        synonyms: Synonyms,
    ) -> None:
        self._executor = executor
        self._own = own
        self._facets = facets
        words = QueryWords(analyzer, executor.reader)
        self._plans = Plans(words, facets, own, synonyms)
        self._sets: WeightedCache[Any, DocSet] = WeightedCache(_SET_BYTES, lambda s: s.nbytes)
        self._answers: WeightedCache[Any, Answer] = WeightedCache(_ANSWERS)

    def plan(self, query: str, *, exact: bool) -> Plan:
        """Return the plan of a query. Raises ``QueryError``."""
        return self._plans.plan(query, exact=exact)

    def answer(self, query: str, filters: Filters, match: Match, *, exact: bool) -> Answer:
        """Return what a query matches, remembered for paging. Raises ``QueryError``."""
        chosen = None if filters is NO_FILTERS else filters
        asked = (chosen and (chosen.own or chosen.unread)) or ":" in query
        key = (query, chosen, match, exact, self._own.tags.version() if asked else ())
        return self._answers.get(key, lambda: self.find(query, filters, match, exact=exact))

    def find(self, query: str, filters: Filters, match: Match, *, exact: bool) -> Answer:
        """Find what a query matches. Raises ``QueryError``."""
        plan = self.plan(query, exact=exact)
        chosen = filter_queries(filters, self._facets, self._executor.reader, self._own)
        wanted = plan.relaxed if match == "any" else plan.strict
        found = self._run(plan, wanted, "any" if match == "any" else "all", chosen)
        if match == "auto" and plan.written and (either := alternatives(plan.written)):
            other = self._plans.of_tree(query, either, exact=exact)
            more = self._run(other, other.strict, "all", chosen)
            if len(more.kept) > len(found.kept):
                return more._replace(either=True)
        if match == "auto" and not len(found.kept) and plan.relaxed != wanted:
            partial = self._run(plan, plan.relaxed, "any", chosen)
            return partial if len(partial.kept) else found
        return found

    def required(self, query: str, filters: Filters) -> list[Any]:
        """Return the queries that an article must match that has all that is asked for.

        They may be run on any index that has some of the articles. Raises ``QueryError``.
        """
        plan = self.plan(query, exact=False)
        wanted = plan.strict
        if plan.written and (either := alternatives(plan.written)):
            wanted = wq.Or([wanted, self._plans.of_tree(query, either, exact=False).strict])
        filtered = filter_queries(filters, self._facets, self._executor.reader, self._own)
        return [wanted, *filtered.values()]

    def _run(
        self, plan: Plan, query: Any, match: Literal["all", "any"], filters: Mapping[str, Any]
    ) -> Answer:
        execution = self._executor.run(query)
        kept = self._filtered(execution.docs, filters.values())
        return Answer(plan, execution, match, execution.docs, kept, filters, self._filtered)

    def _filtered(self, docs: DocSet, queries: Iterable[Any]) -> DocSet:
        for query in queries:
            docs = docs & self._sets.get(query, partial(self._documents, query))

        return docs

    def _documents(self, query: Any) -> DocSet:
        return self._executor.run(query).docs
