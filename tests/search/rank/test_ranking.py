"""Scores and their explanations: two readings of the same sums."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Engine, Filters, QueryError
from search.rank import ranking, rerank
from tests.search.random_queries import modes, queries
from tests.support import Make, article


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=250, deadline=None)
@given(
    query=queries,
    match=modes,
    sort=st.sampled_from(["relevance", "newest"]),
    recent=st.sampled_from([None, 30.0, 0.001]),
    exact=st.booleans(),
)
def test_shares_add_up_to_the_score(
    several: Engine, query: str, match: str, sort: str, recent: float | None, exact: bool
) -> None:
    options = {"match": match, "sort": sort, "recent": recent, "exact": exact, "facets": 0}
    try:
        found = several.search(query, explain=True, limit=30, **options)  # type: ignore[arg-type]
    except QueryError:
        return
    for hit in found.hits:
        added = sum(share.score for share in hit.shares)
        assert added == pytest.approx(hit.score, rel=1e-6, abs=1e-6)
        assert len(hit.explanation) == len(hit.shares)
        for line, share in zip(hit.explanation, hit.shares, strict=True):
            assert float(line.rsplit(": ", 1)[1]) == pytest.approx(share.score, abs=0.0005)


def test_only_the_best_gain_and_are_explained_by_the_second_stage(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rerank, "CANDIDATES", 3)
    monkeypatch.setattr(ranking, "CANDIDATES", 3)
    engine = make([article(n, "زرافة " + "قال اليوم " * (n + 1)) for n in range(6)])
    for sort in ("relevance", "newest"):
        hits = engine.search("زرافة", explain=True, sort=sort).hits  # type: ignore[arg-type]
        sources = [{share.source for share in hit.shares} for hit in hits]
        assert sources == [{"stem", "exact", "root", "lead"}] * 3 + [{"stem"}] * 3
        for place, hit in enumerate(hits):
            page = engine.search("زرافة", sort=sort, limit=1, offset=place)  # type: ignore[arg-type]
            assert [(one.id, one.score) for one in page.hits] == [(hit.id, hit.score)]


def test_the_second_stage_never_takes_away(several: Engine) -> None:
    for query in ("مدرسة حلب", "المهرجان زرافة قمح", "كتاب"):
        answer = several._state.finder.answer(query, Filters(), "any", exact=False)
        first = answer.execution.scores(answer.kept)
        first = first[answer.kept.ids] if answer.kept.dense else first
        gained = rerank.rerank(answer.execution, answer.kept.ids, first)
        assert (gained >= first).all() and (gained > first).any()
