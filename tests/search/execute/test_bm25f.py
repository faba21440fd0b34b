"""BM25F over views and fields, against the formula written out."""

from math import exp, log

import pytest

from index.schema import TEXT_FIELDS
from search import Engine
from search.execute.evidence import (
    LETTER_GROWTH,
    NAME_WEIGHT,
    OCCURRENCE_WEIGHT,
    TITLE_SHARE,
    TITLE_WEIGHT,
    WordTerms,
)
from search.execute.weighting import K1, B
from tests.search.execute.corpus import ANALYZER
from tests.support import Make, article


def _terms(text: str, fields: tuple[str, ...] = TEXT_FIELDS, *, by_root: bool = False) -> WordTerms:
    (token,) = ANALYZER(text)
    return WordTerms(token, fields, by_root=by_root)


def test_the_first_stage_is_bm25f_of_the_stem(make: Make) -> None:
    texts = [("زرافة زرافة في حديقة", "زرافة جديدة"), ("قمح كثير جدا هنا", ""), ("زرافة", "")]
    engine = make([article(n, text, title) for n, (text, title) in enumerate(texts)])
    scores = engine._state.executor.run(engine._state.finder.plan("زرافة", exact=False).strict)
    title_lengths, body_lengths = [2, 0, 0], [4, 4, 1]
    both = [TITLE_WEIGHT * t + b for t, b in zip(title_lengths, body_lengths, strict=True)]
    titles = [TITLE_WEIGHT * t for t in title_lengths]
    idf = log(1 + (3 - 2 + 0.5) / (2 + 0.5)) * exp(LETTER_GROWTH * len("زرافه")) * NAME_WEIGHT
    share = 1 / OCCURRENCE_WEIGHT

    def saturated(frequency: float, doc: int, lengths: list[float]) -> float:
        norm = K1 * (1 - B + B * lengths[doc] / (sum(lengths) / 3))
        return frequency * (K1 + 1) / (frequency + norm)

    expected = {
        0: saturated((2 + TITLE_WEIGHT) * share, 0, both)
        + TITLE_SHARE * saturated(share, 0, titles),
        2: saturated(share, 2, both),
    }
    docs = scores.docs
    found = dict(zip(docs.ids.tolist(), scores.scores(docs)[docs.ids].tolist(), strict=True))
    assert found == pytest.approx({doc: idf * value for doc, value in expected.items()}, rel=1e-4)


def test_a_word_that_no_document_has_weighs_nothing(news: Engine) -> None:
    words = news._state.reader.words
    assert words.weight(_terms("غائب")) == 0 == words.frequency(_terms("غائب"))
    assert words.weight(_terms("حلب")) > 0


def test_frequency_is_by_stem_then_form_then_root(make: Make) -> None:
    words = make([article(0, "مكتبة"), article(1, "المكتبات")])._state.reader.words
    assert words.frequency(_terms("مكتبة")) >= 1
    assert words.frequency(_terms("كاتبون")) == 0
    assert words.frequency(_terms("كاتبون", by_root=True)) >= 1


def test_longer_and_rarer_words_weigh_more(news: Engine) -> None:
    words = news._state.reader.words
    assert words.weight(_terms("الفسيفساء")) > words.weight(_terms("حلب"))


def test_titles_have_no_roots_of_their_own() -> None:
    alone = _terms("مكتبة", ("title",), by_root=True)
    assert alone.roots == () == alone.first
    assert [e.field for part in alone.whole for e in part.evidence] == ["title_stem", "title"]


def test_names_and_words_no_table_knows_weigh_more_than_others(make: Make) -> None:
    engine = make([article(0, "وزير"), article(1, "كيري"), article(2, "قلشو"), article(3, "زير")])
    scorer = engine._state.reader.words
    weights = {
        word: scorer.weight(WordTerms(token, TEXT_FIELDS, by_root=False))
        for word in ("وزير", "كيري", "قلشو")
        for token in ANALYZER(word)
    }
    assert weights["كيري"] == weights["قلشو"] > weights["وزير"]
