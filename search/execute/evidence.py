"""The terms that speak for a word of a query, and how much an occurrence of each counts.

The frequencies of a word's terms, in all views and fields, are weighed, added up and saturated
once: BM25F (Robertson, Zaragoza and Taylor 2004) with the views as further fields. The first
stage of ranking weighs the stem alone; the other views and the positions, which never take
anything away, are added for the best articles only (:mod:`search.rank.rerank`). The weights were
chosen on the development sets of ``tests/evaluation``, seen as a whole and by halves; settings near
them differ little.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from math import exp
from typing import NamedTuple

from index.analysis import Token
from index.analysis.open_words import is_open
from index.analysis.proper_names import LISTED
from index.schema import ROOT_FIELD, STEM_SUFFIX

TITLE_WEIGHT = 8.0
"""Weight of an occurrence in the title, relative to one in the body."""
EXACT_WEIGHT = 1.5
"""Weight of the exact form asked for, relative to the stem and in addition to it."""
ROOT_WEIGHT = 0.2
"""Weight of a word of the same root, relative to the stem and in addition to it."""
LEAD_WEIGHT = 1.5
"""Additional weight of an occurrence among the first ``LEAD_WORDS`` words of the body."""
LEAD_WORDS = 30
"""Number of words at the beginning of a body that count as its lead."""
TITLE_SHARE = 0.75
"""Weight of the title scored by itself, relative to title and body scored together."""
LETTER_GROWTH = 0.03
"""Exponential growth of a word's weight with each letter: longer words say more."""
NAME_WEIGHT = 1.5
"""Weight of a name, and of a word that no shipped table knows, relative to another word."""
PAIR_WEIGHT = 0.2
"""Weight of two words next to each other as in the query, relative to one of them."""

OCCURRENCE_WEIGHT = 1.7
"""Weight of what counts as one occurrence where frequencies are saturated."""

FieldTerm = tuple[str, bytes]
"""A field and a term of it."""


class Evidence(NamedTuple):
    """A term, and how much each of its occurrences counts."""

    field: str
    term: bytes
    weight: float


class Saturated(NamedTuple):
    """Evidence whose weighed frequencies are added up and saturated together.

    ``lengths`` (field, weight) say which lengths normalise the frequency; ``weight`` multiplies
    the result.
    """

    evidence: tuple[Evidence, ...]
    lengths: tuple[tuple[str, float], ...]
    weight: float


class Forms(NamedTuple):
    """Forms of the exact view in which a word keeps its letters.

    ``written`` are the word with proclitics and article, ``others`` its other spellings. Of a word
    that is ``alone`` no other form matches, so that these take the place of its stems.
    """

    written: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    alone: bool = False


STEMMED = Forms()
"""Those of a word that is looked for by its stems, whatever the form."""


class WordTerms:
    """The terms of a word in some text fields: ``stems``, ``exacts`` (its form) and ``roots``.

    ``by_root`` says that a word of the same root counts as a match, which makes roots the
    evidence of the first stage. Of a name that keeps its letters ``forms`` stand for the stems.
    """

    def __init__(
        self, token: Token, fields: Sequence[str], *, by_root: bool, forms: Forms = STEMMED
    ) -> None:
        self.fields = tuple(fields)
        self.by_root = by_root
        self.key = (token.stems, token.same, token.exact, forms, self.fields, by_root)
        """What two words have in common that are looked for alike, wherever they stand."""
        self._hash = hash(self.key)
        kept = _terms(fields, "", forms.written + forms.others) if forms.alone else ()
        self.stems = kept or _terms(fields, STEM_SUFFIX, token.stems[: token.same])
        self.exacts = _terms(fields, "", (token.exact,))
        self.written = _terms(fields, "", (token.exact, *forms.written))
        """The form asked for and those that differ from it by proclitics and article."""
        self.roots: tuple[FieldTerm, ...] = ()
        if len(fields) > 1:  # the root view does not tell titles from bodies
            self.roots = tuple((ROOT_FIELD, root.encode()) for root in token.roots)
        self.emphasis = exp(LETTER_GROWTH * len(token.exact))
        """Factor of the word's weight, which grows with its length and is more for a name."""
        if is_open(token.stems[0]) or token.stems[0] in LISTED:
            self.emphasis *= NAME_WEIGHT
        found = (kept or _terms(fields, STEM_SUFFIX, token.stems)) + self.exacts
        self.matching = found + self.roots if by_root else found
        """The terms any of which a matching article has."""

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, WordTerms) and self.key == other.key)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def whole(self) -> tuple[Saturated, ...]:
        """All evidence: of title and body together, and of the title once more by itself."""
        return self._saturated(
            ((self.stems, 1.0), (self.exacts, EXACT_WEIGHT), (self.roots, ROOT_WEIGHT))
        )

    @cached_property
    def first(self) -> tuple[Saturated, ...]:
        """The evidence of the first stage: the stem, or the root of a word matched by it."""
        return self._saturated(
            ((self.roots, ROOT_WEIGHT) if self.by_root else (self.stems, 1.0),),
        )

    @property
    def in_bodies(self) -> tuple[FieldTerm, ...]:
        """The stems in the body, none of a word that is looked for in titles alone."""
        return tuple(term for term in self.stems if term[0].startswith("body"))

    def _saturated(
        self, views: Iterable[tuple[tuple[FieldTerm, ...], float]]
    ) -> tuple[Saturated, ...]:
        every = tuple(
            Evidence(
                field,
                term,
                weight / OCCURRENCE_WEIGHT * (TITLE_WEIGHT if field.startswith("title") else 1.0),
            )
            for terms, weight in views
            for field, term in terms
        )
        if len(self.fields) == 1:
            found = [Saturated(every, ((self.fields[0] + STEM_SUFFIX, 1.0),), 1.0)]
        else:
            titles = tuple(
                e._replace(weight=e.weight / TITLE_WEIGHT) for e in every if "title" in e.field
            )
            both = (("title" + STEM_SUFFIX, TITLE_WEIGHT), ("body" + STEM_SUFFIX, 1.0))
            found = [Saturated(every, both, 1.0), Saturated(titles, both[:1], TITLE_SHARE)]
        return tuple(one for one in found if one.evidence)


def _terms(fields: Iterable[str], suffix: str, terms: Iterable[str]) -> tuple[FieldTerm, ...]:
    found = dict.fromkeys(terms)
    return tuple((field + suffix, term.encode()) for field in fields for term in found)
