"""The keys that have a use now, at the foot of the screen, in the language of the interface."""

from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from index.characters import LRM
from tui.app.widgets.rtl import Unturned, app_mode
from tui.bidi import display
from tui.i18n import _, direction

_KEPT = {"help": 0, "quit": 1, "step_back": 2}
"""Actions that are left out after all others, the first of them last."""


class Keys(Unturned, Widget):
    """Keys in the direction of the language, each before what it does; a click presses one.

    One line in place of Textual's footer of widgets, which lays the whole screen out anew at
    every change of focus. Each label is turned by itself, so that they stay in one row. Where
    there is no room for all of them the last ones are left out, the ways back and out after all
    others, and help, which tells of all, never.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--name"}

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[Binding, str]] = []

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
        keys = [(each, self.app.get_key_display(each)) for each in reversed(named.values())]
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        if key := event.style.meta.get("key"):
            self.app.simulate_key(key)

    def render_line(self, y: int) -> Strip:
        """Draw as many keys as there is room for."""
        style = self.rich_style
        bold = style + self.get_component_rich_style("keys--key", partial=True)
        plain = style + self.get_component_rich_style("keys--name", partial=True)
        entries: list[tuple[int, Strip]] = []
        base = direction()
        for binding, shown in self._keys:
            meta = Style(meta={"key": binding.key})
            label = display(_(binding.description), app_mode(self), "ltr")
            # Where the terminal orders the line, a mark keeps an Arabic key from its label.
            mark = LRM if app_mode(self) == "logical" else ""
            keys = Segment(f" {shown}{mark} ", bold + meta)
            name = Segment(f"{label}{mark} " if base == "ltr" else f" {label}{mark}", plain + meta)
            entry = [keys, name] if base == "ltr" else [name, keys]
            entries.append((_KEPT.get(binding.action, len(_KEPT)), Strip(entry)))
        while sum(entry.cell_length for _, entry in entries) > self.size.width:
            last = max(range(len(entries)), key=lambda number: (entries[number][0], number))
            del entries[last]
        strips = [entry for _, entry in entries]
        strip = Strip.join(strips if base == "ltr" else strips[::-1])
        missing = Segment(" " * (self.size.width - strip.cell_length), style)
        return Strip([*strip, missing] if base == "ltr" else [missing, *strip])
