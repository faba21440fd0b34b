"""What counting has found, a line each: names, words and stories to be gone to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.strip import Strip

from search.results import Hit
from tui.app.settings.bindings import MOVING, key
from tui.app.widgets.pane import CursorPane
from tui.app.widgets.rtl import InLanguage
from tui.app.widgets.wrapping import aligned, excerpt, right_aligned
from tui.bidi import text_width
from tui.i18n import mark

_APART = 2
"""Columns at least between a text and what stands beside it."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line leads: a value of a facet to filter on, a word to add, or an article to read."""

    facet: str = ""
    value: str = ""
    word: str = ""
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A line: its text, what stands ``beside`` it at the other edge, and where it leads.

    ``bars`` stand between the two. One that leads nowhere and is ``strong`` is a heading.
    """

    text: str = ""
    beside: str = ""
    bars: str = ""
    target: Target | None = None
    strong: bool = False


class FindingList(InLanguage, CursorPane):
    """Findings, with a cursor on those that lead somewhere."""

    COLUMNS = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "findings--heading",
        "findings--beside",
        "findings--bars",
        "findings--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        key("enter,space", "screen.choose", mark("Go there")),
    ]

    def __init__(self, findings: Sequence[Finding], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._findings = findings
        self._leading = [at for at, each in enumerate(findings) if each.target]

    @property
    def target(self) -> Target | None:
        """Return where the line at the cursor leads, None when no line leads anywhere."""
        return self._findings[self._leading[self.cursor]].target if self._leading else None

    @property
    def places(self) -> int:
        """Return the number of lines that lead somewhere."""
        return len(self._leading)

    def on_mount(self) -> None:
        """Show the findings."""
        self.show_lines(len(self._findings))

    def on_resize(self) -> None:
        """Draw lines in the new width."""
        self.show_lines(len(self._findings))

    def watch_cursor(self, now: int) -> None:
        """Keep the cursor in view, with all that stands above the first line that leads on."""
        if self._leading:
            number = self._leading[now]
            top = number if now else 0
            region = Region(0, top, 1, min(number - top + 1, self.size.height or 1))
            self.scroll_to_region(region, animate=False, force=True)
        self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """Go to what is under the mouse."""
        number = self.line_at(event)
        if number in self._leading:
            self.cursor = self._leading.index(number)
            await self.run_action("screen.choose")

    def draw_line(self, number: int, width: int, style: Style) -> Strip:
        """Draw a text at the edge where the language begins, the rest at the other."""
        one = self._findings[number]
        own, faint, bright = style, style, style
        if self._leading and number == self._leading[self.cursor]:
            style = own = faint = bright = style + self.component("findings--cursor")
        else:
            own += self.component("findings--heading") if one.strong else Style.null()
            faint += self.component("findings--beside")
            bright += self.component("findings--bars")
        rest = [(one.bars, bright), ("  " if one.bars else "", style), (one.beside, faint)]
        taken = sum(text_width(text) for text, _ in rest) + 1
        room = max(1, width - taken - 1 - _APART)
        line = excerpt(one.text, room, 1, self.mode) if one.text else []
        text = "".join(glyphs for glyphs, _ in line[0]) if line else ""
        if self.base == "ltr":
            left = aligned([(f" {text}", own)], width - taken, style, "ltr")
            return Strip.join([left, right_aligned([*rest, (" ", style)], taken, style)])
        left = aligned([(" ", style), *rest[::-1]], taken, style, "ltr")
        return Strip.join([left, right_aligned([(f"{text} ", own)], width - taken, style)])
