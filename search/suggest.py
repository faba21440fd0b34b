"""Did you mean: a query near the one that found nothing, and which does find something."""

from collections.abc import Callable, Sequence
from itertools import islice, product
from typing import NamedTuple

from index.analysis import Analyzer
from index.schema import STEM_SUFFIX
from search.execute import Executor
from search.results import Span
from search.syntax import Word

_CHOICES = 4
_TRIES = 12
_VIEWS = ("body", "title", "body" + STEM_SUFFIX, "title" + STEM_SUFFIX)


class _Mend(NamedTuple):
    """Put ``terms`` of the index in place of the query's ``at``."""

    at: Span
    terms: tuple[str, ...]


def suggest(
    query: str,
    words: Sequence[Word],
    executor: Executor,
    analyzer: Analyzer,
    surface: Callable[[str], str],
    finds: Callable[[str], bool],
) -> str | None:
    """Return ``query`` with its unknown words mended, None when nothing helps.

    ``surface`` gives a written form of an index term, ``finds`` tells whether a query has hits.
    """
    speller = _Speller(executor, analyzer)
    choices = [
        mends
        for i, word in enumerate(words)
        if speller.unknown(word) and (mends := speller.mends(word, words[i + 1 : i + 2]))
    ]
    if not choices:
        return None
    for chosen in islice(product(*choices), _TRIES):
        pieces, done = [], 0
        for (start, end), terms in sorted(chosen):
            if start >= done:  # else an earlier word has been joined with this one
                pieces += [query[done:start], " ".join(map(surface, terms))]
                done = end
        mended = "".join(pieces) + query[done:]
        if finds(mended):
            return mended
    return None


class _Speller:
    def __init__(self, executor: Executor, analyzer: Analyzer) -> None:
        self.executor = executor
        self.analyzer = analyzer

    def frequency(self, term: str) -> int:
        """Return in about how many articles a term of the exact view stands."""
        return self.executor.frequency("body", term) + self.executor.frequency("title", term)

    def unknown(self, word: Word) -> bool:
        """Tell whether no article has the word in any view."""
        terms = {t for token in self.analyzer(word.text) for t in (token.exact, *token.stems)}
        return not word.distance and not any(
            self.executor.frequency(view, term) for term in terms for view in _VIEWS
        )

    def mends(self, word: Word, following: Sequence[Word]) -> list[_Mend]:
        """Return what may have been meant: near spellings, the word split or joined on."""
        tokens = self.analyzer(word.text)
        if len(tokens) != 1:
            return []
        term = tokens[0].exact
        mends = [_Mend(word.at, (near,)) for near in self.near(term)[:_CHOICES]]
        halves = [(term[:i], term[i:]) for i in range(2, len(term) - 1)]
        known = [pair for pair in halves if all(map(self.frequency, pair))]
        if known:
            likeliest = max(known, key=lambda pair: min(map(self.frequency, pair)))
            mends.insert(1, _Mend(word.at, likeliest))
        for after in following:
            joined = self.analyzer(word.text + after.text)
            if len(joined) == 1 and self.frequency(joined[0].exact):
                mends.insert(0, _Mend((word.at[0], after.at[1]), (joined[0].exact,)))
        return mends

    def near(self, term: str) -> list[str]:
        """Return the terms within one edit (two in longer words), nearest and commonest first."""
        other = term[2:] if term.startswith("ال") else f"ال{term}"
        found: dict[str, int] = {}
        for field in ("title", "body"):
            for tried in (term, other) if len(other) > 2 else (term,):
                distance = 1 if len(tried) < 5 else 2
                for near, edits in self.executor.vocabulary(field).near(tried, distance):
                    cost = edits + (tried != term)
                    found[near] = min(cost, found.get(near, cost))
        return sorted(found, key=lambda near: (found[near], -self.frequency(near), near))
