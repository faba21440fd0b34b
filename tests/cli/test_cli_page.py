"""Lines for people: highlights, wrapping, tables, and letters in place."""

from hypothesis import example, given
from hypothesis import strategies as st

from search.results import FacetValue, Hit, Results, Snippet
from tui.cli.printer import BOLD, DIM, Printer, columns_of
from tui.cli.results_text import as_text
from tui.cli.streams import valid
from tui.output.safe import for_terminal, one_line

PIPE = Printer(None, False, "logical")
PLAIN = Printer(20, False, "logical")
COLOURED = Printer(24, True, "logical")

ARABIC = st.text(st.sampled_from("ابتث جحخ\u064e ab1.،-\n\t\x1b"), max_size=120)


@given(ARABIC)
def test_wrapping_loses_nothing_but_spaces(text: str) -> None:
    lines = list(PLAIN.paragraph(text, "  "))
    assert "".join("".join(lines).split()) == "".join(for_terminal(text).split())
    assert all(line.startswith("  ") for line in lines)


@given(ARABIC)
@example(" 111111111111111111 1")
def test_a_line_is_too_wide_only_when_a_word_is(text: str) -> None:
    for line in PLAIN.paragraph(text):
        assert columns_of(line) <= 20 or len(line.split()) == 1


@given(ARABIC, st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130)), max_size=4))
def test_highlights_change_no_letter(text: str, spans: list[tuple[int, int]]) -> None:
    styled = Printer(None, True, "logical").text(text, DIM, sorted(spans))
    bare = styled.replace("\x1b[2m", "").replace("\x1b[1;4m", "").replace("\x1b[0m", "")
    assert bare == for_terminal(text)


def test_a_highlight_goes_on_over_the_end_of_a_line() -> None:
    text = "aaaa bbbbbbbbb ccccccccc dddd"
    assert list(COLOURED.paragraph(text, "", "", [(5, 24)])) == [
        "aaaa \x1b[1;4mbbbbbbbbb ccccccccc\x1b[0m",
        "dddd",
    ]
    assert list(COLOURED.paragraph(text, "", BOLD, [(15, 29)])) == [
        "\x1b[1maaaa bbbbbbbbb \x1b[0m\x1b[1;4mccccccccc\x1b[0m",
        "\x1b[1;4mdddd\x1b[0m",
    ]


def test_a_pipe_gets_one_line() -> None:
    assert list(PIPE.paragraph("كلمة " * 100)) == [("كلمة " * 100).rstrip()]
    assert list(PIPE.row("label ", ["قيمة"] * 50)) == ["label " + " · ".join(["قيمة"] * 50)]


def test_a_row_goes_on_below_its_label() -> None:
    assert list(PLAIN.row("place ", ["بيروت 4", "دمشق 3", "حلب 1"])) == [
        "place بيروت 4",
        "      دمشق 3 · حلب 1",
    ]
    styled = COLOURED.text("place ", DIM)
    assert [columns_of(line) for line in COLOURED.row(styled, ["حلب 1"] * 4)] == [19, 19]


def test_the_columns_of_a_table_are_as_wide_as_on_the_screen() -> None:
    table = Printer(80, False, "visual").columns([("لا", "x"), ("كُتُب", "y"), ("abcd", "z")])
    # Lam and alef share a cell, vowel marks have none.
    assert [line.index(last) for line, last in zip(table, "xyz", strict=True)] == [6, 8, 6]


def test_letters_are_put_in_place_line_by_line() -> None:
    lines = list(Printer(20, False, "visual").paragraph("سفينة ترسو في ميناء بيروت"))
    assert len(lines) == 2
    assert lines[0].endswith("ﺔﻨﻴﻔﺳ")


def test_control_characters_become_spaces_one_for_one() -> None:
    assert for_terminal("a\x1b[31m\x9b\u2028b\n") == "a [31m  b "
    assert one_line(" a\n\n\x07 b\t") == "a b"


def test_arguments_become_valid_text() -> None:
    assert valid("\udcffس") == "\ufffdس"
    assert valid("\ud800س") == "\ufffdس"
    assert valid(b"\xd8\xb3\xff".decode("utf-8", "surrogateescape")) == "س\ufffd"


def test_of_very_many_names_that_a_filter_means_some_are_shown() -> None:
    values = (
        FacetValue("أول", 90, False),
        *(FacetValue(f"سامي {n}", 30 - n, True) for n in range(30)),
        FacetValue("آخر", 1, False),
    )
    results = Results("", 0, 1.0, 0, 10, "newest", "all", None, (), {"person": values})
    line = list(as_text(results, PIPE))[-1]
    assert line.startswith("person    أول 90 · ✓ سامي 0 30") and line.endswith("آخر 1 · ✓ 20 more")
    assert line.count("سامي") == 10


def test_a_sentence_cut_short_is_shown_to_be() -> None:
    def shown(text: str) -> str:
        nothing = (None, None, None, None, None)
        hit = Hit(1, "one", 1.0, "خبر", (), *nothing, (Snippet(text, ()),), {}, ())
        return list(as_text(Results("", 1, 1.0, 0, 10, "newest", "all", None, (hit,)), PIPE))[-1]

    assert shown("سافر الوفد إلى") == "   سافر الوفد إلى …"
    assert shown("سافر الوفد.") == "   سافر الوفد."
    assert shown('قال: "سافروا!"') == '   قال: "سافروا!"'
