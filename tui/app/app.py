"""The application: it holds the session, asks the engine off the main thread, and lays out.

Every question carries the serial number of the session it was asked for; answers to an older
one are dropped. The engine is asked by one thread at a time.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.containers import Horizontal
from textual.filter import LineFilter
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Footer, Input, Static
from textual.worker import get_current_worker

from index.errors import IndexMissing, NabaError
from search.results import Filters, Results
from tui.app import strings
from tui.app.facets import FacetPane
from tui.app.help import HelpScreen
from tui.app.questions import Failed, Found, PageFound, Read, fetch_page, find, read
from tui.app.reader import Reader
from tui.app.results import ResultList
from tui.app.rtl import RightToLeft, Unturned
from tui.app.search_box import SearchBox
from tui.app.session import Session
from tui.bidi import Mode, Terminal, hung_up
from tui.bidi.filter import BidiFilter

if TYPE_CHECKING:
    from search import Engine

DEBOUNCE = 0.15
"""Seconds without a key before a search starts."""
MODES: tuple[Mode, ...] = ("visual", "words", "logical")
THEMES = ("textual-dark", "textual-light", "nord", "gruvbox", "solarized-light", "ansi-dark")
INTERFACE_FILTERS = {mode: BidiFilter(mode, "ltr") for mode in MODES}


class Palette(Unturned, CommandPalette):
    """Textual's command palette over our screen."""


