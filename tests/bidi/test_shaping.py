import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.bidi import text_width
from tui.bidi.shaping import shape

texts = st.text(
    st.one_of(
        st.sampled_from("ابتثجلمنويىةءآأإؤئ ـًَُِّْٰپچژگکی\u200c\u200d123abc()"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=30,
)


def glyphs(text: str) -> str:
    return "".join(cluster.glyph for cluster in shape(text))


def kinds(text: str) -> list[str]:
    return [
        unicodedata.decomposition(cluster.glyph[0]).split(" ")[0].strip("<>")
        for cluster in shape(text)
    ]


def test_a_word_joins_from_first_to_last_letter() -> None:
    assert kinds("مسجد") == ["initial", "medial", "medial", "final"]


def test_a_letter_that_joins_backwards_only_breaks_the_word() -> None:
    assert kinds("دار") == ["isolated", "isolated", "isolated"]
    assert kinds("بابل") == ["initial", "final", "initial", "final"]


def test_hamza_alone_joins_nothing() -> None:
    assert kinds("شيء") == ["initial", "final", "isolated"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("لا", "\ufefb"),
        ("لأ", "\ufef7"),
        ("لإ", "\ufef9"),
        ("لآ", "\ufef5"),
        ("بلا", "\ufe91\ufefc"),
    ],
)
def test_lam_alef_is_one_cell(word: str, expected: str) -> None:
    assert glyphs(word) == expected
    assert text_width(glyphs(word)) == len(word) - 1


def test_marks_stay_on_their_letter_and_do_not_break_joining() -> None:
    marks = [set(cluster.glyph[1:]) for cluster in shape("مُسَيَّرَة")]
    assert marks == [{"\u064f"}, {"\u064e"}, {"\u064e", "\u0651"}, {"\u064e"}, set()]
    assert kinds("مُسَيَّرَة") == kinds("مسيرة")


def test_a_mark_between_lam_and_alef_is_kept_on_the_ligature() -> None:
    (cluster,) = shape("لَا")
    assert cluster == ("\ufefb\u064e", 0, 3)


def test_persian_letters_join() -> None:
    assert kinds("گچپ") == ["initial", "medial", "final"]
    assert kinds("یک") == ["initial", "final"]


def test_tatweel_joins_both_sides() -> None:
    assert kinds("ـه")[1] == "final"
    assert kinds("هـ")[0] == "initial"


def test_zwnj_parts_and_zwj_joins() -> None:
    assert kinds("می\u200cخ") == ["initial", "final", "isolated"]
    assert kinds("ه\u200d") == ["initial"]
    assert glyphs("\u200dه") == "\ufeea"
    assert "\u200c" not in glyphs("می\u200cخ")


def test_latin_and_digits_are_untouched() -> None:
    assert glyphs("BBC 24/7, ٢٠٢٤") == "BBC 24/7, ٢٠٢٤"


@given(texts)
def test_clusters_are_a_partition_of_the_text(text: str) -> None:
    clusters = shape(text)
    bounds = [0, *(cluster.end for cluster in clusters)]
    assert bounds[:-1] == [cluster.start for cluster in clusters]
    assert bounds[-1] == len(text)


@given(texts)
def test_shaping_what_is_shaped_changes_nothing(text: str) -> None:
    assert glyphs(glyphs(text)) == glyphs(text)


@given(st.text("ابتثجلمنويىةءآأإؤئ ًَُِّپچژگکی", max_size=20))
def test_the_letters_of_the_glyphs_are_the_letters_of_the_text(text: str) -> None:
    for cluster in shape(text):
        plain = unicodedata.normalize("NFKC", cluster.glyph)
        original = unicodedata.normalize("NFKC", text[cluster.start : cluster.end])
        assert sorted(plain) == sorted(original)
