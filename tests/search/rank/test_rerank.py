"""The second stage: first words, neighbours, exact forms."""

from search import Engine
from tests.support import Make, article

FILLER = "وتابعت اللجنة أعمالها في القاعة الكبرى بحضور الأعضاء والضيوف. " * 4


def _order(engine: Engine, query: str) -> list[str]:
    return [hit.id for hit in engine.search(query, match="all").hits]


def test_a_word_at_the_beginning_counts_more(make: Make) -> None:
    engine = make(
        [article("late", f"{FILLER} وصلت زرافة أمس"), article("early", f"وصلت زرافة أمس {FILLER}")]
    )
    assert _order(engine, "زرافة") == ["early", "late"]


def test_two_words_next_to_each_other_count_more(make: Make) -> None:
    apart = f"وصلت سفينة إلى هناك {FILLER} قمح"
    together = f"وصلت سفينة قمح هناك {FILLER} نعم"
    engine = make([article("apart", apart), article("together", together)])
    assert _order(engine, "سفينة قمح") == ["together", "apart"]
    # as in the query: in the other order they are no neighbours, nor with a word between them
    for query in ("قمح سفينة", "سفينة وصلت قمح"):
        (hit, *_) = engine.search(query, match="all", explain=True).hits
        pairs = [share.label for share in hit.shares if share.source == "pair"]
        assert "سفينة قمح" not in pairs


def test_the_exact_form_counts_more(make: Make) -> None:
    engine = make([article("other", "رأيت والمعلمون هنا"), article("same", "رأيت المعلمون هنا")])
    assert _order(engine, "المعلمون") == ["same", "other"]
