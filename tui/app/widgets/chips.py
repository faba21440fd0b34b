"""The active filters as chips: each can be gone to, and let go by key or mouse."""

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.app.settings.bindings import key
from tui.app.state.labels import filter_name
from tui.app.state.session import Filter
from tui.app.widgets.rtl import InLanguage
from tui.app.widgets.wrapping import aligned, excerpt
from tui.bidi import text_width
from tui.i18n import mark
from tui.output.safe import for_screen

GAP = 2
MOST_ROWS = 3
_CLOSE = " ✕"


class Chips(InLanguage, Widget, can_focus=True):
    """Chips in the direction of the language, on as many rows as they fill; hidden when none."""

    COLUMNS = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {"chips--chip", "chips--excluded", "chips--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "step(-1)", mark("To the left"), name="chips.left", show=False),
        key("right", "step(1)", mark("To the right"), name="chips.right", show=False),
        key("delete,backspace,enter,space", "drop", mark("Remove the filter"), name="chips.drop"),
    ]

    cursor: reactive[int] = reactive(0)

    @dataclass
    class Dropped(Message):
        """A filter is no longer wanted."""

        filter: Filter

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._active: list[Filter] = []
        self._rows: list[list[tuple[int, str]]] = []

    def show(self, active: list[Filter]) -> None:
        """Show the filters as they are now."""
        if active == self._active:
            return
        self._active = active
        self.cursor = min(self.cursor, max(0, len(active) - 1))
        self.retouch()

    def retouch(self) -> None:
        """Lay the chips out anew: filters, width, mode or language have changed."""
        self._rows = self._lay_out(max(20, self.size.width))
        self.display = bool(self._active)
        self.styles.height = max(1, len(self._rows))
        self.refresh()

    def on_resize(self) -> None:
        """Put as many chips on a row as there is room for."""
        self.retouch()

    def _lay_out(self, width: int) -> list[list[tuple[int, str]]]:
        """Return the rows, each with the numbers and texts of its chips in reading order."""
        rows: list[list[tuple[int, str]]] = []
        used = width
        for number, active in enumerate(self._active):
            line = excerpt(for_screen(filter_name(active)), width // 2, 1, self.mode)
            text = "".join(glyphs for glyphs, _ in line[0]) + _CLOSE
            size = text_width(text) + 2
            if used + GAP + size > width:
                rows.append([])
                used = -GAP
            rows[-1].append((number, text))
            used += GAP + size
        return rows[:MOST_ROWS]

    def watch_cursor(self) -> None:
        """Mark another chip."""
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a chip."""
        return max(0, min(cursor, len(self._active) - 1))

    def action_step(self, by: int) -> None:
        """Go to the chip at the left (-1) or at the right (1)."""
        self.cursor += -by if self.base == "rtl" else by

    def action_drop(self) -> None:
        """Let the filter at the cursor go."""
        if self._active:
            self.post_message(self.Dropped(self._active[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """Let the filter under the mouse go."""
        number = event.style.meta.get("chip")
        if number is not None and number < len(self._active):
            self.post_message(self.Dropped(self._active[number]))

    def render_line(self, y: int) -> Strip:
        """Draw one row of chips."""
        style = self.rich_style
        if y >= len(self._rows):
            return Strip.blank(self.size.width, style)
        runs = []
        row = self._rows[y]
        for number, text in reversed(row) if self.base == "rtl" else row:
            runs.append((f" {text} ", style + self._style_of(number)))
            runs.append((" " * GAP, style))
        return aligned(runs[:-1], self.size.width, style, self.base)

    def _style_of(self, number: int) -> Style:
        if self.has_focus and number == self.cursor:
            name = "chips--cursor"
        else:
            name = "chips--excluded" if self._active[number].excluded else "chips--chip"
        return self.component(name) + Style(meta={"chip": number})
