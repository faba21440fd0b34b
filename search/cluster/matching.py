"""The queries of a cluster that find the articles of a ``whoosh.query`` tree, one a type.

Values go into a request as they are, as values of JSON. No query here is analysed by the cluster:
the terms are the terms of the index.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from index.cluster.document import document_id, value_key
from index.cluster.layout import LENGTHS
from index.errors import InputError
from index.schema import day_of
from search.cluster.asking import Body
from search.cluster.near_words import near_documents
from search.cluster.reader import ClusterReader
from search.cluster.statistics import having_any
from search.execute.queries.arrived import LATEST, Arrived
from search.execute.queries.asked import Asked
from search.execute.queries.facet_values import Values
from search.execute.queries.in_a_row import InARow
from search.execute.queries.tagged import Tagged
from search.execute.queries.word_query import WordQuery

EVERYTHING: Body = {"match_all": {}}
NOTHING: Body = {"match_none": {}}
DATED: Body = {"exists": {"field": "date"}}
"""The query of the articles that have a date."""

_MOST_TERMS = 50_000
"""Number of values of one clause; a cluster takes 65,536 unless told otherwise."""


def matching(query: Any, reader: ClusterReader) -> Body:
    """Return the query of the articles that match. Raises InputError for an unknown type."""
    translate = _TYPES.get(type(query))
    if translate is None:
        raise InputError(
            "not on a cluster yet: a query of the kind {kind}", kind=type(query).__name__
        )
    return translate(query, reader)


def every(clauses: Iterable[Body]) -> Body:
    """Return the query of the articles that match all clauses."""
    found = [clause for clause in clauses if clause != EVERYTHING]
    if not found:
        return EVERYTHING
    return found[0] if len(found) == 1 else {"bool": {"filter": found}}


def some(clauses: Iterable[Body]) -> Body:
    """Return the query of the articles that match any clause."""
    found = [clause for clause in clauses if clause != NOTHING]
    if not found:
        return NOTHING
    return found[0] if len(found) == 1 else {"bool": {"should": found}}


def without(clause: Body, excluded: Sequence[Body]) -> Body:
    """Return the query of the articles that match a clause, and none of others."""
    if not excluded:
        return clause
    return {"bool": {"filter": [clause], "must_not": list(excluded)}}


def words_near(field: str, places: Sequence[Sequence[str]], *, slop: int, ordered: bool) -> Body:
    """Return the query of words near each other, with ``slop`` other places between them."""
    clauses = [_at_a_place(field, place) for place in places]
    return {"span_near": {"clauses": clauses, "slop": slop, "in_order": ordered}}


def _at_a_place(field: str, terms: Sequence[str]) -> Body:
    clauses: list[Body] = [{"span_term": {field: {"value": term}}} for term in terms]
    return clauses[0] if len(clauses) == 1 else {"span_or": {"clauses": clauses}}


def _arrived(query: Arrived, _: ClusterReader) -> Body:
    start, end = (min(max(0, time), LATEST) for time in (query.start, query.end))
    return {"range": {"added": {"gte": start, "lte": end}}}


def _in_a_row(query: InARow, reader: ClusterReader) -> Body:
    row = matching(query.a, reader)
    return row if reader.statistics.count(row) else matching(query.b, reader)


def _tagged(query: Tagged, _: ClusterReader) -> Body:
    return _of_ids(sorted(query.ids))


def _of_ids(ids: Sequence[str]) -> Body:
    return _documents([document_id(one) for one in ids])


def _documents(keys: Sequence[str]) -> Body:
    parts = (keys[at : at + _MOST_TERMS] for at in range(0, len(keys), _MOST_TERMS))
    return some({"ids": {"values": part}} for part in parts)


def _values(query: Values, _: ClusterReader) -> Body:
    keys = sorted(map(value_key, query.values))
    parts = (keys[at : at + _MOST_TERMS] for at in range(0, len(keys), _MOST_TERMS))
    return some({"terms": {query.fieldname: part}} for part in parts)


def _word(query: WordQuery, _: ClusterReader) -> Body:
    return having_any(query.terms.matching)


def _phrase(query: Any, reader: ClusterReader) -> Body:
    if isinstance(query, wq.Phrase):
        places = [[word] for word in query.words]
        return words_near(query.fieldname, places, slop=query.slop - 1, ordered=True)
    terms = [part.subqueries if isinstance(part, wq.Or) else [part] for part in query.qs]
    field = terms[0][0].fieldname
    places = [[term.text for term in place] for place in terms]
    slop, nearest = query.slop, query.mindist
    if query.ordered:
        return words_near(field, places, slop=slop - 1, ordered=True)
    if len(places) == 2 and not nearest:
        return words_near(field, places, slop=slop - 1, ordered=False)
    if len(places) == 2:  # a word is not its own neighbour
        turned = (places, places[::-1])
        return some(words_near(field, own, slop=slop - 1, ordered=True) for own in turned)
    # Words that are near so are in a stretch of this length, in any order.
    wide = words_near(field, places, slop=(len(places) - 1) * slop, ordered=False)
    found = reader.statistics.computed(
        ("near words", repr(query)),
        lambda asking: near_documents(asking, wide, field, places, slop, nearest),
    )
    return _documents(found)


def _and(query: Any, reader: ClusterReader) -> Body:
    wanted = [part for part in query.subqueries if not isinstance(part, wq.Not)]
    excluded = [part.query for part in query.subqueries if isinstance(part, wq.Not)]
    found = every(matching(part, reader) for part in wanted)
    return without(found, [matching(part, reader) for part in excluded])


def _every(query: Any, _: ClusterReader) -> Body:
    field = query.fieldname
    if field is None:
        return EVERYTHING
    if field in LENGTHS:
        return {"range": {LENGTHS[field]: {"gt": 0}}}
    return {"exists": {"field": field}}


def _days(query: Any, _: ClusterReader) -> Body:
    bounds = {"gte": query.start, "lte": query.end}
    days = {sign: day_of(day).isoformat() for sign, day in bounds.items() if day is not None}
    return {"range": {"date": days}} if days else DATED


def _term(query: Any, _: ClusterReader) -> Body:
    if query.fieldname == "id":
        return _of_ids([query.text])
    return {"term": {query.fieldname: {"value": query.text}}}


def _wildcard(query: Any, _: ClusterReader) -> Body:
    pattern = query.text.replace("\\", "\\\\")
    return {"wildcard": {query.fieldname: {"value": pattern}}}


def _fuzzy(query: Any, _: ClusterReader) -> Body:
    options = {"fuzziness": query.maxdist, "prefix_length": query.prefixlength}
    # All terms near enough, not only the nearest of them.
    options |= {"rewrite": "constant_score", "transpositions": True}
    return {"fuzzy": {query.fieldname: {"value": query.text, **options}}}


_TYPES: dict[type, Callable[[Any, ClusterReader], Body]] = {
    Arrived: _arrived,
    Asked: lambda query, reader: matching(query.child, reader),
    InARow: _in_a_row,
    Tagged: _tagged,
    Values: _values,
    WordQuery: _word,
    SpanNear2: _phrase,
    wq.And: _and,
    wq.AndMaybe: lambda query, reader: matching(query.a, reader),
    wq.AndNot: lambda query, reader: without(
        matching(query.a, reader), [matching(query.b, reader)]
    ),
    wq.ConstantScoreQuery: lambda query, reader: matching(query.child, reader),
    wq.Every: _every,
    wq.FuzzyTerm: _fuzzy,
    wq.Not: lambda query, reader: without(EVERYTHING, [matching(query.query, reader)]),
    wq.NumericRange: _days,
    wq.Or: lambda query, reader: some(matching(part, reader) for part in query.subqueries),
    wq.Phrase: _phrase,
    wq.Prefix: lambda query, _: {"prefix": {query.fieldname: {"value": query.text}}},
    wq.Require: lambda query, reader: every((matching(query.a, reader), matching(query.b, reader))),
    wq.Term: _term,
    wq.Wildcard: _wildcard,
    type(wq.NullQuery): lambda query, reader: NOTHING,
}
"""Query types by their exact class, as in :mod:`search.execute.query_types`."""
