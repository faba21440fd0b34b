"""Scores and their explanations: two readings of the same sums."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Engine, Filters, QueryError
from search.execute.sample import Sample
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
        assert sources == [{"stem", "exact", "root", "lead", "written"}] * 3 + [{"stem"}] * 3
        for place, hit in enumerate(hits):
            page = engine.search("زرافة", sort=sort, limit=1, offset=place)  # type: ignore[arg-type]
            assert [(one.id, one.score) for one in page.hits] == [(hit.id, hit.score)]


def test_the_second_stage_never_takes_away(several: Engine) -> None:
    for query in ("مدرسة حلب", "المهرجان زرافة قمح", "كتاب"):
        answer = several._state.finder.answer(query, Filters(), "any", exact=False)
        first = answer.execution.scores(answer.kept)
        first = first[answer.kept.ids] if answer.kept.dense else first
        few = Sample(several._state.reader.arrays, answer.kept.ids)
        gained = rerank.rerank(answer.execution, few, first)
        assert (gained >= first).all() and (gained > first).any()


def test_a_boost_multiplies_what_a_clause_gives(several: Engine) -> None:
    def scores(query: str) -> dict[str, float]:
        found = several.search(query, match="any", limit=200).hits
        return {hit.id: hit.score for hit in found}

    for query in ("المهرجان", '"مدرسة حلب"', "مدر*", "(زرافة OR كتاب قمح)", "السقينة~"):
        plain = scores(query)
        assert plain
        assert scores(f"{query}^2.5") == pytest.approx({d: 2.5 * s for d, s in plain.items()})
        assert set(scores(f"{query}^0").values()) == {0.0}


def test_the_boosted_word_decides_the_order(make: Make) -> None:
    engine = make([article("a", "زرافة هنا قال"), article("b", "سفينة هنا قال")])
    for query, expected in (
        ("زرافة^3 سفينة", "a"),
        ("زرافة سفينة^3", "b"),
        ("زرافة^0.1 سفينة", "b"),
    ):
        assert engine.search(query, match="any").hits[0].id == expected


def test_a_boosted_word_is_marked_and_mended_without_its_boost(make: Make) -> None:
    engine = make([article("a", "وصلت زرافة جديدة"), article("b", "خبر")])
    (hit,) = engine.search("زرافة^3").hits
    assert [hit.snippets[0].text[a:b] for a, b in hit.snippets[0].highlights] == ["زرافة"]
    assert engine.search("زرافا^3", match="all").suggestion in (None, "زرافة^3")
    assert engine.search("زراقة^3", match="all").suggestion == "زرافة^3"


def test_a_form_that_is_rare_among_its_stems_is_not_overlooked(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rerank, "CANDIDATES", 5)
    monkeypatch.setattr(ranking, "CANDIDATES", 5)
    others = [article(f"other{n}", "المعلمون " * 5, "المعلمون") for n in range(30)]
    engine = make([*others, article("same", "رأيت معلمين في آخر الخبر " + "قال اليوم " * 9)])
    hits = engine.search("معلمين", match="all", limit=40, explain=True).hits
    assert hits[0].id == "same" and len({hit.id for hit in hits}) == len(hits) == 31
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert sum(share.score for share in hit.shares) == pytest.approx(hit.score)
    for place in (0, 4, 5, 30):
        (hit,) = engine.search("معلمين", match="all", limit=1, offset=place).hits
        assert hit.id == hits[place].id
