"""From a syntax tree to a ``whoosh.query`` tree.

A word is looked for by its stems and its form in title and body. In the relaxed query, in which
any word suffices, a word that no article has is looked for by its root as well, and by the words
that are one letter away from it; one by itself by its root only where no spelling is near. There
the words of a phrase score by themselves too, and find articles where none has the phrase.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, Literal

from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from index.analysis import Token
from index.analysis.drawn_out import is_drawn_out
from index.analysis.open_words import stem_of
from index.facets import FACETS
from index.schema import STEM_SUFFIX
from search.budget import check
from search.execute.queries.arrived import Arrived
from search.execute.queries.asked import Asked
from search.execute.queries.in_a_row import InARow
from search.execute.queries.word_query import WordQuery
from search.own import Own
from search.plan.filters import dates, values
from search.plan.leaf import (
    FIELD_BOOST,
    FUZZY_BOOST,
    IN_A_ROW_BOOST,
    Text,
    fields_of,
    folded_pattern,
    fuzzy_queries,
    is_text,
    of_view,
    pattern_queries,
)
from search.plan.query_words import QueryWords
from search.plan.sources import FacetSource
from search.plan.times import arrivals_since
from search.query import syntax
from search.query.lexer import OWN, VALUED
from search.query.syntax import Node
from search.results import StandIn

_LEAST_LETTERS = 5
"""Minimum number of letters for an unindexed word to be expanded to terms one edit away."""
_NEIGHBOURS = 5
"""Maximum number of words that an unindexed word is expanded to, the most frequent ones."""

Mode = Literal["all", "one", "any"]
"""How many clauses must match: all, or any; ``one`` is any, in a query of a single word."""

_EVERYTHING = wq.ConstantScoreQuery(wq.Every(), 0.0)
"""All articles, with a score of 0."""


class Plan:
    """The queries that a syntax tree stands for; what is not asked for is not worked out.

    ``written`` is the tree without what was put beside its words; ``read_as`` has the Latin words
    of the query with the Arabic ones that were put there.
    """

    def __init__(
        self,
        written: Node | None,
        node: Node | None,
        planner: "Planner",
        read_as: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.written = written
        self.read_as = read_as
        self._node = node
        self._planner = planner

    @cached_property
    def strict(self) -> Any:
        """The query in which all clauses must match."""
        return _EVERYTHING if self._node is None else self._planner.query(self._node, "all")

    @cached_property
    def relaxed(self) -> Any:
        """The query in which any clause suffices, perhaps equal to the strict one."""
        if self._node is None:
            return _EVERYTHING
        return self._planner.query(self._node, "any" if len(self._leaves) > 1 else "one")

    @property
    def stand_ins(self) -> tuple[StandIn, ...]:
        """What the relaxed query looks for in place of a word by itself that no article has."""
        return tuple(self._planner.stand_ins.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The words by themselves that only their own letters match, as names of the index."""
        return tuple(self._planner.names)

    @cached_property
    def words(self) -> tuple[syntax.Word, ...]:
        """The plain words of the query, which may have been misspelt."""
        return tuple(leaf for leaf in self._leaves if isinstance(leaf, syntax.Word))

    @cached_property
    def _leaves(self) -> list[Text]:
        """The leaves that look for words of the article; stop words only if nothing else."""
        if self._node is None:
            return []
        leaves = [leaf for leaf in syntax.leaves(self._node) if is_text(leaf)]
        if len(leaves) == 1:
            return leaves
        return [leaf for leaf in leaves if not self._planner.is_stop(leaf)] or leaves


