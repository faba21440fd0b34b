"""The facet pane: every facet's values with their counts, several of them chosen at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from search.results import FACETS, FacetValue
from tui.app import strings
from tui.app.keys import MOVING
from tui.app.lines import clean, excerpt, right_aligned
from tui.app.rtl import RightToLeft

ORDER = (*FACETS, "date")
CHOSEN, FREE = "■", "□"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the pane: a facet's name (``value`` is None), or a value of it."""

    facet: str
    value: FacetValue | None = None


class FacetPane(RightToLeft, ScrollView, can_focus=True):
    """Facets one under the other; the cursor stands on values only."""

    COLUMNS = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "facets--heading",
        "facets--chosen",
        "facets--count",
        "facets--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        Binding("right_square_bracket", "section(1)", show=False),
        Binding("left_square_bracket", "section(-1)", show=False),
        Binding("space,enter", "choose", strings.KEY_TOGGLE),
    ]

    cursor: reactive[int] = reactive(0)

    @dataclass
    class Toggled(Message):
        """A value was chosen or let go."""

        facet: str
        value: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Row] = []
        self._values: list[int] = []

    def show(self, facets: Mapping[str, tuple[FacetValue, ...]]) -> None:
        """New counts. The cursor stays on its value as long as the value is there."""
        held = self._at_cursor()
        self._rows = []
        for facet in ORDER:
            if values := facets.get(facet):
                self._rows.append(Row(facet))
                self._rows += (Row(facet, value) for value in values)
        self._values = [number for number, row in enumerate(self._rows) if row.value]
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.cursor = self._find(held)
        self.refresh()

    def _find(self, held: Row | None) -> int:
        if held and held.value:
            for place, number in enumerate(self._values):
                row = self._rows[number]
                if row.facet == held.facet and row.value and row.value.value == held.value.value:
                    return place
        return self.cursor

    def _at_cursor(self) -> Row | None:
        return self._rows[self._values[self.cursor]] if self._values else None

    def retouch(self) -> None:
        """Draw everything anew: the mode or the theme has changed."""
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keeps the cursor on a value."""
        return max(0, min(cursor, len(self._values) - 1))

    def watch_cursor(self) -> None:
        """Keeps the value at the cursor in view, with its heading when that is just above."""
        if self._values:
            number = self._values[self.cursor]
            top = number - 1 if self._rows[number - 1].value is None else number
            self.scroll_to_region(Region(0, top, 1, number - top + 1), animate=False, force=True)
        self.refresh()

    def action_move(self, by: int) -> None:
        """Go to another value."""
        self.cursor += by

    def action_move_page(self, by: int) -> None:
        """Go to a value one screen further."""
        self.cursor += by * max(1, self.size.height - 1)

    def action_section(self, by: int) -> None:
        """Go to the first value of the next or the previous facet."""
        firsts = [
            place
            for place, number in enumerate(self._values)
            if self._rows[number - 1].value is None
        ]
        if by > 0:
            self.cursor = next((place for place in firsts if place > self.cursor), self.cursor)
        else:
            self.cursor = next((place for place in firsts[::-1] if place < self.cursor), 0)

    def action_choose(self) -> None:
        """Choose the value at the cursor, or let it go."""
        if (row := self._at_cursor()) and row.value:
            self.post_message(self.Toggled(row.facet, row.value.value))

    def on_click(self, event: events.Click) -> None:
        """Choose the value under the mouse."""
        number = event.y + self.scroll_offset.y
        if number in self._values:
            self.cursor = self._values.index(number)
            self.action_choose()

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.scrollable_content_region.width
        style = self.rich_style
        number = y + self.scroll_offset.y
        if number >= len(self._rows):
            return Strip.blank(width, style)
        row = self._rows[number]
        if row.value is None:
            heading = self.component("facets--heading")
            return right_aligned([(strings.FACETS[row.facet], style + heading)], width, style)
        if self.has_focus and number == self._values[self.cursor]:
            style += self.component("facets--cursor")
            return self._value_line(row.facet, row.value, width, style, style, style)
        own = style + self.component("facets--chosen") if row.value.selected else style
        faint = style + self.component("facets--count")
        return self._value_line(row.facet, row.value, width, style, own, faint)

    def _value_line(
        self, facet: str, value: FacetValue, width: int, style: Style, own: Style, faint: Style
    ) -> Strip:
        """The count (``faint``) at the left edge, the value (``own``) and its box at the right."""
        count = f"{value.count:,}"
        text = value.value.replace("-", "/") if facet == "date" else clean(value.value)
        room = max(1, width - len(count) - 4)
        name = [glyphs for line in excerpt(text, room, 1, self.mode) for glyphs, _ in line]
        box = CHOSEN if value.selected else FREE
        label = right_aligned([(f"{box} {''.join(name)}", own)], width - len(count) - 1, style)
        return Strip.join([right_aligned([(f" {count}", faint)], len(count) + 1, style), label])
