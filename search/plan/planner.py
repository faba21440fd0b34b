"""From a syntax tree to what can be run: a ``whoosh.query`` tree.

A word is looked for in the stem view of title and body, and scored by all its views; where any
word will do, by its root as well, and one that no article has by those a letter away from it.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, Literal

from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from index.analysis import Analyzer, Token, is_stopword
from index.facets import FACETS
from index.schema import STEM_SUFFIX, day_number
from search.execute.executor import Executor
from search.execute.match import Values
from search.execute.word import Word
from search.facets.facets import Facets
from search.plan.clause import Clause, clause_of
from search.plan.leaf import (
    FIELD_BOOST,
    FUZZY_BOOST,
    Text,
    fields_of,
    folded_pattern,
    fuzzy_queries,
    is_text,
    lattice,
    of_view,
    pattern_queries,
)
from search.query import syntax
from search.query.syntax import Node
from search.results import Filters

_LEAST_LETTERS = 5
"""Of a word that is taken for its neighbours when no article has it."""
_NEIGHBOURS = 5

Mode = Literal["all", "one", "any"]
"""Whether all words must be found or any will do; ``one``: any, of a query of a single word."""

_EVERYTHING = wq.ConstantScoreQuery(wq.Every(), 0.0)


class Plan:
    """A query made ready. What is not asked for is not worked out."""

    def __init__(self, node: Node | None, planner: "Planner") -> None:
        self._node = node
        self._planner = planner

    @cached_property
    def strict(self) -> Any:
        """The query that wants all clauses."""
        return _EVERYTHING if self._node is None else self._planner.query(self._node, "all")

    @cached_property
    def relaxed(self) -> Any:
        """The query that wants any clause, perhaps equal to the strict one."""
        if self._node is None:
            return _EVERYTHING
        return self._planner.query(self._node, "any" if len(self._leaves) > 1 else "one")

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """What of a text the query matches."""
        planner = self._planner
        found = (
            clause_of(leaf, planner.analyzer, planner.executor, exact=planner.exact)
            for leaf in self._leaves
        )
        return tuple(dict.fromkeys(clause for clause in found if clause))

    @cached_property
    def words(self) -> tuple[syntax.Word, ...]:
        """The plain words, for "did you mean"."""
        return tuple(leaf for leaf in self._leaves if isinstance(leaf, syntax.Word))

    @cached_property
    def _leaves(self) -> list[Text]:
        """The leaves that look for words of the article; stop words only if there is no other."""
        if self._node is None:
            return []
        leaves = [leaf for leaf in syntax.leaves(self._node) if is_text(leaf)]
        if len(leaves) == 1:
            return leaves
        return [leaf for leaf in leaves if not self._planner.is_stop(leaf)] or leaves


def filter_queries(filters: Filters, facets: Facets) -> dict[str, Any]:
    """Return facet (or ``date``) to the query its selection stands for."""
    queries: dict[str, Any] = {}
    for facet in FACETS:
        if chosen := getattr(filters, facet):
            names = [name for text in chosen for name in facets[facet].resolve(text)]
            queries[facet] = _values(facets, facet, names)
    if filters.since or filters.until:
        queries["date"] = _dates(syntax.Dates(filters.since, filters.until, (0, 0)))
    return queries


class Planner:
    """Turns syntax into queries, a method a kind of node.

    ``exact`` looks in the exact view only. The executor tells what terms the index has.
    """

    def __init__(
        self, analyzer: Analyzer, facets: Facets, executor: Executor, *, exact: bool
    ) -> None:
        self.analyzer = analyzer
        self.facets = facets
        self.executor = executor
        self.exact = exact

    def query(self, node: Node, mode: Mode) -> Any:
        """Return the query of a node."""
        match node:
            case syntax.Not(child):
                return wq.Not(self.query(child, mode))
            case syntax.Must(child):
                return self.query(child, mode)
            case syntax.All(children):
                return _combine(wq.And, [self.query(child, mode) for child in children])
            case syntax.Any(children):
                return _combine(wq.Or, [self.query(child, mode) for child in children])
            case syntax.Row(children):
                return self.row(children, mode)
        return self.leaf(node, mode)

    def row(self, children: Sequence[Node], mode: Mode) -> Any:
        """Clauses side by side: stop words go, facets and dates are required in any mode."""
        filters: list[Node] = []
        musts: list[Node] = []
        free: list[Node] = []
        excluded: list[Node] = []
        for child in children:
            if isinstance(child, syntax.Not):
                excluded.append(child)
            elif _only_filters(child):
                filters.append(child)
            else:
                (musts if isinstance(child, syntax.Must) else free).append(child)
        words = [child for child in free if not self.is_stop(child)]
        if not words and not musts:
            words = free
        required, wanted = (
            _distinct(self.query(child, mode) for child in some)
            for some in (filters + musts, words)
        )
        if mode == "all" or not wanted:
            found = _combine(wq.And, required + wanted)
        elif musts:
            found = wq.AndMaybe(_combine(wq.And, required), _combine(wq.Or, wanted))
        else:
            found = _combine(wq.And, [*required, _combine(wq.Or, wanted)])
        if not excluded:
            return found
        if len(excluded) == len(children):
            found = _EVERYTHING
        return wq.And([found, *(self.query(child, mode) for child in excluded)])

    def is_stop(self, node: Node) -> bool:
        """Tell whether a clause is a word that says nothing by itself."""
        if not isinstance(node, syntax.Word) or node.exact or node.distance:
            return False
        tokens = self.analyzer(node.text)
        return bool(tokens) and all(is_stopword(token.text) for token in tokens)

    def leaf(self, leaf: syntax.Leaf, mode: Mode) -> Any:
        """Return the query of a leaf."""
        match leaf:
            case syntax.Anything(_, field):
                return wq.ConstantScoreQuery(wq.Every(field), 0.0) if field else _EVERYTHING
            case syntax.Dates():
                return _dates(leaf)
        field = leaf.field
        if field in FACETS:
            facet = self.facets[field]
            pattern = isinstance(leaf, syntax.Pattern)
            resolve = facet.resolve_pattern if pattern else facet.resolve
            names = resolve(folded_pattern(leaf.text) if pattern else leaf.text)
            return _values(self.facets, field, names)
        exact = self.exact or leaf.exact
        match leaf:
            case syntax.Pattern():
                queries = pattern_queries(leaf, exact=exact)
            case syntax.Phrase():
                queries = self.phrase(leaf, exact, mode)
            case syntax.Word():
                queries = self.word(leaf, exact, mode)
        return _combine(wq.Or, queries)

    def word(self, leaf: syntax.Word, exact: bool, mode: Mode) -> list[Any]:
        """Return the queries any of which a word is found by."""
        whole, places = lattice(self.analyzer(leaf.text))
        fields = fields_of(leaf)
        queries = [
            wq.Term(field, token.exact, boost=FIELD_BOOST[field])
            for field in fields
            for token in whole
        ]
        if len(places) > 1:
            queries += [_in_a_row(field, places, None, exact) for field in fields]
        for token in places[0] if len(places) == 1 else ():
            if exact:
                terms = ((field, token.exact, FIELD_BOOST[field]) for field in fields)
                queries += [wq.Term(*term) for term in terms]
            else:
                queries += self.spoken_for(token, leaf, mode)
        if leaf.distance:
            queries += fuzzy_queries(leaf, places)
        return _distinct(queries)

    def spoken_for(self, token: Token, leaf: syntax.Word, mode: Mode) -> list[Word]:
        """Return a word; one that no article has, where any will do, with what stands for it."""
        fields = fields_of(leaf)
        word = Word(token, fields, leaf.at, by_root=False)
        if mode == "all" or self.executor.words.frequency(word):
            return [word]
        word = Word(token, fields, leaf.at, by_root=True)
        # A word by itself that no article has is for "did you mean".
        if mode != "any" or len(token.exact) < _LEAST_LETTERS or not token.exact.isalpha():
            return [word]
        near = self.executor.vocabulary("body").near(token.exact, 1)
        meant = sorted(near, key=lambda found: -found.documents)[:_NEIGHBOURS]
        tokens = (token for found in meant for token in self.analyzer(found.term))
        words = (Word(token, fields, leaf.at, by_root=False) for token in tokens)
        return [word, *(each.boosted(FUZZY_BOOST) for each in words)]

    def phrase(self, leaf: syntax.Phrase, exact: bool, mode: Mode) -> list[Any]:
        """Return the queries any of which a phrase is found by."""
        _, places = lattice(self.analyzer(leaf.text))
        if len(places) == 1:
            return self.word(syntax.Word(leaf.text, leaf.at, leaf.field), exact, mode)
        slop = leaf.slop or None
        return [_in_a_row(field, places, slop, exact) for field in fields_of(leaf) if places]


def _only_filters(node: Node) -> bool:
    """Tell whether a positive clause holds facets and dates alone."""
    return not any(is_text(leaf) for leaf in syntax.leaves(node))


def _in_a_row(field: str, places: Sequence[Sequence[Token]], slop: int | None, exact: bool) -> Any:
    """The words next to each other, or with ``slop`` others between them in any order."""
    name = field if exact else field + STEM_SUFFIX
    words = [of_view(place, "exact" if exact else "stem") for place in places]
    boost = FIELD_BOOST[field]
    if slop is None and all(len(place) == 1 for place in words):
        return wq.Phrase(name, [place[0] for place in words], boost=boost)
    parts = [_combine(wq.Or, [wq.Term(name, word) for word in place]) for place in words]
    if slop is None:
        near = SpanNear2(parts)
    else:
        # A word between two others is part of their stretch (distance 0); but one that is
        # asked for twice must not count as its own neighbour.
        repeated = len({word for place in words for word in place}) < sum(map(len, words))
        near = SpanNear2(parts, slop=slop + 1, ordered=False, mindist=int(repeated))
    return wq.And([near], boost=boost)


def _values(facets: Facets, facet: str, names: Iterable[str]) -> Any:
    return Values(facet, facets[facet].local_names(names))


def _dates(dates: syntax.Dates) -> Any:
    start, end = (day and day_number(day) for day in (dates.start, dates.end))
    return wq.NumericRange("date", start, end, boost=0.0)


def _distinct(queries: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(queries))


def _combine(kind: type[wq.And] | type[wq.Or], queries: list[Any]) -> Any:
    """Join queries; those of words without a letter to search for do not count."""
    queries = [query for query in queries if query is not wq.NullQuery]
    if not queries:
        return wq.NullQuery
    return queries[0] if len(queries) == 1 else kind(queries)
