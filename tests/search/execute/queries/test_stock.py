"""Queries that only their own matcher can answer."""

import pytest
from whoosh import query as wq

from index import Snapshot
from search.execute.executor import Executor
from tests.parity.mirror import ours
from tests.search.execute.corpus import EXACT, same_as_stock


def test_an_unknown_query_type_runs_on_its_own_matcher(
    snapshot: Snapshot, executor: Executor
) -> None:
    same_as_stock(snapshot, executor, wq.Regex("body", "م.ر", constantscore=False))
    same_as_stock(snapshot, executor, wq.spans.SpanFirst(wq.Term("body", EXACT[0]), limit=1))
    several = [wq.Term("body", word) for word in EXACT[:4]]
    same_as_stock(snapshot, executor, wq.Or(several, minmatch=3))
    same_as_stock(snapshot, executor, wq.NumericRange("date", 20240101, None, startexcl=True))


def test_its_score_is_one_share(executor: Executor) -> None:
    query = wq.spans.SpanFirst(wq.Term("body", EXACT[0]), limit=1)
    doc, score = next(iter(ours(executor, query).items()))
    (share,) = executor.run(query).explain(doc)
    assert share.source == "matcher" and share.score == pytest.approx(score)
