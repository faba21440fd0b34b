"""Articles in which words stand near each other: phrases and proximity."""

from collections.abc import Iterator
from typing import Any

from whoosh import query as wq

from index.kernels import compiled
from index.schema import TEXT_FIELDS
from search.execute.docset import DocSet
from search.execute.index_reader import IndexReader
from search.execute.probe import Probe, view_of
from search.execute.proximity import near
from search.execute.scoring import ScoredTerm, Sum
from search.execute.weight import Weigh, Weight


class PhraseWeight(Weight):
    """Runs ``whoosh.query.Phrase`` and ``SpanNear2`` of words of one field."""

    def __init__(self, query: Any, reader: IndexReader, weigh: Weigh) -> None:
        super().__init__(query, reader, weigh)
        self._field, self._places = _field_and_places(query, reader) or ("", [])
        phrase = isinstance(query, wq.Phrase)
        self._ordered = True if phrase else bool(query.ordered)
        self._nearest = 1 if phrase else int(query.mindist)

    @classmethod
    def handles(cls, query: Any, reader: IndexReader) -> bool:
        """Tell whether the parts of the query are words of one field."""
        return isinstance(query, wq.Phrase) or _field_and_places(query, reader) is not None

    def match(self, among: DocSet | None) -> DocSet:
        """Find the documents that have all words, rare ones first, and those near each other."""
        arrays, field, docs = self.arrays, self._field, among
        places = sorted(self._places, key=self._df)
        in_a_row = self._ordered and self.query.slop == self._nearest == 1
        if compiled and places and in_a_row:
            docs = arrays.list_of_any([(field, term) for term in places[0]], docs)
            places = []
        for place in places:
            docs = arrays.having_any([(field, term) for term in place], docs)
            if not len(docs):
                return docs
        if docs is None or not self._places:
            return DocSet.empty(arrays.size)
        ids = near(
            arrays,
            field,
            self._places,
            docs.ids,
            slop=self.query.slop,
            ordered=self._ordered,
            nearest=self._nearest,
        )
        return DocSet.of(arrays.size, ids)

    def count(self) -> int:
        """Return the document frequency of the rarest word."""
        return min(map(self._df, self._places), default=0)

    def collect_sure(self, out: Sum, boost: float) -> None:
        """Add all the words."""
        boost *= getattr(self.query, "boost", 1.0)
        out.terms += (
            ScoredTerm(self._field, term, boost, out.label)
            for place in self._places
            for term in place
        )

    def probes(self) -> Iterator[Probe]:
        """Yield the words as ones that stand together."""
        view, text_field = view_of(self._field)
        if text_field in TEXT_FIELDS and all(self._places):
            places = tuple(frozenset(term.decode() for term in place) for place in self._places)
            in_a_row = self._ordered and self.query.slop == 1
            slop = None if in_a_row else self.query.slop - 1
            yield Probe(view, (text_field,), places, slop)

    def _df(self, place: list[bytes]) -> int:
        return sum(self.arrays.df(self._field, term) for term in place)


def _field_and_places(query: Any, reader: IndexReader) -> tuple[str, list[list[bytes]]] | None:
    """Return the field and the words of each place; None when the parts are not such words."""
    if isinstance(query, wq.Phrase):
        terms = [[wq.Term(query.fieldname, word)] for word in query.words]
    else:
        terms = [_plain_terms(part) for part in query.qs]
    fields = {term.fieldname for place in terms for term in place}
    if len(fields) != 1 or not all(terms):
        return None
    found = [[reader.indexed(term.fieldname, term.text) for term in place] for place in terms]
    return fields.pop(), [[term[1] for term in place if term] for place in found]


def _plain_terms(query: Any) -> list[Any]:
    """Return the terms of a Term or an Or of Terms without boosts; none of anything else."""
    terms = query.subqueries if isinstance(query, wq.Or) and query.boost == 1.0 else [query]
    plain = all(isinstance(term, wq.Term) and term.boost == 1.0 for term in terms)
    return list(terms) if plain else []
