import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.bidi import display, layout, prepare, text_width
from tui.bidi.cells import apart

texts = st.text(
    st.one_of(
        st.sampled_from("ابتثجلمنويأ ءـَُّ٠١٢123abc ()[]«»:;,./-\u200c\u200d\u2067\u2069\u200f"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=40,
)
modes = st.sampled_from(["visual", "words", "logical"])


def drawn(text: str, mode: str = "visual", base: str = "auto") -> str:
    return "".join(cell.glyph for cell in layout(text, base, mode))


@given(texts, modes, st.sampled_from(["auto", "ltr", "rtl"]))
def test_cells_are_a_partition_of_the_text(text: str, mode: str, base: str) -> None:
    spans = sorted((cell.start, cell.end) for cell in layout(text, base, mode))
    assert [start for start, _ in spans] == [0, *(end for _, end in spans)][: len(spans)]
    assert (spans[-1][1] if spans else 0) == len(text)


@given(texts, modes)
def test_a_line_is_as_wide_as_its_cells_measured_before(text: str, mode: str) -> None:
    laid_out = sum(cell.width for cell in layout(text, "auto", mode))
    assert laid_out == text_width(drawn(text, mode))
    assert laid_out == sum(cell.width for cell in prepare(text, mode)) or mode != "visual"


@given(texts)
def test_a_prepared_line_comes_out_the_same(text: str) -> None:
    prepared = "".join(cell.glyph for cell in prepare(text, "visual"))
    if not set(text) & {"\u202d", "\u202e"}:
        assert drawn(prepared, "visual", "rtl") == drawn(text, "visual", "rtl")


def test_a_click_on_a_cell_finds_its_letter() -> None:
    text = "في 2024 سلام"
    for cell in layout(text):
        if cell.glyph.isascii():
            assert text[cell.start : cell.end] == cell.glyph
    assert text[layout(text)[0].start :] == "م"
    assert [text[c.start : c.end] for c in layout(text)][1:3] == ["لا", "س"]


def letters(text: str) -> str:
    """A text with its letters as they are typed, whatever form they were drawn in."""
    return unicodedata.normalize("NFKC", text)


def test_words_keep_their_letters_in_order_but_joined() -> None:
    words = drawn("وصل القطار إلى (دمشق).", "words")
    assert letters(words) == ".(دمشق) إلى القطار وصل"
    assert "دمشق" not in words and display("دمشق", "visual")[::-1] in words


def test_a_word_in_two_fonts_is_two_words_for_the_terminal() -> None:
    text = "تكفي المياه؟"
    cells = layout(text, "rtl", "words", (5, 11))
    assert letters("".join(cell.glyph for cell in cells)) == "؟المياه تكفي"


def test_punctuation_at_a_word_is_placed_apart_from_it() -> None:
    text = "قال (أحمد)، و2024 ( سد ) BBC،"
    assert [(text[start:end], text[beside]) for start, end, beside in apart(text)] == [
        ("(", "أ"),
        (")", "د"),
        ("2024", "و"),
    ]
    assert letters(drawn("قال (أحمد) نعم!", "words")) == "!نعم (أحمد) قال"


def test_a_cell_of_a_word_stands_for_the_letter_seen_in_it() -> None:
    text = "هل سدود"
    for sent, seen in zip(layout(text, "rtl", "words"), layout(text, "rtl"), strict=True):
        assert sent.start == seen.start


def test_words_lose_the_marks_that_the_terminal_would_put_beside_their_letters() -> None:
    assert letters(drawn("المُدِيرُ", "words")) == "المدير"
    assert letters(drawn("é", "words")) == "é"


def test_words_turn_punctuation_standing_alone() -> None:
    assert letters(drawn("من ( دمشق )", "words")) == "( دمشق ) من"


def test_words_leave_numbers_and_latin_where_they_belong() -> None:
    assert letters(drawn("عام 2024 مع BBC هنا", "words")) == "هنا BBC مع 2024 عام"


def test_direction_controls_are_not_sent_to_the_terminal() -> None:
    for mode in ("visual", "words"):
        assert not set(drawn("\u2067سلام\u2069 \u200fok", mode)) & set("\u2067\u2069\u200f")


@pytest.mark.parametrize(
    ("text", "width"),
    [("سلام", 4), ("مُسَيَّرَة", 5), ("日本", 4), ("❤️", 2), ("👨\u200d👩\u200d👧", 2), ("", 0)],
)
def test_text_width_counts_columns(text: str, width: int) -> None:
    assert text_width(text) == width


def test_display_in_logical_mode_changes_nothing() -> None:
    assert display("قال \x1b[1mنعم\x1b[0m", "logical") == "قال \x1b[1mنعم\x1b[0m"


def test_display_moves_colours_with_their_letters() -> None:
    assert letters(display("ab \x1b[31mسد\x1b[0m", "words")) == "ab \x1b[31mسد\x1b[0m"
    assert letters(display("\x1b[31mنعم\x1b[0m ok", "words", "rtl")) == "ok \x1b[31mنعم\x1b[0m"


def test_display_draws_what_is_no_letter_in_another_weight() -> None:
    assert letters(display("(سد)", "words")) == "\x1b[1m(\x1b[0mسد\x1b[1m)\x1b[0m"
    assert "\x1b[1m\x1b[22m" in display("\x1b[1m(سد)\x1b[0m", "words")
    assert "\x1b" not in display("(سد)", "visual")
