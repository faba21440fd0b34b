"""Tokens, positions, offsets over whole texts."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import Analyzer, fold
from index.analysis.forms import FormTable
from index.analysis.lexicon import Lexicon, lexicon
from tests.analysis.battery import HOSTILE, SAME_STEM

SHARED = Analyzer()

PIECES = [
    *(text for pair in SAME_STEM for text in pair),
    *"ابتةهىيءؤئأإآٱلوكفسم",
    *"\u0640\u064b\u0651\u0653\u0654\u0655\u0670\u06e1\u200c\u200d\u200f\u2067\u00ad\ufeff",
    *"0١۲,.٫٬-_#＃@/:،؟ \n\u00a0\0\ud800",
    *"aZéßİﷺﷲﻻﹰﱞ１²ⅷ",
]
arabic = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
texts = arabic | st.text(max_size=60)


@given(texts)
@settings(deadline=None)
def test_spans_lie_in_the_text_and_positions_have_no_holes(text: str) -> None:
    tokens = SHARED(text)
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        assert token.exact
        assert token.stems
        assert all(token.stems)
        invisible = "\u200c\u200f\u2067\u00ad\ufeff"
        assert token.text.strip(invisible) == token.text
    positions = [token.position for token in tokens]
    assert positions == sorted(positions)
    assert set(positions) == set(range(len(set(positions))))


@given(texts)
@settings(deadline=None)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
@settings(deadline=None)
def test_an_exact_term_analysed_again_is_itself(text: str) -> None:
    for token in SHARED(text):
        if token.exact[0] not in "#@" and "abbreviation" not in token.rules:
            assert [again.exact for again in SHARED(token.exact)] == [token.exact]


@given(texts)
@settings(max_examples=50, deadline=None)
def test_the_memo_changes_nothing(text: str) -> None:
    first = SHARED(text)
    assert SHARED(text) == first == Analyzer()(text)


def test_offsets_cover_the_word_as_the_source_writes_it() -> None:
    text = "\u200f(ســوريَّا\u200e) وﻻ «إد\u200cلب»."
    assert [token.text for token in SHARED(text)] == ["ســوريَّا", "وﻻ", "إد\u200cلب"]


def test_a_hashtag_is_found_whole_and_by_its_words() -> None:
    tokens = SHARED("الأمير #فيصل_بن_فرحان يصل")
    assert [(t.text, t.exact, t.position) for t in tokens] == [
        ("الأمير", "الامير", 0),
        ("#فيصل_بن_فرحان", "#فيصل_بن_فرحان", 1),
        ("فيصل", "فيصل", 1),
        ("بن", "بن", 2),
        ("فرحان", "فرحان", 3),
        ("يصل", "يصل", 4),
    ]
    assert SHARED("#فيصل_ابن_فرحان")[0].exact == tokens[1].exact


def test_a_handle_is_found_whole_and_by_its_words() -> None:
    assert [(t.exact, t.position) for t in SHARED("@Naba_News")] == [
        ("@naba_news", 0),
        ("naba", 0),
        ("news", 1),
    ]
    assert [t.exact for t in SHARED("a@b")] == ["a", "b"]


def test_a_dotted_abbreviation_is_found_joined_and_by_its_letters() -> None:
    assert [(t.exact, t.position) for t in SHARED("بي.بي.سي قالت")][:4] == [
        ("بيبيسي", 0),
        ("بي", 0),
        ("بي", 1),
        ("سي", 2),
    ]
    assert [t.exact for t in SHARED("U.S.")] == ["us", "u", "s"]
    assert [t.exact for t in SHARED("انتهى.ثم بدأ")] == ["انتهي", "ثم", "بدا"]


def test_a_joined_name_gives_its_words_one_span() -> None:
    tokens = SHARED("قال عبدالله أمس")
    assert [(t.exact, t.start, t.end, t.position) for t in tokens[1:3]] == [
        ("عبد", 4, 11, 1),
        ("الله", 4, 11, 2),
    ]
    assert tokens[3].position == 3


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.perf_counter()
    forms = FormTable(SHARED)
    forms.read([text])
    assert time.perf_counter() - began < 5
    assert all(len(term) <= 64 for term in forms.terms)


def test_bisection_and_table_agree(tmp_path: Path) -> None:
    table = tmp_path / "lexicon.txt"
    table.write_text("# header\nاب$\nالكتاب+\nكتاب*\nوالدX\nوزير0\n", encoding="utf-8")
    few, all_ = Lexicon(table), Lexicon(table)
    for _ in range(2000):
        all_.count("وزير", 0)
    for word in ["اب", "كتاب", "والد", "وزير", "", "ا", "زيت", "ييي", "\ud800", "# header"]:
        assert few.count(word, 0) == all_.count(word, 0)
        assert few.strength(word, 0) == all_.strength(word, 0)
        assert few.is_whole(word) == all_.is_whole(word)
    count = few.count("كتاب", 0)
    assert few.strength("كتاب", 0) == count + few.count("الكتاب", 0) > count > 0
    assert few.is_whole("والد") and not few.is_whole("كتاب")


def test_the_shipped_lexicon_knows_news() -> None:
    words = lexicon()
    assert words.count("الحكومة", 0) > words.count("حكومتنا", 0) > words.count("زقزقزق", 0) == 0
    assert words.is_whole(fold("إلغاء"))
    assert not words.is_whole("وقال")
