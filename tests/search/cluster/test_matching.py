"""What is asked of a cluster, without one: the requests that queries become."""

from collections.abc import Sequence
from typing import Any

import pytest
from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from index.errors import InputError
from search.cluster.matching import matching
from search.cluster.reader import ClusterReader
from search.cluster.statistics import Statistics
from search.execute.queries.facet_values import Values
from search.execute.queries.tagged import Tagged


class Silent:
    """A cluster of three articles that answers every count with one."""

    size = 3
    shards = 1

    def __init__(self) -> None:
        self.asked: list[int] = []

    def several(self, bodies: Sequence[Any]) -> list[Any]:
        """Answer some searches."""
        self.asked.append(len(bodies))
        return [{"hits": {"total": {"value": 1}}} for _ in bodies]


@pytest.fixture
def reader() -> ClusterReader:
    """A reader that nobody answers."""
    return ClusterReader(Statistics(Silent()))  # type: ignore[arg-type]


def test_values_are_values_and_never_part_of_a_request(reader: ClusterReader) -> None:
    hostile = '"}},{"match_all":{}}'
    assert matching(Values("source", [hostile]), reader) == {"terms": {"source": [hostile]}}
    assert matching(wq.Term("body", hostile), reader) == {"term": {"body": {"value": hostile}}}


def test_the_letters_of_a_pattern_are_letters(reader: ClusterReader) -> None:
    found = matching(wq.Wildcard("body", "a\\b*c?"), reader)
    assert found == {"wildcard": {"body": {"value": "a\\\\b*c?"}}}


def test_what_is_excluded_takes_away_from_what_is_there(reader: ClusterReader) -> None:
    one, other = wq.Term("body", "a"), wq.Term("body", "b")
    found = matching(wq.And([one, wq.Not(other)]), reader)
    assert found == {
        "bool": {
            "filter": [{"term": {"body": {"value": "a"}}}],
            "must_not": [{"term": {"body": {"value": "b"}}}],
        }
    }


def test_nothing_is_found_by_nothing(reader: ClusterReader) -> None:
    for query in (wq.NullQuery, wq.Or([]), Values("tag", ()), Tagged(())):
        assert matching(query, reader) == {"match_none": {}}


def test_a_word_is_not_its_own_neighbour(reader: ClusterReader) -> None:
    twice = [wq.Term("body", "a"), wq.Term("body", "a")]
    found = matching(SpanNear2(twice, slop=3, ordered=False, mindist=1), reader)
    orders = [part["span_near"]["in_order"] for part in found["bool"]["should"]]
    assert orders == [True, True]


def test_an_unknown_kind_of_query_is_said(reader: ClusterReader) -> None:
    with pytest.raises(InputError, match="not on a cluster yet: a query of the kind Variations"):
        matching(wq.Variations("body", "a"), reader)


def test_what_a_plan_asks_for_is_asked_at_once() -> None:
    cluster = Silent()
    statistics = Statistics(cluster)  # type: ignore[arg-type]

    def plan() -> int:
        known = sum(statistics.frequency("body", term) for term in (b"a", b"b", b"c"))
        return known + (statistics.frequency("title", b"a") if known else 0)

    assert statistics.settle(plan) == 4
    assert cluster.asked == [3, 1]
    assert statistics.settle(plan) == 4
    assert cluster.asked == [3, 1]
