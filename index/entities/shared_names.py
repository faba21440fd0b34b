"""Clubs and assemblies of one name in several states, told apart by the state an article speaks of.

Where an article gives one its adjective (الأهلي المصري), its short form is the same. Otherwise it
is that of the one state, among those that have such a one, whose places and people the article
names. Where it names none or several the short form stays as it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from index.entities.countries import (
    adjective_of,
    state_of_place,
    state_of_word,
    states_of_words,
)
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, rows

_LEAST: Final = 2
"""Words of one state that make a club one of it."""
_MOST: Final = 0.75
"""Share of the words of one state beside which those of others do not count."""
_ARTICLE, _MASCULINE = "ال", "ي"


@cache
def _states() -> dict[str, frozenset[str]]:
    """Return the codes of the states of each such club and assembly."""
    clubs = [row for row in rows("clubs.tsv") if len(row) > 2]
    several = [*clubs, *rows("assemblies.tsv")]
    return {name: frozenset(codes.split()) for name, *_, codes in several}


def is_shared(name: str) -> bool:
    """Tell whether clubs or assemblies of several states go by a name."""
    return name in _states()


def _code(adjective: str) -> str | None:
    """Return the code of the state of which a word is the definite masculine adjective."""
    fits = adjective.startswith(_ARTICLE) and adjective.endswith(_MASCULINE)
    return state_of_word(adjective) if fits else None


def in_full(sentence: Sentence, spans: list[Span]) -> list[Span]:
    """Return the spans, those of such names with the adjective of a state that follows them."""
    states = _states()
    return [
        _with_adjective(sentence, span) if span.kind == "org" and span.name in states else span
        for span in spans
    ]


def _with_adjective(sentence: Sentence, span: Span) -> Span:
    code = _code(sentence.words[span.end].whole.key) if sentence.joined(span.end) else None
    if code is None or code not in _states()[span.name]:
        return span
    return Span(span.start, span.end + 1, "org", f"{span.name} {adjective_of(code)}", listed=False)


def full_shared(spans: Iterable[Span]) -> dict[str, str]:
    """Map each such name to the one that the article gives in full, to itself where it gives more.

    One of another state (مجلس الشيوخ الفلبيني) keeps its short form from being any other's.
    """
    full: dict[str, set[str]] = {}
    for span in spans:
        front, _, last = span.name.rpartition(" ")
        if span.kind == "org" and front in _states() and (code := _code(folded(last))):
            known = code in _states()[front]
            full.setdefault(front, set()).add(span.name if known else front)
    return {name: found.pop() if len(found) == 1 else name for name, found in full.items()}


def states_named(sentence: Sentence, spans: Sequence[Span]) -> Counter[str]:
    """Count how often an article names places and people of each state, if it is asked for."""
    if not any(span.kind == "org" and is_shared(span.name) for span in spans):
        return Counter()
    places = [state_of_place(s.name) for s in spans if s.kind == "place" and s.name]
    return Counter([*filter(None, places), *states_of_words(sentence)])


def of_its_state(name: str, named: Mapping[str, int]) -> str:
    """Return the full name of one of several states by how often an article names each."""
    codes = sorted(_states()[name])
    total = sum(named.get(code, 0) for code in codes)
    code = max(codes, key=lambda code: named.get(code, 0))
    most = named.get(code, 0)
    sure = most >= _LEAST and most >= _MOST * total
    return f"{name} {adjective_of(code)}" if sure else name
