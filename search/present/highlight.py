"""Which words of a text a query matches, by the very terms it was found by.

The index knows at which positions the terms of a query stand in an article, so only the words
there are analysed. Where it cannot tell, all are: news repeats its words and most of them match
nothing, so what stands between two spaces is remembered with all its terms, and one look a word
tells whether it can match.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from index.analysis import Analyzer, Token
from index.analysis.boundaries import SPACED
from index.schema import STEM_SUFFIX, TEXT_FIELDS
from search.execute.arrays import Arrays
from search.execute.docset import Docs
from search.execute.sample import Sample
from search.execute.vocabulary import Glob
from search.plan.clause import Clause, Probe
from search.plan.leaf import View
from search.results import Span

_MEMO_LIMIT = 100_000
_MOST_TERMS = 64
"""Of which positions are read; the words of a pattern with more are looked for in the text."""

Positions = Sequence[int]
"""Of words in one field of an article, ascending."""


class Match(NamedTuple):
    """``text[start:end]`` is a word that clause number ``clause`` matches."""

    start: int
    end: int
    clause: int


class _Sight(NamedTuple):
    """A word that stands at one of a probe's places: offsets and position as in the text."""

    start: int
    end: int
    position: int
    places: tuple[tuple[int, int], ...]
    """Pairs of probe number and place number."""


class _Chunk(NamedTuple):
    """What stands between two spaces: positions it takes, all its terms, its tokens."""

    width: int
    terms: frozenset[str]
    tokens: tuple[Token, ...]