class Line(RightToLeft, Static):
    """One line of right-to-left text, at the right edge."""


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
        Binding("n", "visit(1)", strings.KEY_NEXT, show=False),
        Binding("N", "visit(-1)", strings.KEY_PREVIOUS, show=False),
        Binding("t", "theme", strings.KEY_THEME, show=False),
        Binding("b", "bidi", strings.KEY_BIDI, show=False),
        Binding("f1,question_mark", "help", strings.KEY_HELP, key_display="F1"),
        Binding("escape", "step_back", strings.KEY_BACK),
        Binding("q", "quit", strings.KEY_QUIT),
    ]

    def __init__(
        self,
        engine: "Engine | None",
        query: str = "",
        *,
        filters: Filters | None = None,
        terminal: Terminal | None = None,
        fault: NabaError | None = None,
    ) -> None:
        self.bidi_mode: Mode = terminal.mode if terminal else "visual"
        super().__init__()
        self.session = Session(query, filters or Filters())
        self.results: Results | None = None
        self._engine = engine
        self._engine_lock = Lock()
        self._fault = fault
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
        self._end_well()
        if self._terminal:
            for told, answer in (
                (self.app_suspend_signal, lambda _: self._terminal.restore()),
                (self.app_resume_signal, lambda _: self._terminal.use(self.bidi_mode)),
            ):
                told.subscribe(self, answer, immediate=True)
            if self._terminal.setup.hint:
                self.notify(self._terminal.setup.hint, timeout=8)
        self._search()

    def _end_well(self) -> None:
        """Leave the screen in order when the process is told to end."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(AttributeError, NotImplementedError, RuntimeError):
                number = getattr(signal, name)
                loop.add_signal_handler(number, self._told_to_end, number)

    def _told_to_end(self, number: int) -> None:
        if hung_up():
            # Nobody is left to draw for, and Textual would wait for its last writes for ever.
            os._exit(128 + number)
        self.exit(None, 128 + number)

    # Asking the engine ---------------------------------------------------------------------

    def _search(self) -> None:
        """Ask for the session as it is now; what was asked before no longer matters."""
        if self._debounce:
            self._debounce.stop()
        self._serial += 1
        self._show_filters()
        if self._engine is None:
            self._show_fault()
            return
        session, serial = self.session, self._serial
        self._show_status(strings.SEARCHING)
        self._ask("search", lambda engine: find(engine, session, serial))

    def _ask(self, group: str, question: "Callable[[Engine], Message]") -> None:
        """Put a question to the engine in a thread; its answer comes back as a message.

        A newer question of the same group cancels one that has not been put yet.
        """
        engine, serial = self._engine, self._serial
        if engine is None:
            return

        def work() -> None:
            worker = get_current_worker()
            with self._engine_lock:
                if worker.is_cancelled:
                    return
                try:
                    answer = question(engine)
                except NabaError as error:
                    answer = Failed(serial, str(error))
                except Exception as error:
                    answer = Failed(serial, f"{type(error).__name__}: {error}")
            if not worker.is_cancelled:
                self.post_message(answer)

        self.run_worker(work, group=group, exclusive=group != "pages", thread=True)

    def on_found(self, message: Found) -> None:
        """Show an answer, unless another question has been asked since."""
        if message.serial != self._serial:
            return
        results = self.results = message.results
        self.query_one(ResultList).show(results, self._empty_notice(results))
        self.query_one(FacetPane).show(results.facets)
        self._show_status()
        self.refresh_bindings()

    def on_failed(self, message: Failed) -> None:
        """Say why there is no answer; what is on the screen stays."""
        if message.serial == self._serial:
            self._show_status(message.reason)

    def on_result_list_page_needed(self, message: ResultList.PageNeeded) -> None:
        """Fetch hits that have come into view."""
        session, serial, page = self.session, self._serial, message.page
        self._ask("pages", lambda engine: fetch_page(engine, session, serial, page))

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
        if self._debounce:
            self._debounce.stop()
        self._debounce = self.set_timer(DEBOUNCE, self._search)

    def on_input_submitted(self) -> None:
        """From the search box to the results."""
        if self.check_action("accept_suggestion", ()):
            self.action_accept_suggestion()
        else:
            self.query_one(ResultList).focus()

    def on_key(self, event: events.Key) -> None:
        """Down leaves the search box too."""
        if event.key == "down" and self.query_one(SearchBox).has_focus:
            event.stop()
            self.query_one(ResultList).focus()

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
        if action == "accept_suggestion":
            return bool(self.results and self.results.suggestion)
        if action == "clear":
            return bool(self.session.chosen())
        return True

    def action_accept_suggestion(self) -> None:
        """Search for what the engine thinks was meant."""
        if self.results and self.results.suggestion:
            box = self.query_one(SearchBox)
            box.value = self.results.suggestion
            box.cursor_position = len(box.value)

    # Moving about --------------------------------------------------------------------------

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
        self._focus(self.query_one(ResultList))

    def _focus(self, widget: Widget) -> None:
        """Focus a widget, at once unless it must come into sight first."""
        if widget.display:
            widget.focus()
        else:
            self.call_after_refresh(widget.focus)

    def action_visit(self, by: int) -> None:
        """The next match, from wherever the focus is."""
        if self._panes.has_class("-reading"):
            self.query_one(Reader).action_visit(by)

    def action_help(self) -> None:
        """Keys and query language."""
        self.push_screen(HelpScreen())

    def action_command_palette(self) -> None:
        """All commands."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(id="--command-palette"))

    def action_theme(self) -> None:
        """The next colours."""
        place = THEMES.index(self.theme) if self.theme in THEMES else -1
        self.theme = THEMES[(place + 1) % len(THEMES)]
        self.notify(strings.THEME.format(theme=self.theme))

    def action_bidi(self) -> None:
        """The next way to show Arabic; the terminal's own bidi goes along."""
        self.bidi_mode = MODES[(MODES.index(self.bidi_mode) + 1) % len(MODES)]
        if self._terminal:
            self._terminal.use(self.bidi_mode)
        self._retouch()
        self._show_filters()
        self._show_status()
        self.notify(strings.BIDI_MODE.format(mode=self.bidi_mode))

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
        chosen = self.session.chosen()
        names = {**strings.FACETS, "since": strings.DATE_FROM, "until": strings.DATE_TO}
        chips = [
            f"{names[facet]}: {value.replace('-', '/') if facet in ('since', 'until') else value}"
            for facet, value in chosen
        ]
        line = self.query_one("#filters", Line)
        line.update(" · ".join(chips))
        line.set_class(bool(chips), "-some")

    def _show_status(self, say: str | None = None) -> None:
        parts = [say] if say else []
        if self.results and not say:
            parts.append(strings.TOTAL.format(total=f"{self.results.total:,}"))
            parts.append(strings.TOOK.format(ms=f"{self.results.took_ms:.1f}"))
            if self.results.match == "any":
                parts.append(strings.PARTIAL)
        parts += [strings.SORTS[self.session.sort], self.bidi_mode]
        self.query_one("#status", Line).update(" · ".join(parts))

    def _show_fault(self) -> None:
        if isinstance(self._fault, IndexMissing):
            notice = [strings.NO_INDEX, strings.NO_INDEX_COMMAND]
        else:
            notice = [strings.BAD_INDEX, str(self._fault)]
        self.query_one(ResultList).say(notice)

    def _empty_notice(self, results: Results) -> list[str]:
        session = self.session
        if not session.query.strip() and not session.chosen():
            return [strings.EMPTY_INDEX, strings.NO_INDEX_COMMAND]
        notice = [strings.NO_HITS_FILTERED if session.chosen() else strings.NO_HITS]
        if results.suggestion:
            notice.append(strings.DID_YOU_MEAN.format(suggestion=results.suggestion))
            notice.append(strings.ACCEPT_SUGGESTION)
        return notice
