"""Values of a facet."""

from whoosh import query as wq

from index import Snapshot
from search.execute.executor import Executor
from search.execute.queries.facet_values import Values
from tests.parity.mirror import ours


def test_values_equal_the_terms_of_the_facet(snapshot: Snapshot, executor: Executor) -> None:
    values = Values("tag", ["بحر", "شعر", "غائب"])
    union = wq.Or([wq.Term("tag", "بحر"), wq.Term("tag", "شعر")])
    assert ours(executor, values).keys() == ours(executor, union).keys()
    assert set(values.docs(snapshot.searcher)) == ours(executor, union).keys()


def test_values_score_and_mark_nothing(executor: Executor) -> None:
    execution = executor.run(Values("tag", ["بحر"]))
    assert execution.clauses == ()
    assert set(ours(executor, Values("tag", ["بحر"])).values()) == {0.0}
    assert Values("tag", ["ا", "ب"]) == Values("tag", ["ب", "ا"]) != Values("place", ["ا", "ب"])
