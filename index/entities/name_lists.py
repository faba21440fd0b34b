"""The gazetteer's tables: listed persons, places and organisations, by their first word."""

from dataclasses import dataclass
from functools import cache
from typing import Final, final

from index.entities.classes import (
    CLUB,
    COMMON,
    FUNCTION,
    HEAD,
    NAME,
    ORG,
    PARTICLE,
    PLACE_NOUN,
    TITLE,
    classes_of_words,
)
from index.entities.tables import folded, rows, spellings
from index.facets import Kind

ALWAYS, AFTER_CUE, AFTER_PLACE_NOUN, AFTER_CLUB_WORD, QUOTED, NEVER = range(6)
"""Guards: where an ambiguous name counts. Always, after a word that a place may follow, only
after a noun of place, only after a word such as نادي, only as a source in quotes, or never."""

_CLUB, _PAPER = "نادي", "صحيفه"
"""Words that may stand before names of the two lists, and tell them from places of one name."""
NOBODY = "-"
"""Name of a listed phrase that looks like a name and is none: رمضان كريم."""
ARAB_STATES = frozenset({"DZ", "BH", "KM", "DJ", "EG", "IQ", "JO", "KW", "LB", "LY", "MR"}) | {
    *("MA", "OM", "PS", "QA", "SA", "SO", "SD", "SY", "TN", "AE", "YE")
}
"""ISO 3166-1 codes of the states of the Arab League."""
_LONG_CITY: Final = 5
"""Letters of a town from which on it is hardly a word by chance."""
_SHORTEST_CITY: Final = 4
"""Letters of a city's name that counts without a noun of place before it."""
_LISTS: tuple[tuple[Kind, str], ...] = (
    ("place", "places.tsv"),
    ("org", "orgs.tsv"),
    ("person", "persons.tsv"),
)


@final
@dataclass(frozen=True)
class ListedName:
    """A listed name without its first word.

    ``rest`` are the folded words after the first; ``before`` the folded word (a title) that must
    stand before it, or empty; ``guard`` says where it counts. ``name`` is the canonical name, or
    empty when the name is to be shown as written.
    """

    rest: tuple[str, ...]
    kind: Kind
    name: str
    guard: int
    before: str


@final
@dataclass(frozen=True)
class NameLists:
    """All that the tables say of words and names; keys are folded words.

    ``classes`` are those of :mod:`index.entities.classes`. ``by_first`` gives the names that begin
    with a word, longest first; ``alone`` those that are the word alone; ``second`` the second
    words of those that are longer, and ``later`` all second words.
    """

    classes: dict[str, int]
    by_first: dict[str, list[ListedName]]
    alone: dict[str, list[ListedName]]
    second: dict[str, frozenset[str]]
    later: frozenset[str]


@cache
def name_lists() -> NameLists:
    """Read the tables, once."""
    classes = classes_of_words()
    by_first: dict[str, list[ListedName]] = {}
    seen: set[tuple[str, str]] = set()

    def add(before: str, key: str, kind: Kind, name: str, guard: int) -> None:
        if (before, key) in seen or guard == NEVER:
            return
        seen.add((before, key))
        first, *rest = key.replace("-", " ").split()
        by_first.setdefault(first, []).append(ListedName(tuple(rest), kind, name, guard, before))

    for kind, table in _LISTS:
        for row in rows(table):
            for spelling in (row[0], *(spellings(row[1]) if len(row) > 1 else ())):
                marks = len(spelling) - len(spelling.lstrip("?"))
                before, _, key = folded(spelling[marks:]).rpartition("/")
                if kind == "place" and marks == AFTER_CUE and _is_no_word(key, classes):
                    marks = ALWAYS
                add(before, key, kind, row[0].lstrip("?"), min(AFTER_PLACE_NOUN, marks))
    for (paper,) in rows("papers.tsv"):
        add(_PAPER, folded(paper), "org", f"صحيفة {paper}", QUOTED)
    for (phrase,) in rows("phrases.tsv"):
        add("", folded(phrase), "person", NOBODY, ALWAYS)
    for row in rows("clubs.tsv"):
        for spelling in (row[0], *(spellings(row[1]) if len(row) > 1 else ())):
            key = folded(spelling)
            own = " " in key and not key.startswith("ال")  # نهضة بركان, but not القوة الجوية
            add("" if own else _CLUB, key, "org", row[0], ALWAYS if own else AFTER_CLUB_WORD)
    for keys, code, _ in rows("geonames.tsv"):
        for key in keys.split("|"):
            add("", key, "place", "", _guard_of_city(key, code, classes))
    for first, names in by_first.items():
        names.sort(key=lambda name: (-len(name.rest), -name.guard))
        club = all(name.guard == AFTER_CLUB_WORD for name in names)
        classes[first] = classes.get(first, 0) | (CLUB if club else HEAD)
    alone = {first: [n for n in names if not n.rest] for first, names in by_first.items()}
    second = {first: frozenset(n.rest[0] for n in ns if n.rest) for first, ns in by_first.items()}
    later = frozenset().union(*second.values())
    return NameLists(classes, by_first, alone, second, later)


def _guard_of_city(key: str, code: str, classes: dict[str, int]) -> int:
    """Return the guard of a city of GeoNames, which may also be a word or a person's name.

    ``code`` is that of its state. An Arab town with an article that is no word is always one.
    """
    if " " in key:
        named = classes.get(key.split()[0], 0) & (PARTICLE | NAME)
        return AFTER_PLACE_NOUN if named else ALWAYS
    own = classes.get(key, 0)
    if own & (PLACE_NOUN | TITLE | FUNCTION | ORG):
        return NEVER
    if own & (COMMON | NAME | PARTICLE) or len(key) < _SHORTEST_CITY:
        return AFTER_PLACE_NOUN
    arab = key.startswith("ال") and not key.endswith("ي") and code in ARAB_STATES
    return ALWAYS if arab and _is_no_word(key, classes) else AFTER_CUE


def _is_no_word(key: str, classes: dict[str, int]) -> bool:
    """Tell whether a place of one word is none that news uses otherwise: إربد, الفاشر."""
    bare = key.removeprefix("ال")
    form = key.startswith("الم") or key.endswith("يه")  # المذنب, الجمالية
    return not (form or classes.get(key, 0) or classes.get(bare, 0)) and len(key) >= _LONG_CITY
