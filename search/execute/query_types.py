"""The query types and what runs them: a new type is a module and a line here."""

from collections.abc import Mapping
from typing import Any

from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from search.execute.index_reader import IndexReader
from search.execute.queries.arrived import Arrived, ArrivedWeight
from search.execute.queries.asked import Asked, AskedWeight
from search.execute.queries.boolean import (
    AndMaybeWeight,
    AndNotWeight,
    AndWeight,
    DisjunctionMaxWeight,
    NotWeight,
    OrWeight,
    RequireWeight,
)
from search.execute.queries.constant import ConstantScoreWeight, EveryWeight, NullWeight
from search.execute.queries.date_range import DateRangeWeight
from search.execute.queries.expansion import ExpansionWeight
from search.execute.queries.facet_values import Values, ValuesWeight
from search.execute.queries.in_a_row import InARow, InARowWeight
from search.execute.queries.phrase import PhraseWeight
from search.execute.queries.stock import StockWeight
from search.execute.queries.tagged import Tagged, TaggedWeight
from search.execute.queries.term import TermWeight
from search.execute.queries.word_query import WordQuery, WordWeight
from search.execute.weight import Weight

WEIGHTS: dict[type, type[Weight]] = {
    Arrived: ArrivedWeight,
    Asked: AskedWeight,
    InARow: InARowWeight,
    Tagged: TaggedWeight,
    Values: ValuesWeight,
    WordQuery: WordWeight,
    SpanNear2: PhraseWeight,
    wq.And: AndWeight,
    wq.AndMaybe: AndMaybeWeight,
    wq.AndNot: AndNotWeight,
    wq.ConstantScoreQuery: ConstantScoreWeight,
    wq.DisjunctionMax: DisjunctionMaxWeight,
    wq.Every: EveryWeight,
    wq.Not: NotWeight,
    wq.NumericRange: DateRangeWeight,
    wq.Or: OrWeight,
    wq.Phrase: PhraseWeight,
    wq.Require: RequireWeight,
    wq.Term: TermWeight,
    type(wq.NullQuery): NullWeight,
}
"""Query types by their exact class: a subclass of one of Whoosh's may mean something else."""


def weight_of(
    query: Any, reader: IndexReader, weights: Mapping[type, type[Weight]] = WEIGHTS
) -> Weight:
    """Return the weight that runs a query, or a part of one, on a snapshot.

    ``weights`` are the types to be run so, by the classes of queries.
    """
    kind = weights.get(type(query))
    if kind is None:
        kind = ExpansionWeight if isinstance(query, wq.MultiTerm) else StockWeight
    if not kind.handles(query, reader):
        kind = StockWeight
    return kind(query, reader, lambda part: weight_of(part, reader, weights))
