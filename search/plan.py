"""From a syntax tree to what can be run: a ``whoosh.query`` tree and what to highlight.

A word is looked for in the stem view of title and body, and scored by all its views; where any
word will do, by its root as well, and one that no article has by those a letter away from it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from index.analysis import Analyzer, Token, fold, is_stopword
from index.schema import STEM_SUFFIX, day_number
from search import syntax
from search.execute import Executor
from search.facets import Facets
from search.match import Values
from search.results import FACETS, Filters
from search.syntax import Node
from search.vocabulary import Glob
from search.word import Word

FIELD_BOOST = {"title": 2.5, "body": 1.0}
FUZZY_BOOST = 0.6
_LEAST_LETTERS = 5
"""Of a word that is taken for its neighbours when no article has it."""
_NEIGHBOURS = 5
_LISTED = 64
"""Terms of a pattern of which each is highlighted by itself."""

View = Literal["exact", "stem"]
Mode = Literal["all", "one", "any"]
"""Whether all words must be found or any will do; ``one``: any, of a query of a single word."""

_EVERYTHING = wq.ConstantScoreQuery(wq.Every(), 0.0)


@dataclass(frozen=True, slots=True)
class Probe:
    """A term, or terms in a row, of one view: ``places`` has the alternatives of each place.

    ``slop`` is None for terms in a row, else how many other words may stand between each
    term and those before it, in any order.
    """

    view: View
    places: tuple[frozenset[str] | Glob, ...]
    slop: int | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing the user asked for: ``label`` as written, found by any of its probes."""

    label: str
    fields: tuple[str, ...]
    probes: tuple[Probe, ...]


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
        found = (clause for leaf in self._leaves if (clause := self._planner.clause(leaf)))
        return tuple(dict.fromkeys(found))

    @cached_property
    def words(self) -> tuple[syntax.Word, ...]:
        """The plain words, for "did you mean"."""
        return tuple(leaf for leaf in self._leaves if isinstance(leaf, syntax.Word))

    @cached_property
    def _leaves(self) -> list[syntax.Leaf]:
        """The leaves that look for words of the article; stop words only if there is no other."""
        if self._node is None:
            return []
        leaves = [leaf for leaf in syntax.leaves(self._node) if _is_text(leaf)]
        if len(leaves) == 1:
            return leaves
        return [leaf for leaf in leaves if not self._planner.is_stop(leaf)] or leaves


def make_plan(
    node: Node | None, analyzer: Analyzer, facets: Facets, executor: Executor, *, exact: bool
) -> Plan:
    """Plan a query; ``exact`` looks in the exact view only.

    The executor tells what terms the index has.
    """
    return Plan(node, Planner(analyzer, facets, executor, exact))


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
    """Turns syntax into queries, a method a kind of node."""

    def __init__(self, analyzer: Analyzer, facets: Facets, executor: Executor, exact: bool) -> None:
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
            names = resolve(_folded(leaf.text) if pattern else leaf.text)
            return _values(self.facets, field, names)
        exact = self.exact or leaf.exact
        match leaf:
            case syntax.Pattern():
                queries = _patterns(leaf, exact)
            case syntax.Phrase():
                queries = self.phrase(leaf, exact, mode)
            case syntax.Word():
                queries = self.word(leaf, exact, mode)
        return _combine(wq.Or, queries)

    def word(self, leaf: syntax.Word, exact: bool, mode: Mode) -> list[Any]:
        """Return the queries any of which a word is found by."""
        whole, places = _lattice(self.analyzer(leaf.text))
        fields = _fields(leaf)
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
            queries += _fuzzy(leaf, places)
        return _distinct(queries)

    def spoken_for(self, token: Token, leaf: syntax.Word, mode: Mode) -> list[Word]:
        """Return a word; one that no article has, where any will do, with what stands for it."""
        fields = _fields(leaf)
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
        _, places = _lattice(self.analyzer(leaf.text))
        if len(places) == 1:
            return self.word(syntax.Word(leaf.text, leaf.at, leaf.field), exact, mode)
        slop = leaf.slop or None
        return [_in_a_row(field, places, slop, exact) for field in _fields(leaf) if places]

    def clause(self, leaf: syntax.Leaf) -> Clause | None:
        """Return what of a text a leaf matches."""
        assert isinstance(leaf, syntax.Word | syntax.Pattern | syntax.Phrase)
        exact = self.exact or leaf.exact
        views: tuple[View, ...] = ("exact",) if exact else ("stem", "exact")
        probes: list[Probe] = []
        if isinstance(leaf, syntax.Pattern):
            probes += self.patterns(_patterns(leaf, exact))
        else:
            whole, places = _lattice(self.analyzer(leaf.text))
            slop = leaf.slop or None if isinstance(leaf, syntax.Phrase) else None
            if len(places) > 1:
                views = views[:1]
            for view in views if places else ():
                alternatives = tuple(frozenset(_of_view(place, view)) for place in places)
                probes.append(Probe(view, alternatives, slop))
            if isinstance(leaf, syntax.Word):
                probes += [Probe("exact", (frozenset({token.exact}),)) for token in whole]
                if leaf.distance:
                    near = map(self.executor.expand, _fuzzy(leaf, places))
                    terms = frozenset(term.decode() for some in near for term in some)
                    probes += [Probe("exact", (terms,))] if terms else []
        return Clause(leaf.text, _fields(leaf), tuple(probes)) if probes else None

    def patterns(self, queries: Iterable[Any]) -> list[Probe]:
        """Return probes for the terms of patterns: listed when they are few."""
        listed: defaultdict[View, set[str]] = defaultdict(set)
        globs: dict[Probe, None] = {}
        for query in queries:
            view: View = "stem" if query.fieldname.endswith(STEM_SUFFIX) else "exact"
            if sum(map(len, self.executor.numbers(query))) <= _LISTED:
                listed[view].update(term.decode() for term in self.executor.expand(query))
            else:
                text = f"{query.text}*" if isinstance(query, wq.Prefix) else query.text
                globs[Probe(view, (Glob(text, self.executor.common(query)),))] = None
        few = [Probe(view, (frozenset(terms),)) for view, terms in listed.items() if terms]
        return [*few, *globs]


