"""The search box: Textual's Input, editing right to left."""

import re
from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from index.characters import LRI, PDI, RIGHT_TO_LEFT_SCRIPTS
from tui.app.settings.bindings import key
from tui.app.widgets.rtl import Unturned, app_mode
from tui.bidi import Base, Cell, Mode, layout
from tui.bidi.cells import apart
from tui.bidi.uax9 import bidi_class
from tui.i18n import mark

_RANGE = re.compile(rf"\[[^\[\]{RIGHT_TO_LEFT_SCRIPTS}]*(?:\]|(?= $))")
"""Pattern of a range without Arabic letters, which may still be being typed."""


class SearchBox(Unturned, Input):
    """A line of text that starts at the right unless its first letter is left-to-right.

    It places its own cells, since caret, clicks and selection need to know where each letter
    went; so the bidi filter is not applied to it again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("down", "app.results", mark("Results")),
        key("tab", "app.focus_next", mark("Next pane")),
    ]

    @property
    def direction(self) -> Base:
        """Return ``ltr`` when the first strong letter is, else ``rtl``."""
        strong = (name for name in map(bidi_class, self.value) if name in ("L", "R", "AL"))
        return "ltr" if next(strong, "R") == "L" else "rtl"

    @property
    def completion(self) -> str:
        """Return what is offered to go on with, behind the text."""
        offered = self._suggestion if self.has_focus and self.cursor_at_end else ""
        return offered.removeprefix(self.value) if offered.startswith(self.value) else ""

    def offer(self, text: str, completion: str) -> None:
        """Offer a longer text to one that is still the text in the box."""
        if text == self.value:
            self._suggestion = completion

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted, as one."""
        event.prevent_default()
        lines = [line for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1:
            first, *between, last = lines
            lines = [first.rstrip(), *map(str.strip, between), last.lstrip()]
        super()._on_paste(events.Paste(" ".join(lines)))
        event.stop()

    def _arranged(self) -> tuple[tuple[Cell, ...], int]:
        """Return the cells from left to right, the caret's place after the text among them, and the
        column in the box where the first of them goes (negative when the text is scrolled).
        """
        cells = _cells(f"{self.value}{self.completion} ", self.direction, app_mode(self))
        total, view = sum(cell.width for cell in cells), self._view
        if total <= view:
            return cells, view - total if self.direction == "rtl" else 0
        caret = self._column(cells, self.cursor_position)
        return cells, -max(0, min(caret - view // 2, total - view))

    @property
    def _view(self) -> int:
        return max(1, self.scrollable_content_region.width)

    @staticmethod
    def _column(cells: Sequence[Cell], index: int) -> int:
        column = 0
        for cell in cells:
            if cell.start <= index < cell.end:
                return column
            column += cell.width
        return column

    @property
    def content_width(self) -> int:
        """Return one column: the box scrolls by itself, around the caret."""
        return 1

    @property
    def _cursor_offset(self) -> int:
        cells, shift = self._arranged()
        return shift + self._column(cells, self.cursor_position)

    def _cell_offset_to_index(self, offset: int) -> int:
        """Return the letter at a column of the box; the nearest end of the text outside it."""
        cells, column = self._arranged()
        if offset < column:
            return len(self.value) if self.direction == "rtl" else 0
        for cell in cells:
            if column <= offset < column + cell.width:
                return min(cell.start, len(self.value))
            column += cell.width
        return 0 if self.direction == "rtl" else len(self.value)

    def render_line(self, y: int) -> Strip:
        """Draw the text with caret and selection, exactly as wide as the box."""
        style = self.rich_style
        if y != 0:
            return Strip.blank(self._view, style)
        if not self.value:
            return self._render_placeholder(style)
        cells, shift = self._arranged()
        bold = set[int]()
        if app_mode(self) == "words":
            text = f"{self.value}{self.completion}"
            bold.update(at for start, end, _ in apart(text) for at in range(start, end))
        looks = {False: style, True: style + Style(bold=True)}
        segments = [
            Segment(" " * max(0, shift), style),
            *(
                Segment(cell.glyph, looks[cell.start in bold] + self._style_at(cell))
                for cell in cells
                if cell.glyph
            ),
        ]
        strip = Strip(segments).simplify()
        left = max(0, -shift)
        return strip.crop(left, left + self._view).adjust_cell_length(self._view, style)

    def _style_at(self, cell: Cell) -> Style:
        if not self.has_focus:
            return Style.null()
        if self._cursor_visible and cell.start <= self.cursor_position < cell.end:
            return self.get_component_rich_style("input--cursor")
        start, end = sorted(self.selection)
        if start < cell.end and cell.start < end:
            return self.get_component_rich_style("input--selection")
        if cell.start >= len(self.value):
            return self.get_component_rich_style("input--suggestion")
        return Style.null()

    def _render_placeholder(self, style: Style) -> Strip:
        faint = style + self.get_component_rich_style("input--placeholder")
        caret = style
        if self.has_focus and self._cursor_visible:
            caret = style + self.get_component_rich_style("input--cursor")
        cells = layout(self.placeholder, "rtl", app_mode(self))
        text = "".join(cell.glyph for cell in cells)
        strip = Strip([Segment(text, faint), Segment(" ", caret)])
        missing = self._view - strip.cell_length
        if missing < 0:
            return strip.crop(-missing, strip.cell_length)
        return Strip([Segment(" " * missing, style), *strip], self._view)

    def action_home(self, select: bool = False) -> None:
        """Go to the beginning; what is selected keeps its other end."""
        anchor = self.selection.start if select else 0
        self.selection = Selection(anchor, 0)

    def action_end(self, select: bool = False) -> None:
        """Go to the end of the text; there, take the completion offered."""
        if self.completion and not select:
            self.value = self._suggestion
        anchor = self.selection.start if select else len(self.value)
        self.selection = Selection(anchor, len(self.value))

    def action_cursor_left(self, select: bool = False) -> None:
        """Move one letter to the left on the screen: forward in right-to-left text."""
        if self.direction == "rtl":
            super().action_cursor_right(select)
        else:
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move one letter to the right on the screen."""
        if self.direction == "rtl":
            super().action_cursor_left(select)
        else:
            super().action_cursor_right(select)

    def action_cursor_left_word(self, select: bool = False) -> None:
        """Move one word to the left on the screen."""
        if self.direction == "rtl":
            super().action_cursor_right_word(select)
        else:
            super().action_cursor_left_word(select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        """Move one word to the right on the screen."""
        if self.direction == "rtl":
            super().action_cursor_left_word(select)
        else:
            super().action_cursor_right_word(select)


def _cells(text: str, base: Base, mode: Mode) -> tuple[Cell, ...]:
    """Return the cells of a query from left to right; a range of dates keeps its own order.

    Each range is put into an isolate (UAX #9) for that, whose marks no cell stands for.
    """
    ranges = [found.span() for found in _RANGE.finditer(text)]
    if not ranges or base == "ltr":
        return layout(text, base, mode)
    marked, places, at = "", [], 0
    for start, end in ranges:
        marked += f"{text[at:start]}{LRI}{text[start:end]}{PDI}"
        places += [*range(at, start), start, *range(start, end), end]
        at = end
    places += range(at, len(text) + 1)
    return tuple(
        cell._replace(start=places[cell.start], end=places[cell.end])
        for cell in layout(marked + text[at:], base, mode)
    )
