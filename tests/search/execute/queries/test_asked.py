"""What the user wrote for a query goes with it into explanations and highlights."""

from whoosh import query as wq

from search.execute.executor import Executor
from search.execute.queries.asked import Asked
from tests.parity.mirror import ours
from tests.search.execute.corpus import EXACT

TERM = wq.Term("body", EXACT[0])
EITHER = wq.Or([TERM, wq.Term("title", EXACT[0]), wq.Phrase("body", EXACT[1:3])])


def test_it_finds_and_scores_what_its_child_does(executor: Executor) -> None:
    for child in (TERM, EITHER, wq.And([EITHER, TERM])):
        for around in (lambda q: q, lambda q: wq.Or([q, wq.Term("body", EXACT[3])])):
            assert ours(executor, around(Asked(child, "x"))) == ours(executor, around(child))


def test_its_label_goes_with_all_parts(executor: Executor) -> None:
    query = wq.Or([Asked(EITHER, "أول"), Asked(wq.Term("body", EXACT[4]), "ثان")])
    execution = executor.run(query)
    first, second = execution.clauses
    assert (first.label, second.label) == ("أول", "ثان")
    assert len(first.probes) == 2  # the term in both fields, the phrase
    for doc in execution.docs.ids.tolist()[:20]:
        for share in execution.explain(doc):
            assert share.label == ("ثان" if share.term == EXACT[4] else "أول")


def test_two_that_find_the_same_are_equal() -> None:
    assert Asked(TERM, "x") == Asked(TERM, "y") and len({Asked(TERM, "x"), Asked(TERM, "y")}) == 1
    assert Asked(TERM, "x") != TERM
