import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tui.bidi.filter import BidiFilter, OverrideFilter, UnmarkedFilter

BLACK = Color(0, 0, 0)
BOLD, PLAIN = Style(bold=True), Style()

pieces = st.lists(
    st.tuples(
        st.text(
            st.one_of(
                st.sampled_from("ابتلملاأ ءـَُّ١٢12ab  ()│─▌\u200c\u200d\u2067\u2069"),
                st.characters(exclude_categories=("Cs", "Cc")),
            ),
            max_size=15,
        ),
        st.sampled_from([PLAIN, BOLD, None]),
    ),
    max_size=6,
)


def applied(
    *parts: tuple[str, Style | None], mode: str = "visual", base: str = "auto", columns: bool = True
) -> list[Segment]:
    segments = [Segment(text, style) for text, style in parts]
    return BidiFilter(mode, base, columns=columns).apply(segments, BLACK)


def text_of(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments)


@given(
    pieces,
    st.sampled_from(["visual", "words", "logical"]),
    st.sampled_from(["auto", "rtl", "ltr"]),
    st.booleans(),
)
def test_a_line_never_changes_its_width(
    parts: list[tuple[str, Style | None]], mode: str, base: str, columns: bool
) -> None:
    before = "".join(text for text, _ in parts)
    after = text_of(applied(*parts, mode=mode, base=base, columns=columns))
    # Rich lets a zero-width joiner swallow whatever follows, across columns too, so lines
    # with one are measured where they are cut.
    if "\u200d" not in before and "\ufe0f" not in before:
        assert cell_len(after) == cell_len(before)


def test_borders_stay_where_they_are() -> None:
    assert text_of(applied(("│ سد │ ab │", PLAIN))) == "│ ﺪﺳ │ ab │"


def test_columns_apart_by_spaces_do_not_change_places() -> None:
    assert text_of(applied(("12   سد", PLAIN), base="rtl")) == "12   ﺪﺳ"
    assert text_of(applied(("سد  در", PLAIN), base="rtl", columns=False)) == "ﺭﺩ  ﺪﺳ"


def test_padding_stays_and_right_aligned_text_keeps_its_edge() -> None:
    assert text_of(applied(("   بلا", PLAIN), base="rtl")) == "    ﻼﺑ"
    assert text_of(applied(("بلا   ", PLAIN), base="ltr")) == "ﻼﺑ    "


def test_styles_follow_their_letters() -> None:
    out = applied(("قال ", PLAIN), ("نعم", BOLD), (" ok", PLAIN))
    assert [(segment.text, segment.style) for segment in out] == [
        ("ok ", PLAIN),
        ("ﻢﻌﻧ", BOLD),
        (" ﻝﺎﻗ", PLAIN),
    ]


def test_a_line_without_arabic_is_handed_on_untouched() -> None:
    segments = [Segment("plain text", BOLD)]
    assert BidiFilter("visual").apply(segments, BLACK) is segments


def test_logical_mode_hands_everything_on() -> None:
    segments = [Segment("قال", BOLD)]
    assert BidiFilter("logical").apply(segments, BLACK) is segments


def test_control_segments_survive() -> None:
    control = Segment("\x1b[?25l", None, [(1,)])
    assert control in BidiFilter("visual").apply([control, Segment("قال")], BLACK)


def test_the_rest_of_the_package_does_without_textual_and_rich() -> None:
    import subprocess

    code = "import sys, tui.bidi; sys.exit(bool({'textual', 'rich'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_overridden_text_is_guarded_stretch_by_stretch_and_frames_are_not() -> None:
    segments = [Segment("│ ﺪﺳ ok │", PLAIN), Segment(" ab ", BOLD)]
    guarded = OverrideFilter().apply(segments, BLACK)
    assert [segment.text for segment in guarded] == ["│ \u202dﺪﺳ ok\u202c │", " ab "]
    assert OverrideFilter().apply(guarded, BLACK) == guarded
    assert cell_len(text_of(guarded)) == cell_len(text_of(segments))


def test_a_bold_part_of_a_word_is_a_word_of_its_own_for_kitty() -> None:
    words = text_of(applied(("قال ", PLAIN), ("سد", BOLD), ("؟", PLAIN), mode="words", base="rtl"))
    assert unicodedata.normalize("NFKC", words) == "؟سد قال"


def test_punctuation_has_another_weight_than_the_word_for_kitty() -> None:
    drawn = applied(("(", PLAIN), ("سد", BOLD), (") نعم.", PLAIN), mode="words", base="rtl")
    weights = {part.text: bool(part.style and part.style.bold) for part in drawn}
    assert weights["."] and not weights["("] and not weights[")"]
    plain = applied(("(", PLAIN), ("سد", BOLD), (") نعم.", PLAIN), mode="visual", base="rtl")
    assert not any(part.style.bold for part in plain if "." in part.text)


def test_marks_go_where_a_terminal_would_misplace_them() -> None:
    segments = [Segment("السَّلامُ café", BOLD), Segment("وإنَّ", PLAIN)]
    unmarked = UnmarkedFilter().apply(segments, BLACK)
    assert [(part.text, part.style) for part in unmarked] == [("السلام café", BOLD), ("وإن", PLAIN)]
    assert cell_len(text_of(unmarked)) == cell_len(text_of(segments))
