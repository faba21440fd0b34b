"""What can be done at the moment: the keys in force, as help and palette list them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Command:
    """A key's action; ``keys`` is what to press, ``name`` what the key map knows it by."""

    node: DOMNode
    action: str
    description: str
    keys: str
    name: str


def commands(screen: Screen[Any], keymap: Mapping[str, str]) -> Iterator[Command]:
    """Return the commands of the focused widget, then those of the screen and the app.

    Also those whose key is a letter while a text is being typed: other ways lead to them.
    ``keymap`` is what the user has put in the place of our keys, by their names.
    """
    start = screen.focused or screen
    for node in start.ancestors_with_self:
        for owner in type(node).__mro__:
            for binding in vars(owner).get("BINDINGS", ()):
                if isinstance(binding, Binding) and binding.id and _offered(node, binding):
                    keys = _keys(screen.app, binding, keymap)
                    yield Command(node, binding.action, binding.description, keys, binding.id)


def nameable(app: type[App[Any]]) -> Iterator[Binding]:
    """Yield the keys of an app and of our widgets and screens, each name once."""
    seen = set[str]()
    for owner in (*_parts(app), *_ours(Widget)):
        for binding in vars(owner).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id and binding.id not in seen:
                seen.add(binding.id)
                yield binding


def _parts(app: type[App[Any]]) -> Iterator[type[Any]]:
    """Yield an app and those classes of ours that it is made of."""
    return (each for each in app.__mro__ if each.__module__.startswith("tui."))


def _ours(base: type[Widget]) -> Iterator[type[Widget]]:
    for each in base.__subclasses__():
        if each.__module__.startswith("tui."):
            yield each
        yield from _ours(each)


def _offered(node: DOMNode, binding: Binding) -> bool:
    if not binding.description:
        return False
    action = binding.action.partition("(")[0]
    return "." in action or bool(node.check_action(action, ()))


def _keys(app: App[Any], binding: Binding, keymap: Mapping[str, str]) -> str:
    """Return the keys as they are pressed: ``↓ j`` for ``down,j``."""
    own = keymap.get(binding.id or "")
    if binding.key_display and not own:
        return app.get_key_display(binding)
    each = (own or binding.key).split(",")
    return " ".join(app.get_key_display(binding.with_key(key.strip(), None)) for key in each)
