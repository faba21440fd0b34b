"""Articles that have any of the terms that a pattern or a near spelling stands for."""

from collections.abc import Iterator
from typing import Any

from whoosh import query as wq

from index.arrays import Ints
from index.schema import TEXT_FIELDS
from search.budget import check
from search.execute.docset import DocSet
from search.execute.probe import Probe, view_of
from search.execute.scoring import ScoredTerm, Sum
from search.execute.vocabulary import Glob
from search.execute.weight import Weight

_LISTED = 64
"""Maximum number of terms, over all segments, that a pattern is listed as for highlights."""


class ExpansionWeight(Weight):
    """Runs ``Prefix``, ``Wildcard``, ``FuzzyTerm`` and every other ``MultiTerm`` of Whoosh."""

    source = "pattern"

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents of any of the terms."""
        having = self.arrays.having(self.query.fieldname, self._numbers())
        found = DocSet(self.arrays.size, mask=having)
        return found if among is None else found & among

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add each of the terms, or the boost alone where the pattern's score is constant."""
        if getattr(self.query, "constantscore", False):
            super().collect(out, boost, sure=sure)
            return
        boost *= getattr(self.query, "boost", 1.0)
        field = self.query.fieldname
        out.terms += (ScoredTerm(field, term, boost, out.label) for term in self._terms())

    def probes(self) -> Iterator[Probe]:
        """Yield the terms when they are few, else the pattern."""
        view, text_field = view_of(self.query.fieldname)
        if text_field not in TEXT_FIELDS:
            return
        numbers = self._numbers()
        many = sum(map(len, numbers))
        pattern = _pattern(self.query)
        if pattern and many > _LISTED:
            found = self.arrays.first_terms(self.query.fieldname, numbers)
            common = max(found, key=lambda term: self.reader.frequency(self.query.fieldname, term))
            yield Probe(view, (text_field,), (Glob(pattern, common),))
        elif many:
            terms = frozenset(term.decode() for term in self._terms())
            yield Probe(view, (text_field,), (terms,))

    def _numbers(self) -> list[Ints]:
        """Return the numbers of the terms in each segment, of patterns frequent ones first."""
        return self.reader.expansions.get(self.query, self._find)

    def _find(self) -> list[Ints]:
        check()
        query, field = self.query, self.query.fieldname
        match query:
            case wq.Prefix():
                return self.arrays.beginning_with(field, query.text.encode())
            case wq.Wildcard():
                return self.reader.vocabulary(field).matching(query.text)
            case wq.FuzzyTerm():
                vocabulary = self.reader.vocabulary(field)
                return vocabulary.numbers_near(query.text, query.maxdist, query.prefixlength)
        return self.arrays.numbers_of(field, self._terms())

    def _terms(self) -> list[bytes]:
        """Return the terms, sorted."""
        query, reader = self.query, self.reader.searcher.reader()
        match query:
            case wq.Prefix():
                return list(reader.expand_prefix(query.fieldname, query.text))
            case wq.Wildcard() | wq.FuzzyTerm():
                texts = self.reader.vocabulary(query.fieldname).texts(self._numbers())
                return [text.encode() for text in texts]
        return list(query._btexts(reader))


def _pattern(query: Any) -> str | None:
    """Return a query's pattern in globs' signs, None for one that is not such a pattern."""
    match query:
        case wq.Prefix():
            return f"{query.text}*"
        case wq.Wildcard():
            return str(query.text)
    return None
