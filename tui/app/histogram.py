"""The histogram: articles over time, with a window on it that can be moved and stretched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.app import timeline
from tui.app.keys import key
from tui.app.language import direction, mark
from tui.app.rtl import RightToLeft
from tui.bidi import Base

HEIGHT = 2
"""Rows of the bars."""


class Histogram(RightToLeft, Widget, can_focus=True):
    """Time runs as the language is written. Bars outside the window are faint.

    Without a window the cursor stands on one bar, and Enter makes it the window.
    """

    COLUMNS = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "histogram--bar",
        "histogram--outside",
        "histogram--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "step(-1)", mark("Move the window"), name="window.left", key_display="← →"),
        key("right", "step(1)", mark("Move to the right"), name="window.right", show=False),
        key(
            "shift+left",
            "stretch(-1)",
            mark("Stretch the window"),
            name="window.stretch_left",
            key_display="⇧← ⇧→",
        ),
        key(
            "shift+right",
            "stretch(1)",
            mark("Stretch to the right"),
            name="window.stretch_right",
            show=False,
        ),
        key("enter,space", "choose", mark("Choose"), name="window.choose"),
        key("delete,backspace", "drop", mark("Any date"), name="window.drop"),
    ]

    @dataclass
    class Moved(Message):
        """Another period is wanted; None and None for all of time."""

        since: date | None
        until: date | None

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._months: Sequence[tuple[str, int]] = ()
        self._since: date | None = None
        self._until: date | None = None
        self._bars: list[timeline.Bar] = []
        self._cells: list[str] = []
        self._window: tuple[int, int] | None = None
        self._cursor = 0
        self._dragged: int | None = None

    @property
    def base(self) -> Base:
        """As the language is written."""
        return direction()

    @property
    def bars(self) -> Sequence[timeline.Bar]:
        """The bars, oldest first."""
        return self._bars

    @property
    def window(self) -> tuple[int, int] | None:
        """First and last bar of the window."""
        return self._window

    def show(
        self, months: Sequence[tuple[str, int]], since: date | None, until: date | None
    ) -> None:
        """New counts (``YYYY-MM``, articles), and the period chosen."""
        self._months, self._since, self._until = months, since, until
        self.retouch()

    def retouch(self) -> None:
        """Lay the bars out anew: counts, width or language have changed."""
        self._bars = timeline.bars(self._months, self.size.width)
        self._cells = timeline.columns(self._bars, HEIGHT)
        self._window = timeline.chosen(self._bars, self._since, self._until)
        last = len(self._bars) - 1
        self._cursor = max(0, min(self._window[1] if self._window else self._cursor, last))
        self._label()
        self.refresh()

    def on_resize(self) -> None:
        """As many bars as there are columns."""
        self.retouch()

    def _label(self) -> None:
        if not self._bars:
            self.border_subtitle = ""
            return
        first, last = self._window or (0, len(self._bars) - 1)
        if self.has_focus and not self._window:
            first = last = self._cursor
        start, end = self._bars[first].first, self._bars[last].last
        count = sum(bar.count for bar in self._bars[first : last + 1])
        self.border_subtitle = f"{start:%Y/%m} – {end:%Y/%m} · {count:,}"

    def on_focus(self) -> None:
        """The cursor is seen from now on."""
        self._label()
        self.refresh()

    def on_blur(self) -> None:
        """Nor is it any more."""
        self._label()
        self.refresh()

    def action_step(self, by: int) -> None:
        """Move the window, or the cursor where there is none, to the left (-1) or right (1)."""
        by = self._forward(by)
        if not self._bars:
            return
        if self._window is None:
            self._cursor = max(0, min(self._cursor + by, len(self._bars) - 1))
            self._label()
            self.refresh()
            return
        first, last = self._window
        if first + by >= 0 and last + by < len(self._bars):
            self._move(first + by, last + by)

    def action_stretch(self, by: int) -> None:
        """Move the window's younger edge; a window starts at the cursor."""
        by = self._forward(by)
        if not self._bars:
            return
        first, last = self._window or (self._cursor, self._cursor)
        self._move(first, max(first, min(last + by, len(self._bars) - 1)))

    def action_choose(self) -> None:
        """Make the bar at the cursor the window."""
        if self._bars and self._window is None:
            self._move(self._cursor, self._cursor)

    def action_drop(self) -> None:
        """No window: all of time."""
        self._window = None
        self.post_message(self.Moved(None, None))

    def _forward(self, by: int) -> int:
        """A step to the right as a step in time."""
        return -by if self.base == "rtl" else by

    def _move(self, first: int, last: int) -> None:
        self._window = (first, last)
        self._cursor = last
        self._label()
        self.refresh()
        self.post_message(self.Moved(self._bars[first].first, self._bars[last].last))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a window at the bar under the mouse."""
        self._dragged = self._bar_at(event)
        if self._dragged is not None:
            self.capture_mouse()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End it at the bar under the mouse now."""
        begun, self._dragged = self._dragged, None
        self.release_mouse()
        ended = self._bar_at(event)
        if begun is not None:
            ended = begun if ended is None else ended
            self._move(min(begun, ended), max(begun, ended))

    def _bar_at(self, event: events.MouseEvent) -> int | None:
        if not self._bars:
            return None
        offset = event.get_content_offset_capture(self)
        column = offset.x if self.base == "ltr" else self.size.width - 1 - offset.x
        number = column // self._wide
        return number if 0 <= number < len(self._bars) else None

    @property
    def _wide(self) -> int:
        """Columns of a bar."""
        return max(1, min(8, self.size.width // max(1, len(self._bars))))

    def render_line(self, y: int) -> Strip:
        """One row of the bars."""
        width, style, wide = self.size.width, self.rich_style, self._wide
        segments = []
        for number in range(len(self._bars)):
            name = "histogram--bar"
            if self._window and not self._window[0] <= number <= self._window[1]:
                name = "histogram--outside"
            if self.has_focus and number == self._cursor:
                name = "histogram--cursor"
            cell = self._cells[number][y] if y < HEIGHT else " "
            text = cell * (wide - 1) + " " if wide > 1 else cell
            segments.append(Segment(text, style + self.component(name)))
        if self.base == "ltr":
            return Strip(segments).adjust_cell_length(width, style)
        segments = [Segment(segment.text[::-1], segment.style) for segment in reversed(segments)]
        missing = width - sum(segment.cell_length for segment in segments)
        return Strip([Segment(" " * max(0, missing), style), *segments]).crop(max(0, -missing))
