"""What a pressed key means: keys in the order they were pressed, on any keyboard layout."""

import asyncio
from contextlib import suppress

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.binding import Binding
from textual.keys import key_to_character
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from tui.app.settings.layouts import LIGATURES, Layout, arabic_key, latin_keys

LAM = "ل"
ALEF_FOLLOWS = 0.05
"""Seconds after a lam in which an alef is taken to come from the same key."""


class Keyboard(App[None]):
    """Looks at once what a key is bound to, and what key it is where an Arabic letter is none.

    Textual looks when the key has been to the focused widget and come back; one that was typed
    meanwhile goes to where the focus was.
    """

    typed = ""
    """Keys, as the terminal sends them, that were pressed before the app read any."""

    layouts: tuple[Layout, ...] = ()
    """Arabic layouts to go by, the likeliest first."""

    in_arabic = False
    """Whether the keyboard is in Arabic, by the last letter that was typed."""

    _lam: Timer | None = None

    def on_load(self) -> None:
        """Take in the keys that came before, ahead of all others."""
        for event in XTermParser().feed(self.typed):
            self.post_message(event)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        if priority:
            self._notice_language(key)
            if self._lam and key not in LIGATURES:
                await self._lam_alone()
        if isinstance(self.focused, Input) and priority:
            if self.focused.check_consume_key(key, key_to_character(key)):
                return await super()._check_bindings(key, priority)
            await _caught_up(self.focused)
        if await super()._check_bindings(key, priority):
            return True
        return priority and (await super()._check_bindings(key) or await self._check_arabic(key))

    def _notice_language(self, key: str) -> None:
        char = key_to_character(key) or ""
        arabic = bool(latin_keys(char, self.layouts))
        if arabic != self.in_arabic and (arabic or (char.isascii() and char.isalpha())):
            self.in_arabic = arabic
            self.refresh_bindings()

    async def _check_arabic(self, key: str) -> bool:
        """Do what the Latin key does on which an Arabic character was typed."""
        modifiers, _, last = key.rpartition("+")
        char = key_to_character(last) or ""
        if self._lam:
            self._lam.stop()
            self._lam = None
            return await self._press(LIGATURES[char], "")
        if char == LAM and not modifiers:
            self._lam = self.set_timer(ALEF_FOLLOWS, self._lam_alone)
            return True
        return await self._press(char, modifiers)

    async def _lam_alone(self) -> None:
        if self._lam:
            self._lam.stop()
            self._lam = None
            await self._press(LAM, "")

    async def _press(self, char: str, modifiers: str) -> bool:
        for latin in latin_keys(char, self.layouts):
            key = next(iter(Binding.make_bindings([Binding(latin, "")]))).key
            key = f"{modifiers}+{key}" if modifiers else key
            for priority in (True, False):
                if await super()._check_bindings(key, priority):
                    return True
        return False

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as it is labelled on the keyboard in the language in use."""
        shown = super().get_key_display(binding)
        if not self.in_arabic:
            return shown
        return " ".join(
            arabic_key(part, self.layouts) if len(part) == 1 else part for part in shown.split(" ")
        )


async def _caught_up(widget: Widget) -> None:
    """Wait until a widget has dealt with what it has been sent."""
    done = asyncio.Event()
    if widget.call_later(done.set):
        with suppress(TimeoutError):  # it has been removed
            await asyncio.wait_for(done.wait(), 1)