class Chunks:
    """The analysis of chunks of text, remembered across texts and queries.

    ``known`` and ``widths`` have those met so far, for :meth:`analyse` and :meth:`measure` to be
    spared where they are asked often.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self.known: dict[str, _Chunk] = {}
        self.widths: dict[str, int] = {}

    def analyse(self, written: str) -> _Chunk:
        """Analyse a chunk and remember it."""
        if len(self.known) >= _MEMO_LIMIT:
            self.known.clear()
        tokens = tuple(self._analyzer(written))
        terms = frozenset(term for token in tokens for term in (token.exact, *token.stems))
        width = tokens[-1].position + 1 if tokens else 0
        chunk = self.known[written] = _Chunk(width, terms, tokens)
        return chunk

    def measure(self, written: str) -> int:
        """Find how many positions a chunk takes and remember it."""
        if len(self.widths) >= _MEMO_LIMIT:
            self.widths.clear()
        width = self.widths[written] = self._analyzer.width(written)
        return width


class Highlighter:
    """Finds the words of texts that a query's clauses match."""

    def __init__(self, chunks: Chunks, clauses: Sequence[Clause]) -> None:
        self._chunks = chunks
        self._clauses = clauses
        self._probes = [(n, p) for n, clause in enumerate(clauses) for p in clause.probes]
        self._places: dict[str, defaultdict[str, list[tuple[int, int]]]] = {
            "exact": defaultdict(list),
            "stem": defaultdict(list),
        }
        self._globs: list[tuple[Glob, View, tuple[int, int]]] = []
        for number, (_, probe) in enumerate(self._probes):
            for place, terms in enumerate(probe.places):
                if isinstance(terms, Glob):
                    self._globs.append((terms, probe.view, (number, place)))
                    continue
                for term in terms:
                    self._places[probe.view][term].append((number, place))
        self._terms = {*self._places["exact"], *self._places["stem"]}
        self._met: set[str] = set()

    def positions(
        self, arrays: Arrays, docs: Docs, fields: Sequence[str] = TEXT_FIELDS
    ) -> dict[str, list[Positions] | None]:
        """Return by text field where in each of ``docs`` (ascending) words of the query stand.

        That is None when the query has too many terms to read the positions of all.
        """
        if self._globs or sum(map(len, self._places.values())) > _MOST_TERMS:
            return dict.fromkeys(fields)
        sample = Sample(arrays, docs)
        found: dict[str, list[Positions] | None] = {}
        for field in fields:
            sets: list[set[int]] = [set() for _ in docs]
            for view, suffix in (("exact", ""), ("stem", STEM_SUFFIX)):
                for term in self._places[view]:
                    rows, at = sample.positions(field + suffix, term.encode())
                    for row, position in zip(rows.tolist(), at.tolist(), strict=True):
                        sets[row].add(position)
            found[field] = [sorted(positions) for positions in sets]
        return found

    def find(
        self,
        text: str,
        field: str | None = None,
        at: Positions | None = None,
        *,
        loose: bool = False,
    ) -> list[Match]:
        """Return what matches in ``text``, in order, of the clauses that look in ``field``.

        ``at`` are the positions of the words that may match, None when any may. A phrase
        matches where its words stand together; ``loose`` takes each by itself.
        """
        if not self._probes:
            return []
        found: set[Match] = set()
        scattered: defaultdict[int, list[_Sight]] = defaultdict(list)
        for sight in self._look(text, at):
            for number, _ in sight.places:
                clause, probe = self._probes[number]
                if field and field not in self._clauses[clause].fields:
                    continue
                if loose or len(probe.places) == 1:
                    found.add(Match(sight.start, sight.end, clause))
                else:
                    scattered[number].append(sight)
        for number, sights in scattered.items():
            clause, probe = self._probes[number]
            for sight in _together(sights, number, probe):
                found.add(Match(sight.start, sight.end, clause))
        return sorted(found)

    def _look(self, text: str, at: Positions | None) -> Iterator[_Sight]:
        """Yield the words that stand at a place of some probe."""
        exact, stem, wanted = self._places["exact"], self._places["stem"], self._terms
        chunks = self._all(text) if at is None else self._at(text, at)
        for start, position, (_, terms, tokens) in chunks:
            if self._globs and not terms <= self._met:
                self._meet(terms - self._met)
            if wanted.isdisjoint(terms):
                continue
            for token in tokens:
                places = {*exact.get(token.exact, ())}
                for term in token.stems:
                    places.update(stem.get(term, ()))
                if places:
                    yield _Sight(
                        start + token.start,
                        start + token.end,
                        position + token.position,
                        tuple(sorted(places)),
                    )

    def _all(self, text: str) -> Iterator[tuple[int, int, _Chunk]]:
        """Yield offset and position of every chunk of a text, and the chunk."""
        position = 0
        known, analyse = self._chunks.known, self._chunks.analyse
        for spaced in SPACED.finditer(text):
            chunk = known.get(spaced[0]) or analyse(spaced[0])
            yield spaced.start(), position, chunk
            position += chunk.width

    def _at(self, text: str, at: Positions) -> Iterator[tuple[int, int, _Chunk]]:
        """Yield offset and position of the chunks at some positions of a text, and the chunk."""
        position = 0
        widths, measure = self._chunks.widths, self._chunks.measure
        known, analyse = self._chunks.known, self._chunks.analyse
        left = iter(at)
        following = next(left, None)
        for spaced in SPACED.finditer(text):
            if following is None:
                return
            written = spaced[0]
            width = widths.get(written)
            if width is None:
                width = measure(written)
            if following < position + width:
                yield spaced.start(), position, known.get(written) or analyse(written)
                following = next((p for p in left if p >= position + width), None)
            position += width

    def _meet(self, terms: Iterable[str]) -> None:
        """Note which of terms not met before the patterns match."""
        for term in terms:
            for glob, view, place in self._globs:
                if term in glob:
                    self._places[view][term].append(place)
                    self._terms.add(term)
        self._met.update(terms)


def merged(matches: Iterable[Match]) -> tuple[Span, ...]:
    """Return the spans of matches in order, overlapping ones as one."""
    spans: list[Span] = []
    for match in sorted(matches):
        if spans and match.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], match.end))
        else:
            spans.append((match.start, match.end))
    return tuple(spans)


def _together(sights: Iterable[_Sight], number: int, probe: Probe) -> Iterable[_Sight]:
    """Yield the words of every occurrence of a probe of several places."""
    by_place: list[dict[int, _Sight]] = [{} for _ in probe.places]
    for sight in sights:
        for other, place in sight.places:
            if other == number:
                by_place[place][sight.position] = sight
    for position, sight in by_place[0].items():
        if probe.slop is None:
            row = [here.get(position + i) for i, here in enumerate(by_place)]
            if all(row):
                yield from (word for word in row if word)
        else:
            yield from _nearby(position, sight, by_place[1:], probe.slop + 1)


def _nearby(
    position: int, sight: _Sight, others: Iterable[Mapping[int, _Sight]], reach: int
) -> list[_Sight]:
    """The stretch that grows from ``position`` by the nearest of each of the others in turn."""
    first = last = position
    stretch = [sight]
    for here in others:
        near = [p for p in here if first - reach <= p <= last + reach and p != position]
        if not near:
            return []
        best = min(near, key=lambda p: max(first - p, p - last, 0))
        stretch.append(here[best])
        first, last = min(first, best), max(last, best)
    return stretch
