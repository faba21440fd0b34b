"""The screen of past and saved searches: go back to one, or forget it."""

from collections.abc import Mapping
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip

from tui.app.settings.bindings import MOVING, key
from tui.app.state.history import History, Search
from tui.app.state.labels import filter_name, sort_name
from tui.app.widgets.pane import CursorPane
from tui.app.widgets.rtl import Unturned
from tui.app.widgets.wrapping import excerpt, right_aligned
from tui.i18n import _, counted, mark
from tui.output.safe import for_screen

_UNKNOWN: Mapping[str, int] = {}


class SearchList(CursorPane):
    """A search on each line, saved ones first and with a star."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"recall--saved", "recall--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        key("enter,space", "screen.choose", mark("Search again")),
        key("delete,d", "screen.forget", mark("Forget")),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.searches: list[Search] = []
        self._unread: Mapping[str, int] = {}

    def show_unread(self, counts: Mapping[str, int]) -> None:
        """Show how many articles of saved searches are unread, by their names."""
        self._unread = counts
        self.refresh()

    def show(self, searches: list[Search]) -> None:
        """Show these searches."""
        self.searches = searches
        self.show_lines(max(1, len(searches)))
        self.cursor = self.cursor

    @property
    def places(self) -> int:
        """Return the number of searches."""
        return len(self.searches)

    def watch_cursor(self, now: int) -> None:
        """Keep the cursor in view."""
        self.scroll_to_region(Region(0, now, 1, 1), animate=False, force=True)
        self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """Search again for what is under the mouse."""
        number = self.line_at(event)
        if number is not None and number < len(self.searches):
            self.cursor = number
            await self.run_action("screen.choose")

    def draw_line(self, number: int, width: int, style: Style) -> Strip:
        """Draw a search, or that there is none."""
        if not self.searches:
            return right_aligned([(_("No searches yet"), style), (" ", style)], width, style)
        search = self.searches[number]
        own = Style.null()
        if number == self.cursor:
            own = self.component("recall--cursor")
        elif search.name:
            own = self.component("recall--saved")
        line = excerpt(for_screen(described(search, self._unread)), width - 2, 1, self.mode)
        text = "".join(glyphs for glyphs, _ in line[0]) if line else ""
        return right_aligned([(f" {text} ", style + own)], width, style + own)


def described(search: Search, unread: Mapping[str, int] = _UNKNOWN) -> str:
    """Return a search in words: its name, what was typed, the filters, how much is unread."""
    session = search.session
    number = unread.get(search.name)
    parts = [
        f"★ {search.name}" if search.name else "",
        session.query,
        *map(filter_name, session.active()),
        sort_name(session.sort) if session.sort != "relevance" else "",
        counted("{n} unread", "{n} unread", number) if number is not None else "",
    ]
    return " · ".join(part for part in parts if part) or _("All articles")


class RecallScreen(Unturned, ModalScreen[Search | None]):
    """Gives the search to go back to."""

    AUTO_FOCUS = "#searches"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "dismiss", mark("Back"), name="recall.back")
    ]

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history

    def compose(self) -> ComposeResult:
        """Lay out the list in a frame."""
        yield SearchList(id="searches")

    def on_mount(self) -> None:
        """Show the searches there are."""
        searches = self.query_one(SearchList)
        searches.border_title = _("Past and saved searches")
        searches.border_subtitle = f"Enter {_('Search again')} · d {_('Forget')}"
        searches.show(self._history.read())

    def show_unread(self, counts: Mapping[str, int]) -> None:
        """Show how many articles of saved searches are unread, by their names."""
        self.query_one(SearchList).show_unread(counts)

    def action_choose(self) -> None:
        """Go back to the search at the cursor."""
        searches = self.query_one(SearchList)
        if searches.searches:
            self.dismiss(searches.searches[searches.cursor])

    def action_forget(self) -> None:
        """Remove the search at the cursor."""
        searches = self.query_one(SearchList)
        if searches.searches:
            self._history.forget(searches.searches[searches.cursor])
            searches.show(self._history.read())
