"""Reads queries and plans them, with synonyms and with the Arabic that Latin letters stand for."""

from index.analysis.synonyms import Synonyms
from index.patterns import pattern
from search.own import Own
from search.plan.leaf import is_lone_word
from search.plan.planner import Plan, Planner
from search.plan.query_words import QueryWords
from search.plan.sources import FacetSource
from search.query.latin import latin_names, latin_words, with_arabic
from search.query.parser import parse
from search.query.synonymy import with_synonyms
from search.query.syntax import Node

_LATIN = pattern("[A-Za-z]{2}")
_MOST_NAMES = 5
"""Most Arabic names that a Latin one is read as."""


class Plans:
    """Plans queries for one index; not for several threads at once."""

    def __init__(
        self, words: QueryWords, facets: FacetSource, own: Own, synonyms: Synonyms
    ) -> None:
        self._words = words
        self._facets = facets
        self._own = own
        self._synonyms = synonyms

    def plan(self, query: str, *, exact: bool) -> Plan:
        """Return the plan of a query. Raises ``QueryError``."""
        return self.of_tree(query, parse(query), exact=exact)

    def of_tree(self, query: str, node: Node | None, *, exact: bool) -> Plan:
        """Return the plan of a tree that a query has been read as."""
        written = node
        read_as: dict[str, tuple[str, ...]] = {}
        if node is not None and not exact:
            node = with_synonyms(node, self._synonyms, self._words)
            if _LATIN.search(query):
                read_as = {w: found for w in latin_words(node) if (found := self._spelled(w))}
                read_as |= {n: found for n in latin_names(node) if (found := self._called(n))}
            node = with_arabic(node, read_as) if read_as else node
        alone = written is not None and is_lone_word(written, self._words.is_stop)
        planner = Planner(self._words, self._facets, self._own, exact=exact, alone=alone)
        return Plan(written, node, planner, read_as)

    def _spelled(self, word: str) -> tuple[str, ...]:
        """Return the place, else the Arabic words of persons, that a Latin word may be."""
        found = (self._facets[kind].spelled(word) for kind in ("place", "person"))
        return next(filter(None, found), ())

    def _called(self, name: str) -> tuple[str, ...]:
        """Return the Arabic names, the shortest first, that a Latin name of words may be."""
        found = {n for kind in ("place", "person") for n in self._facets[kind].resolve(name)}
        arabic = (n for n in found if not n.isascii())
        return tuple(sorted(arabic, key=lambda n: (len(n.split()), n))[:_MOST_NAMES])
