"""Word classes: what a folded word may be, as bits, and the class of every word of the tables."""

from collections.abc import Iterable
from typing import Final

from index.entities.name_counts import name_counts
from index.entities.tables import folded, lines, rows, words_of_class

GIVEN: Final = 1 << 0
WEAK: Final = 1 << 1
FAMILY: Final = 1 << 2
SURE: Final = 1 << 3
COMMON: Final = 1 << 4
TITLE: Final = 1 << 5
NEAR: Final = 1 << 6
NISBA: Final = 1 << 7
SPEECH: Final = 1 << 8
STRONG_ORG: Final = 1 << 9
WEAK_ORG: Final = 1 << 10
DEFINITE_ORG: Final = 1 << 11
HEAD: Final = 1 << 12
PARTICLE: Final = 1 << 13
UNKNOWN: Final = 1 << 14
CUE: Final = 1 << 15
PLACE_NOUN: Final = 1 << 16
FUNCTION: Final = 1 << 17
ORIGIN: Final = 1 << 18
UNSEEN: Final = 1 << 19
DIVINE: Final = 1 << 20
FORENAME: Final = 1 << 21
SURNAME: Final = 1 << 22
NAMED: Final = 1 << 23
CLUB: Final = 1 << 24
"""Classes of a word, as bits.

- ``GIVEN``: a given name; ``WEAK``: a given name that is also a common word; ``FAMILY``: a
  family name; ``SURE``: a family name that is hardly ever anything else; ``DIVINE``: a word that
  makes names with الدين and الله; ``PARTICLE``: a word inside names (بن, عبد, آل).
- ``FORENAME``, ``SURNAME``: a word that many people bear as such, whatever else it may be.
- ``COMMON``: a common word; ``FUNCTION``: one that is never a name (prepositions, pronouns);
  ``SPEECH``: a verb of saying.
- ``TITLE``: a word that stands before a person; ``NEAR``: a title that stands directly before.
- ``NISBA``: an adjective in ي; ``ORIGIN``: one of a country, city or people.
- ``STRONG_ORG``, ``WEAK_ORG``, ``DEFINITE_ORG``: heads of organisations, see ``heads.tsv``.
- ``CUE``: a place may follow; ``PLACE_NOUN``: a place does follow.
- ``NAMED``: a noun before the name of somebody that something is named after.
- ``HEAD``: the first word of a name of the gazetteer; ``CLUB``: that of a club which is a word too.
- ``UNKNOWN``: in no table, nor a form of a common word; ``UNSEEN``: in no table, but it may be a
  form of a common word.
"""

ORG: Final = STRONG_ORG | WEAK_ORG | DEFINITE_ORG
NAME: Final = GIVEN | WEAK | FAMILY
BORNE: Final = FORENAME | SURNAME
KNOWN: Final = (
    NAME | FORENAME | TITLE | NEAR | ORG | HEAD | SPEECH | NISBA | CUE | PLACE_NOUN | NAMED | CLUB
)

_SURE_PER_CENT: Final = 35
"""Least share of a family name's places that follow a given name for it to be ``SURE``."""


_FORENAME_PEOPLE, _SURNAME_PEOPLE = 3, 1
"""Least number of people with a word as given name for ``FORENAME``, and as surname."""
_COMMON_FORENAME_PEOPLE, _COMMON_SURNAME_PEOPLE = 10, 2
"""The same of a word that is also a common word."""


def classes_of_words() -> dict[str, int]:
    """Return the classes of each folded word of the tables, all but ``HEAD`` and ``CLUB``."""
    # What is already folded in the file is not folded again: these two tables are long.
    found = dict.fromkeys(lines("common.tsv.gz"), COMMON)
    for word, per_cent in rows("family.tsv"):
        found[word] = FAMILY | (SURE if int(per_cent) >= _SURE_PER_CENT else 0)
    for (word,) in rows("given.tsv"):
        key = folded(word.lstrip("?"))
        bit = WEAK if word.startswith("?") else GIVEN
        found[key] = (found.get(key, 0) & ~(COMMON if bit == GIVEN else 0)) | bit
    for word, kind in rows("nisbas.tsv"):
        bits = NISBA | COMMON | (ORIGIN if kind == "origin" else 0)
        _add(found, (word, word + "ة", "ال" + word, "ال" + word + "ة"), bits)
    for word, far in rows("titles.tsv"):
        _add(found, [word], TITLE | COMMON if far == "1" else TITLE | NEAR | COMMON)
    kinds = {"strong": STRONG_ORG, "weak": WEAK_ORG, "definite": DEFINITE_ORG}
    for word, kind in rows("heads.tsv"):
        _add(found, [word], kinds[kind] | COMMON)
    _add(found, words_of_class("divine"), DIVINE)
    _add(found, words_of_class("speech"), SPEECH | COMMON)
    _add(found, words_of_class("cue"), CUE | COMMON)
    for kind in ("institution", "monument", "occasion"):
        _add(found, words_of_class(kind), NAMED | COMMON)
    for group in ("place-noun", "settlement"):
        _add(found, words_of_class(group), CUE | PLACE_NOUN | COMMON)
    for key in words_of_class("function"):
        found[key] = found.get(key, 0) & ~(NAME | SURE) | FUNCTION | COMMON
    for key, count in name_counts().items():
        own = found.get(key, 0)
        given, surname = (
            (_COMMON_FORENAME_PEOPLE, _COMMON_SURNAME_PEOPLE)
            if own & COMMON
            else (_FORENAME_PEOPLE, _SURNAME_PEOPLE)
        )
        borne = FORENAME * (count.given >= given) | SURNAME * (count.surname >= surname)
        if borne and not own & FUNCTION:
            found[key] = own | borne
    found.update(dict.fromkeys(words_of_class("particle"), PARTICLE))
    return found


def _add(classes: dict[str, int], words: Iterable[str], bits: int) -> None:
    for word in words:
        key = folded(word)
        classes[key] = classes.get(key, 0) | bits
