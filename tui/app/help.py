"""The help screen: keys, query language, and a line to judge the terminal by."""

from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app import strings
from tui.app.lines import Run, glyph_runs, right_aligned, wrap
from tui.app.rtl import RightToLeft, Unturned
from tui.bidi import text_width

KEY_COLUMN = 26


class HelpText(RightToLeft, ScrollView, can_focus=True):
    """Two columns: keys at the left as they are typed, what they do at the right."""

    COLUMNS = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[tuple[str, list[Run]]] = []

    def on_resize(self) -> None:
        """Lines are wrapped to the width."""
        self._lines = self._lay_out()
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def _lay_out(self) -> list[tuple[str, list[Run]]]:
        """Each line as what stands at the left edge and at the right."""
        width = max(10, self.scrollable_content_region.width)
        plain, bold = Style.null(), Style(bold=True)
        lines: list[tuple[str, list[Run]]] = [("", [(strings.HELP_TITLE, bold)]), ("", [])]
        for keys, meaning in (*strings.HELP, ("", ""), *strings.HELP_QUERY, ("", "")):
            room = width - max(KEY_COLUMN, text_width(keys)) - 2
            wrapped = wrap(meaning, max(10, room), self.mode) or [(0, 0)]
            for number, span in enumerate(wrapped):
                runs = glyph_runs(meaning, span, (), self.mode)
                lines.append((keys if number == 0 else "", [(text, plain) for text, _ in runs]))
        sample = strings.HELP_SAMPLE
        for span in wrap(sample, width - 2, self.mode):
            runs = glyph_runs(sample, span, (), self.mode)
            lines.append(("", [(text, plain) for text, _ in runs]))
        return lines

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width, style = self.scrollable_content_region.width, self.rich_style
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(width, style)
        keys, meaning = self._lines[number]
        taken = text_width(keys) + 1
        left = right_aligned([(f" {keys}", style + Style(bold=True))], taken, style)
        right = right_aligned(
            [*((text, style + own) for text, own in meaning), (" ", style)], width - taken, style
        )
        return Strip.join([left, right])


class HelpScreen(Unturned, ModalScreen[None]):
    """Help over the session; any of its keys closes it."""

    AUTO_FOCUS = "#help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,question_mark", "dismiss", strings.KEY_BACK)
    ]

    def compose(self) -> ComposeResult:
        """The text in a frame."""
        yield HelpText(id="help")
