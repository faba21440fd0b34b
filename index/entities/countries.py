"""Institutions that every state has, told apart by the state of the article: وزارة النفط العراقية.

Where an article names an institution with its adjective, its short form is the same. Otherwise
the state is that of the dateline, else the only one of which the article names a place. Where
neither says anything the short form stays as it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from index.entities.keys import plain_key
from index.entities.sentence import Span
from index.entities.tables import folded, rows, words_of_class

_HEADS = words_of_class("national")
"""Heads of institutions that every state has: وزارة، رئاسة."""
_WHOLE = frozenset(
    map(
        folded,
        ("القوات المسلحة", "رئاسة الوزراء", "مجلس الوزراء", "رئاسة الجمهورية", "البنك المركزي"),
    )
)
_NATIONAL = frozenset(map(folded, ("الوطني", "الوطنية")))
_FEMININE = ("ة", "ات")
_LEAST_PLACES: Final = 2
"""Places of one state, and of no other, that make an article one of this state."""
_DATELINE: Final = 60
"""Characters at the beginning of a text in which the place of a dateline stands."""
_DESKS = ("CNN",)
"""Sources whose datelines name their desk and not the place of the news."""
_DASHES = re.compile("[-–—:(]")


class Country(NamedTuple):
    """A state: its code, its canonical name and its adjectives, masculine and folded."""

    code: str
    name: str
    adjective: str
    adjectives: frozenset[str]


@cache
def _countries() -> dict[str, Country]:
    """Return the states by their codes."""
    found = {}
    for code, name, adjective, *more in rows("countries.tsv"):
        spellings = frozenset(folded(word) for word in (adjective, *more))
        found[code] = Country(code, name, adjective, spellings)
    return found


@cache
def _codes() -> dict[str, str]:
    """Return the code of the state of each listed place, by its plain key."""
    found = {plain_key("place", country.name): code for code, country in _countries().items()}
    for keys, code, _ in rows("geonames.tsv"):
        if code in _countries():
            for key in keys.split("|"):
                found.setdefault(key, code)
    return found


@lru_cache(1 << 12)
def _code_of(place: str) -> str | None:
    return _codes().get(plain_key("place", place))


@cache
def _adjectives() -> frozenset[str]:
    """Return the folded adjectives of all states, masculine and without article."""
    return frozenset().union(*(country.adjectives for country in _countries().values()))


def state_of(text: str, places: Sequence[tuple[int, str]]) -> Country | None:
    """Return the state an article is about, by its dateline or the places it names.

    ``places`` are the offsets and names of the places, in order.
    """
    codes = [(start, _code_of(name)) for start, name in places]
    body = text.find("\n") + 1
    line = text[body : body + _DATELINE]
    for start, code in codes:
        if code and body <= start < body + len(line) and _DASHES.search(line, start - body):
            return None if any(desk in line for desk in _DESKS) else _countries()[code]
    counts = Counter(code for _, code in codes if code)
    if len(counts) == 1 and counts.total() >= _LEAST_PLACES:
        return _countries()[next(iter(counts))]
    return None


@lru_cache(1 << 14)
def is_national(name: str) -> bool:
    """Tell whether a name is that of an institution of a state, without the adjective of one."""
    words = folded(name).split()
    if " ".join(words) in _WHOLE:
        return True
    named = words[-1] in _NATIONAL or any(_state_of_word(word) for word in words)
    return words[0] in _HEADS and not named


def _state_of_word(word: str) -> bool:
    bare = word.removeprefix("ال").removesuffix("ه")
    return bare in _adjectives()


def of_state(name: str, country: Country) -> str:
    """Return the full name of an institution of a state: وزارة النفط العراقية."""
    feminine = name.split()[0].endswith(_FEMININE)
    parts = [f"ال{part}{'ة' if feminine else ''}" for part in country.adjective.split()]
    return " ".join([name, *parts])


def full_names(spans: Iterable[Span]) -> dict[str, str]:
    """Map each short institution to the full one that the article names, where it names one."""
    short: dict[str, set[str]] = {}
    for span in spans:
        if span.kind != "org":
            continue
        *front, last = span.name.split() or [""]
        if front and _state_of_word(folded(last)) and is_national(" ".join(front)):
            short.setdefault(" ".join(front), set()).add(span.name)
    return {name: full.pop() for name, full in short.items() if len(full) == 1}
