"""Did you mean: a query near one that few or no articles answer, and that finds many more.

A word that some table knows is right: it is replaced only where no article has it. A spelling is
judged as in a noisy channel (Kernighan, Church and Gale 1990): by how much it finds, divided by
ten for every edit between it and what was written.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, pairwise, product
from math import prod
from typing import NamedTuple

from index.analysis import Analyzer
from index.analysis.open_words import is_open
from index.schema import STEM_SUFFIX, TEXT_FIELDS
from search.execute.index_reader import IndexReader
from search.query.syntax import Word
from search.results import Span

FEW = 25
"""Number of articles up to which another spelling may have been meant."""
_CHOICES = 4
"""Number of near spellings of a word that are tried."""
_TRIES = 12
"""Number of mended queries that are tried."""
_MOST_WORDS = 32
"""Maximum number of words of a query that may have been mistyped."""
_MOST_WORDS_FOUND = 3
"""The same of a query that some articles answer."""
_MOST_SUSPECTS = 3
"""Maximum number of unknown words of a query that may have been mistyped."""
_EDIT = 0.1
"""Likelihood of one edit."""
_LONG = 20
"""Factor by which a slip in the letters that may stand for long vowels is likelier than others."""
_VOWELS = str.maketrans("", "", "اوي")
_COMMONER = 10
"""Factor by which a spelling must be commoner than a known word to be suggested for it."""
_VIEWS = tuple(field + suffix for suffix in (STEM_SUFFIX, "") for field in reversed(TEXT_FIELDS))


class Mend(NamedTuple):
    """Terms of the index to put in place of ``at`` in a query, and their likelihood."""

    at: Span
    terms: tuple[str, ...]
    weight: float = _EDIT


def suggest(
    query: str,
    words: Sequence[Word],
    reader: IndexReader,
    analyzer: Analyzer,
    surface: Callable[[str], str],
    count: Callable[[str], int],
    found: int = 0,
) -> str | None:
    """Return a query with its unknown words mended, or else one rare word; None if none helps.

    :param query: what was written
    :param words: its plain words
    :param reader: knows the terms of the index
    :param analyzer: makes terms of words
    :param surface: returns the written form of a term
    :param count: returns how many articles a query finds
    :param found: how many articles the query as written finds
    """
    tried = ways(words, reader, analyzer, found)
    counts = [count(mended(query, mends, str)) for mends in tried]
    best = best_of(tried, counts, found)
    return mended(query, best, surface) if best else None


def ways(
    words: Sequence[Word], reader: IndexReader, analyzer: Analyzer, found: int
) -> list[tuple[Mend, ...]]:
    """Return the sets of mends of a query that are tried, likely ones first."""
    if len(words) > (_MOST_WORDS_FOUND if found else _MOST_WORDS):
        return []
    return list(islice(_Speller(reader, analyzer).ways(words), _TRIES))


def best_of(
    tried: Sequence[tuple[Mend, ...]], counts: Sequence[int], found: int
) -> tuple[Mend, ...] | None:
    """Return the mends that are likeliest, by how many articles each finds; None if none helps."""
    worths = [
        number * prod(mend.weight for mend in mends) if number >= found * _COMMONER else 0
        for number, mends in zip(counts, tried, strict=True)
    ]
    most = max(worths, default=0)
    return tried[worths.index(most)] if most else None


def mended(query: str, mends: Iterable[Mend], spell: Callable[[str], str]) -> str:
    """Return the query with its mends, each term as ``spell`` writes it."""
    pieces, done = [], 0
    for (start, end), terms, _ in sorted(mends):
        if start >= done:  # else an earlier word has been joined with this one
            pieces += [query[done:start], " ".join(map(spell, terms))]
            done = end
    return "".join(pieces) + query[done:]


def _bare(term: str) -> str:
    """Return a term without the letters that may stand for long vowels."""
    return term.translate(_VOWELS)


def _is_slip(term: str, meant: str) -> bool:
    """Tell whether a term is another with a letter doubled or not, two swapped, a vowel amiss."""
    swapped = len(term) == len(meant) and sorted(term) == sorted(meant)
    once = [re.sub(r"(.)\1", r"\1", text) for text in (term, meant)]
    return swapped or once[0] == once[1] or _bare(term) == _bare(meant)


class _Speller:
    def __init__(self, reader: IndexReader, analyzer: Analyzer) -> None:
        self.reader = reader
        self.analyzer = analyzer

    def ways(self, words: Sequence[Word]) -> Iterable[tuple[Mend, ...]]:
        """Return the sets of mends to try, likely ones first."""
        after = dict(pairwise(words))
        unknown = [word for word in words if not word.distance and not self.known(word)]
        if len(unknown) > _MOST_SUSPECTS:
            return ()
        if unknown:
            choices = [self.mends(word, after.get(word)) for word in unknown]
            return product(*(mends for mends in choices if mends)) if any(choices) else ()
        doubtful = [word for word in words if not word.distance and self.doubtful(word)]
        rarest = sorted(doubtful, key=self.articles)[:_MOST_SUSPECTS]
        return ((mend,) for word in rarest for mend in self.commoner(word))

    def doubtful(self, word: Word) -> bool:
        """Tell whether no table knows a word that the index has."""
        tokens = self.analyzer(word.text)
        return len(tokens) == 1 and (tokens[0].exact.isascii() or is_open(tokens[0].stems[0]))

    def frequency(self, term: str) -> int:
        """Return about how many articles have a term of the exact view."""
        return sum(self.reader.frequency(field, term) for field in TEXT_FIELDS)

    def articles(self, word: Word) -> int:
        """Return about how many articles have a word as written."""
        return min((self.frequency(token.exact) for token in self.analyzer(word.text)), default=0)

    def known(self, word: Word) -> bool:
        """Tell whether an article has the word in some view."""
        tokens = self.analyzer(word.text)
        # What is likeliest to be there comes first: it may take a request to know of the others.
        terms = dict.fromkeys(t for token in tokens for t in (*token.stems, token.exact))
        return any(self.reader.frequency(view, term) for term in terms for view in _VIEWS)

    def commoner(self, word: Word) -> list[Mend]:
        """Return the words much commoner than a known one that it is a likely slip of."""
        (token,) = self.analyzer(word.text)
        least = max(1, self.articles(word)) * _COMMONER
        return [
            Mend(word.at, (near,), likelihood)
            for near, likelihood in self.near(token.exact)
            if _is_slip(token.exact, near) and self.frequency(near) >= least
        ]

    def mends(self, word: Word, following: Word | None = None) -> list[Mend]:
        """Return what may have been meant: near spellings, the word split or joined on."""
        tokens = self.analyzer(word.text)
        if len(tokens) != 1:
            return []
        term = tokens[0].exact
        mends = [Mend(word.at, (near,), likely) for near, likely in self.near(term)]
        halves = [(term[:i], term[i:]) for i in range(2, len(term) - 1)]
        known = [pair for pair in halves if all(map(self.frequency, pair))]
        if known:
            likeliest = max(known, key=lambda pair: min(map(self.frequency, pair)))
            mends.insert(1, Mend(word.at, likeliest))
        if following:
            joined = self.analyzer(word.text + following.text)
            if len(joined) == 1 and self.frequency(joined[0].exact):
                mends.insert(0, Mend((word.at[0], following.at[1]), (joined[0].exact,)))
        return mends

    def near(self, term: str) -> list[tuple[str, float]]:
        """Return the likeliest terms within an edit for each three letters, two at most.

        With each comes its likelihood. The article put before a word, or taken off it, counts as
        one edit more.
        """
        most = min(len(term) // 3, 2)
        other = term[2:] if term.startswith("ال") else f"ال{term}"
        costs: dict[str, int] = {}
        counts: dict[str, int] = {}
        takes_article = min(len(term), len(other)) > 1 and not term.isascii()
        for tried in (term, other) if takes_article else (term,):
            found: Counter[str] = Counter()
            changed = int(tried != term)
            for field in TEXT_FIELDS:
                for near, edits, count in self.reader.near(field, tried, most):
                    found[near] += count
                    if cost := edits + changed:
                        costs[near] = min(cost, costs.get(near, cost))
            counts |= found
        likelihood = {
            near: _EDIT**cost * (_LONG if _bare(near) == _bare(term) else 1)
            for near, cost in costs.items()
        }
        worth = {near: counts[near] * likely for near, likely in likelihood.items()}
        likeliest = sorted(worth, key=lambda near: (-worth[near], near))[:_CHOICES]
        return [(near, likelihood[near]) for near in likeliest]
