"""Tokens of a source text: words, numbers, hashtags, handles, abbreviations."""

import pytest

from index.analysis import Analyzer
from index.analysis.tokenize import LONE_WORD, PIECE, TOKEN

SHARED = Analyzer()


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


@pytest.mark.parametrize(
    ("text", "tokens", "pieces"),
    [
        ("كوفيد-19", ["كوفيد", "19"], ["كوفيد", "19"]),
        ("كوفيد١٩", ["كوفيد", "١٩"], ["كوفيد", "١٩"]),
        ("1,000,000.5", ["1,000,000.5"], ["1,000,000.5"]),
        ("#قمة_العشرين", ["#قمة_العشرين"], ["قمة", "العشرين"]),
        ("بي.بي.سي", ["بي.بي.سي"], ["بي", "بي", "سي"]),
    ],
)
def test_what_takes_one_token(text: str, tokens: list[str], pieces: list[str]) -> None:
    assert TOKEN.findall(text) == tokens
    assert PIECE.findall(text) == pieces


def test_a_lone_word_is_seen_in_its_punctuation() -> None:
    for chunk in ("كتاب", "«كتاب»،", "(كتاب).", "[كتابٌ…"):
        found = LONE_WORD.fullmatch(chunk)
        assert found and found[1].startswith("كتاب")
    assert not any(map(LONE_WORD.fullmatch, ("كتاب-قلم", "كتاب١", "abc", "#كتاب", "...")))
