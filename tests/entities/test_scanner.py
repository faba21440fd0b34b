"""Words of a text: where they stand, what stands between them, their numbers."""

from hypothesis import given
from hypothesis import strategies as st

from index.analysis.boundaries import NAME_WORD
from index.entities.scanner import (
    COMMA,
    HASH,
    POINT,
    SPACE,
    STOP,
    UNDERSCORE,
    WordNumbers,
    plain,
    read_words,
    split_words,
)

TEXTS = st.text(st.sampled_from("بa7\u064e\u06e5ـ\u200c\u200f_ #.,\n😀𝐀"), max_size=30)


@given(TEXTS)
def test_words_are_name_words(text: str) -> None:
    words = read_words(text)
    found = list(NAME_WORD.finditer(text))
    assert words.strings() == [word[0] for word in found]
    assert list(words.starts) == [word.start() for word in found]
    assert len(words.gaps) == len(words.starts) + 1


@given(TEXTS)
def test_a_text_is_its_words_and_gaps_in_turn(text: str) -> None:
    pieces = split_words(text)
    assert "".join(pieces) == text
    assert pieces[1::2] == read_words(text).strings()


def test_a_name_is_shown_without_what_folding_removes() -> None:
    (word,) = read_words("مُحـ\u200dمَّد\u200f").strings()
    assert plain(word) == "محمد"
    assert plain("Sa\u0303o") == "Sa\u0303o"


def test_what_stands_between_words() -> None:
    gaps = read_words("«د. سمير علي، #فيصل_بن.\nحلب").gaps.tolist()
    assert gaps == [STOP, STOP, SPACE, HASH, UNDERSCORE, STOP, STOP]
    assert read_words("أ.ب, ج").gaps.tolist() == [STOP, POINT, COMMA, STOP]
    assert read_words("").gaps.tolist() == [STOP]


def test_a_written_word_has_one_number() -> None:
    distinct = WordNumbers()
    assert distinct.numbers(read_words("حلب، دمشق وحلب حلب")).tolist() == [1, 2, 3, 1]
    assert distinct.numbers(read_words("بيروت حلب")).tolist() == [4, 1]
    assert distinct.met == ["", "حلب", "دمشق", "وحلب", "بيروت"]
