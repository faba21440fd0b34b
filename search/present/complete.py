"""How a query being typed may go on: with words as articles write them, and with names.

Spellings are compared folded, so that a hamza left out or a final heh in place of a teh marbuta
completes as well. Words with something attached (a conjunction, a preposition, a pronoun) are
passed over; of the words of one stem, which find the same articles, the commonest is offered.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import accumulate, islice
from typing import NamedTuple

import numpy as np

from index.analysis import fold, is_stopword
from index.facets import FACETS
from index.schema import TEXT_FIELDS
from search.execute.docset import Ints
from search.execute.word import Word
from search.facets.facets import Facet, largest
from search.generation import Generation
from search.query.lexer import Kind, Lexeme, quoted, scan
from search.results import Completion

MOST_WORDS = 3
"""Of a name, that may have been typed so far."""
_CANDIDATES = 48
"""Of a segment's terms that begin as typed, so many of the most frequent are considered."""
_WIDE = 4096
"""Where more terms of bodies begin so, titles alone are asked: they have the frequent ones."""
_MOST_NAMES = 20_000
"""Of each facet, the most frequent."""
_BEFORE = re.compile("proclitic:")
_AFTER = re.compile(r"ending:\w*(?:ه|ها|هم|هن|هما|ك|كم|كما|نا|ني)$")
"""Rules of the analysis that took off something attached, a pronoun at the end."""
_HAMZAS, _SEATS = "ئء", ("ء", "وو")
"""A hamza whose seat the letters after it decide, and what it may otherwise be folded to."""


class _Begun(NamedTuple):
    """The end of a query, from ``start`` on, which may go on."""

    text: str
    start: int

    @property
    def folded(self) -> list[str]:
        """The beginnings that what it grows to may have, once folded."""
        texts = [self.text]
        if self.text[-1] in _HAMZAS:
            texts += [self.text[:-1] + seat for seat in _SEATS]
        return list(dict.fromkeys(_folded(text) for text in texts))


class Completer:
    """Completes queries on one generation. Caches, so not for several threads at once."""

    def __init__(self, state: Generation) -> None:
        self._state = state
        self._names: dict[str, _Names] = {}

    def complete(self, query: str, limit: int) -> tuple[Completion, ...]:
        """Return at most ``limit`` ways to go on; see :meth:`search.engine.Engine.complete`."""
        lexemes = scan(query)
        if not lexemes or not _goes_on(query, lexemes[-1]):
            return ()
        last, field = lexemes[-1], _field_of_last(lexemes)
        if field in FACETS:
            begun = _Begun(last.text, last.at[0])
            named = islice(self._named(field, begun), limit)
            return tuple(replace(one, text=quoted(one.text)) for one in named)
        word = last.text.split()[-1]
        begun = _Begun(word, len(query) - len(word))
        if field:
            words = self._words(begun, (field,), limit) if field == "title" else ()
            return tuple(sorted(words, key=lambda one: -one.count))
        words = self._words(begun, TEXT_FIELDS, limit)
        found = {(one.kind, one.text): (1, one) for one in words}
        for typed, start in enumerate(_starts(query, lexemes), 1):
            for facet in FACETS:
                named = islice(self._named(facet, _Begun(query[start:], start)), limit)
                found |= {(one.kind, one.text): (typed, one) for one in named}
        ranked = sorted(found.values(), key=lambda pair: (-pair[0], -pair[1].count, pair[1].text))
        return tuple(one for _, one in ranked[:limit])

    def _named(self, facet: str, begun: _Begun) -> Iterator[Completion]:
        """Yield the values of a facet that have a word from which on they go so, frequent first."""
        if facet not in self._names:
            counts = self._state.facets.counts(self._state.every)[facet]
            self._names[facet] = _Names(self._state.facets[facet], counts)
        for name, count in self._names[facet].going(begun.folded):
            yield Completion(name, facet, count, begun.start)

    def _words(self, begun: _Begun, fields: Sequence[str], limit: int) -> Iterator[Completion]:
        """Yield at most ``limit`` words that begin so, frequent ones first."""
        typed = begun.folded
        stems: set[str] = set()
        for term in self._terms(typed, fields):
            if len(stems) == limit:
                return
            if term in typed or is_stopword(term) or self._by(_BEFORE, term):
                continue
            written = self._state.surfaces(term)
            tokens = self._state.analyzer(written)
            if len(tokens) != 1 or self._by(_AFTER, written) or tokens[0].stems[0] in stems:
                continue
            stems.add(tokens[0].stems[0])
            word = Word(tokens[0], fields, (0, 0), by_root=False)
            count = self._state.executor.words.frequency(word)
            yield Completion(written, "word", count, begun.start)

    def _by(self, rule: re.Pattern[str], word: str) -> bool:
        """Tell whether a rule like this changed a word in its analysis."""
        tokens = self._state.analyzer(word)
        return any(rule.match(own) for token in tokens for own in token.rules)

    def _terms(self, prefixes: Sequence[str], fields: Sequence[str]) -> list[str]:
        """Return terms that begin with one of the prefixes, frequent ones first."""
        counts: Counter[str] = Counter()
        for field in fields:
            for number in range(len(self._state.snapshot.leaves)):
                for prefix in prefixes:
                    counts.update(self._frequent(field, number, prefix))
        return [term for term, _ in counts.most_common()]

    def _frequent(self, field: str, number: int, prefix: str) -> dict[str, int]:
        """Return the most frequent terms of a leaf that begin so, with their counts."""
        file = self._state.snapshot.leaves[number].field(field)
        if file is None:
            return {}
        first, last = file.beginning_with(prefix.encode())
        if first == last or (last - first > _WIDE and field != "title"):
            return {}
        terms, layout = file.dictionary.part(first, last)
        found = largest(layout.counts.astype(np.int64), _CANDIDATES)
        return {terms[n].decode(): int(layout.counts[n]) for n in found.tolist()}


