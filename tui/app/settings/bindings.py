"""The keys: every one has a name by which the user's key map may put another in its place."""

from typing import Any

from textual.binding import Binding

from tui.i18n import mark

FAR = 1_000_000_000


def key(
    keys: str, action: str, description: str = "", *, name: str = "", **options: Any
) -> Binding:
    """Return a key for an action, named after it (or by ``name``); ``description`` is a message."""
    return Binding(keys, action, description, id=name or action, **options)


MOVING = (
    key("down,j", "move(1)", mark("Next"), name="down", show=False),
    key("up,k", "move(-1)", mark("Previous"), name="up", show=False),
    key("pagedown", "move_page(1)", mark("A page on"), name="page_down", show=False),
    key("pageup", "move_page(-1)", mark("A page back"), name="page_up", show=False),
    key("home,g", f"move({-FAR})", mark("To the first"), name="first", show=False),
    key("end,G", f"move({FAR})", mark("To the last"), name="last", show=False),
)
"""Keys that move through any list: by one entry, by a screen, to an end."""
