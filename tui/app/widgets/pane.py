"""Lines that scroll in a frame: what results, facets, reader, help and past searches share."""

from typing import TYPE_CHECKING

from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.app.widgets.rtl import RightToLeft

if TYPE_CHECKING:
    from textual.events import MouseEvent


class Pane(RightToLeft, ScrollView, can_focus=True):
    """Lines that scroll, in a frame whose size does not depend on how many they are."""

    def show_lines(self, count: int) -> None:
        """Say that there are ``count`` lines now, to be drawn anew.

        Textual lays out the whole screen when a virtual size changes; here no other widget
        moves, so the scroll bar alone is told.
        """
        self.set_reactive(Widget.virtual_size, Size(self.size.width, count))
        self._scroll_update(self.virtual_size)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        width, style = self.scrollable_content_region.width, self.rich_style
        number = y + self.scroll_offset.y
        if number >= self.virtual_size.height:
            return Strip.blank(width, style)
        return self.draw_line(number, width, style)

    def draw_line(self, number: int, width: int, style: Style) -> Strip:
        """Draw one of the lines there are, from 0, in exactly ``width`` columns."""
        raise NotImplementedError

    def line_at(self, event: "MouseEvent") -> int | None:
        """Return the line under the mouse, None on the frame and below the last."""
        inside = event.get_content_offset(self)
        number = -1 if inside is None else inside.y + self.scroll_offset.y
        return number if 0 <= number < self.virtual_size.height else None


class CursorPane(Pane):
    """A pane with a cursor that stands at one of :attr:`places`."""

    cursor: reactive[int] = reactive(0)

    @property
    def places(self) -> int:
        """Return how many places there are for the cursor."""
        raise NotImplementedError

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor at a place."""
        return max(0, min(cursor, self.places - 1))

    def action_move(self, by: int) -> None:
        """Go to another place."""
        self.cursor += by

    def action_move_page(self, by: int) -> None:
        """Go to a place one screen further."""
        self.cursor += by * max(1, self.size.height - 1)
