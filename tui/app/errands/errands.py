"""What is done with the results besides reading them: keeping, writing, showing elsewhere."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TextIO

from textual.binding import BindingType
from textual.message import Message

from index.dates import parse_period
from index.errors import InputMalformed
from search.results import Hit
from tui.app.conversation import notices, questions
from tui.app.conversation.asking import Asking
from tui.app.conversation.questions import Place, Read
from tui.app.errands.outside import open_in_browser, open_in_pager, page_of
from tui.app.screens.past_searches import RecallScreen, described
from tui.app.screens.prompt import Prompt
from tui.app.settings.bindings import key
from tui.app.state.history import Search
from tui.app.state.session import Like, Session
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.reader import Reader
from tui.app.widgets.search_box import SearchBox
from tui.bidi import Mode, Terminal
from tui.i18n import _, counted, isolated, mark
from tui.output.exports import hits_as_text, write_hits

if TYPE_CHECKING:
    from search import Engine


@dataclass
class Exported(Message):
    """The list of results has been written; ``text`` is what a browser is to be given."""

    path: Path
    number: int
    text: TextIO | None = None


@dataclass
class ToPage(Message):
    """An article for the pager."""

    read: Read


@dataclass
class ToLike(Message):
    """What finds articles like one."""

    like: Like


class Errands(Asking):
    """The part of the app that sends results elsewhere, and comes back to searches."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("u", "fold", mark("Copies folded, or each by itself"), show=False),
        key("M", "meaning", mark("By words and meaning, by meaning, by words"), show=False),
    ]

    bidi_mode: Mode
    terminal: Terminal | None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._origins: list[tuple[Session, Place | None]] = []
        """Where searches for likes have come from, the last one last."""

    @property
    def _hit(self) -> Hit | None:
        """Return the article being read, else the one selected."""
        reader = self.query_one(Reader)
        return reader.hit if reader.has_focus else self.query_one(ResultList).current

    def action_history(self) -> None:
        """Show past and saved searches."""
        self.push_screen(RecallScreen(self.history), self._recall)

    def _recall(self, search: Search | None) -> None:
        if search:
            self.go_to(search)

    def go_to(self, search: Search, place: Place | None = None) -> None:
        """Go over to another search altogether, to a place in its list."""
        like = search.session.like
        if like and not like.ids:
            self._ask_likes(like.id, like.title)
            return
        self.session = search.session
        box = self.query_one("#query", SearchBox)
        box.value = search.session.query
        box.cursor_position = len(box.value)
        if not self.screen.has_class("-wide"):
            self.query_one("#panes").remove_class("-reading", "-filtering")
        self.search(place)
        self.set_focus(self.query_one(ResultList))

    def ask_for(self, query: str) -> None:
        """Search for another query within the same filters."""
        box = self.query_one("#query", SearchBox)
        box.value = query
        box.cursor_position = len(query)

    def action_save(self) -> None:
        """Save the search under a name."""
        name = self.session.like.title if self.session.like else self.session.query
        self.push_screen(Prompt(_("Save this search as:"), name), self._save)

    def _save(self, name: str | None) -> None:
        if name:
            self.history.add(self.session, name)
            self.tell(_("Saved: {name}").format(name=name))

    def action_period(self) -> None:
        """Ask for the days to search in."""
        self.push_screen(Prompt(_("Dates, such as 2024-11, 7d, last month:")), self._period)

    def _period(self, text: str | None) -> None:
        if text is None:
            return
        try:
            period = parse_period(text)
        except InputMalformed as error:
            self.warn(notices.reason(error))
        else:
            self.change(self.session.between(period.start, period.end))

    def action_export(self) -> None:
        """Write the list of results to a file."""
        words = re.findall(r"\w+", self.session.query)
        name = "-".join(words) or "naba"
        self.push_screen(
            Prompt(_("Write the results to (.jsonl, .csv or .md):"), f"{name}.csv"), self._export
        )

    def _export(self, name: str | None) -> None:
        if name is None:
            return
        session = self.session
        heading = described(Search(session))

        def write(engine: "Engine") -> Exported:
            hits = questions.every_hit(engine, session)
            if self.is_web:  # nothing is written where the server is
                text, number = hits_as_text(name, hits, heading)
                return Exported(Path(Path(name).name), number, text)
            path = Path(name).expanduser()
            return Exported(path, write_hits(path, hits, heading))

        self.tell(_("Writing…"))
        self.ask("export", write, aside=True)

    def on_exported(self, message: Exported) -> None:
        """Say that the file is there, or hand it to the browser."""
        if message.text is not None:
            self.deliver_text(message.text, save_filename=message.path.name)
        number = counted("{n} result", "{n} results", message.number)
        self.tell(
            _("Written: {number} in {path}").format(number=number, path=isolated(str(message.path)))
        )

    def action_fold(self) -> None:
        """Show one hit for all copies of a text, or each by itself; the selected one stays."""
        self.session = self.session.refolded()
        self.search(self.place)
        folded = self.session.fold
        self.tell(_("Copies are folded") if folded else _("Every copy is shown by itself"))

    def action_meaning(self) -> None:
        """Let meaning order and add, find alone, or have no part."""
        self.session = self.session.meant_next()
        self.search()
        said = {
            "off": _("By words alone"),
            "auto": _("By words and meaning, where the index has vectors"),
            "only": _("By meaning alone"),
        }
        self.tell(said[self.session.meaning])

    def action_browse(self) -> None:
        """Open the article's web page."""
        if (hit := self._hit) and (fault := open_in_browser(self, hit.url)):
            self.warn(fault)

    def action_page(self) -> None:
        """Open the article in the pager."""
        if hit := self._hit:
            self.ask("pager", lambda engine: ToPage(questions.read(engine, hit, "")))

    def on_to_page(self, message: ToPage) -> None:
        """Show it there."""
        article = message.read.article
        if article is None:
            return
        page = page_of(message.read.hit, article, self.size.width, self._outside)
        if fault := open_in_pager(self, page):
            self.warn(fault)

    @property
    def _outside(self) -> Mode:
        """Return the mode for programs that run meanwhile: they have the terminal's own bidi
        back.
        """
        return "logical" if self.terminal and self.terminal.setup.off else self.bidi_mode

    def action_similar(self) -> None:
        """Look for articles like this one."""
        if hit := self._hit:
            self._ask_likes(hit.id, hit.title)

    def _ask_likes(self, article_id: str, title: str) -> None:
        self.ask("similar", lambda engine: ToLike(questions.like(engine, article_id, title)))

    def on_to_like(self, message: ToLike) -> None:
        """Show them, and keep the way back."""
        if not message.like.ids:
            self.tell(_("No article is like this one"))
            return
        if not self.session.like:
            self._origins.clear()
        self._origins.append((self.session, self.place))
        self.go_to(Search(self.session.liking(message.like)))

    def go_back(self) -> bool:
        """Go from likes back to the search they were asked for from; tell whether there is one."""
        if not self.session.like or not self._origins:
            return False
        session, place = self._origins.pop()
        self.go_to(Search(session), place)
        return True
