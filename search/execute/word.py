"""A word of a query, and how much each term that speaks for it counts.

The frequencies of a word's terms, in all views and fields, are weighed, added up and saturated
once: BM25F (Robertson, Zaragoza and Taylor 2004) with the views as further fields. At first the
stem alone is weighed; what the other views and the positions add, which is never negative, is
worked out for the best articles only (:mod:`search.rank.rerank`). The numbers were chosen on the
development sets of ``tests/evaluation``; settings around them differ little.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property
from math import exp
from typing import Any, NamedTuple

from whoosh import query as wq

from index.analysis import Token
from index.schema import ROOT_FIELD, STEM_SUFFIX, TITLE_TIMES
from search.results import Span

TITLE = float(TITLE_TIMES)
"""What a word of the title counts, of the body 1."""
EXACT = 0.5
"""The form asked for, besides its stem."""
ROOT = 0.2
"""A word of the same root."""
LEAD = 1.5
"""Besides, a word among the first ``LEAD_WORDS`` of the body."""
LEAD_WORDS = 30
OWN_TITLE = 0.5
"""What the title by itself adds, as a share of title and body together."""
LETTER = 0.03
"""Growth of a word's weight with each letter: longer words say more."""
PAIR = 0.2
"""Two words next to each other as in the query, as a share of a word's weight."""

_ALL = 1.0 + EXACT + ROOT

Term = tuple[str, bytes]
"""Field and term."""


class Evidence(NamedTuple):
    """A term, and what each of its occurrences counts."""

    field: str
    term: bytes
    weight: float


class Part(NamedTuple):
    """Evidence saturated together, in articles as long as ``lengths`` (field, times) say."""

    evidence: tuple[Evidence, ...]
    lengths: tuple[tuple[str, float], ...]
    weight: float


class Word(wq.Query):  # type: ignore[misc]
    """Articles that have a word, by its stems or its form, or if ``by_root`` by its roots.

    ``at`` is its place in the query, by which neighbours are known.
    """

    def __init__(self, token: Token, fields: Sequence[str], at: Span, *, by_root: bool) -> None:
        self.token = token
        self.fields = tuple(fields)
        self.at = at
        self.by_root = by_root
        self.boost = 1.0
        stem, *_ = token.stems
        self.stems = _terms(fields, STEM_SUFFIX, (stem,))
        self.exacts = _terms(fields, "", (token.exact,))
        self.roots: tuple[Term, ...] = ()
        if len(fields) > 1:  # the root view does not tell titles from bodies
            self.roots = tuple((ROOT_FIELD, root.encode()) for root in token.roots)
        found = _terms(fields, STEM_SUFFIX, token.stems) + self.exacts
        self.terms = found + self.roots if by_root else found

    def _key(self) -> tuple[Any, ...]:
        return self.token.stems, self.token.exact, self.fields, self.by_root, self.boost

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Word) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Word({self.token.exact!r}, {self.fields!r})"

    def boosted(self, boost: float) -> "Word":
        """Return the word with a weight of its own."""
        twin = copy(self)
        twin.boost = boost
        return twin

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What is weighed in all: the article, and its title once more."""
        return self._parts(((self.stems, 1.0), (self.exacts, EXACT), (self.roots, ROOT)))

    @cached_property
    def first_parts(self) -> tuple[Part, ...]:
        """What is weighed at first: the stem, or of a word found by its root that."""
        return self._parts(((self.roots, ROOT) if self.by_root else (self.stems, 1.0),))

    def _parts(self, views: Iterable[tuple[tuple[Term, ...], float]]) -> tuple[Part, ...]:
        every = tuple(
            Evidence(field, term, weight / _ALL * (TITLE if field.startswith("title") else 1.0))
            for terms, weight in views
            for field, term in terms
        )
        if len(self.fields) == 1:
            return (Part(every, ((self.fields[0] + STEM_SUFFIX, 1.0),), 1.0),)
        titles = tuple(e._replace(weight=e.weight / TITLE) for e in every if "title" in e.field)
        both = (("title" + STEM_SUFFIX, TITLE), ("body" + STEM_SUFFIX, 1.0))
        found = Part(every, both, 1.0), Part(titles, both[:1], OWN_TITLE)
        return tuple(part for part in found if part.evidence)

    @property
    def bodies(self) -> tuple[Term, ...]:
        """The stem where it stands in bodies, if it is looked for there."""
        return tuple(term for term in self.stems if term[0].startswith("body"))

    @property
    def letters(self) -> float:
        """How much the word's length adds to its weight."""
        return exp(LETTER * len(self.token.exact))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Return a stock matcher, for who runs the query without naba's executor."""
        return self._stock().matcher(searcher, context)

    def estimate_size(self, ixreader: Any) -> int:
        """Return at most how many documents match, as stock Whoosh asks."""
        return int(self._stock().estimate_size(ixreader))

    def _stock(self) -> Any:
        return wq.Or([wq.Term(*term) for term in self.terms])


def _terms(fields: Iterable[str], suffix: str, terms: Iterable[str]) -> tuple[Term, ...]:
    found = dict.fromkeys(terms)
    return tuple((field + suffix, term.encode()) for field in fields for term in found)


def words_of(query: Any) -> list[Word]:
    """Return the words a query scores, in the order of the query."""
    match query:
        case Word():
            return [query]
        case wq.And() | wq.Or():
            return [word for part in query.subqueries for word in words_of(part)]
        case wq.AndMaybe():
            return words_of(query.a) + words_of(query.b)
    return []
