"""How a query being typed may go on: with words as articles write them, and with names.

Spellings are compared folded, so that a hamza left out or a final heh in place of a teh marbuta
completes as well. Words with a conjunction, a preposition or a pronoun attached are passed over.
Of the words of one stem, which find the same articles, the commonest is offered.
"""

import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import accumulate, islice
from typing import NamedTuple

from index.analysis import Analyzer, fold, is_stopword
from index.facets import FACETS
from index.schema import TEXT_FIELDS
from search.execute.docset import DocSet
from search.execute.evidence import WordTerms
from search.execute.index_reader import IndexReader
from search.facets.counts import Facets
from search.findings import Completion
from search.present.surface import Surfaces
from search.query.lexer import Kind, Lexeme, quoted, scan
from search.rank.order import largest

MOST_WORDS = 3
"""Longest typed beginning of a name, in words."""
CANDIDATES = 48
"""Number of terms with a typed prefix, the most frequent of a segment, that are considered."""
_WIDE = 4096
"""Maximum number of body terms with a prefix; for more, terms of titles alone are considered."""
MOST_NAMES = 20_000
"""Number of names of each facet, the most frequent ones, that are offered."""
_BEFORE = re.compile("proclitic:")
"""Names of the rules of analysis that take off a conjunction or a preposition."""
_AFTER = re.compile(r"ending:\w*(?:ه|ها|هم|هن|هما|ك|كم|كما|نا|ني)$")
"""Names of the rules of analysis that take off a pronoun."""
_PROCLITICS = "وفبكل"
_LEAST_BEHIND = 3
"""Number of letters of a word being typed from which on its first may be a particle."""
_HAMZAS, _SEATS = "ئء", ("ء", "وو")
"""Hamzas whose seat depends on the letters to come, and what they may fold to with those."""


class _Begun(NamedTuple):
    """The end of a query, from offset ``start`` on, that may go on."""

    text: str
    start: int

    @property
    def folded(self) -> list[str]:
        """The folded beginnings that what is being typed may have."""
        texts = [self.text]
        if self.text[-1] in _HAMZAS:
            texts += [self.text[:-1] + seat for seat in _SEATS]
        return list(dict.fromkeys(_folded(text) for text in texts))


class Completer(ABC):
    """Completes queries on one generation. Caches, so not for several threads at once."""

    def __init__(self, reader: IndexReader, analyzer: Analyzer) -> None:
        """Make a completer.

        :param reader: knows the terms of the index
        :param analyzer: tells whether two words have one stem
        """
        self._reader = reader
        self._analyzer = analyzer
        self._names: dict[str, _Names] = {}

    @abstractmethod
    def terms(self, prefixes: Sequence[str], fields: Sequence[str]) -> list[str]:
        """Return terms that begin with one of the prefixes, frequent ones first."""

    @abstractmethod
    def surface(self, term: str) -> str:
        """Return a term as articles write it."""

    @abstractmethod
    def values(self, facet: str) -> Sequence[tuple[str, int]]:
        """Return the values of a facet that are offered, frequent ones first, with their counts."""

    def complete(self, query: str, limit: int) -> tuple[Completion, ...]:
        """Return at most ``limit`` completions; see :meth:`search.engine.Engine.complete`."""
        lexemes = scan(query)
        if not lexemes or not _goes_on(query, lexemes[-1]):
            return ()
        last, field = lexemes[-1], _field_of_last(lexemes)
        if field in FACETS:
            begun = _Begun(last.text, last.at[0])
            named = islice(self._named(field, begun), limit)
            return tuple(replace(one, text=quoted(one.text)) for one in named)
        word = last.text.split()[-1]
        begun = _Begun(word, last.at[0] if last.kind is Kind.WORD else len(query) - len(word))
        if field:
            words = self._words(begun, (field,), limit) if field == "title" else ()
            return tuple(sorted(words, key=lambda one: -one.count))
        words = self._words(begun, TEXT_FIELDS, limit)
        found = {(one.kind, one.text): (1, one) for one in words}
        for typed, start in enumerate(_starts(query, lexemes), 1):
            for facet in FACETS:
                named = islice(self._named(facet, _Begun(query[start:], start)), limit)
                found |= {(one.kind, one.text): (typed, one) for one in named}
        if not found and len(word) > _LEAST_BEHIND and word[0] in _PROCLITICS:
            # The letter in front stays: what completes begins behind it.
            return self.complete(f"{query[: begun.start]} {query[begun.start + 1 :]}", limit)
        ranked = sorted(found.values(), key=lambda pair: (-pair[0], -pair[1].count, pair[1].text))
        return tuple(one for _, one in ranked[:limit])

    def _named(self, facet: str, begun: _Begun) -> Iterator[Completion]:
        """Yield the values of a facet that go so from some word on, frequent ones first."""
        if facet not in self._names:
            self._names[facet] = _Names(self.values(facet))
        for name, count in self._names[facet].going(begun.folded):
            yield Completion(name, facet, count, begun.start)

    def _words(self, begun: _Begun, fields: Sequence[str], limit: int) -> Iterator[Completion]:
        """Yield at most ``limit`` words that begin so, frequent ones first."""
        typed = begun.folded
        stems: set[str] = set()
        for term in self.terms(typed, fields):
            if len(stems) == limit:
                return
            if term in typed or is_stopword(term) or self._by(_BEFORE, term):
                continue
            written = self.surface(term)
            tokens = self._analyzer(written)
            if len(tokens) != 1 or self._by(_AFTER, written) or tokens[0].stems[0] in stems:
                continue
            stems.add(tokens[0].stems[0])
            word = WordTerms(tokens[0], fields, by_root=False)
            count = self._reader.words.frequency(word)
            yield Completion(written, "word", count, begun.start)

    def _by(self, rule: re.Pattern[str], word: str) -> bool:
        """Tell whether a rule with such a name changed a word in its analysis."""
        tokens = self._analyzer(word)
        return any(rule.match(own) for token in tokens for own in token.rules)


