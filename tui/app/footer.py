"""The keys that have a use now, at the foot of the screen, in the language of the interface."""

from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.app.language import _
from tui.app.rtl import Unturned, app_mode
from tui.bidi import display


class Keys(Unturned, Widget):
    """Keys from left to right, each before what it does; a click presses one.

    One line in place of Textual's footer of widgets, which lays the whole screen out anew at
    every change of focus. Each label is turned by itself, so that they stay in one row.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--name"}

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[str, str, str]] = []

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[Any]) -> None:
        if not self.app.app_focus:  # the window has lost it, and will have it back here
            return
        named = {
            each.binding.action: each.binding
            for each in reversed(screen.active_bindings.values())
            if each.binding.show
        }
        keys = [
            (binding.key, self.app.get_key_display(binding), binding.description)
            for binding in reversed(named.values())
        ]
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        if key := event.style.meta.get("key"):
            self.app.simulate_key(key)

    def render_line(self, y: int) -> Strip:
        """All of them, as far as there is room."""
        style = self.rich_style
        bold = style + self.get_component_rich_style("keys--key", partial=True)
        plain = style + self.get_component_rich_style("keys--name", partial=True)
        segments = []
        for key, shown, description in self._keys:
            meta = Style(meta={"key": key})
            label = display(_(description), app_mode(self), "ltr")
            segments += [Segment(f" {shown} ", bold + meta), Segment(f"{label} ", plain + meta)]
        return Strip(segments).adjust_cell_length(self.size.width, style)
