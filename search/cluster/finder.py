"""Finds what a query matches on a cluster: plans it with the cluster's figures, and asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from index.analysis import Analyzer
from index.analysis.synonyms import Synonyms
from search.cluster.asking import Asking, Body
from search.cluster.matching import NOTHING, every, matching
from search.cluster.names import ClusterFacets
from search.cluster.reader import ClusterReader
from search.cluster.refining import Refiner
from search.cluster.scoring import scoring, sum_of
from search.cluster.statistics import Statistics, Unsettled
from search.cluster.weights import weight_on
from search.errors import QueryError
from search.execute.probe import Clause
from search.own import Own
from search.plan.filters import filter_queries
from search.plan.planner import Plan
from search.plan.plans import Plans
from search.plan.query_words import QueryWords
from search.present.hits import clause_weight
from search.query.syntax import Node
from search.results import Filters


@dataclass(frozen=True, eq=False)
class Ready:
    """A query ready to be asked: what matches it, what scores it, what it marks.

    ``matches`` finds the articles that match without the filters, and ``scored`` the same ones
    with their scores of the first stage. ``refiner`` is None where no word is ranked by.
    """

    plan: Plan
    relaxed: bool
    matches: Body
    scored: Body
    filters: Mapping[str, Body]
    refiner: Refiner | None
    clauses: tuple[Clause, ...]
    weights: tuple[float, ...]
    either: bool = False

    @property
    def match(self) -> Literal["all", "any"]:
        """How many words must match."""
        return "any" if self.relaxed else "all"

    @property
    def filtered(self) -> Body:
        """The query of the articles that pass all filters."""
        return every(self.filters.values())


class Finder:
    """Makes queries ready on one generation; not for several threads at once."""

    def __init__(
        self,
        asking: Asking,
        facets: ClusterFacets,
        own: Own,
        analyzer: Analyzer,
        synonyms: Synonyms,
    ) -> None:
        self.statistics = Statistics(asking)
        self._asking = asking
        self._facets = facets
        self._own = own
        self._analyzer = analyzer
        self._synonyms = synonyms

    def ready(
        self,
        query: str,
        filters: Filters,
        *,
        exact: bool,
        relaxed: bool = False,
        node: Node | None = None,
    ) -> Ready:
        """Return a query, or a tree that it has been read as, ready. Raises ``QueryError``."""

        def attempt() -> Ready:
            reader = ClusterReader(self.statistics)
            plans = self._plans(reader)
            if node is None:
                plan = plans.plan(query, exact=exact)
            else:
                plan = plans.of_tree(query, node, exact=exact)
            return self._made(plan, filters, reader, relaxed=relaxed)

        return self.statistics.settle(attempt)

    def totals(self, queries: Sequence[str], filters: Filters, *, exact: bool) -> list[int]:
        """Return how many articles have all that each query asks for, 0 if it cannot be read."""

        def attempt() -> list[Ready | None]:
            reader = ClusterReader(self.statistics)
            plans = self._plans(reader)
            found: list[Ready | None] = []
            unsettled = False
            for query in queries:
                try:
                    plan = plans.plan(query, exact=exact)
                    found.append(self._made(plan, filters, reader, relaxed=False))
                except QueryError:
                    found.append(None)
                except Unsettled:  # the others are asked about at the same time
                    unsettled = True
            if unsettled:
                raise Unsettled
            return found

        ready = self.statistics.settle(attempt)
        bodies = [
            {
                "size": 0,
                "track_total_hits": True,
                "query": every((one.matches, one.filtered)) if one else NOTHING,
            }
            for one in ready
        ]
        return [answer["hits"]["total"]["value"] for answer in self._asking.several(bodies)]

    def _plans(self, reader: ClusterReader) -> Plans:
        words = QueryWords(self._analyzer, reader)
        return Plans(words, self._facets, self._own, self._synonyms)

    def _made(self, plan: Plan, filters: Filters, reader: ClusterReader, *, relaxed: bool) -> Ready:
        strict = plan.strict
        wanted = plan.relaxed if relaxed else strict
        weight = weight_on(wanted, reader)
        chosen = filter_queries(filters, self._facets, reader, self._own)
        total, words = sum_of(weight), tuple(weight.words(1.0))
        clauses = tuple(dict.fromkeys(weight.clauses()))
        found = matching(wanted, reader)
        should = scoring(total, words, reader)
        return Ready(
            plan=plan,
            relaxed=relaxed,
            matches=found,
            scored={"bool": {"filter": [found], "should": should}},
            filters={name: matching(own, reader) for name, own in chosen.items()},
            refiner=Refiner(weight, reader) if should or total.constants else None,
            clauses=clauses,
            weights=tuple(clause_weight(clause, reader) for clause in clauses),
        )
