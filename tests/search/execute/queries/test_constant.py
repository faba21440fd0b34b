"""Queries whose matches all score the same."""

from whoosh import query as wq

from index import Snapshot
from search.execute.executor import Executor
from tests.parity.mirror import ours
from tests.search.execute.corpus import EXACT


def test_every_document_with_something_in_a_field(snapshot: Snapshot, executor: Executor) -> None:
    articles = {doc: snapshot.article(doc) for doc in ours(executor, wq.Every())}
    assert len(articles) == snapshot.doc_count
    titled = {doc for doc, article in articles.items() if article.title}
    assert ours(executor, wq.Every("title")).keys() == titled
    assert ours(executor, wq.Every("tag")).keys() == {d for d, a in articles.items() if a.tags}
    assert ours(executor, wq.Every("date")) == {}


def test_a_constant_takes_the_place_of_a_score(executor: Executor) -> None:
    term = wq.Term("body", EXACT[0])
    alike = ours(executor, wq.ConstantScoreQuery(term, 7.0))
    assert alike.keys() == ours(executor, term).keys() and set(alike.values()) == {7.0}
    assert executor.run(wq.ConstantScoreQuery(term)).clauses == executor.run(term).clauses


def test_null_matches_nothing(executor: Executor) -> None:
    assert ours(executor, wq.NullQuery) == {}
    assert ours(executor, wq.And([wq.Every(), wq.NullQuery])) == {}
