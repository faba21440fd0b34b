"""The keys that move through any list: by one, by a screen, to an end."""

from textual.binding import Binding

FAR = 1_000_000_000

MOVING = (
    Binding("down,j", "move(1)", show=False),
    Binding("up,k", "move(-1)", show=False),
    Binding("pagedown", "move_page(1)", show=False),
    Binding("pageup", "move_page(-1)", show=False),
    Binding("home,g", f"move({-FAR})", show=False),
    Binding("end,G", f"move({FAR})", show=False),
)
