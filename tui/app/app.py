"""The application: how the screen is laid out, and what its keys do."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.containers import Horizontal
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from search.results import Filters
from tui.app.appearance import Appearance
from tui.app.conversation.asking import DEBOUNCE, LOOK
from tui.app.conversation.backend import Backend
from tui.app.drawing import Drawing
from tui.app.ending import end_on_signals, say_when_stopped
from tui.app.keyboard import Keyboard
from tui.app.screens.doctor import Doctor
from tui.app.screens.help import HelpScreen
from tui.app.screens.palette import Palette
from tui.app.screens.values import ValueScreen
from tui.app.settings.bindings import key
from tui.app.settings.commands import Command, commands
from tui.app.settings.config import Settings
from tui.app.settings.layouts import layouts
from tui.app.settings.themes import HIGH_CONTRAST, LIGHT, SIXTEEN_COLOURS
from tui.app.state.history import History
from tui.app.state.labels import HINTS, sort_name
from tui.app.state.session import Session
from tui.app.widgets.chips import Chips
from tui.app.widgets.facet_pane import FacetPane
from tui.app.widgets.footer import Keys
from tui.app.widgets.histogram import Histogram
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.reader import Reader
from tui.app.widgets.rtl import Line, bidi_filter
from tui.app.widgets.search_box import SearchBox
from tui.bidi import Mode, Terminal
from tui.bidi.filter import OverrideFilter, UnmarkedFilter
from tui.i18n import _, mark

INTERRUPTED = 130


class NabaApp(Drawing, Keyboard, Appearance):
    """Facets at the right, results beside them, the reader at the left or over both."""

    TITLE = "نبأ"
    CSS_PATH = "app.tcss"
    ALLOW_SELECT = False
    AUTO_FOCUS = "#query"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (70, "-narrow"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall"), (42, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        key("slash", "search", mark("Search"), key_display="/"),
        key("f", "facets", mark("Filters")),
        key("h", "histogram", mark("Histogram"), show=False),
        key("d", "period", mark("Dates"), show=False),
        key("s", "sort", mark("Order")),
        key("x", "clear", mark("Clear the filters")),
        key("ctrl+y", "accept_suggestion", mark("Take the suggestion"), priority=True),
        key("v", "compare", mark("Compare two sources")),
        key("i", "rising", mark("What is rising"), show=False),
        key("w", "company", mark("Who stands with a name"), show=False),
        key("r", "similar", mark("Similar articles"), show=False),
        key("o", "browse", mark("Open in the browser"), show=False),
        key("p", "page", mark("Open in the pager"), show=False),
        key("ctrl+r", "history", mark("Past and saved searches"), show=False, priority=True),
        key("ctrl+s", "save", mark("Save the search"), show=False, priority=True),
        key("e", "export", mark("Write the results to a file"), show=False),
        key("f5", "refresh", mark("Reload"), show=False),
        key("n", "visit(1)", mark("Next match"), name="match", show=False),
        key("N", "visit(-1)", mark("Previous match"), name="match_back", show=False),
        key("f2", "doctor", mark("Is Arabic shown right?"), show=False),
        key("f1,question_mark", "help", mark("Help"), key_display="F1"),
        key("escape", "step_back", mark("Back")),
        key("q", "quit", mark("Quit")),
        key("a", "mark_read", mark("Read or unread")),
        key("ctrl+z", "suspend_process", mark("Suspend"), show=False, priority=True),
    ]

    def __init__(
        self,
        backend: Backend,
        query: str = "",
        *,
        filters: Filters | None = None,
        terminal: Terminal | None = None,
        settings: Settings | None = None,
        history: History | None = None,
    ) -> None:
        self.bidi_mode: Mode = terminal.mode if terminal else "visual"
        self.terminal = terminal
        self.typed = terminal.setup.typed if terminal else ""
        self._settings = settings or Settings()
        self.layouts = layouts(self._settings.layout)
        session = Session(query, filters or Filters())
        super().__init__(backend, session, history or History(), remember=self._settings.history)
        self.set_keymap(self._settings.keys)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's own filters, then the bidi filter for what is Textual's (toasts,
        palette).
        """
        filters = [*super().get_line_filters(), bidi_filter(self.bidi_mode, "auto")]
        if self.terminal and self.terminal.override:
            filters.append(OverrideFilter())
        if self.terminal and not self.terminal.setup.marks:
            filters.append(UnmarkedFilter())
        return filters

    def compose(self) -> ComposeResult:
        """Lay out the screen from top to bottom."""
        yield SearchBox(self.session.query, id="query", select_on_focus=False)
        yield Chips(id="filters")
        with Horizontal(id="panes"):
            yield Reader(id="reader")
            yield ResultList(id="results")
            yield FacetPane(id="facets")
        yield Histogram(id="histogram")
        yield Line(id="status", markup=False)
        yield Keys()

    @property
    def _panes(self) -> Horizontal:
        """Return the widget that says by its classes what is in sight: ``-reading``,
        ``-filtering``.
        """
        return self.query_one("#panes", Horizontal)

    def on_mount(self) -> None:
        """Set titles, signals and settings, and search for the first time."""
        self.register_theme(HIGH_CONTRAST)
        self._name_panes()
        if not self.is_headless:
            end_on_signals(self)
            if self.console.color_system == "standard":
                self.theme = SIXTEEN_COLOURS
            elif self.terminal and self.terminal.setup.light:
                self.theme = LIGHT
        self._take_settings()
        if self.terminal:
            self.app_suspend_signal.subscribe(self, self._suspended, immediate=True)
            self.app_resume_signal.subscribe(self, self._resumed, immediate=True)
            if self._driver and self._driver.can_suspend:
                say_when_stopped(self)
            if self.terminal.setup.hint:
                self.notify(_(HINTS[self.terminal.setup.hint]), timeout=8)
        self.search()
        self.set_interval(LOOK, self.look)

    def _suspended(self, _app: App[Any]) -> None:
        if self.terminal:
            self.terminal.restore()

    def _resumed(self, _app: App[Any]) -> None:
        if self.terminal:
            self.terminal.use(self.bidi_mode)
        self.drawn.forget()  # the shell has written over the screen
        self.call_later(self._retouch)

    @property
    def crash(self) -> Exception | None:
        """Return the fault that ended the app, for whoever started it to tell of."""
        return self._exception

    def _fatal_error(self) -> None:
        # In place of Textual's, which prints a traceback once the terminal is put back.
        self._close_messages_no_wait()

    # Changing the session ------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search a moment after the last key."""
        if event.value == self.session.query and not self.session.like:
            return
        if self.session.like and not event.value:
            return
        self.session = self.session.asking(event.value)
        if not self.screen.has_class("-wide"):
            self._panes.remove_class("-reading", "-filtering")
        self._search_soon()
        self.ask_completion()

    def _search_soon(self) -> None:
        if self._debounce:
            self._debounce.stop()
        self._debounce = self.set_timer(DEBOUNCE, self.search)

    def on_input_submitted(self) -> None:
        """Go from the search box to the results."""
        if self.check_action("accept_suggestion", ()):
            self.action_accept_suggestion()
        else:
            self.remember()
            self.action_results()

    def on_facet_pane_toggled(self, message: FacetPane.Toggled) -> None:
        """Filter on a value or exclude it, or no longer."""
        self._toggle(message.facet, message.value, message.excluded)

    def on_reader_followed(self, message: Reader.Followed) -> None:
        """Filter on a name in the article or exclude it, or no longer."""
        self._toggle(message.facet, message.value, message.excluded)

    def _toggle(self, facet: str, value: str, excluded: bool) -> None:
        toggled = self.session.barred if excluded else self.session.toggled
        self.change(toggled(facet, value))

    def on_facet_pane_all_wanted(self, message: FacetPane.AllWanted) -> None:
        """Show all values of a facet, over the rest."""
        if not isinstance(self.screen, ValueScreen):
            self.push_screen(ValueScreen(message.facet))
            self.ask_values(message.facet)

    def on_chips_dropped(self, message: Chips.Dropped) -> None:
        """Remove one filter."""
        self.change(self.session.without(message.filter))

    def on_histogram_moved(self, message: Histogram.Moved) -> None:
        """Search in another period, a moment after it came to rest."""
        self.session = self.session.between(message.since, message.until)
        self._search_soon()

    def action_sort(self) -> None:
        """Go over to the next order."""
        self.change(self.session.sorted_next())
        self.tell(sort_name(self.session.sort))

    def action_clear(self) -> None:
        """Remove all filters."""
        self.change(self.session.unfiltered())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key has a use at the moment; others are not offered."""
        match action:
            case "accept_suggestion":
                results = self.results
                current = results is not None and results.query == self.session.query
                return current and bool(results and results.suggestion)
            case "clear":
                return bool(self.session.active())
            case "search":
                return not isinstance(self.focused, SearchBox)
            case "visit":
                return self._panes.has_class("-reading")
        return super().check_action(action, parameters)

    def action_accept_suggestion(self) -> None:
        """Search for what the engine thinks was meant."""
        if self.results and self.results.suggestion:
            box = self.query_one(SearchBox)
            box.value = self.results.suggestion
            box.cursor_position = len(box.value)

    def action_refresh(self) -> None:
        """Ask the same question again, of the index as it is now; the selected hit stays."""
        self.drawn.forget()
        self.screen.refresh()
        self.search(self.place)

    # Moving about --------------------------------------------------------------------------

    def action_results(self) -> None:
        """Go to the results."""
        self._focus(self.query_one(ResultList))

    def action_search(self) -> None:
        """Go to the search box."""
        self.set_focus(self.query_one(SearchBox))

    def action_facets(self) -> None:
        """Go to the facets; in a small window they take the place of the results."""
        self._panes.add_class("-filtering")
        if not self.screen.has_class("-wide"):
            self._panes.remove_class("-reading")
        self._focus(self.query_one(FacetPane))

    def action_histogram(self) -> None:
        """Go to the histogram, which a low window shows only now."""
        histogram = self.query_one(Histogram)
        histogram.add_class("-wanted")
        self._focus(histogram)

    def action_step_back(self) -> None:
        """Go one step back: to the results, out of the reader, from likes to their search."""
        listing = isinstance(self.focused, ResultList) and not self._panes.has_class("-reading")
        if listing and self.go_back():
            return
        self._panes.remove_class("-filtering")
        self.query_one(Histogram).remove_class("-wanted")
        if isinstance(self.focused, Reader | ResultList):
            self._panes.remove_class("-reading")
        self.action_results()

    def _focus(self, widget: Widget) -> None:
        """Focus a widget, at once unless it must come into sight first."""
        if widget.display:
            self.set_focus(widget)
        else:
            self.call_after_refresh(widget.focus)

    def action_visit(self, by: int) -> None:
        """Go to the next match, from wherever the focus is."""
        self.query_one(Reader).action_visit(by)

    def commands(self, screen: Screen[Any]) -> list[Command]:
        """Return what can be done where the focus of the screen is."""
        return list(commands(screen, self._settings.keys))

    def action_help(self) -> None:
        """Show what the keys do here, and the query language."""
        self.push_screen(HelpScreen(self.commands(self.screen)))

    def action_command_palette(self) -> None:
        """Show all commands."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette())

    def action_doctor(self) -> None:
        """Help to see whether the terminal shows Arabic right."""
        self.push_screen(Doctor(self.terminal.setup.name if self.terminal else ""))

    def action_help_quit(self) -> None:
        """End the app at Ctrl+C, which ends others too."""
        self.exit(None, INTERRUPTED)