def _is_text(leaf: syntax.Leaf) -> bool:
    """Tell whether a leaf looks for words of the article."""
    return (
        isinstance(leaf, syntax.Word | syntax.Pattern | syntax.Phrase) and leaf.field not in FACETS
    )


def _only_filters(node: Node) -> bool:
    """Tell whether a positive clause holds facets and dates alone."""
    return not any(_is_text(leaf) for leaf in syntax.leaves(node))


def _fields(leaf: syntax.Word | syntax.Pattern | syntax.Phrase) -> tuple[str, ...]:
    return (leaf.field,) if leaf.field else ("title", "body")


def _lattice(tokens: Iterable[Token]) -> tuple[list[Token], list[list[Token]]]:
    """Split tokens into those standing for several (a whole hashtag) and the rest by place."""
    at: dict[int, list[Token]] = {}
    for token in tokens:
        at.setdefault(token.position, []).append(token)
    whole: list[Token] = []
    places: list[list[Token]] = []
    for _, here in sorted(at.items()):
        longest = max(here, key=lambda token: token.end - token.start)
        shorter = [t for t in here if t.end - t.start < longest.end - longest.start]
        whole += [longest] if shorter else []
        places.append(shorter or here)
    return whole, places


def _of_view(place: Sequence[Token], view: View) -> list[str]:
    if view == "exact":
        return list(dict.fromkeys(token.exact for token in place))
    return list(dict.fromkeys(stem for token in place for stem in token.stems))


def _in_a_row(field: str, places: Sequence[Sequence[Token]], slop: int | None, exact: bool) -> Any:
    """The words next to each other, or with ``slop`` others between them in any order."""
    name = field if exact else field + STEM_SUFFIX
    words = [_of_view(place, "exact" if exact else "stem") for place in places]
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


def _folded(pattern: str) -> str:
    return "".join(
        part if part in ("*", "?") else fold(part) for part in re.split(r"([*?])", pattern)
    )


def _patterns(leaf: syntax.Pattern, exact: bool) -> list[Any]:
    """A pattern is tried on the forms written, with the article too, and on stems."""
    text = re.sub(r"\*+", "*", _folded(leaf.text))
    queries: list[Any] = []
    for field in _fields(leaf):
        tried = [(field, text)]
        if not exact:
            tried.append((field + STEM_SUFFIX, text))
            if len(text) > 3 and text[0] not in "*?" and not text.startswith("ال"):
                tried.append((field, f"ال{text}"))
        for name, pattern in tried:
            if pattern.endswith("*") and not set("*?") & set(pattern[:-1]):
                queries.append(wq.Prefix(name, pattern[:-1], boost=FIELD_BOOST[field]))
            else:
                queries.append(wq.Wildcard(name, pattern, boost=FIELD_BOOST[field]))
    return queries


def _fuzzy(leaf: syntax.Word, places: Sequence[Sequence[Token]]) -> list[Any]:
    """Spellings near a word's own: of the exact view, since stems are too short to vary."""
    if len(places) != 1:
        return []
    return [
        wq.FuzzyTerm(field, places[0][0].exact, FIELD_BOOST[field] * FUZZY_BOOST, leaf.distance, 0)
        for field in _fields(leaf)
    ]


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
