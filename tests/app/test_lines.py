import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tui.app.widgets.wrapping import (
    excerpt,
    glyph_runs,
    paragraphs,
    right_aligned,
    shown_address,
    wrap,
)
from tui.bidi import prepare
from tui.output.safe import for_screen

words = st.lists(st.text("ابتلامسعدـَُّabc12،.", min_size=1, max_size=12), max_size=20).map(" ".join)


def columns(text: str, mode: str) -> int:
    return sum(cell.width for cell in prepare(text, mode))


@given(words, st.integers(4, 30), st.sampled_from(["visual", "words", "logical"]))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int, mode: str) -> None:
    lines = wrap(text, width, mode)
    assert all(columns(text[start:end], mode) <= width for start, end in lines)
    assert "".join(text[start:end] for start, end in lines).replace(" ", "") == text.replace(
        " ", ""
    )


def test_lines_are_counted_in_joined_cells() -> None:
    assert wrap("لا لا لا", 5, "visual") == [(0, 8)]
    assert len(wrap("لا لا لا", 5, "logical")) == 2


def test_white_space_counts_one_cell_and_is_drawn_so() -> None:
    text = "دار   نار"
    assert wrap(text, 7, "logical") == [(0, 9)]
    assert glyph_runs(text, (0, 9), (), "logical") == [("دار نار", -1)]


def test_a_long_word_is_cut_where_a_line_is_full() -> None:
    assert wrap("https://example.org/a", 10, "visual") == [(0, 10), (10, 19), (19, 21)]


def test_the_full_stop_of_an_address_is_not_left_alone() -> None:
    assert wrap("https://example.org.", 19, "visual") == [(0, 18), (18, 20)]
    assert wrap("https://example.org.", 20, "visual") == [(0, 20)]


def test_an_excerpt_says_where_it_is_cut() -> None:
    text = "دار نار جار بار"
    assert excerpt(text, 9, 1, "logical") == [[("دار نار", -1), ("…", -1)]]
    assert excerpt(text, 30, 1, "logical") == [[(text, -1)]]


def test_an_excerpt_goes_to_where_the_match_is() -> None:
    text = "دار نار جار بار"
    assert excerpt(text, 9, 1, "logical", [(12, 15)]) == [[("…", -1), ("جار ", -1), ("بار", 0)]]
    assert excerpt(text, 9, 2, "logical", [(0, 3)])[0] == [("دار", 0), (" نار", -1)]
    assert len(excerpt(text, 5, 2, "logical", [(8, 11)])) == 2


@given(words, st.integers(4, 30), st.integers(1, 3))
def test_an_excerpt_fits(text: str, width: int, lines: int) -> None:
    shown = excerpt(text, width, lines, "visual", [(len(text) - 1, len(text))] if text else ())
    assert len(shown) <= lines
    for line in shown:
        assert sum(columns(glyphs, "visual") for glyphs, _ in line) <= width


def test_highlights_are_numbered_and_keep_their_letters_joined() -> None:
    runs = glyph_runs("هذا سلام تام", (0, 12), [(4, 8)], "visual")
    assert [number for _, number in runs] == [-1, 0, -1]
    assert runs[1][0] == "\ufeb3\ufefc\ufee1"


def test_cleaning_keeps_offsets_and_disarms_controls() -> None:
    text = "قبل\x1b[31m\tبعد\ud800\x00"
    assert len(for_screen(text)) == len(text)
    assert for_screen(text) == "قبل [31m بعد\ufffd "


def test_paragraphs_are_the_lines_with_something_in_them() -> None:
    assert paragraphs("أول\n\n  \nثان") == [(0, 3), (8, 11)]


@given(words, st.integers(1, 40))
def test_a_right_aligned_line_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    strip = right_aligned([(text, Style(bold=True))], width, Style())
    assert strip.cell_length == width == cell_len(strip.text)


def test_short_text_stands_at_the_right_edge() -> None:
    assert right_aligned([("دار", Style())], 6, Style()).text == "   دار"


@pytest.mark.parametrize(
    ("address", "width", "read"),
    [
        ("https://www.example.org/%D8%AE%D8%A8%D8%B1/77", 60, "example.org/خبر/77"),
        ("http://example.org/a%20b%2Fc%C2%A0%E2%80%AE", 60, "example.org/a%20b%2Fc%C2%A0%E2%80%AE"),
        ("https://example.org/" + "a" * 40 + "/end.html", 31, "example.org/…aaaaaaaa/end.html"),
    ],
)
def test_an_address_is_read_decoded_and_on_one_line(address: str, width: int, read: str) -> None:
    shown = shown_address(address, width).strip("\u2066\u2069")
    assert shown == read
    assert len(shown) <= width
