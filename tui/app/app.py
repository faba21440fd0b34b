"""The application: it holds the session, asks the engine off the main thread, and lays out.

Every question carries the serial number of the session it was asked for; answers to an older
one are dropped. The engine is asked by one thread at a time.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.containers import Horizontal
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Footer, Input

from index.errors import NabaError
from search.results import Filters, Results
from tui.app import notices, strings
from tui.app.backend import Backend
from tui.app.ending import end_on_signals
from tui.app.facets import FacetPane
from tui.app.help import HelpScreen
from tui.app.palette import Palette, commands
from tui.app.questions import Failed, Found, PageFound, Read, fetch_page, find, read
from tui.app.reader import Reader
from tui.app.results import ResultList
from tui.app.rtl import Line
from tui.app.search_box import SearchBox
from tui.app.session import Session
from tui.bidi import Mode, Terminal
from tui.bidi.filter import BidiFilter

if TYPE_CHECKING:
    from search import Engine

DEBOUNCE = 0.15
"""Seconds without a key before a search starts."""
MODES: tuple[Mode, ...] = ("visual", "words", "logical")
THEMES = ("textual-dark", "textual-light", "nord", "gruvbox", "solarized-light", "ansi-dark")
SIXTEEN_COLOURS = "ansi-dark"
"""The theme for terminals that have no more: it goes by the terminal's own colours."""
INTERRUPTED = 130
INTERFACE_FILTERS = {mode: BidiFilter(mode, "ltr") for mode in MODES}


