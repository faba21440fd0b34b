"""Keys are taken in the order in which they were pressed, however fast they come."""

import asyncio
from contextlib import suppress

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.keys import key_to_character
from textual.widget import Widget
from textual.widgets import Input


class KeysInOrder(App[None]):
    """Looks at once what a key is bound to.

    Textual does so when the key has been to the focused widget and come back; one that was typed
    meanwhile goes to where the focus was.
    """

    typed = ""
    """Keys, as the terminal sends them, that were pressed before the app read any."""

    def on_load(self) -> None:
        """Take in those keys before all others."""
        for event in XTermParser().feed(self.typed):
            self.post_message(event)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        if isinstance(self.focused, Input) and priority:
            if self.focused.check_consume_key(key, key_to_character(key)):
                return await super()._check_bindings(key, priority)
            await _caught_up(self.focused)
        if await super()._check_bindings(key, priority):
            return True
        return priority and await super()._check_bindings(key)


async def _caught_up(widget: Widget) -> None:
    """Wait until a widget has dealt with what it has been sent."""
    done = asyncio.Event()
    if widget.call_later(done.set):
        with suppress(TimeoutError):  # it has been removed
            await asyncio.wait_for(done.wait(), 1)
