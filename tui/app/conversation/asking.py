"""The conversation with the engine: what the app asks of it, and what it does with the answers.

Every question carries the serial number of the session it was asked for; answers to an older
one are dropped. The engine is asked by one thread at a time.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message
from textual.timer import Timer

from index.errors import NabaError
from search.results import Results
from tui.app.conversation import notices, questions
from tui.app.conversation.backend import Backend
from tui.app.conversation.completion import complete
from tui.app.conversation.questions import (
    Counted,
    Failed,
    Found,
    Looked,
    Meant,
    PageFound,
    Place,
    Read,
    ValuesFound,
)
from tui.app.screens.values import ValueScreen
from tui.app.state.history import History
from tui.app.state.session import Session
from tui.app.widgets.chips import Chips
from tui.app.widgets.facet_pane import FacetPane
from tui.app.widgets.histogram import Histogram
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.reader import Reader
from tui.app.widgets.rtl import Line
from tui.app.widgets.search_box import SearchBox
from tui.i18n import _, told

if TYPE_CHECKING:
    from search import Engine

DEBOUNCE = 0.15
"""Seconds without a key after which a search starts."""
PATIENCE = 0.3
"""Seconds a search may take before the status line says that it goes on."""
LOOK = 2.0
"""Seconds between two looks at whether the index has changed."""
_OF_A_SESSION = ("search", "counts", "page 0", "page 1", "values", "complete")
"""Groups of questions whose answers are dropped as soon as the session changes."""


class Completed(Message):
    """How the text being typed may go on."""

    def __init__(self, text: str, completion: str | None) -> None:
        super().__init__()
        self.text = text
        self.completion = completion


class Asking(App[None]):
    """The part of the app that has a session and finds what it asks for."""

    def __init__(
        self, backend: Backend, session: Session, history: History, *, remember: bool
    ) -> None:
        super().__init__()
        self.session = session
        self.results: Results | None = None
        self.history = history
        self._remembers = remember
        self._backend = backend
        self._serial = 0
        self._stale = self._faulty = self._by_words = self._looking = False
        self._warned = ""
        self._offered: tuple[bool, bool] | None = None
        self._debounce: Timer | None = None
        self._slow: Timer | None = None

    @property
    def place(self) -> Place | None:
        """Return where the user is in the list."""
        hits = self.query_one(ResultList)
        return Place(hits.selected, hits.current.id) if hits.current else None

    def search(self, place: Place | None = None) -> None:
        """Ask for the session as it is now, and for where a hit stands in its list.

        What was asked before no longer matters. Nothing is asked by an app that is ending: a timer
        may call this when its screen has been emptied.
        """
        chips = self.query_one_optional(Chips)
        if chips is None:
            return
        for timer in (self._debounce, self._slow):
            if timer:
                timer.stop()
        self._serial += 1
        self._faulty = False
        self._backend.drop(*_OF_A_SESSION)
        chips.show(self.session.active())
        session, serial = self.session, self._serial
        histogram = self.query_one(Histogram)
        histogram.settle(session.filters.since, session.filters.until)
        view = histogram.view
        self._slow = self.set_timer(PATIENCE, lambda: self.show_status(_("Searching…")))
        self.ask("search", lambda engine: questions.find(engine, session, serial, view, place))
        if isinstance(self.screen, ValueScreen):
            self.ask_values(self.screen.facet)

    def ask(
        self, group: str, question: "Callable[[Engine], Message]", *, aside: bool = False
    ) -> None:
        """Put a question to the engine in a thread; its answer comes back as a message.

        A newer question of the same group cancels one that has not been put yet.
        """
        serial = self._serial if group in _OF_A_SESSION else None

        def answered(answer: Message | Exception) -> None:
            message = Failed(serial, answer) if isinstance(answer, Exception) else answer
            with suppress(RuntimeError):  # the app may have ended meanwhile
                self.post_message(message)

        self._backend.ask(group, question, answered, aside=aside)

    def change(self, session: Session) -> None:
        """Go over to another session, and search."""
        if session != self.session:
            self.session = session
            self.search()

    def remember(self) -> None:
        """Put the session among the past searches: something was done with its results."""
        if self._remembers and (self.session.query.strip() or self.session.active()):
            self.history.add(self.session)

    def show_status(self, say: str | None = None) -> None:
        """Say something in the status line: by itself, how many results there are."""
        if self._slow:
            self._slow.stop()
        session, results, stale = self.session, self.results, self._stale
        said = say or notices.status_line(session, results, stale=stale, by_words=self._by_words)
        self.query_one("#status", Line).say(said)

    def tell(self, text: str) -> None:
        """Show a passing notice, in the place of one before it."""
        self.clear_notifications()
        self.notify(text, markup=False)

    def warn(self, text: str) -> None:
        """Show a passing notice of something that did not work."""
        self.notify(text, severity="warning", markup=False)

    # Answers -------------------------------------------------------------------------------

    def on_found(self, message: Found) -> None:
        """Show an answer, unless another question has been asked since."""
        if message.serial != self._serial:
            return
        facets = {**message.results.facets, "date": self.session.months(message.months)}
        results = self.results = replace(message.results, facets=facets)
        directory = self._backend.directory
        notice = notices.no_hits(self.session, results, directory)
        self.query_one(ResultList).show(
            results, notice, message.at, dict(self.session.like.copies if self.session.like else ())
        )
        self.query_one(FacetPane).show(facets, self.session.excluded)
        self.on_counted(message)
        if message.renewed or self._stale:
            self._stale = False
            self.tell(_("The index has changed; these are its results now"))
            self._read_again(results)
        self._warn(message.fault)
        self._by_words = message.by_words
        self.show_status()
        if message.by_words:
            session, serial, view = self.session, message.serial, message.view
            self.ask(
                "search", lambda engine: questions.learn(engine, session, serial, view), aside=True
            )
        offered = (bool(results.suggestion), bool(self.session.active()))
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def on_meant(self, message: Meant) -> None:
        """Search again, now by meaning too."""
        if message.serial == self._serial:
            session, serial, view, place = self.session, self._serial, message.view, self.place
            self.ask(
                "search",
                lambda engine: questions.find(engine, session, serial, view, place, wait=True),
            )

    def on_histogram_counts_needed(self) -> None:
        """Count what has come into sight."""
        session, serial, view = self.session, self._serial, self.query_one(Histogram).view
        self.ask("counts", lambda engine: questions.count(engine, session, serial, view))

    def on_counted(self, message: Counted | Found) -> None:
        """Show how many articles there are over time."""
        if message.serial == self._serial:
            filters = self.session.filters
            histogram = self.query_one(Histogram)
            histogram.show(message.counted, message.view, filters.since, filters.until)

    def on_failed(self, message: Failed) -> None:
        """Say why there is no answer; what is on the screen stays."""
        error = message.error
        if message.serial is None:
            self.warn(notices.reason(error))
        elif message.serial != self._serial:
            return
        elif self.results is None and isinstance(error, NabaError) and error is self._backend.fault:
            self._faulty = True
            self.query_one(ResultList).say(notices.no_index(error, self._backend.directory))
            self.show_status()
        else:
            self.show_status(notices.reason(error))

    def on_result_list_page_needed(self, message: ResultList.PageNeeded) -> None:
        """Fetch hits that have come into view; two pages at most are in view at once."""
        session, serial, page = self.session, self._serial, message.page
        if self._by_words:
            session = session.by_words()
        group = f"page {page % 2}"
        self.ask(group, lambda engine: questions.fetch_page(engine, session, serial, page))

    def on_page_found(self, message: PageFound) -> None:
        """Show hits that have come into view."""
        if message.serial == self._serial:
            self.query_one(ResultList).add_page(message.page, message.hits)

    def on_result_list_opened(self, message: ResultList.Opened) -> None:
        """Fetch the article to read."""
        hit, query = message.hit, self.session.query
        self.remember()
        self.ask("reader", lambda engine: questions.read(engine, hit, query))

    def _read_again(self, results: Results) -> None:
        """Fetch the article that is open in the reader as the index has it now."""
        if not (shown := self.query_one(Reader).hit):
            return
        query = self.session.query
        hit = next((one for one in results.hits if one.id == shown.id), shown)
        self.ask("reader", lambda engine: questions.read(engine, hit, query, again=True))

    def on_read(self, message: Read) -> None:
        """Open the reader, or show in it what has become of its article."""
        reader = self.query_one(Reader)
        if message.again:
            if reader.hit and reader.hit.id == message.hit.id:
                reader.renew(
                    message.hit,
                    message.article,
                    message.matches,
                    message.entities,
                    message.versions,
                )
            return
        self.query_one("#panes").add_class("-reading")
        reader.show(
            message.hit, message.article, message.matches, message.entities, message.versions
        )
        self.call_after_refresh(self._start_reading)

    def _start_reading(self) -> None:
        reader = self.query_one(Reader)
        reader.retouch()
        reader.focus()
        if reader.matches:
            reader.current = 0

    def ask_values(self, facet: str) -> None:
        """Fetch all values of a facet for the screen that shows them."""
        session = self.session
        self.ask("values", lambda engine: questions.all_values(engine, session, facet))

    def on_values_found(self, message: ValuesFound) -> None:
        """Hand all values of a facet to the screen that shows them."""
        screen = self.screen
        if isinstance(screen, ValueScreen) and screen.facet == message.facet:
            screen.show(message.values, self.session.excluded)

    def ask_completion(self) -> None:
        """Look for how the text being typed may go on."""
        text, past = self.session.query, self.history.queries()
        self.ask("complete", lambda engine: Completed(text, complete(engine, text, past)))

    def on_completed(self, message: Completed) -> None:
        """Offer it behind the text."""
        self.query_one("#query", SearchBox).offer(message.text, message.completion or "")

    # The index underneath ------------------------------------------------------------------

    def look(self) -> None:
        """See whether another process has changed the index, or made it.

        The engine tells of a change once, so a look that is under way is waited for: a newer one
        would take its place, and its answer would be lost.
        """
        if not self._looking:
            self._looking = True
            self._backend.ask("look", questions.look, self._looked)

    def _looked(self, answer: Looked | Exception) -> None:
        self._looking = False
        if isinstance(answer, NabaError):
            return  # there is no index yet, as the search has said
        message = Failed(None, answer) if isinstance(answer, Exception) else answer
        with suppress(RuntimeError):
            self.post_message(message)

    def on_looked(self, message: Looked) -> None:
        """Search again at once where there was nothing, else say that there is news."""
        self._warn(message.fault)
        if self._faulty:
            self.search()
        elif message.changed:
            self._stale = True
            if self.results is not None and not self.results.total + self.results.by_meaning:
                self.search()
            else:
                self.show_status()

    def _warn(self, fault: NabaError | None) -> None:
        """Say, once, that the newest state of the index cannot be opened."""
        said = f"{_('The index cannot be opened:')} {told(fault.message)}" if fault else ""
        if said and said != self._warned:
            self.warn(said)
        self._warned = said
