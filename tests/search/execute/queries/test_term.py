"""Single terms: what they find, score and mark."""

import pytest
from whoosh import query as wq

from index import Snapshot
from search.execute.executor import Executor
from tests.parity.mirror import ours
from tests.search.execute.corpus import EXACT, same_as_stock


def test_bytes_and_text_are_the_same_term(snapshot: Snapshot, executor: Executor) -> None:
    same_as_stock(snapshot, executor, wq.Term("body", EXACT[0], boost=2.0))
    encoded = wq.Term("id", b"7")
    assert ours(executor, encoded).keys() == ours(executor, wq.Term("id", "7")).keys()


@pytest.mark.parametrize(("field", "text"), [("body", "غائب"), ("nowhere", b"x"), ("date", "لا")])
def test_a_term_that_cannot_be_indexed_finds_nothing(
    executor: Executor, field: str, text: object
) -> None:
    assert ours(executor, wq.Term(field, text)) == {}


def test_terms_of_text_fields_are_marked(executor: Executor) -> None:
    (clause,) = executor.run(wq.Term("title_stem", "قمح")).clauses
    (probe,) = clause.probes
    assert (probe.view, probe.fields, probe.places) == ("stem", ("title",), (frozenset({"قمح"}),))
    assert executor.run(wq.Term("tag", "بحر")).clauses == ()


def test_a_share_names_the_term_and_how_often_it_occurs(executor: Executor) -> None:
    query = wq.Term("body", EXACT[0], boost=2.0)
    doc, score = next(iter(ours(executor, query).items()))
    (share,) = executor.run(query).explain(doc)
    reader = executor.reader
    assert (share.source, share.field, share.term) == ("exact", "body", EXACT[0])
    assert share.score == pytest.approx(score)
    assert share.frequency == reader.arrays.frequency("body", EXACT[0].encode(), doc) > 0
    assert share.idf == reader.idf("body", EXACT[0].encode())
