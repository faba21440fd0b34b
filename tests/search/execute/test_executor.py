"""The array executor against stock Whoosh: the same documents, the same scores."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh.query.spans import SpanNear2

from index import Snapshot
from search.execute.docset import DocSet
from search.execute.executor import Executor
from tests.parity.mirror import ours
from tests.search.execute.corpus import EXACT, same_as_stock, words_of

fields = st.sampled_from(["title", "body", "title_stem", "body_stem"])
boosts = st.sampled_from([0.25, 1.0, 2.5])
terms = fields.flatmap(lambda f: st.builds(wq.Term, st.just(f), words_of(f), boost=boosts))
rows = fields.flatmap(
    lambda f: st.tuples(st.just(f), st.lists(words_of(f), min_size=2, max_size=3))
)
phrases = st.builds(
    lambda row, slop, boost: wq.Phrase(row[0], row[1], slop=slop, boost=boost),
    rows,
    st.integers(1, 4),
    boosts,
)
near = st.builds(
    lambda row, slop, ordered, least: SpanNear2(
        [wq.Term(row[0], word) for word in row[1]], slop, ordered, least
    ),
    rows,
    st.integers(1, 5),
    st.booleans(),
    st.integers(0, 1),
)
patterns = st.sampled_from(
    [
        wq.Prefix("body", "م", constantscore=False),
        wq.Prefix("title", "ح", constantscore=False),
        wq.Wildcard("body", "*ر", constantscore=False),
        wq.Wildcard("body", "م?ر", constantscore=False),
        wq.Wildcard("body_stem", "*ه*", constantscore=False),
        wq.FuzzyTerm("body", "مطر", maxdist=1, constantscore=False),
        wq.FuzzyTerm("body", "ملطب", maxdist=2, prefixlength=0, constantscore=False),
    ]
)
others = st.sampled_from([wq.Every(), wq.Every("title"), wq.Term("tag", "بحر"), wq.NullQuery])
queries = st.recursive(
    st.one_of(terms, terms, phrases, near, patterns, others),
    lambda inner: st.one_of(
        st.builds(wq.Or, st.lists(inner, min_size=2, max_size=4), boost=boosts),
        st.builds(wq.And, st.lists(inner, min_size=2, max_size=3), boost=boosts),
        st.builds(wq.Require, inner, inner),
    ),
    max_leaves=6,
)


def test_the_corpus_has_segments_and_deletions(snapshot: Snapshot) -> None:
    assert len(snapshot.leaves) > 1
    assert any(leaf.live is not None for leaf in snapshot.leaves)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=80, deadline=None)
@given(query=queries)
def test_equals_stock_whoosh(snapshot: Snapshot, executor: Executor, query: object) -> None:
    same_as_stock(snapshot, executor, query)


@pytest.mark.parametrize("short", [1, 10**6])
@pytest.mark.parametrize("many", [0, 10**6])
@pytest.mark.parametrize("dense", [1, 10**6])
def test_long_lists_and_short_ones_score_alike(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, short: int, many: int, dense: int
) -> None:
    """Lists one by one or joined, postings picked or all scored, sets as masks or as lists."""
    monkeypatch.setattr("search.execute.scoring._SHORT", short)
    monkeypatch.setattr("search.execute.scoring._PICKED", many)
    monkeypatch.setattr("search.execute.docset._DENSE", dense)
    executor = Executor(snapshot)
    some = [wq.Term("body", word, boost=0.5) for word in EXACT[:4]]
    phrase = wq.Phrase("body", EXACT[:2])
    for query in (
        wq.Or([*some, wq.Term("title", EXACT[5])]),
        wq.And([wq.Or(some[:2]), wq.Or(some[2:])]),
        wq.Or([phrase, wq.And(some[1:])], boost=2.0),
        wq.And([phrase, some[3], wq.Every()]),
    ):
        same_as_stock(snapshot, executor, query)


def test_scores_come_for_the_documents_asked_for(executor: Executor) -> None:
    query = wq.Or([wq.Term("body", word) for word in EXACT[:3]])
    whole = ours(executor, query)
    execution = executor.run(query)
    every = execution.docs
    for step in (2, 100):
        some = DocSet.of(every.size, every.ids[::step])
        scores = execution.scores(some)
        scores = scores[some.ids] if some.dense else scores
        assert scores.tolist() == pytest.approx([whole[doc] for doc in some.ids.tolist()])


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=60, deadline=None)
@given(query=queries)
def test_shares_add_up_to_the_score(executor: Executor, query: object) -> None:
    execution = executor.run(query)
    scores = ours(executor, query)
    for doc in list(scores)[::40]:
        shares = execution.explain(doc)
        assert sum(share.score for share in shares) == pytest.approx(scores[doc], abs=1e-9)


def test_an_execution_remembers_its_own_parts_alone(executor: Executor) -> None:
    """A filter asked between a query's documents and its scores changes neither."""
    query = wq.And([wq.Prefix("body", "م"), wq.Term("body", EXACT[0])])
    expected = ours(executor, query)
    execution = executor.run(query)
    docs = execution.docs
    assert ours(executor, wq.Term("body", EXACT[1]))
    scores = execution.scores(docs)
    found = scores[docs.ids] if docs.dense else scores
    assert dict(zip(docs.ids.tolist(), found.tolist(), strict=True)) == expected
