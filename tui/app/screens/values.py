"""All values of one facet, with a box to filter them by."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from index.analysis import fold
from search.results import FacetValue
from tui.app.settings.bindings import key
from tui.app.state.labels import facet_name
from tui.app.widgets.facet_pane import FacetPane
from tui.app.widgets.rtl import Frame, Unturned
from tui.app.widgets.search_box import SearchBox
from tui.i18n import _, counted, mark


class ValueBox(SearchBox):
    """Where the values are filtered; Enter and ↓ go to them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("down,enter", "screen.to_values", mark("To the values"))
    ]


class ValueScreen(Unturned, ModalScreen[None]):
    """Values can be chosen and excluded as in the facet pane; the results below follow."""

    AUTO_FOCUS = "#value-box"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", mark("Back"), name="values.back"),
        key("slash", "to_box", mark("Filter"), name="values.filter", key_display="/"),
    ]

    def __init__(self, facet: str) -> None:
        super().__init__()
        self.facet = facet
        self._values: Sequence[FacetValue] = ()
        self._excluded: Sequence[tuple[str, str]] = ()

    def compose(self) -> ComposeResult:
        """Lay out the box above the values."""
        with Frame(id="values"):
            yield ValueBox(id="value-box", placeholder=_("Filter"), select_on_focus=False)
            yield FacetPane(id="value-list")

    def show(self, values: Sequence[FacetValue], excluded: Sequence[tuple[str, str]]) -> None:
        """Show the values with their counts as they are now."""
        self._values = values
        self._excluded = [pair for pair in excluded if pair[0] == self.facet]
        self._narrow()

    def _narrow(self) -> None:
        words = fold(self.query_one(ValueBox).value).split()
        kept = [value for value in self._values if _has(value.value, words)]
        excluded = [pair for pair in self._excluded if _has(pair[1], words)]
        self.query_one(FacetPane).show({self.facet: kept}, excluded)
        frame = self.query_one("#values")
        frame.border_title = facet_name(self.facet)
        frame.border_subtitle = counted("{n} value", "{n} values", len(kept))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show fewer values, or more again."""
        event.stop()
        self._narrow()

    def action_to_values(self) -> None:
        """Go from the box to the values."""
        self.set_focus(self.query_one(FacetPane))

    def action_to_box(self) -> None:
        """Go back to the box."""
        self.set_focus(self.query_one(ValueBox))


def _has(value: str, words: Sequence[str]) -> bool:
    """Tell whether each of the words (folded) begins a word of the value."""
    own = fold(value).replace("-", " ").split()
    return all(any(each.startswith(word) for each in own) for word in words)
