"""Words of a text: where they stand, what stands between them, their numbers."""

import re

from hypothesis import given
from hypothesis import strategies as st

from index.entities.scanner import (
    COMMA,
    HASH,
    POINT,
    SPACE,
    STOP,
    UNDERSCORE,
    WordNumbers,
    read_words,
    split_words,
)

# Letters of either script, marks (one of them a letter to Unicode), tatweel, the joiner, signs
# and letters beyond the first 65,536 code points.
TEXTS = st.text(st.sampled_from("بa7\u064e\u0670\u06e5\u06dfـ\u200c_ #.,\n😀𝐀"), max_size=30)
WORD = re.compile("[^\\W_ـ](?:[^\\W_]|[\u064e\u0670\u06df\u200c])*")


@given(TEXTS)
def test_words_are_letters_and_digits_with_their_marks(text: str) -> None:
    words = read_words(text)
    assert words.strings() == WORD.findall(text)
    assert list(words.starts) == [found.start() for found in WORD.finditer(text)]
    assert list(words.ends) == [found.end() for found in WORD.finditer(text)]
    assert len(words.gaps) == len(words.starts) + 1


@given(TEXTS)
def test_a_text_is_its_words_and_gaps_in_turn(text: str) -> None:
    pieces = split_words(text)
    assert "".join(pieces) == text
    assert pieces[1::2] == read_words(text).strings()


def test_what_stands_between_words() -> None:
    gaps = read_words("«د. سمير علي، #فيصل_بن.\nحلب").gaps
    assert gaps == [STOP, STOP, SPACE, HASH, UNDERSCORE, STOP, STOP]
    assert read_words("أ.ب, ج").gaps == [STOP, POINT, COMMA, STOP]
    assert read_words("").gaps == [STOP]


def test_a_written_word_has_one_number() -> None:
    distinct = WordNumbers()
    assert distinct.numbers(read_words("حلب، دمشق وحلب حلب")).tolist() == [1, 2, 3, 1]
    assert distinct.numbers(read_words("بيروت حلب")).tolist() == [4, 1]
    assert distinct.met == ["", "حلب", "دمشق", "وحلب", "بيروت"]
