"""Weights of query types whose marks in a text a cluster cannot list, as terms of the index."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from whoosh import query as wq

from index.schema import TEXT_FIELDS
from search.cluster.matching import matching
from search.cluster.reader import ClusterReader
from search.execute.probe import Probe, view_of
from search.execute.queries.expansion import ExpansionWeight
from search.execute.queries.in_a_row import InARow, InARowWeight
from search.execute.query_types import WEIGHTS, weight_of
from search.execute.vocabulary import Glob, Terms
from search.execute.weight import Weight


@dataclass(frozen=True, slots=True)
class Fuzzy(Glob):
    """The words that are at most ``edits`` edits from ``common``, not listed."""

    edits: int

    def __contains__(self, word: str) -> bool:
        return bool(len(Terms.of([word]).near(self.common, self.edits)[0]))


class PatternWeight(ExpansionWeight):
    """Marks the words of a pattern or a near spelling without a list of them."""

    def probes(self) -> Iterator[Probe]:
        """Yield the pattern."""
        view, text_field = view_of(self.query.fieldname)
        if text_field not in TEXT_FIELDS:
            return
        text = str(self.query.text)
        match self.query:
            case wq.FuzzyTerm():
                yield Probe(view, (text_field,), (Fuzzy(text, text, self.query.maxdist),))
            case wq.Prefix():
                yield Probe(view, (text_field,), (Glob(f"{text}*", text),))
            case _:
                yield Probe(view, (text_field,), (Glob(text, text),))


class RowWeight(InARowWeight):
    """Words in a row, of which the cluster says whether any article has them."""

    reader: ClusterReader

    @cached_property
    def _found_by(self) -> Weight:
        row = matching(self.query.a, self.reader)
        return self._row if self.reader.statistics.count(row) else self._words


_WEIGHTS = WEIGHTS | {
    InARow: RowWeight,
    wq.Prefix: PatternWeight,
    wq.Wildcard: PatternWeight,
    wq.FuzzyTerm: PatternWeight,
}


def weight_on(query: Any, reader: ClusterReader) -> Weight:
    """Return a weight of which words, marks and sums may be asked, but no documents."""
    return weight_of(query, reader, _WEIGHTS)
