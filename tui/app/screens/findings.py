"""What counting has found, over the rest of the screen; choosing a line goes where it leads."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from tui.app.settings.bindings import key
from tui.app.widgets.finding_list import Finding, FindingList, Target
from tui.app.widgets.footer import Keys
from tui.app.widgets.rtl import Unturned
from tui.i18n import mark


class FindingScreen(Unturned, ModalScreen[Target | None]):
    """Gives where the line that was chosen leads."""

    AUTO_FOCUS = "#findings"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f1,question_mark", "app.help", mark("Help"), name="findings.help", key_display="F1"),
        key("escape,q", "dismiss", mark("Back"), name="findings.back"),
    ]

    def __init__(self, title: str, findings: Sequence[Finding]) -> None:
        super().__init__()
        self._title = title
        self._findings = findings

    def compose(self) -> ComposeResult:
        """Lay out the list in a frame."""
        yield FindingList(self._findings, id="findings")
        yield Keys()

    def on_mount(self) -> None:
        """Set its title."""
        self.query_one("#findings").border_title = self._title

    def action_choose(self) -> None:
        """Go where the line at the cursor leads."""
        if target := self.query_one(FindingList).target:
            self.dismiss(target)
