"""Word boundaries: the array functions agree with the patterns, and words with their folding."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold
from index.analysis.boundaries import (
    AROUND,
    LONGEST,
    NAME_WORD,
    SPACED,
    WORD,
    find_chunks,
    find_name_words,
)

# Letters of several scripts, one of them beyond the first 65,536 code points, digits, marks (one
# a letter to Unicode), tatweel, controls, spaces, punctuation, half a surrogate pair.
ALPHABET = (
    "بةaéẞ𝐀7١\u064e\u0654\u06e5\u0301\u0670ـ\u200c\u200f\ufeff\u00ad"
    " _\t\n\u2028\u00a0،«»()….-#😀\ud800"
)
texts = st.text(st.sampled_from(ALPHABET), max_size=40) | st.text(max_size=40)


@given(texts)
def test_chunks_are_what_stands_between_spaces(text: str) -> None:
    units = np.frombuffer(f" {text} ".encode("utf-16-le", "surrogatepass"), "<u2")
    found = [
        units[start:end].tobytes().decode("utf-16-le", "surrogatepass")
        for start, end in zip(*find_chunks(units), strict=True)
    ]
    trimmed = [chunk.strip(AROUND) for chunk in SPACED.findall(text)]
    assert found == [chunk for chunk in trimmed if chunk]


def test_a_chunk_too_long_for_a_word_keeps_its_punctuation() -> None:
    text = " «" + "ن" * LONGEST + "» (خبر) "
    starts, ends = find_chunks(np.frombuffer(text.encode("utf-16-le"), "<u2"))
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == [text.split()[0], "خبر"]


@given(texts)
def test_name_words_are_those_of_the_pattern(text: str) -> None:
    units = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    starts, ends = find_name_words(units)
    assert list(zip(starts, ends, strict=True)) == [
        word.span() for word in NAME_WORD.finditer(text)
    ]


@given(st.text(st.sampled_from("بةـ\u064e\u0654\u200c\u200f\u00ad .،_"), max_size=30))
def test_both_kinds_of_words_part_a_text_of_letters_alike(text: str) -> None:
    """They differ only in what stands before the first letter."""
    plain = [word for match in re.findall(WORD, text) if (word := fold(match))]
    assert [fold(word) for word in NAME_WORD.findall(text)] == plain


@pytest.mark.parametrize(
    ("text", "words", "name_words"),
    [
        ("سور\u200fيا", ["سور\u200fيا"], ["سور\u200fيا"]),
        ("مُسَيَّرة", ["مُسَيَّرة"], ["مُسَيَّرة"]),
        ("F16", ["F"], ["F16"]),
        ("كوفيد١٩", ["كوفيد"], ["كوفيد١٩"]),
        ("فيصل_بن", ["فيصل", "بن"], ["فيصل", "بن"]),
        ("Sa\u0303o", ["Sa\u0303o"], ["Sa\u0303o"]),
        ("\u064eقال\u200f.", ["\u064eقال"], ["قال"]),
    ],
)
def test_what_a_word_is(text: str, words: list[str], name_words: list[str]) -> None:
    assert re.findall(WORD, text) == words
    assert NAME_WORD.findall(text) == name_words