class SnapshotCompleter(Completer):
    """Completes queries on one snapshot."""

    def __init__(
        self,
        reader: IndexReader,
        facets: Facets,
        every: DocSet,
        analyzer: Analyzer,
        surfaces: Surfaces,
    ) -> None:
        """Make a completer.

        :param reader: knows the terms of the snapshot
        :param facets: know its names
        :param every: all live documents
        :param analyzer: tells whether two words have one stem
        :param surfaces: tell how articles write a term
        """
        super().__init__(reader, analyzer)
        self._facets = facets
        self._every = every
        self._surfaces = surfaces

    def surface(self, term: str) -> str:
        """Return a term as articles write it."""
        return self._surfaces(term)

    def values(self, facet: str) -> Sequence[tuple[str, int]]:
        """Return the most frequent values of a facet with their counts."""
        counts = self._facets.counts(self._every)[facet]
        return self._facets[facet].most_frequent(counts, MOST_NAMES)

    def terms(self, prefixes: Sequence[str], fields: Sequence[str]) -> list[str]:
        """Return terms that begin with one of the prefixes, frequent ones first."""
        counts: Counter[str] = Counter()
        for field in fields:
            most = None if field == "title" else _WIDE
            for prefix in prefixes:
                start = prefix.encode("utf-8", "replace")  # a broken paste may not be encoded
                segments = self._reader.arrays.counts_beginning_with(field, start, most)
                for terms, own in segments:
                    for n in largest(own, CANDIDATES).tolist():
                        counts[terms[n].decode()] += int(own[n])
        return [term for term, _ in counts.most_common()]


class _Folded(dict[str, str]):
    """Words and their folded forms: names share most of their words."""

    def __missing__(self, word: str) -> str:
        self[word] = fold(word)
        return self[word]


class _Names:
    """The values of a facet, folded, one a line, frequent ones first."""

    def __init__(self, values: Sequence[tuple[str, int]]) -> None:
        self._values = values
        folded = _Folded()
        lines = [" ".join(map(folded.__getitem__, name.split())) for name, _ in self._values]
        self._lines = "".join(f" {line}\n" for line in lines)
        self._ends = list(accumulate(len(line) + 2 for line in lines))

    def going(self, beginnings: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield the values that go so from one of their words on, with their counts."""
        seen = -1
        for place in merge(*(self._places(f" {beginning}") for beginning in beginnings)):
            line = bisect_right(self._ends, place)
            if line != seen:
                seen = line
                yield self._values[line]

    def _places(self, text: str) -> Iterator[int]:
        """Yield the offsets of a text in the lines."""
        place = self._lines.find(text)
        while place >= 0:
            yield place
            place = self._lines.find(text, place + 1)


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _goes_on(query: str, last: Lexeme) -> bool:
    """Tell whether a query ends in a word that may go on, perhaps inside a quotation."""
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
    """Yield the offset of the last word of a query, of the last two words, and so on."""
    following: int | None = None
    for lexeme in reversed(lexemes[-MOST_WORDS:]):
        start, end = lexeme.at
        if lexeme.kind is not Kind.WORD or (following and query[end:following].strip(" ")):
            return
        yield start
        following = start
