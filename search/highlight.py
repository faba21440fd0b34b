"""Which words of a text a query matches, by the very terms it was found by."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from index.analysis import Token
from search.plan import Clause, Probe
from search.results import Span


class Match(NamedTuple):
    """``text[start:end]`` is a word that clause number ``clause`` matches."""

    start: int
    end: int
    clause: int


def find_matches(
    tokens: Sequence[Token], clauses: Sequence[Clause], *, loose: bool = False
) -> list[Match]:
    """Return what the clauses match among the tokens of a text, in text order.

    A phrase matches where its words stand together; ``loose`` takes each word by itself.
    """
    single: dict[str, dict[str, int]] = {"exact": {}, "stem": {}}
    found: set[Match] = set()
    for number, clause in enumerate(clauses):
        for probe in clause.probes:
            if len(probe.places) == 1 or loose:
                for place in probe.places:
                    for term in place:
                        single[probe.view].setdefault(term, number)
            else:
                for token in _together(tokens, probe):
                    found.add(Match(token.start, token.end, number))
    exact, stem = single["exact"], single["stem"]
    for token in tokens:
        number = exact.get(token.exact, -1)
        if number < 0:
            number = next((stem[term] for term in token.stems if term in stem), -1)
        if number >= 0:
            found.add(Match(token.start, token.end, number))
    return sorted(found)


def merged(matches: Iterable[Match]) -> tuple[Span, ...]:
    """Return the spans of matches in order, overlapping ones as one."""
    spans: list[Span] = []
    for match in sorted(matches):
        if spans and match.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], match.end))
        else:
            spans.append((match.start, match.end))
    return tuple(spans)


def _together(tokens: Sequence[Token], probe: Probe) -> Iterable[Token]:
    """Yield the tokens of every occurrence of a probe of several places."""
    by_place: list[dict[int, Token]] = [{} for _ in probe.places]
    for token in tokens:
        terms = (token.exact,) if probe.view == "exact" else token.stems
        for place, here in zip(probe.places, by_place, strict=True):
            if not place.isdisjoint(terms):
                here[token.position] = token
    for position, token in by_place[0].items():
        if probe.slop is None:
            rest = [here.get(position + i) for i, here in enumerate(by_place)]
            if all(rest):
                yield from (token for token in rest if token)
        else:
            yield from _nearby(position, token, by_place[1:], probe.slop + 1)


def _nearby(
    position: int, token: Token, others: Iterable[Mapping[int, Token]], reach: int
) -> list[Token]:
    """The stretch that grows from ``position`` by the nearest of each of the others in turn."""
    first = last = position
    stretch = [token]
    for here in others:
        near = [p for p in here if first - reach <= p <= last + reach and p != position]
        if not near:
            return []
        best = min(near, key=lambda p: max(first - p, p - last, 0))
        stretch.append(here[best])
        first, last = min(first, best), max(last, best)
    return stretch