class Planner:
    """Turns syntax into queries, one method for each kind of node.

    With ``exact`` words are looked for as they are written. A word that is ``alone``, which there
    is no other beside, is looked for by its letters if the index has it as a name.
    """

    def __init__(
        self, words: QueryWords, facets: FacetSource, own: Own, *, exact: bool, alone: bool
    ) -> None:
        self.words = words
        self.facets = facets
        self.own = own
        self.reader = words.reader
        self.exact = exact
        self.alone = alone
        self.stand_ins: dict[str, StandIn] = {}
        """What stands for the words of a query of one word that no article has."""
        self.names: dict[str, None] = {}
        """Words by themselves that were looked for by their letters as names of the index."""

    def query(self, node: Node, mode: Mode) -> Any:
        """Return the query of a node."""
        match node:
            case syntax.Not(child):
                return wq.Not(self.query(child, mode))
            case syntax.Must(child):
                return self.query(child, mode)
            case syntax.Boosted(child, factor):
                found = self.query(child, mode)
                return found if found is wq.NullQuery else wq.And([found], boost=factor)
            case syntax.All(children):
                return _combine(wq.And, [self.query(child, mode) for child in children])
            case syntax.Any(children):
                return _combine(wq.Or, [self.query(child, mode) for child in children])
            case syntax.Row(children):
                return self.row(children, mode)
        return self.leaf(node, mode)

    def row(self, children: Sequence[Node], mode: Mode) -> Any:
        """Return the query of clauses side by side.

        Stop words are left out; facets and dates are required in any mode.
        """
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
        """Tell whether a clause is a plain stop word."""
        if isinstance(node, syntax.Boosted):
            return self.is_stop(node.child)
        if not isinstance(node, syntax.Word) or node.exact or node.distance:
            return False
        return self.words.is_stop(node.text)

    def leaf(self, leaf: syntax.Leaf, mode: Mode) -> Any:
        """Return the query of a leaf."""
        check()
        return self.text(leaf, mode) if isinstance(leaf, Text) else self.other(leaf)

    def other(self, leaf: syntax.Dates | syntax.LastRun | syntax.Anything) -> Any:
        """Return the query of a leaf without a text to look for."""
        match leaf:
            case syntax.Anything(_, "added"):
                return _EVERYTHING
            case syntax.Anything(_, "own"):
                return self.own.any()
            case syntax.Anything(_, field):
                return wq.ConstantScoreQuery(wq.Every(field), 0.0) if field else _EVERYTHING
            case syntax.Dates():
                return dates(leaf)
            case syntax.LastRun():
                return Arrived(arrivals_since("last-run", self.reader))

    def text(self, leaf: Text, mode: Mode) -> Any:
        """Return the query of a leaf with a text: words of the articles, or a facet's name."""
        field = leaf.field
        if field == OWN:
            return self.own_tag(leaf)
        if field in FACETS:
            facet = self.facets[field]
            pattern = isinstance(leaf, syntax.Pattern)
            resolve = facet.resolve_pattern if pattern else facet.resolve
            names = resolve(folded_pattern(leaf.text) if pattern else leaf.text)
            return values(self.facets, field, names)
        exact = self.exact or leaf.exact
        match leaf:
            case syntax.Pattern():
                queries = pattern_queries(leaf, exact=exact)
            case syntax.Phrase():
                queries = self.phrase(leaf, exact, mode)
            case syntax.Word():
                queries = self.word(leaf, exact, mode)
        found = _combine(wq.Or, queries)
        if mode == "any" and not exact and (words := self.words_of(leaf)):
            found = InARow(wq.And([found], boost=IN_A_ROW_BOOST), wq.Or(words))
        return found if found is wq.NullQuery else Asked(found, leaf.text)

    def own_tag(self, leaf: Text) -> Any:
        """Return the query of the articles with a tag of the user's own."""
        if isinstance(leaf, syntax.Pattern):
            return self.own.like(leaf.text)
        return self.own.tagged(leaf.text)

    def word(self, leaf: syntax.Word, exact: bool, mode: Mode) -> list[Any]:
        """Return the queries by any of which a word is found."""
        whole, places = self.words.lattice(leaf.text, exact=exact)
        fields = fields_of(leaf)
        queries = [
            wq.Term(field, token.exact, boost=FIELD_BOOST[field])
            for field in fields
            for token in whole
        ]
        if len(places) > 1:
            queries += [_in_a_row(field, places, None, exact) for field in fields]
        if not exact:
            for word in self.words.queries(leaf.text, fields, alone=self.alone):
                queries += self.spoken_for(word.placed(leaf.at), leaf, mode)
        elif len(places) == 1:
            terms = ((f, token.exact, FIELD_BOOST[f]) for token in places[0] for f in fields)
            queries += [wq.Term(*term) for term in terms]
        if not exact and is_drawn_out(leaf.text) and self.words.frequency(leaf.text):
            form = self.words(leaf.text)[0].exact
            queries += [wq.Term(field, form, boost=FIELD_BOOST[field]) for field in fields]
        if leaf.distance:
            queries += fuzzy_queries(leaf, places)
        return _distinct(queries)

    def spoken_for(self, word: WordQuery, leaf: syntax.Word, mode: Mode) -> list[WordQuery]:
        """Return the word, and in the relaxed query what stands for one that no article has."""
        token, fields, forms = word.token, word.terms.fields, word.forms
        if self.alone and forms.alone:
            self.names[leaf.text] = None
            if mode != "all":
                self.stand_ins[leaf.text] = StandIn(leaf.text, (), ())
                forms = forms._replace(alone=False)
                word = WordQuery(token, fields, leaf.at, by_root=False, forms=forms)
        if mode == "all" or self.reader.frequency_of_word(word.terms):
            return [word]
        near = self.near(token.exact, at_least=mode == "one")
        tokens = (token for term in near for token in self.words.tokens(term, exact=False))
        words = [WordQuery(token, fields, leaf.at, by_root=False) for token in tokens]
        if mode == "one":
            roots = tuple(root for root in token.roots if stem_of(root) is None)
            self.stand_ins[leaf.text] = StandIn(leaf.text, near, () if near else roots)
            if near:
                return words
        word = WordQuery(token, fields, leaf.at, by_root=True)
        return [word, *(each.boosted(FUZZY_BOOST) for each in words)]

    def near(self, term: str, *, at_least: bool) -> tuple[str, ...]:
        """Return the most frequent terms of bodies that are one edit away from an unindexed one.

        With ``at_least`` those as near as any are returned, two edits away at most.
        """
        if len(term) < _LEAST_LETTERS or not term.isalpha():
            return ()
        for edits in (1, 2) if at_least and len(term) > _LEAST_LETTERS else (1,):
            if near := self.reader.near("body", term, edits):
                meant = sorted(near, key=lambda found: (-found.documents, found.term))
                return tuple(found.term for found in meant[:_NEIGHBOURS])
        return ()

    def words_of(self, leaf: Text) -> list[WordQuery]:
        """Return the words of a leaf that asks for several in a row, but for stop words."""
        if isinstance(leaf, syntax.Pattern):
            return []
        _, places = self.words.lattice(leaf.text, exact=False)
        if len(places) < 2:
            return []
        begin, fields = leaf.at[0], fields_of(leaf)
        return [
            WordQuery(token, fields, (begin + token.start, begin + token.end), by_root=False)
            for token in chain.from_iterable(places)
            if not self.words.is_stop(token.text)
        ]

    def phrase(self, leaf: syntax.Phrase, exact: bool, mode: Mode) -> list[Any]:
        """Return the queries by any of which a phrase is found."""
        _, places = self.words.lattice(leaf.text, exact=exact)
        if len(places) == 1:
            return self.word(syntax.Word(leaf.text, leaf.at, leaf.field), exact, mode)
        slop = leaf.slop or None
        return [_in_a_row(field, places, slop, exact) for field in fields_of(leaf) if places]


def _only_filters(node: Node) -> bool:
    """Tell whether a positive clause holds facets and dates alone."""
    if isinstance(node, syntax.Word):
        return node.field in VALUED
    return not any(is_text(leaf) for leaf in syntax.leaves(node))


def _in_a_row(field: str, places: Sequence[Sequence[Token]], slop: int | None, exact: bool) -> Any:
    """Return the query of words in a row, or with ``slop`` others between them in any order."""
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


def _distinct(queries: Iterable[Any]) -> list[Any]:
    found = list(queries)
    return found if len(found) < 2 else list(dict.fromkeys(found))


def _combine(kind: type[wq.And] | type[wq.Or], queries: list[Any]) -> Any:
    """Return several queries as one; words without a letter to search for do not count."""
    queries = [query for query in queries if query is not wq.NullQuery]
    if not queries:
        return wq.NullQuery
    return queries[0] if len(queries) == 1 else kind(queries)
