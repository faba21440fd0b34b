"""Articles that have a term of a field."""

from collections.abc import Iterator
from typing import Any

from index.schema import TEXT_FIELDS
from search.execute.docset import DocSet
from search.execute.index_reader import IndexReader
from search.execute.probe import Probe, view_of
from search.execute.scoring import ScoredTerm, Sum
from search.execute.weight import Alternatives, Weigh, Weight


class TermWeight(Weight):
    """Runs ``whoosh.query.Term``."""

    def __init__(self, query: Any, reader: IndexReader, weigh: Weigh) -> None:
        super().__init__(query, reader, weigh)
        self._term = reader.indexed(query.fieldname, query.text)

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents of the term's posting list."""
        return self.arrays.having_any([self._term] if self._term else [], among)

    def count(self) -> int:
        """Return the document frequency."""
        return self.arrays.df(*self._term) if self._term else 0

    def collect_alternatives(self, out: Alternatives) -> None:
        """Add the term."""
        if self._term:
            out.terms.append(self._term)

    def collect(self, out: Sum, boost: float, *, sure: bool) -> None:
        """Add the term, whose posting list says by itself where it gives anything."""
        if self._term:
            out.terms.append(ScoredTerm(*self._term, boost * self.query.boost, out.label))

    def probes(self) -> Iterator[Probe]:
        """Yield the term, if it is one of a text field."""
        if self._term:
            field, term = self._term
            view, text_field = view_of(field)
            if text_field in TEXT_FIELDS:
                yield Probe(view, (text_field,), (frozenset({term.decode()}),))
