"""The command palette: every key of the app as a command that can be searched for."""

from collections.abc import Iterable
from functools import partial

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette

from tui.app import strings
from tui.app.rtl import Unturned


class Palette(Unturned, CommandPalette):
    """Textual's command palette over our screen."""

    def __init__(self) -> None:
        super().__init__(placeholder=strings.PALETTE_PLACEHOLDER, id="--command-palette")


def commands(app: App[None]) -> Iterable[SystemCommand]:
    """The app's own keys that have a use at the moment, by what they do."""
    for binding in app.BINDINGS:
        if not isinstance(binding, Binding) or not binding.description:
            continue
        if app.check_action(binding.action.partition("(")[0], ()):
            key = app.get_key_display(binding)
            yield SystemCommand(binding.description, key, partial(app.run_action, binding.action))
