"""Articles that have a word, by any of the terms that speak for it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from whoosh import query as wq

from index.analysis import Token
from search.execute.bm25f import QueryWord
from search.execute.docset import DocSet
from search.execute.evidence import STEMMED, Forms, WordTerms
from search.execute.probe import Probe
from search.execute.scoring import Sum
from search.execute.weight import Alternatives, Weight
from search.results import Span


class WordQuery(wq.Query):  # type: ignore[misc]
    """Articles that have a word, by its stems or its form, or if ``by_root`` by its roots.

    ``at`` is its place in the query, by which neighbours are known. ``forms`` are those in which
    the index has a name.
    """

    def __init__(
        self,
        token: Token,
        fields: Sequence[str],
        at: Span,
        *,
        by_root: bool,
        forms: Forms = STEMMED,
    ) -> None:
        self.token = token
        self.forms = forms
        self.terms = _terms(token, tuple(fields), by_root, forms)
        self.at = at
        self.boost = 1.0

    def boosted(self, boost: float) -> "WordQuery":
        """Return the same word with a boost."""
        twin = self.placed(self.at)
        twin.boost = boost
        return twin

    def placed(self, at: Span) -> "WordQuery":
        """Return the same word at another place in the query."""
        twin: WordQuery = object.__new__(WordQuery)
        twin.token, twin.forms, twin.terms = self.token, self.forms, self.terms
        twin.at, twin.boost = at, self.boost
        return twin

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WordQuery):
            return False
        return self.terms == other.terms and self.boost == other.boost

    def __hash__(self) -> int:
        return hash((self.terms, self.boost))

    def __repr__(self) -> str:
        return f"WordQuery({self.token.exact!r}, {self.terms.fields!r})"

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Return a stock matcher, with which Whoosh itself can run the query."""
        return self._stock().matcher(searcher, context)

    def estimate_size(self, ixreader: Any) -> int:
        """Return an upper bound of how many documents match, as stock Whoosh asks for it."""
        return int(self._stock().estimate_size(ixreader))

    def _stock(self) -> Any:
        return wq.Or([wq.Term(*term) for term in self.terms.matching])


class WordWeight(Weight):
    """Runs :class:`WordQuery`."""

    query: WordQuery

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents of any of the posting lists."""
        return self.arrays.having_any(self.reader.words.matching(self.query.terms), among)

    def count(self) -> int:
        """Return the sum of the document frequencies."""
        return self.reader.words.count(self.query.terms)

    def collect_alternatives(self, out: Alternatives) -> None:
        """Add the terms."""
        out.terms += self.reader.words.matching(self.query.terms)

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add the word, whose posting lists say by themselves where it gives anything."""
        out.words += self.words(boost, out.label)

    def words(self, boost: float, label: str = "") -> Iterator[QueryWord]:
        """Yield the word."""
        word = self.query
        yield QueryWord(word.terms, boost * word.boost, boost, word.at, label)

    def probes(self) -> Iterator[Probe]:
        """Yield the stems and the form, and the roots of a word that is matched by them.

        Of a name the forms take the stems' place.
        """
        token, terms, forms = self.query.token, self.query.terms, self.query.forms
        exacts = frozenset({token.exact})
        if forms.alone:
            exacts |= {*forms.written, *forms.others}
        else:
            yield Probe("stem", terms.fields, (frozenset(token.stems),))
        yield Probe("exact", terms.fields, (exacts,))
        if terms.by_root and terms.roots:
            yield Probe("root", terms.fields, (frozenset(token.roots),))


@lru_cache(4096)
def _terms(token: Token, fields: tuple[str, ...], by_root: bool, forms: Forms) -> WordTerms:
    return WordTerms(token, fields, by_root=by_root, forms=forms)
