"""The facet pane: every facet's values with their counts, several of them chosen at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from index.facets import FACETS
from search.results import FacetValue
from tui.app.settings.bindings import MOVING, key
from tui.app.state.labels import facet_name, slashed
from tui.app.widgets.pane import CursorPane
from tui.app.widgets.wrapping import excerpt, right_aligned
from tui.i18n import mark
from tui.output.safe import for_screen

ORDER = (*FACETS, "date")
CHOSEN, FREE, EXCLUDED = "■", "□", "☒"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the pane: a facet's name (``value`` is None), or a value of it."""

    facet: str
    value: FacetValue | None = None
    excluded: bool = False


class FacetPane(CursorPane):
    """Facets one under the other; the cursor stands on values only."""

    COLUMNS = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "facets--heading",
        "facets--chosen",
        "facets--excluded",
        "facets--count",
        "facets--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        key("right_square_bracket", "section(1)", mark("Next facet"), name="facet", show=False),
        key(
            "left_square_bracket",
            "section(-1)",
            mark("Previous facet"),
            name="facet_back",
            show=False,
        ),
        key("space,enter", "choose", mark("Choose")),
        key("minus", "exclude", mark("Exclude"), key_display="-"),
        key("m", "values", mark("All values")),
    ]

    @dataclass
    class Toggled(Message):
        """A value was chosen or let go; with ``excluded``, barred or let in again."""

        facet: str
        value: str
        excluded: bool = False

    @dataclass
    class AllWanted(Message):
        """All values of a facet are to be seen."""

        facet: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Row] = []
        self._values: list[int] = []

    def show(
        self,
        facets: Mapping[str, Sequence[FacetValue]],
        excluded: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Show new counts, with what is excluded below them.

        The cursor stays on its value as long as the value is there, and where it is when the
        value has gone to those excluded.
        """
        held = self._at_cursor()
        self._rows = list(_rows(facets, excluded))
        self._values = [number for number, row in enumerate(self._rows) if row.value]
        self.show_lines(len(self._rows))
        self.cursor = self._find(held)

    def _find(self, held: Row | None) -> int:
        if held and held.value:
            for place, number in enumerate(self._values):
                row = self._rows[number]
                if row.facet == held.facet and row.value and row.value.value == held.value.value:
                    return place if row.excluded == held.excluded else self.cursor
        return self.cursor

    def _at_cursor(self) -> Row | None:
        return self._rows[self._values[self.cursor]] if self._values else None

    @property
    def current(self) -> tuple[str, str] | None:
        """Return the facet and the value at the cursor, None when there is none."""
        row = self._at_cursor()
        return (row.facet, row.value.value) if row and row.value else None

    def retouch(self) -> None:
        """Draw everything anew: the mode or the theme has changed."""
        self.refresh()

    @property
    def places(self) -> int:
        """Return the number of values."""
        return len(self._values)

    def watch_cursor(self) -> None:
        """Keep the value at the cursor in view, with its heading when that is just above."""
        if self._values:
            number = self._values[self.cursor]
            top = number - 1 if self._rows[number - 1].value is None else number
            self.scroll_to_region(Region(0, top, 1, number - top + 1), animate=False, force=True)
        self.refresh()

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

    def action_choose(self, excluded: bool = False) -> None:
        """Choose the value at the cursor, or let it go."""
        if (row := self._at_cursor()) and row.value:
            self.post_message(self.Toggled(row.facet, row.value.value, excluded))

    def action_exclude(self) -> None:
        """Exclude the value at the cursor, or let it in again."""
        self.action_choose(excluded=True)

    def action_values(self) -> None:
        """Show all values of the facet at the cursor."""
        if row := self._at_cursor():
            self.post_message(self.AllWanted(row.facet))

    def on_click(self, event: events.Click) -> None:
        """Choose the value under the mouse, exclude it by the right button; or open a facet."""
        number = self.line_at(event)
        if number in self._values:
            self.cursor = self._values.index(number)
            self.action_choose(excluded=event.button == 3)
        elif number is not None:
            self.post_message(self.AllWanted(self._rows[number].facet))

    def draw_line(self, number: int, width: int, style: Style) -> Strip:
        """Draw a facet's name, or a value of it."""
        row = self._rows[number]
        if row.value is None:
            heading = self.component("facets--heading")
            return right_aligned([(facet_name(row.facet), style + heading)], width, style)
        if self.has_focus and number == self._values[self.cursor]:
            style += self.component("facets--cursor")
            return self._value_line(row, row.value, width, style, style, style)
        own = style
        if row.value.selected or row.excluded:
            name = "facets--excluded" if row.excluded else "facets--chosen"
            own = style + self.component(name)
        faint = style + self.component("facets--count")
        return self._value_line(row, row.value, width, style, own, faint)

    def _value_line(
        self, row: Row, value: FacetValue, width: int, style: Style, own: Style, faint: Style
    ) -> Strip:
        """Draw the count (``faint``) at the left edge, the value (``own``) and its box at the
        right.
        """
        count = "" if row.excluded else f"{value.count:,}"
        text = slashed(value.value) if row.facet == "date" else for_screen(value.value)
        room = max(1, width - len(count) - 4)
        name = [glyphs for line in excerpt(text, room, 1, self.mode) for glyphs, _ in line]
        box = EXCLUDED if row.excluded else CHOSEN if value.selected else FREE
        label = right_aligned([(f"{box} {''.join(name)}", own)], width - len(count) - 1, style)
        return Strip.join([right_aligned([(f" {count}", faint)], len(count) + 1, style), label])


def _rows(
    facets: Mapping[str, Sequence[FacetValue]], excluded: Sequence[tuple[str, str]]
) -> Iterator[Row]:
    for facet in ORDER:
        values = facets.get(facet, ())
        barred = [value for name, value in excluded if name == facet]
        if values or barred:
            yield Row(facet)
            yield from (Row(facet, value) for value in values)
            yield from (Row(facet, FacetValue(value, 0, False), True) for value in barred)
