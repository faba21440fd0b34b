"""The histogram: articles over time, and a window on it to move, to stretch and to look into."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from index.dates import Period
from search.findings import Timeline
from tui.app.settings.bindings import key
from tui.app.state.labels import UNITS
from tui.app.widgets import bars as timeline_bars
from tui.app.widgets.rtl import InLanguage
from tui.bidi import Base
from tui.i18n import _, mark

SCALE = 6
"""Columns beside the bars, where time begins, for how many articles the highest has."""
RIGHT_BUTTON = 3


class Histogram(InLanguage, Widget, can_focus=True):
    """Time runs as the language is written. Bars outside the window are faint.

    Without a window the cursor stands on one bar, and Enter makes it the window. In sight is
    all of time or, zoomed in, the part of it that was the window, always in the finest unit
    there is room for. Where everything in sight lies in the period asked for, there is no
    window but the cursor again, to choose a smaller part.
    """

    COLUMNS = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "histogram--axis",
        "histogram--bar",
        "histogram--outside",
        "histogram--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "step(-1)", mark("Move the window"), name="window.left", key_display="← →"),
        key("right", "step(1)", mark("Move to the right"), name="window.right", show=False),
        key("down,plus,equals_sign", "zoom_in", mark("Zoom in"), name="window.zoom_in"),
        key("up,minus", "zoom_out", mark("Zoom out"), name="window.zoom_out"),
        key("enter,space", "choose", mark("Choose"), name="window.choose"),
        key("delete,backspace", "drop", mark("Any date"), name="window.drop"),
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
    ]

    @dataclass
    class Moved(Message):
        """Another period is wanted; None and None for all of time."""

        since: date | None
        until: date | None

    class CountsNeeded(Message):
        """Another part of time is in sight, or there is room for another unit."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._timeline = Timeline("day", ())
        self._shown: timeline_bars.View | None = None
        self._zoomed: list[Period] = []
        self._since: date | None = None
        self._until: date | None = None
        self._drawn: Period | None = None
        self._bars: list[timeline_bars.Bar] = []
        self._window: tuple[int, int] | None = None
        self._cursor = 0
        self._day: date | None = None
        self._dragged: int | None = None
        self._offered: list[bool] = []

    @property
    def bars(self) -> Sequence[timeline_bars.Bar]:
        """Return the bars, oldest first."""
        return self._bars

    @property
    def window(self) -> tuple[int, int] | None:
        """Return the first and last bar of the window."""
        return self._window

    @property
    def view(self) -> timeline_bars.View:
        """Return what is to be counted, with a bar for every column there will be when it is
        shown.
        """
        period = self._zoomed[-1] if self._zoomed else None
        room = self.app.size.width - self.gutter.width - SCALE
        return timeline_bars.View(period, max(1, room))

    def settle(self, since: date | None, until: date | None) -> None:
        """Zoom out as far as it takes to have the period asked for in sight."""
        while self._zoomed and not _holds(self._zoomed[-1], since, until):
            self._zoomed.pop()

    def show(
        self, counted: Timeline, view: timeline_bars.View, since: date | None, until: date | None
    ) -> None:
        """Show new counts, unless something else is in sight by now; and the period asked for."""
        self._since, self._until = since, until
        if view.period == self.view.period:
            self._timeline, self._shown = counted, view
        self.retouch()

    def retouch(self) -> None:
        """Lay the bars out anew: counts, width or language have changed."""
        self._bars = timeline_bars.bars(self._timeline, self._room)
        window = timeline_bars.chosen(self._bars, self._since, self._until)
        all_of_it = window == (0, len(self._bars) - 1)
        self._window = None if all_of_it and not self._is_drawn else window
        if self._window:
            self._cursor = self._window[1]
        else:
            self._cursor = timeline_bars.bar_of(self._bars, self._day) if self._day else 0
        self._say()

    @property
    def _is_drawn(self) -> bool:
        """Tell whether the period asked for was drawn on the bars in sight."""
        drawn = self._drawn
        return drawn is not None and (drawn.start, drawn.end) == (self._since, self._until)

    def on_resize(self) -> None:
        """Ask for as many bars as there are columns, perhaps of another unit."""
        self.retouch()
        if self._shown and self._shown.most != self.view.most:
            self.post_message(self.CountsNeeded())

    def _say(self) -> None:
        """Draw, and tell the unit above, and below a period and how many articles it has."""
        unit = _(UNITS[self._timeline.unit]) if self._bars else _("Histogram")
        part = f" · {timeline_bars.written(self._zoomed[-1])}" if self._zoomed else ""
        self.border_title = unit + part
        told = self._marked if self._window or self.has_focus else self._bars
        count = sum(bar.count for bar in told)
        self.border_subtitle = f"{timeline_bars.written(_around(told))} · {count:,}" if told else ""
        self.refresh()
        offered = [self.check_action(name, ()) for name in ("zoom_in", "zoom_out", "drop")]
        if self.has_focus and offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    @property
    def _marked(self) -> Sequence[timeline_bars.Bar]:
        """Return the bars of the window, without one that at the cursor; none until they are
        counted.
        """
        if not self._shown or self._shown.period != self.view.period:
            return ()
        first, last = self._window or (self._cursor, self._cursor)
        return self._bars[first : last + 1]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Tell whether a key has a use at the moment; others are not offered."""
        match action:
            case "zoom_in":
                marked = self._marked
                return 0 < len(marked) < len(self._bars) and marked[0].first < marked[-1].last
            case "zoom_out":
                return bool(self._zoomed)
            case "drop":
                return bool(self._since or self._until)
        return True

    def on_focus(self) -> None:
        """Show the cursor from now on."""
        self._say()

    def on_blur(self) -> None:
        """Show the cursor no longer."""
        self._say()

    def action_step(self, by: int) -> None:
        """Move the window, or the cursor where there is none, to the left (-1) or right (1)."""
        by = self._forward(by)
        if not self._marked:
            return
        if self._window is None:
            self._cursor = max(0, min(self._cursor + by, len(self._bars) - 1))
            self._day = self._bars[self._cursor].first
            self._say()
            return
        first, last = self._window
        if first + by >= 0 and last + by < len(self._bars):
            self._move(first + by, last + by)

    def action_stretch(self, by: int) -> None:
        """Move the window's younger edge; a window starts at the cursor."""
        by = self._forward(by)
        if not self._marked:
            return
        first, last = self._window or (self._cursor, self._cursor)
        self._move(first, max(first, min(last + by, len(self._bars) - 1)))

    def action_choose(self) -> None:
        """Make the bar at the cursor the window; look into it when it is."""
        if self._window:
            self.action_zoom_in()
        elif self._marked:
            self._move(self._cursor, self._cursor)

    def action_zoom_in(self) -> None:
        """Have nothing but the window in sight, or the bar at the cursor, which is then chosen."""
        if not self.check_action("zoom_in", ()):
            return
        part = _around(self._marked)
        if not _holds(part, self._since, self._until):
            self._ask_for(part)
        self._zoomed.append(part)
        self._day = self._drawn = None
        self.post_message(self.CountsNeeded())

    def action_zoom_out(self) -> None:
        """Have in sight what was in sight before; the window stays."""
        if self._zoomed:
            self._day, self._drawn = self._zoomed.pop().start, None
            self.post_message(self.CountsNeeded())

    def action_drop(self) -> None:
        """Remove the window: ask for all of time."""
        self._window = self._since = self._until = None
        self._say()
        self.post_message(self.Moved(None, None))

    def _forward(self, by: int) -> int:
        """Return a step to the right as a step in time."""
        return -by if self.base == "rtl" else by

    def _move(self, first: int, last: int) -> None:
        self._window, self._cursor = (first, last), last
        self._day = self._bars[last].first
        self._drawn = _around(self._marked)
        self._ask_for(self._drawn)
        self._say()

    def _ask_for(self, period: Period) -> None:
        self._since, self._until = period.start, period.end
        self.post_message(self.Moved(period.start, period.end))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a window at the bar under the mouse."""
        self._dragged = None if event.button == RIGHT_BUTTON else self._bar_at(event)
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

    def on_click(self, event: events.Click) -> None:
        """Zoom in at a double click, out at one with the right button."""
        if event.button == RIGHT_BUTTON:
            self.action_zoom_out()
        elif event.chain == 2:
            self.action_zoom_in()

    def _bar_at(self, event: events.MouseEvent) -> int | None:
        if not self._marked:
            return None
        offset = event.get_content_offset_capture(self)
        column = offset.x if self.base == "ltr" else self.size.width - 1 - offset.x
        number = (column - SCALE) // self._wide
        return number if 0 <= number < len(self._bars) else None

    @property
    def _wide(self) -> int:
        """Return the columns of a bar."""
        return max(1, min(8, self._room // max(1, len(self._bars))))

    @property
    def _room(self) -> int:
        """Return the columns for bars."""
        return max(1, self.size.width - SCALE)

    @property
    def _height(self) -> int:
        """Return the rows of the bars; the last row is the axis."""
        return max(1, self.size.height - 1)

    def render_line(self, y: int) -> Strip:
        """Draw one row of the bars with the scale beside it, or the axis below them."""
        style = self.rich_style
        faint = style + self.component("histogram--axis")
        highest = max((bar.count for bar in self._bars), default=0)
        marks = {0: timeline_bars.short(highest), self._height - 1: "0"} if highest else {}
        scale = Segment(f"{marks.get(y, ''):^{SCALE}}", faint)
        if y == self._height:
            axis = timeline_bars.axis(self._bars, self._timeline.unit, self._wide, self._room)
            drawn = [Segment(_joined(axis, self._room, self.base), faint)]
        else:
            drawn = list(self._row(y, style)) if y < self._height else []
        missing = Segment(" " * max(0, self._room - sum(map(_size, drawn))), style)
        if self.base == "ltr":
            return Strip([scale, *drawn, missing])
        return Strip([missing, *reversed(drawn), scale])

    def _row(self, y: int, style: Style) -> Iterator[Segment]:
        """Yield what the bars show in a row, the oldest first."""
        wide, cells = self._wide, timeline_bars.columns(self._bars, self._height)
        for number, bar in enumerate(self._bars):
            name = "histogram--bar"
            if not bar.touches(self._since, self._until):
                name = "histogram--outside"
            if self.has_focus and number == self._cursor:
                name = "histogram--cursor"
            cell = cells[number][y]
            gap = " " * (wide > 1)
            text = cell * (wide - len(gap))
            yield Segment(
                text + gap if self.base == "ltr" else gap + text, style + self.component(name)
            )


def _size(segment: Segment) -> int:
    return segment.cell_length


def _joined(labels: Sequence[tuple[int, str]], width: int, base: Base) -> str:
    """Return labels on a line, each from its column on; columns count from where time begins."""
    line = " " * width
    for column, text in labels:
        start = column if base == "ltr" else width - column - len(text)
        line = line[:start] + text + line[start + len(text) :]
    return line


def _around(bars: Sequence[timeline_bars.Bar]) -> Period:
    """Return the period of some bars in a row."""
    return Period(bars[0].first, bars[-1].last)


def _holds(part: Period, since: date | None, until: date | None) -> bool:
    """Tell whether a period lies in a part of time; one with an open end does not."""
    return not (since is None or until is None or since < part.start or until > part.end)
