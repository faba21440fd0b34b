"""The words of queries, analysed once: what is asked for is asked for again."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.analysis import Analyzer, Token, is_stopword
from index.analysis.drawn_out import is_drawn_out, shortened
from index.schema import TEXT_FIELDS
from search.execute.evidence import WordTerms
from search.execute.queries.word_query import WordQuery
from search.lru import RecentCache
from search.plan.names import Names
from search.plan.sources import TermSource
from search.plan.word_forms import WordForms

_REMEMBERED = 4096
"""Number of words that are remembered."""
_NOWHERE = (0, 0)


class Lattice(NamedTuple):
    """The tokens of a text by their places."""

    whole: Sequence[Token]
    """Tokens that span several others: whole hashtags."""
    places: Sequence[Sequence[Token]]
    """All other tokens, those of each place together."""


class QueryWords:
    """Analyses the words of queries on one snapshot; not for several threads at once."""

    def __init__(self, analyzer: Analyzer, reader: TermSource) -> None:
        self.reader = reader
        self._analyzer = analyzer
        self._forms = WordForms(reader)
        self._names = Names(reader, analyzer)
        self._tokens: RecentCache[str, Sequence[Token]] = RecentCache(_REMEMBERED)
        self._stops: RecentCache[str, bool] = RecentCache(_REMEMBERED)
        self._lattices: RecentCache[tuple[str, bool], Lattice] = RecentCache(_REMEMBERED)
        self._queries: RecentCache[tuple[str, tuple[str, ...], bool], Sequence[WordQuery]]
        self._queries = RecentCache(_REMEMBERED)

    def __call__(self, text: str) -> Sequence[Token]:
        """Return the tokens of a text."""
        found = self._tokens.get(text)
        return self._tokens.put(text, self._analyzer(text)) if found is None else found

    def is_stop(self, text: str) -> bool:
        """Tell whether a text is nothing but stop words."""
        found = self._stops.get(text)
        return self._stops.put(text, _are_stops(self(text))) if found is None else found

    def lattice(self, text: str, *, exact: bool) -> Lattice:
        """Return the tokens of a text, unless ``exact`` with the forms the index has of them."""
        key = text, exact
        found = self._lattices.get(key)
        if found is None:
            found = self._lattices.put(key, lattice(self.tokens(text, exact=exact)))
        return found

    def tokens(self, text: str, *, exact: bool) -> list[Token]:
        """Return the tokens of :meth:`lattice` in their order.

        Words with letters drawn out are, unless ``exact``, those of the index that they may be.
        """
        if exact:
            return list(self(text))
        if is_drawn_out(text):
            text = " ".join(map(self._meant, text.split()))
        return list(map(self._forms, self(text)))

    def queries(self, text: str, fields: tuple[str, ...], *, alone: bool) -> Sequence[WordQuery]:
        """Return what a text is looked for by that stands at one place, none if it takes several.

        It stands by itself in a query, or beside others. Where is for whoever asks to say.
        """
        key = text, fields, alone
        found = self._queries.get(key)
        if found is None:
            _, places = self.lattice(text, exact=False)
            tokens = places[0] if len(places) == 1 else ()
            found = self._queries.put(key, [self._query(t, fields, alone) for t in tokens])
        return found

    def _query(self, token: Token, fields: tuple[str, ...], alone: bool) -> WordQuery:
        forms = self._names.forms(token, alone=alone)
        return WordQuery(token, fields, _NOWHERE, by_root=False, forms=forms)

    def frequency(self, word: str) -> int:
        """Return about how many articles have a word, in any form."""
        terms = [WordTerms(token, TEXT_FIELDS, by_root=False) for token in self(word)[:1]]
        return sum(map(self.reader.frequency_of_word, terms))

    def _meant(self, written: str) -> str:
        """Return the commonest word of the index that one with letters drawn out may be."""
        found = {word: self.frequency(word) for word in shortened(written)}
        return max((word for word in found if found[word]), key=found.__getitem__, default=written)


def _are_stops(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and all(is_stopword(token.text) for token in tokens)


def lattice(tokens: Iterable[Token]) -> Lattice:
    """Return tokens by their places."""
    at: dict[int, list[Token]] = {}
    for token in tokens:
        at.setdefault(token.position, []).append(token)
    whole: list[Token] = []
    places: list[list[Token]] = []
    for _, here in sorted(at.items()):
        longest = max(here, key=lambda token: token.end - token.start)
        shorter = [t for t in here if t.end - t.start < longest.end - longest.start]
        whole += [longest] if shorter else []
        places.append(shorter or here)
    return Lattice(whole, places)
