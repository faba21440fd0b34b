"""Institutions that every state has, told apart by the state of the article: وزارة النفط العراقية.

Where an article names an institution with its adjective, its short form is the same. Otherwise
the state is that of the dateline, else the one of which the article names places, and of whose
people it speaks most. Where neither says anything the short form stays as it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from index.entities.keys import plain_key
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, rows, words_of_class

_HEADS = words_of_class("national")
"""Heads of institutions that every state has: وزارة، رئاسة."""
_WHOLE = frozenset(
    map(
        folded,
        (
            "القوات المسلحة",
            "رئاسة الوزراء",
            "مجلس الوزراء",
            "رئاسة الجمهورية",
            "البنك المركزي",
            "محكمة الاستئناف",
            "محكمة النقض",
            "محكمة التمييز",
            "محكمة الجنايات",
            "المحكمة العليا",
            "المحكمة الدستورية",
            "النيابة العامة",
        ),
    )
)
_NATIONAL = frozenset(map(folded, ("الوطني", "الوطنية")))
_ENDINGS = ("ين", "ون", "ات", "ان", "ه")
"""Endings of adjectives beside the masculine."""
_FORMS: Final = ("ي", "يين", "يون", "يات", "يان", "يه")
"""How all adjectives of states end."""
_FEMININE = ("ة", "ات")
_LEAST_PLACES: Final = 2
"""Places of one state, and of no other, that make an article one of this state."""
_MOST: Final = 0.75
"""Share of the places of one state beside which those of others do not count."""
_DATELINE: Final = 60
"""Characters at the beginning of a text in which the place of a dateline stands."""
_DESKS = ("CNN",)
"""Sources whose datelines name their desk and not the place of the news."""
_SEVERAL = "-"
"""The code of what is of several states, or of one that is not listed: كوسوفي."""
_FOREIGN = folded("الخارجية")
_FINANCIAL = "ML"
"""The state whose adjective is mostly another word: المالية."""
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
    found: dict[str, Country] = {}
    for code, name, adjective, *more in rows("countries.tsv"):
        spellings = frozenset(folded(word) for word in (adjective, *more))
        found[code] = Country(code, name, adjective, spellings)
    return found


@cache
def _codes() -> dict[str, str]:
    """Return the code of the state of each listed place, by its plain key."""
    found = {plain_key("place", country.name): code for code, country in _countries().items()}
    for code, places in rows("towns.tsv"):
        found.update((plain_key("place", place), code) for place in places.split("|"))
    for keys, code, _ in rows("geonames.tsv"):
        if code in _countries():
            for key in keys.split("|"):
                found.setdefault(key, code)
    return found


@lru_cache(1 << 12)
def state_of_place(place: str) -> str | None:
    """Return the code of the state of a listed place."""
    code = _codes().get(plain_key("place", place))
    return code if code in _countries() else None


@cache
def _adjectives() -> dict[str, str]:
    """Return the code of the state of each folded adjective, masculine and without article."""
    found = {word: code for code, country in _countries().items() for word in country.adjectives}
    others = {word.split()[0] for word in found if " " in word}  # كوري
    others.update(folded(word) for word, kind in rows("nisbas.tsv") if kind == "origin")
    return dict.fromkeys(others, _SEVERAL) | found


def _of_dateline(text: str, codes: Sequence[tuple[int, str | None]]) -> str | None:
    """Return the code of the state of a dateline's place, empty where a desk stands in it."""
    body = text.find("\n") + 1
    line = text[body : body + _DATELINE]
    for start, code in codes:
        if code and body <= start < body + len(line) and _DASHES.search(line, start - body):
            return "" if any(desk in line for desk in _DESKS) else code
    return None


def _most_named(codes: Iterable[str | None], sentence: Sentence) -> str | None:
    """Return the code of the state of which an article names places, and whose people most.

    A ministry that speaks of a foreign state names its places too, but also its own people.
    """
    counts = Counter(code for code in codes if code)
    if counts.total() < _LEAST_PLACES:
        return None
    spoken = Counter(states_of_words(sentence))
    for code in (_FINANCIAL, _SEVERAL):
        spoken.pop(code, None)
    code, most = counts.most_common(1)[0]
    if spoken and spoken[code] < max(spoken.values()):
        return None
    sole = len(counts) == 1 or (spoken[code] >= _LEAST_PLACES and most >= _MOST * counts.total())
    return code if sole else None


class State(NamedTuple):
    """The state of an article; ``sure``: a dateline says it, and not the places alone."""

    country: Country
    sure: bool


def state_of_article(
    text: str, sentence: Sentence, spans: list[Span], starts: list[int]
) -> State | None:
    """Return the state of a text whose spans begin at ``starts``, if it is asked for."""
    if not any(span.kind == "org" and span.name and is_national(span.name) for span in spans):
        return None
    codes = [
        (start, state_of_place(span.name))
        for span, start in zip(spans, starts, strict=True)
        if span.kind == "place" and span.name
    ]
    written = _of_dateline(text, codes)
    code = written
    if written is None:
        code = _most_named([code for _, code in codes], sentence)
    return State(_countries()[code], written is not None) if code else None


@lru_cache(1 << 14)
def is_national(name: str) -> bool:
    """Tell whether a name is that of an institution of a state, without the adjective of one."""
    words = folded(name).split()
    if " ".join(words) in _WHOLE:
        return True
    named = words[-1] in _NATIONAL or any(state_of_word(word) for word in words[2:])
    return words[0] in _HEADS and not named


def states_of_words(sentence: Sentence) -> list[str]:
    """Return the codes of the states of which words of a text are adjectives."""
    found: list[str] = []
    for word in sentence.words:
        code = state_of_word(word.whole.key)
        if code:
            found.append(code)
    return found


def state_of_word(word: str) -> str | None:
    """Return the code of the state of which a folded word is an adjective: التونسيين, تونسيه."""
    return _state_of_adjective(word) if word.endswith(_FORMS) else None


@lru_cache(1 << 14)
def _state_of_adjective(word: str) -> str | None:
    bare = word.removeprefix("ال")
    ending = next((end for end in _ENDINGS if bare.endswith(end)), "")
    return _adjectives().get(bare.removesuffix(ending))


def adjective_of(code: str) -> str:
    """Return the adjective of a state, masculine and with its article: المصري."""
    return " ".join(f"ال{part}" for part in _countries()[code].adjective.split())


def of_state(name: str, state: State) -> str:
    """Return the full name of an institution of a state: وزارة النفط العراقية.

    Foreign ministries name places of other states, and have theirs by datelines alone.
    """
    if not state.sure and any(folded(word) == _FOREIGN for word in name.split()):
        return name
    feminine = name.split()[0].endswith(_FEMININE)
    parts = [f"ال{part}{'ة' if feminine else ''}" for part in state.country.adjective.split()]
    return " ".join([name, *parts])


def full_names(spans: Iterable[Span]) -> dict[str, str]:
    """Map each short institution to the full one that the article names, where it names one."""
    short: dict[str, set[str]] = {}
    for span in spans:
        if span.kind != "org":
            continue
        *front, last = span.name.split() or [""]
        if len(front) > 1 and state_of_word(folded(last)) and is_national(" ".join(front)):
            short.setdefault(" ".join(front), set()).add(span.name)
    return {name: full.pop() for name, full in short.items() if len(full) == 1}
