"""The command palette: every key as a command that can be searched for, in either language."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Protocol, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from tui.app.settings.commands import Command
from tui.app.widgets.rtl import Unturned
from tui.i18n import LANGUAGES, _, translated

_MOVES = ("move", "scroll", "page", "section", "screen.")


class HasCommands(Protocol):
    """An app that knows what can be done."""

    def commands(self, screen: Screen[Any]) -> list[Command]:
        """Return what can be done where the focus of the screen is."""


class Commands(Provider):
    """Commands by what they do."""

    def _commands(self) -> Iterable[Command]:
        found = cast(HasCommands, self.app).commands(self.screen)
        return (each for each in found if not each.action.startswith(_MOVES))

    def _run(self, command: Command) -> Any:
        return partial(self.app.run_action, command.action, command.node)

    async def discover(self) -> Hits:
        """Yield all commands."""
        for each in self._commands():
            yield DiscoveryHit(_(each.description), self._run(each), help=each.keys)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose name is like the query, in Arabic or in English."""
        matcher = self.matcher(query)
        for each in self._commands():
            names = [translated(each.description, language) for language in LANGUAGES]
            score = max(map(matcher.match, names))
            if score > 0:
                yield Hit(score, _(each.description), self._run(each), help=each.keys)


class Palette(Unturned, CommandPalette):
    """Textual's command palette over our screen."""

    def __init__(self) -> None:
        super().__init__(
            providers=[Commands], placeholder=_("Search the commands"), id="--command-palette"
        )
