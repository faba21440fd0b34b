"""Read marks and tags of the user's own: put on the article at hand, and shown with it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message

from index.desk import READ, TagChange
from index.errors import InputError, NabaError
from search.saved import Kept
from tui.app.conversation import notices
from tui.app.conversation.questions import Read
from tui.app.errands.errands import Errands
from tui.app.screens.past_searches import RecallScreen
from tui.app.screens.prompt import Prompt
from tui.app.settings.bindings import key
from tui.app.settings.config import Settings
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.reader import Reader
from tui.i18n import _, mark

if TYPE_CHECKING:
    from search import Engine

_COUNTED = 200
"""Number of saved searches of which it is counted how much is unread."""


@dataclass
class Tagged(Message):
    """What tags an article has now."""

    article_id: str
    own: tuple[str, ...]


@dataclass
class UnreadCounted(Message):
    """How many articles of saved searches are unread, by their names."""

    counts: dict[str, int]


class Marking(Errands):
    """The part of the app that keeps what has been read, and tags.

    In a browser nothing is kept: it is not known who reads there.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("l", "tags", mark("My tags"), show=False),
        key("z", "unread", mark("Unread only"), show=False),
    ]

    _settings: Settings

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key has a use at the moment."""
        if action in ("mark_read", "tags"):
            return not self.is_web and self._hit is not None
        return super().check_action(action, parameters)

    def on_read(self, message: Read) -> None:
        """Mark what is opened as read; Textual calls the handler of questions too."""
        hit = message.hit
        opened = not message.again and message.article is not None and READ not in hit.own
        if opened and self._settings.mark_read and not self.is_web:
            self._tag(hit.id, f"+{READ}")

    def action_mark_read(self) -> None:
        """Mark the article at hand as read, or as unread if it was."""
        if hit := self._hit:
            self._tag(hit.id, f"{'-' if READ in hit.own else '+'}{READ}")

    def action_tags(self) -> None:
        """Ask which tags to put on the article at hand or to take off."""
        if hit := self._hit:
            has = " ".join(f"+{tag}" for tag in hit.own if tag != READ)
            self.push_screen(
                Prompt(_("My tags, such as +important -draft:"), f"{has} " if has else ""),
                lambda answer: self._change_tags(hit.id, answer),
            )

    def _change_tags(self, article_id: str, answer: str | None) -> None:
        if answer is None:
            return
        try:
            TagChange.of(answer.split())
        except InputError as error:
            self.warn(notices.reason(error))
        else:
            self._tag(article_id, *answer.split())

    def action_unread(self) -> None:
        """Leave out what has been read, or no longer."""
        self.change(self.session.unread_only())

    def _tag(self, article_id: str, *changes: str) -> None:
        def tag(engine: "Engine") -> Tagged:
            engine.tag([article_id], *changes)
            return Tagged(
                article_id, tuple(sorted(engine.own_tags([article_id]).get(article_id, ())))
            )

        self.ask(f"tag {article_id}", tag, aside=True)

    def on_tagged(self, message: Tagged) -> None:
        """Show the article with its tags."""
        self.query_one(ResultList).retag(message.article_id, message.own)
        self.query_one(Reader).retag(message.article_id, message.own)

    def action_history(self) -> None:
        """Show past and saved searches, and how much is unread in these."""
        super().action_history()
        searches = [kept for kept in self.history.kept() if kept.name][:_COUNTED]
        if searches:
            self.ask("unread", lambda engine: _unread(engine, searches), aside=True)

    def on_unread_counted(self, message: UnreadCounted) -> None:
        """Hand the numbers to the screen of searches."""
        if isinstance(self.screen, RecallScreen):
            self.screen.show_unread(message.counts)


def _unread(engine: "Engine", searches: list[Kept]) -> UnreadCounted:
    counts = {}
    for kept in searches:
        try:
            counts[kept.name] = engine.count_unread(kept)
        except NabaError:  # its query cannot be read
            continue
    return UnreadCounted(counts)