class NabaApp(App[None]):
    """Facets at the right, results beside them, the reader at the left or over both."""

    TITLE = strings.TITLE
    CSS_PATH = "app.tcss"
    ALLOW_SELECT = False
    AUTO_FOCUS = "#query"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (Textual declares it without ClassVar)
        (0, "-tiny"),
        (70, "-narrow"),
        (110, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", strings.KEY_SEARCH, key_display="/"),
        Binding("f", "facets", strings.KEY_FACETS),
        Binding("s", "sort", strings.KEY_SORT),
        Binding("x", "clear", strings.KEY_CLEAR),
        Binding("m", "more", strings.KEY_MORE, show=False),
        Binding("ctrl+y", "accept_suggestion", strings.KEY_SUGGESTION, priority=True),
        Binding("f5", "refresh", strings.KEY_REFRESH, show=False),
        Binding("n", "visit(1)", strings.KEY_NEXT, show=False),
        Binding("N", "visit(-1)", strings.KEY_PREVIOUS, show=False),
        Binding("t", "theme", strings.KEY_THEME, show=False),
        Binding("b", "bidi", strings.KEY_BIDI, show=False),
        Binding("f1,question_mark", "help", strings.KEY_HELP, key_display="F1"),
        Binding("escape", "step_back", strings.KEY_BACK),
        Binding("q", "quit", strings.KEY_QUIT),
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
    ]

    def __init__(
        self,
        backend: Backend,
        query: str = "",
        *,
        filters: Filters | None = None,
        terminal: Terminal | None = None,
    ) -> None:
        self.bidi_mode: Mode = terminal.mode if terminal else "visual"
        super().__init__()
        self.session = Session(query, filters or Filters())
        self.results: Results | None = None
        self._backend = backend
        self._terminal = terminal
        self._serial = 0
        self._debounce: Timer | None = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, then the bidi filter for what is left-to-right by itself."""
        return [*super().get_line_filters(), INTERFACE_FILTERS[self.bidi_mode]]

    def compose(self) -> ComposeResult:
        """The screen from top to bottom."""
        yield SearchBox(
            self.session.query,
            placeholder=strings.SEARCH_PLACEHOLDER,
            id="query",
            select_on_focus=False,
        )
        yield Line(id="filters", markup=False)
        with Horizontal(id="panes"):
            yield Reader(id="reader")
            yield ResultList(id="results")
            yield FacetPane(id="facets")
        yield Line(id="status", markup=False)
        yield Footer(show_command_palette=False)

    @property
    def _panes(self) -> Horizontal:
        """Says by its classes what is in sight: ``-reading``, ``-filtering``."""
        return self.query_one("#panes", Horizontal)

    def on_mount(self) -> None:
        """Titles, signals, and the first search."""
        self.query_one("#results").border_title = strings.RESULTS_TITLE
        self.query_one("#facets").border_title = strings.FACETS_TITLE
        self.query_one("#reader").border_title = strings.READER_TITLE
        if not self.is_headless:
            end_on_signals(self)
            if self.console.color_system == "standard":
                self.theme = SIXTEEN_COLOURS
        if self._terminal:
            self.app_suspend_signal.subscribe(self, self._suspended, immediate=True)
            self.app_resume_signal.subscribe(self, self._resumed, immediate=True)
            if self._terminal.setup.hint:
                self.notify(self._terminal.setup.hint, timeout=8)
        self._search()

    def _suspended(self, _app: App[Any]) -> None:
        if self._terminal:
            self._terminal.restore()

    def _resumed(self, _app: App[Any]) -> None:
        if self._terminal:
            self._terminal.use(self.bidi_mode)
        self.call_later(self._retouch)  # the shell has written over the screen

    # Asking the engine ---------------------------------------------------------------------

    def _search(self) -> None:
        """Ask for the session as it is now; what was asked before no longer matters."""
        if self._debounce:
            self._debounce.stop()
        self._serial += 1
        self._backend.drop()
        self._show_filters()
        session, serial = self.session, self._serial
        self._show_status(strings.SEARCHING)
        self._ask("search", lambda engine: find(engine, session, serial))

    def _ask(self, group: str, question: "Callable[[Engine], Message]") -> None:
        """Put a question to the engine in a thread; its answer comes back as a message.

        A newer question of the same group cancels one that has not been put yet.
        """
        serial = self._serial

        def answered(answer: Message | Exception) -> None:
            message = Failed(serial, answer) if isinstance(answer, Exception) else answer
            with suppress(RuntimeError):  # the app may have ended meanwhile
                self.post_message(message)

        self._backend.ask(group, question, answered)

    def on_found(self, message: Found) -> None:
        """Show an answer, unless another question has been asked since."""
        if message.serial != self._serial:
            return
        offered = self._offered()
        results = self.results = message.results
        directory = self._backend.directory
        self.query_one(ResultList).show(results, notices.no_hits(self.session, results, directory))
        self.query_one(FacetPane).show(results.facets)
        self._show_status()
        if message.renewed:
            self._tell(strings.REFRESHED)
        if self._offered() != offered:
            self.refresh_bindings()

    def on_failed(self, message: Failed) -> None:
        """Say why there is no answer; what is on the screen stays."""
        if message.serial != self._serial:
            return
        error = message.error
        if self.results is None and isinstance(error, NabaError) and error is self._backend.fault:
            self.query_one(ResultList).say(notices.no_index(error, self._backend.directory))
            self._show_status()
        else:
            self._show_status(notices.reason(error))

    def on_result_list_page_needed(self, message: ResultList.PageNeeded) -> None:
        """Fetch hits that have come into view."""
        session, serial, page = self.session, self._serial, message.page
        self._ask(f"page {page}", lambda engine: fetch_page(engine, session, serial, page))

    def on_page_found(self, message: PageFound) -> None:
        """Hits that have come into view."""
        if message.serial == self._serial:
            self.query_one(ResultList).add_page(message.page, message.hits)

    def on_result_list_opened(self, message: ResultList.Opened) -> None:
        """Fetch the article to read."""
        hit, query = message.hit, self.session.query
        self._ask("reader", lambda engine: read(engine, hit, query))

    def on_read(self, message: Read) -> None:
        """Open the reader."""
        self._panes.add_class("-reading")
        reader = self.query_one(Reader)
        reader.show(message.hit, message.article, message.matches, message.entities)
        self.call_after_refresh(self._start_reading)

    def _start_reading(self) -> None:
        reader = self.query_one(Reader)
        reader.retouch()
        reader.focus()
        if reader.matches:
            reader.current = 0

    # Changing the session ------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search a moment after the last key."""
        if event.value == self.session.query:
            return
        self.session = self.session.asking(event.value)
        if not self.screen.has_class("-wide"):
            self._panes.remove_class("-reading", "-filtering")
        if self._debounce:
            self._debounce.stop()
        self._debounce = self.set_timer(DEBOUNCE, self._search)

    def on_input_submitted(self) -> None:
        """From the search box to the results."""
        if self.check_action("accept_suggestion", ()):
            self.action_accept_suggestion()
        else:
            self.action_results()

    def on_facet_pane_toggled(self, message: FacetPane.Toggled) -> None:
        """Filter on a value, or no longer."""
        self._change(self.session.toggled(message.facet, message.value))

    def _change(self, session: Session) -> None:
        self.session = session
        self._search()

    def action_sort(self) -> None:
        """The next order."""
        self._change(self.session.sorted_next())

    def action_clear(self) -> None:
        """No filters."""
        self._change(self.session.unfiltered())

    def action_more(self) -> None:
        """More values in each facet."""
        self._change(self.session.more_values())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys without a use at the moment are not offered."""
        match action:
            case "accept_suggestion":
                results = self.results
                current = results is not None and results.query == self.session.query
                return current and bool(results and results.suggestion)
            case "clear":
                return bool(self.session.chosen())
            case "search":
                return not isinstance(self.focused, SearchBox)
            case "visit":
                return self._panes.has_class("-reading")
        return True

    def _offered(self) -> list[bool | None]:
        """Which of the keys that depend on the answer have a use now."""
        return [self.check_action(action, ()) for action in ("accept_suggestion", "clear")]

    def action_accept_suggestion(self) -> None:
        """Search for what the engine thinks was meant."""
        if self.results and self.results.suggestion:
            box = self.query_one(SearchBox)
            box.value = self.results.suggestion
            box.cursor_position = len(box.value)

    # Moving about --------------------------------------------------------------------------

    def action_refresh(self) -> None:
        """The same question again, of the index as it is now."""
        self._search()

    def action_results(self) -> None:
        """To the results."""
        self._focus(self.query_one(ResultList))

    def action_search(self) -> None:
        """To the search box."""
        self.query_one(SearchBox).focus()

    def action_facets(self) -> None:
        """To the facets; in a small window they take the place of the results."""
        self._panes.add_class("-filtering")
        if not self.screen.has_class("-wide"):
            self._panes.remove_class("-reading")
        self._focus(self.query_one(FacetPane))

    def action_step_back(self) -> None:
        """One step back: from search box or facets to the results, from there out of the reader."""
        self._panes.remove_class("-filtering")
        if isinstance(self.focused, Reader | ResultList):
            self._panes.remove_class("-reading")
        self.action_results()

    def _focus(self, widget: Widget) -> None:
        """Focus a widget, at once unless it must come into sight first."""
        if widget.display:
            widget.focus()
        else:
            self.call_after_refresh(widget.focus)

    def action_visit(self, by: int) -> None:
        """The next match, from wherever the focus is."""
        self.query_one(Reader).action_visit(by)

    def action_help(self) -> None:
        """Keys and query language."""
        self.push_screen(HelpScreen())

    def action_command_palette(self) -> None:
        """All commands."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette offers."""
        return commands(self)

    def action_help_quit(self) -> None:
        """Ctrl+C ends the app, as it ends others."""
        self.exit(None, INTERRUPTED)

    def action_theme(self) -> None:
        """The next colours."""
        place = THEMES.index(self.theme) if self.theme in THEMES else -1
        self.theme = THEMES[(place + 1) % len(THEMES)]
        self._tell(strings.THEME.format(theme=self.theme))

    def action_bidi(self) -> None:
        """The next way to show Arabic; the terminal's own bidi goes along."""
        self.bidi_mode = MODES[(MODES.index(self.bidi_mode) + 1) % len(MODES)]
        if self._terminal:
            self._terminal.use(self.bidi_mode)
        self._retouch()
        self._tell(strings.BIDI_MODE.format(mode=self.bidi_mode))

    def watch_theme(self) -> None:
        """Lines hold colours."""
        self.call_after_refresh(self._retouch)

    def _retouch(self) -> None:
        for screen in self.screen_stack:
            for widget in screen.query("*"):
                if isinstance(widget, ResultList | FacetPane | Reader):
                    widget.retouch()
                widget.refresh()

    # Saying what is so ---------------------------------------------------------------------

    def _show_filters(self) -> None:
        said = notices.filter_line(self.session)
        line = self.query_one("#filters", Line)
        if said != line.content:
            line.update(said)
            line.set_class(bool(said), "-some")

    def _show_status(self, say: str | None = None) -> None:
        said = say or notices.status_line(self.session, self.results)
        self.query_one("#status", Line).say(said)

    def _tell(self, text: str) -> None:
        """A passing notice, in the place of one before it."""
        self.clear_notifications()
        self.notify(text)
