"""The doctor's screen: what is known of the terminal, and a line to judge it by."""

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.app.settings.bindings import key
from tui.app.state.labels import mode_name
from tui.app.widgets.rtl import Frame, HasMode, Line, RightToLeft, Unturned, app_mode
from tui.bidi import MODES, Mode
from tui.i18n import _, mark

SAMPLE = "قال (أحمد) في 2024/11/30 لوكالة Reuters: السَّلامُ «ممكن»، ولا شيء يمنعه."


class Sample(RightToLeft, Static):
    """The line to judge by."""


class Doctor(Unturned, ModalScreen[None]):
    """Shows the sample as the articles are shown; 1, 2 and 3 try the other modes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q,f2", "dismiss", mark("Back"), name="doctor.back"),
        *(key(str(n), f"try('{mode}')", name=f"doctor.{mode}") for n, mode in enumerate(MODES, 1)),
    ]

    def __init__(self, terminal: str) -> None:
        super().__init__()
        self._terminal = terminal

    def compose(self) -> ComposeResult:
        """Lay out the sample between what to look for and what to press."""
        with Frame(id="doctor"):
            yield Line(id="doctor-says", markup=False)
            yield Sample(SAMPLE, id="sample", markup=False)
            yield Line(id="doctor-keys", markup=False)
            yield Static(self._terminal, id="doctor-terminal", markup=False)

    def on_mount(self) -> None:
        """Show what is so now."""
        self.query_one("#doctor").border_title = _("Is Arabic shown right?")
        self.query_one("#doctor-says", Line).say(
            _(
                "Below, the first word stands at the right, the letters of a word are joined, "
                "the brackets look at each other, and the date and “Reuters” read as usual."
            )
        )
        self.tell()

    def tell(self) -> None:
        """Show which mode is in use."""
        modes = "  ".join(
            f"{'●' if mode == app_mode(self) else '○'} {n} {mode_name(mode)}"
            for n, mode in enumerate(MODES, 1)
        )
        otherwise = _("If not, try another mode:")
        self.query_one("#doctor-keys", Line).say(f"{otherwise} {modes}")

    def action_try(self, mode: Mode) -> None:
        """Use another mode from now on."""
        cast(HasMode, self.app).use_mode(mode)
        self.tell()
