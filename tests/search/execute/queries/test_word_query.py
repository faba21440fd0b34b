"""Words: what they find, score and mark by their stem, their form and their root."""

from whoosh import query as wq

from index.schema import TEXT_FIELDS
from search.execute.queries.word_query import WordQuery
from tests.parity.mirror import ours
from tests.search.execute.corpus import ANALYZER
from tests.support import Make, article


def _word(text: str, *, by_root: bool = False) -> WordQuery:
    (token,) = ANALYZER(text)
    return WordQuery(token, TEXT_FIELDS, (0, len(text)), by_root=by_root)


def test_a_word_is_found_by_its_stem_and_if_asked_by_its_root(make: Make) -> None:
    engine = make(
        [article(0, "مهرجان"), article(1, "والمهرجانات"), article(2, "مكتبة"), article(3, "كتب")]
    )
    executor = engine._state.executor
    assert ours(executor, _word("المهرجان")).keys() == {0, 1}
    assert 2 not in ours(executor, _word("كاتب"))
    assert {2, 3} <= ours(executor, _word("كاتب", by_root=True)).keys()


def test_the_first_stage_of_a_word_by_root_weighs_its_root(make: Make) -> None:
    engine = make([article(0, "مكتبة قديمة"), article(1, "خبر")])
    (share,) = engine._state.executor.run(_word("كاتب", by_root=True)).explain(0)
    assert share.source == "root" and share.score > 0


def test_a_word_marks_what_it_is_found_by(make: Make) -> None:
    executor = make([article(0, "خبر")])._state.executor
    (plain,) = executor.run(_word("والكتاب")).clauses
    assert [probe.view for probe in plain.probes] == ["stem", "exact"]
    (by_root,) = executor.run(_word("والكتاب", by_root=True)).clauses
    assert [probe.view for probe in by_root.probes] == ["stem", "exact", "root"]


def test_stock_whoosh_finds_the_same(make: Make) -> None:
    engine = make([article(0, "مكتبة"), article(1, "كتاب"), article(2, "خبر")])
    state = engine._state
    for word in (_word("كتاب"), _word("كتاب", by_root=True)):
        assert set(word.docs(state.snapshot.searcher)) == ours(state.executor, word).keys()
        inside = wq.And([word, wq.Every()])
        assert set(inside.docs(state.snapshot.searcher)) == ours(state.executor, word).keys()


def test_words_are_equal_by_what_they_find() -> None:
    assert _word("كتاب") == _word("كتاب") != _word("كتاب", by_root=True)
    assert _word("كتاب") != _word("كتاب").boosted(0.5) == _word("كتاب").boosted(0.5)
