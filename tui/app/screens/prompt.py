"""A question with one line for the answer: a file name, the name of a search."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.app.settings.bindings import key
from tui.app.widgets.rtl import Frame, Line, Unturned
from tui.app.widgets.search_box import SearchBox
from tui.i18n import mark


class Prompt(Unturned, ModalScreen[str | None]):
    """Gives the answer, None when there is none."""

    AUTO_FOCUS = "#answer"
    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "dismiss", mark("Back"))]

    def __init__(self, question: str, answer: str = "") -> None:
        super().__init__()
        self._question = question
        self._answer = answer

    def compose(self) -> ComposeResult:
        """Lay out the question above its answer."""
        with Frame(id="prompt"):
            yield Line(id="question", markup=False)
            yield SearchBox(self._answer, id="answer", select_on_focus=False)

    def on_mount(self) -> None:
        """Ask."""
        self.query_one(Line).say(self._question)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed here from the search box's handler."""
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand over the answer."""
        event.stop()
        self.dismiss(event.value.strip() or None)
