"""Explanations name what gave a score, with the article's own word and its analysis."""

import pytest

from search import Engine
from tests.support import Make, article


def _lines(engine: Engine, query: str, **options: object) -> list[str]:
    return list(engine.search(query, explain=True, **options).hits[0].explanation)  # type: ignore[arg-type]


def test_a_line_has_the_word_of_the_article_and_the_rules_that_led_to_it(make: Make) -> None:
    engine = make([article(1, "عادوا وبالمدرسة طلاب"), article(2, "خبر")])
    first, *_ = _lines(engine, "للمدرسه")
    assert first.startswith("للمدرسه → body, stem مدرسه as وبالمدرسة (")
    assert "proclitic:و, proclitic:ب, article)" in first
    assert ", tf 1, idf " in first and first.rsplit(": ", 1)[1].startswith("0.")


def test_each_source_has_its_line_in_a_fixed_order(make: Make) -> None:
    filler = "وتابعت اللجنة أعمالها بحضور الأعضاء. " * 12
    engine = make(
        [article(1, f"افتتحت مدرسة جديدة أمس. {filler}", "مدرسة جديدة"), article(2, filler)]
    )
    shares = engine.search("مدرسة جديدة", explain=True).hits[0].shares
    sources = [(share.source, share.field) for share in shares if share.label == "مدرسة"]
    assert sources == [
        ("stem", "title"),
        ("stem", "body"),
        ("exact", "title"),
        ("exact", "body"),
        ("root", "root"),
        ("lead", "body"),
    ]
    assert [share.source for share in shares][-1] == "pair"
    assert all(share.score > 0 for share in shares)
    assert sum(line.count("among the first words") for line in _lines(engine, "مدرسة جديدة")) == 2


def test_a_word_far_into_the_text_has_nothing_from_its_place(make: Make) -> None:
    filler = "وتابعت اللجنة أعمالها بحضور الأعضاء. " * 12
    engine = make([article(1, f"{filler} ووصلت زرافة."), article(2, filler)])
    (hit,) = engine.search("زرافة", explain=True).hits
    assert {share.source for share in hit.shares} == {"stem", "exact", "root", "written"}


def test_recency_takes_away_and_says_so(make: Make) -> None:
    from datetime import date

    engine = make(
        [
            article("new", "زرافة", date=date(2024, 12, 31)),
            article("old", "زرافة", date=date(2024, 12, 1)),
        ]
    )
    hits = {hit.id: hit for hit in engine.search("زرافة", explain=True, recent=30).hits}
    *_, line = hits["old"].explanation
    assert line.startswith("older than the newest article: -")
    assert all(share.source != "age" for share in hits["new"].shares)
    kept = sum(share.score for share in hits["old"].shares if share.source != "age")
    assert hits["old"].score == pytest.approx(kept / 2)


def test_constant_scores_have_a_line_and_filters_none(make: Make) -> None:
    engine = make([article(1, "زرافة", tags=("بحر",)), article(2, "سفينة")])
    lines = _lines(engine, "زرا* tag:بحر")
    assert lines and all(line.startswith("زرا* → pattern: ") for line in lines)
    assert _lines(engine, "tag:بحر") == []
