"""The lexicon: what each folded word may be, and the gazetteer of known names."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from index.article import Kind
from index.entities.tables import folded, lines, rows, spellings, words_of_class

GIVEN, WEAK, FAMILY, SURE, COMMON, TITLE, NEAR, NISBA = (1 << n for n in range(8))
SPEECH, STRONG_ORG, WEAK_ORG, DEFINITE_ORG, HEAD, PARTICLE, UNKNOWN, CUE = (
    1 << n for n in range(8, 16)
)
PLACE_NOUN, FUNCTION, ORIGIN, UNSEEN, DIVINE = (1 << n for n in range(16, 21))
NEVER = 3
"""Classes of words, as bits. ``HEAD``: begins a name of the gazetteer. ``CUE``: a place may
follow; ``PLACE_NOUN``: one does. ``WEAK``: a given name that is also a common word.
``DIVINE``: makes names with الدين and الله. ``UNSEEN``: in no table, though it may be a form of
a common word."""

ORG = STRONG_ORG | WEAK_ORG | DEFINITE_ORG
NAME = GIVEN | WEAK | FAMILY
KNOWN = NAME | TITLE | NEAR | ORG | HEAD | SPEECH | NISBA | CUE | PLACE_NOUN

_SURE_PER_CENT = 35


class Entry(NamedTuple):
    """A known name that begins with some word: the folded words after it, and what it is.

    ``guard`` 0: always; 1: after a word a place may follow; 2: after a noun of place only.
    ``before``: the folded word that must stand before (a title), or empty.
    ``name`` is the listed name, or empty when the name is to be shown as written.
    """

    rest: tuple[str, ...]
    kind: Kind
    name: str
    guard: int
    before: str


class Lexicon(NamedTuple):
    """``flags``: folded word -> classes; ``heads``: first folded word -> entries, longest first.

    ``alone``: the same, of the entries that are one word.
    """

    flags: dict[str, int]
    heads: dict[str, list[Entry]]
    alone: dict[str, list[Entry]]
    second: dict[str, frozenset[str]]
    """First folded word -> the second ones of its entries."""


def _set(flags: dict[str, int], words: Iterable[str], bit: int) -> None:
    for word in words:
        key = folded(word)
        flags[key] = flags.get(key, 0) | bit


def _word_flags() -> dict[str, int]:
    # What is already folded in the file is not folded again: these two tables are long.
    flags = dict.fromkeys(lines("common.tsv.gz"), COMMON)
    for word, per_cent in rows("family.tsv"):
        flags[word] = FAMILY | (SURE if int(per_cent) >= _SURE_PER_CENT else 0)
    for (word,) in rows("given.tsv"):
        key = folded(word.lstrip("?"))
        bit = WEAK if word.startswith("?") else GIVEN
        flags[key] = (flags.get(key, 0) & ~(COMMON if bit == GIVEN else 0)) | bit
    for word, kind in rows("nisbas.tsv"):
        bits = NISBA | COMMON | (ORIGIN if kind == "origin" else 0)
        for form in (word, word + "ة", "ال" + word, "ال" + word + "ة"):
            key = folded(form)
            flags[key] = flags.get(key, 0) | bits
    for word, far in rows("titles.tsv"):
        _set(flags, [word], TITLE | COMMON if far == "1" else TITLE | NEAR | COMMON)
    kinds = {"strong": STRONG_ORG, "weak": WEAK_ORG, "definite": DEFINITE_ORG}
    for word, kind in rows("heads.tsv"):
        _set(flags, [word], kinds[kind] | COMMON)
    _set(flags, words_of_class("divine"), DIVINE)
    _set(flags, words_of_class("speech"), SPEECH | COMMON)
    _set(flags, words_of_class("cue"), CUE | COMMON)
    for group in ("place-noun", "settlement"):
        _set(flags, words_of_class(group), CUE | PLACE_NOUN | COMMON)
    for key in words_of_class("function"):
        flags[key] = flags.get(key, 0) & ~(NAME | SURE) | FUNCTION | COMMON
    flags.update(dict.fromkeys(words_of_class("particle"), PARTICLE))
    return flags


@cache
def lexicon() -> Lexicon:
    """Read the tables, once."""
    flags = _word_flags()
    heads: dict[str, list[Entry]] = {}
    seen: set[tuple[str, str]] = set()

    def add(spelling: str, kind: Kind, name: str, guard: int) -> None:
        marks = len(spelling) - len(spelling.lstrip("?"))
        before, _, key = folded(spelling[marks:]).rpartition("/")
        put(before, key, kind, name, max(guard, min(2, marks)))

    def put(before: str, key: str, kind: Kind, name: str, guard: int) -> None:
        if (before, key) in seen or guard == NEVER:
            return
        seen.add((before, key))
        first, *rest = key.replace("-", " ").split()
        heads.setdefault(first, []).append(Entry(tuple(rest), kind, name, guard, before))

    tables: tuple[tuple[Kind, str], ...] = (
        ("place", "places.tsv"),
        ("org", "orgs.tsv"),
        ("person", "persons.tsv"),
    )
    for kind, table in tables:
        for row in rows(table):
            name = row[0].lstrip("?")
            add(row[0], kind, name, 0)
            for spelling in spellings(row[1]) if len(row) > 1 else ():
                add(spelling, kind, name, 0)
    for keys, _country in rows("geonames.tsv"):
        for key in keys.split("|"):
            put("", key, "place", "", _geonames_guard(key, flags))
    for first, entries in heads.items():
        entries.sort(key=lambda entry: -len(entry.rest))
        flags[first] = flags.get(first, 0) | HEAD
    alone = {first: [e for e in entries if not e.rest] for first, entries in heads.items()}
    second = {first: frozenset(e.rest[0] for e in es if e.rest) for first, es in heads.items()}
    return Lexicon(flags, heads, alone, second)


def _geonames_guard(key: str, flags: dict[str, int]) -> int:
    """A city that is also a word or a person's name counts only after a noun of place."""
    if " " in key:
        return 0 if flags.get(key.split()[0], 0) & (PARTICLE | NAME) == 0 else 2
    flag = flags.get(key, 0)
    if flag & (PLACE_NOUN | TITLE | FUNCTION | ORG):
        return NEVER
    if flag & (COMMON | NAME | PARTICLE) or len(key) < 4:
        return 2
    return 1
