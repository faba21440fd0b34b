"""What ranks articles on the cluster: the first stage, close to that of the embedded engine.

A word in a title is worth about what it is there whatever the body has; of the others the cluster
saturates how often they are in the body. The best articles by it are ranked anew
(:mod:`search.cluster.refining`), so it only has to tell which these may be.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from index.cluster.layout import RANKED
from index.cluster.views import SEPARATOR
from search.cluster.asking import Body
from search.cluster.matching import matching
from search.cluster.reader import ClusterReader
from search.cluster.statistics import having_any
from search.execute.bm25f import QueryWord
from search.execute.evidence import TITLE_SHARE
from search.execute.queries.boolean import DisjunctionMaxWeight
from search.execute.scoring import Sum
from search.execute.weight import Weight

_TITLED = 0.8
"""What BM25F gives for a stem in a title of average length."""
_BESIDE = 0.2
"""The share of what its occurrences in the body add to that."""
_ONCE = 0.33
"""What BM25 gives for one occurrence of a stem in a title of average length."""
_FIRST_OF_ALL = 1e4
"""What lifts the articles with the only word of a query as written above all others."""


def sum_of(weight: Weight, label: str = "") -> Sum:
    """Return what adds up to the score of an article that matches, asked for as ``label``."""
    total = Sum(label=label)
    weight.collect(total, 1.0, sure=True)
    return total


def scoring(total: Sum, words: Sequence[QueryWord], reader: ClusterReader) -> list[Body]:
    """Return the clauses that add up to the score of an article, about as ``total`` has it.

    ``words`` are those of the whole query.
    """
    clauses = [clause for word in total.words for clause in _word(word, reader)]
    for field, term, boost, _ in total.terms:
        weight = reader.idf(field, term) * boost
        clauses.append(_constant(having_any([(field, term)]), weight))
    for part, boost, _ in total.parts:
        clauses.append(_part(part, boost, reader))
    if len(words) == 1:
        terms = words[0].terms
        tiers = dict.fromkeys((terms.written, terms.exacts))
        clauses += [_constant(having_any(tier), _FIRST_OF_ALL) for tier in tiers if tier]
    return [clause for clause in clauses if clause]


def _word(word: QueryWord, reader: ClusterReader) -> Iterator[Body]:
    terms = word.terms
    weight = reader.words.weight(terms) * word.boost
    if not weight:
        return
    stems = [term for term in terms.stems if term[0] == RANKED]
    if terms.by_root:
        yield _constant(having_any(terms.roots), weight * _ONCE)
    elif len(terms.fields) > 1 and stems:
        options = {
            "query": SEPARATOR.join(term.decode() for _, term in stems),
            "analyzer": "naba_terms",
            "boost": weight,
        }
        titles = having_any([term for term in terms.stems if term not in stems])
        found = [_constant(titles, weight * _TITLED), {"match": {RANKED: options}}]
        yield {"dis_max": {"queries": found, "tie_breaker": _BESIDE}}
        yield _constant(titles, weight * TITLE_SHARE * _ONCE)
    else:
        for field, term in terms.stems:
            options = {"value": term.decode(), "boost": weight * _ONCE}
            yield {"term": {field: options}}


def _part(part: Any, boost: float, reader: ClusterReader) -> Body:
    assert isinstance(part, Weight)
    if isinstance(part, DisjunctionMaxWeight):
        queries = [_scored(own, reader) for own in part.parts]
        boost *= part.query.boost
        return {"dis_max": {"queries": queries, "boost": boost}} if boost else {}
    own = _scored(part, reader)
    return {"bool": {"must": [own], "boost": boost}} if boost and own else {}


def _scored(weight: Weight, reader: ClusterReader) -> Body:
    total = sum_of(weight)
    constant = sum(own.score for own in total.constants)
    clauses = scoring(total, (), reader)
    if constant > 0:
        clauses.append(_constant({"match_all": {}}, constant))
    found = matching(weight.query, reader)
    return {"bool": {"filter": [found], "should": clauses}} if clauses else {}


def _constant(query: Body, boost: float) -> Body:
    return {"constant_score": {"filter": query, "boost": boost}} if boost > 0 else {}
