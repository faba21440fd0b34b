"""Words in a row that also count by themselves."""

import pytest
from whoosh import query as wq

from search.execute.executor import Executor
from search.execute.queries.asked import Asked
from search.execute.queries.in_a_row import InARow
from tests.parity.mirror import ours
from tests.search.execute.corpus import EXACT

ROW = wq.Phrase("body", EXACT[:2])
NO_ROW = wq.Phrase("body", [EXACT[0], "غائب"])
WORDS = wq.Or([wq.Term("body", EXACT[0]), wq.Term("body", EXACT[1])])
BESIDE = wq.Term("body", EXACT[2])


def test_the_row_finds_and_row_and_words_score(executor: Executor) -> None:
    assert ours(executor, ROW)
    for around in (lambda q: q, lambda q: wq.Or([q, BESIDE]), lambda q: wq.And([q, BESIDE])):
        expected = ours(executor, wq.AndMaybe(around(ROW), WORDS))
        assert ours(executor, around(InARow(ROW, WORDS))) == pytest.approx(expected)
    assert executor.run(InARow(ROW, WORDS)).clauses == executor.run(ROW).clauses


def test_where_no_article_has_the_row_its_words_find(executor: Executor) -> None:
    assert ours(executor, InARow(NO_ROW, WORDS)) == ours(executor, WORDS)
    assert executor.run(InARow(NO_ROW, WORDS)).clauses == executor.run(WORDS).clauses
    # not where some other clause leaves none that has it
    assert ours(executor, wq.And([InARow(ROW, WORDS), NO_ROW])) == {}


def test_words_are_explained_under_the_label_of_the_row(executor: Executor) -> None:
    execution = executor.run(wq.Or([Asked(InARow(ROW, WORDS), "x"), BESIDE]))
    scores = ours(executor, wq.Or([InARow(ROW, WORDS), BESIDE]))
    assert scores
    for doc, score in scores.items():
        shares = execution.explain(doc)
        assert sum(share.score for share in shares) == pytest.approx(score)
        assert {share.label for share in shares if share.term in EXACT[:2]} <= {"x"}