class _Folded(dict[str, str]):
    """Words to their folded forms: names share most of theirs."""

    def __missing__(self, word: str) -> str:
        self[word] = fold(word)
        return self[word]


class _Names:
    """The values of a facet, folded, a line each, frequent ones first."""

    def __init__(self, facet: Facet, counts: Ints) -> None:
        self._values = facet.most_frequent(counts, _MOST_NAMES)
        folded = _Folded()
        lines = [" ".join(map(folded.__getitem__, name.split())) for name, _ in self._values]
        self._lines = "".join(f" {line}\n" for line in lines)
        self._ends = list(accumulate(len(line) + 2 for line in lines))

    def going(self, beginnings: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield values, with their counts, that from some word on go as one of these."""
        seen = -1
        for place in merge(*(self._places(f" {beginning}") for beginning in beginnings)):
            line = bisect_right(self._ends, place)
            if line != seen:
                seen = line
                yield self._values[line]

    def _places(self, text: str) -> Iterator[int]:
        """Yield the places of a text in the lines."""
        place = self._lines.find(text)
        while place >= 0:
            yield place
            place = self._lines.find(text, place + 1)


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _goes_on(query: str, last: Lexeme) -> bool:
    """Tell whether a query ends in a word, in a quotation perhaps, that may go on."""
    if last.kind is Kind.QUOTED and last.at[0] + 1 + len(last.text) < len(query):
        return False  # it has been closed
    signs = set("*?~") & set(last.text)
    return (
        last.kind in (Kind.WORD, Kind.QUOTED)
        and last.at[1] == len(query)
        and bool(last.text.strip())
        and not last.text[-1].isspace()
        and not signs
    )


def _field_of_last(lexemes: Sequence[Lexeme]) -> str | None:
    """Return the field in which the last lexeme is looked for."""
    *_, before, last = (None, *lexemes)
    glued = before is not None and before.kind is Kind.FIELD and before.at[1] == last.at[0]
    return before.text if before and glued else None


def _starts(query: str, lexemes: Sequence[Lexeme]) -> Iterator[int]:
    """Yield where the last word of a query, the last two, and so on, begin."""
    following: int | None = None
    for lexeme in reversed(lexemes[-MOST_WORDS:]):
        start, end = lexeme.at
        if lexeme.kind is not Kind.WORD or (following and query[end:following].strip(" ")):
            return
        yield start
        following = start
