"""Which words of a text a query marks, by the very terms that the query was run with.

The index knows at which positions the terms of a query stand in an article, so only the words
there are analysed. Where the index cannot tell, all words are. News repeats its words and most
of them match nothing, so each chunk of text between two spaces is remembered with all its terms,
and one comparison a chunk tells whether it can match.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from index.analysis import Analyzer, Token
from index.analysis.boundaries import SPACED
from index.schema import STEM_SUFFIX, TEXT_FIELDS
from search.budget import check
from search.execute.arrays import Arrays
from search.execute.docset import Docs
from search.execute.probe import Clause, Probe, View
from search.execute.sample import Sample
from search.execute.vocabulary import Glob

_MEMO_LIMIT = 100_000
"""Number of chunks of text that are remembered."""
_MOST_TERMS = 64
"""Maximum number of terms whose positions are read; for more, texts are scanned."""
_SUFFIXES: dict[View, str] = {"exact": "", "stem": STEM_SUFFIX}
"""What the views with positions add to the name of a text field."""

Positions = Sequence[int]
"""Positions of words in one field of an article, ascending."""

_Place = tuple[int, int]
"""Number of a probe, and number of one of its places."""


class Marked(NamedTuple):
    """``text[start:end]`` is a word that clause number ``clause`` marks."""

    start: int
    end: int
    clause: int


class _Sight(NamedTuple):
    """A word of a text that fits some places of probes: its offsets and its position."""

    start: int
    end: int
    position: int
    places: tuple[_Place, ...]


class _Chunk(NamedTuple):
    """Text between two spaces: the number of its positions, all its terms, its tokens."""

    width: int
    terms: frozenset[str]
    tokens: tuple[Token, ...]


class Chunks:
    """The analysis of chunks of text, remembered across texts and queries.

    ``known`` and ``widths`` have those met so far: hot loops look there first, and call
    :meth:`analyse` and :meth:`measure` for the rest.
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
        """Count the positions of a chunk and remember the number."""
        if len(self.widths) >= _MEMO_LIMIT:
            self.widths.clear()
        width = self.widths[written] = self._analyzer.width(written)
        return width


class Highlighter:
    """Finds the words of texts that a query's clauses mark."""

    def __init__(self, chunks: Chunks, clauses: Sequence[Clause]) -> None:
        self._chunks = chunks
        self._probes = [(n, p) for n, clause in enumerate(clauses) for p in clause.probes]
        self._places: dict[View, defaultdict[str, list[_Place]]] = {
            view: defaultdict(list) for view in get_args(View)
        }
        self._globs: list[tuple[Glob, View, _Place]] = []
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
        """Return by text field the positions of the query's words in each document.

        ``docs`` has shape ``(n,)`` and is ascending; each list has ``n`` items. In place of the
        list is None where texts have to be read: for patterns, for roots (the root view has no
        positions), and for more than ``_MOST_TERMS`` terms.
        """
        several = sum(map(len, self._places.values())) > _MOST_TERMS
        if self._globs or self._places["root"] or several:
            return dict.fromkeys(fields)
        sample = Sample(arrays, docs)
        found: dict[str, list[Positions] | None] = {}
        for field in fields:
            sets: list[set[int]] = [set() for _ in docs]
            for view, suffix in _SUFFIXES.items():
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
    ) -> list[Marked]:
        """Return what is marked in ``text``, in order.

        :param text: the text of one field of an article, or any other
        :param field: the field, None to mark what the query looks for in any field
        :param at: the positions of the words that may be marked, None when any may
        :param loose: whether the words of a phrase are marked one by one, not only where they
            stand together
        """
        if not self._probes:
            return []
        found: set[Marked] = set()
        scattered: defaultdict[int, list[_Sight]] = defaultdict(list)
        for sight in self._look(text, at):
            for number, _ in sight.places:
                clause, probe = self._probes[number]
                if field and field not in probe.fields:
                    continue
                if loose or len(probe.places) == 1:
                    found.add(Marked(sight.start, sight.end, clause))
                else:
                    scattered[number].append(sight)
        for number, sights in scattered.items():
            clause, probe = self._probes[number]
            for sight in _together(sights, number, probe):
                found.add(Marked(sight.start, sight.end, clause))
        return sorted(found)

    def _look(self, text: str, at: Positions | None) -> Iterator[_Sight]:
        """Yield the words that stand at a place of some probe."""
        exact, stem, root = (self._places[view] for view in ("exact", "stem", "root"))
        wanted = self._terms
        chunks = self._all(text) if at is None else self._at(text, at)
        check()
        for start, position, (_, terms, tokens) in chunks:
            if self._globs and not terms <= self._met:
                check()
                self._meet(terms - self._met)
            if not root and wanted.isdisjoint(terms):
                continue
            for token in tokens:
                places = {*exact.get(token.exact, ())}
                for term in token.stems:
                    places.update(stem.get(term, ()))
                if root:
                    for term in token.roots:
                        places.update(root.get(term, ()))
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
        """Note which of some new terms the patterns match."""
        for term in terms:
            for glob, view, place in self._globs:
                if term in glob:
                    self._places[view][term].append(place)
                    self._terms.add(term)
        self._met.update(terms)


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
    """Return the words that extend ``sight``: of each other place the nearest, in turn.

    None are returned unless each place has a word within ``reach`` of those before it.
    """
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
