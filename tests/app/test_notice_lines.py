"""How a notice in the place of results is wrapped."""

from index.errors import IndexFormat
from tui.app.conversation.notices import no_index
from tui.app.widgets.hit_list import notice_lines
from tui.bidi import display
from tui.i18n import use


def test_an_english_notice_reads_from_left_to_right_wherever_its_lines_end() -> None:
    use("en")
    fault = IndexFormat("made by {one} (format 9, analysis 9), not {other}", one="0.1", other="0.2")
    for width in range(20, 60, 3):
        lines = notice_lines(no_index(fault, None), width, "visual")
        shown = [display(line, "visual", "rtl").strip() for line in lines]
        words = " ".join(shown).split()
        assert " ".join(words).startswith(
            "The index cannot be opened: made by 0.1 (format 9, analysis 9), not 0.2"
        )
