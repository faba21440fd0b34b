"""The keys that have a use now, at the foot of the screen, in the language of the interface."""

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from tui.app.language import _


class Keys(Footer):
    """Textual's footer, translated."""

    def compose(self) -> ComposeResult:
        """The keys, as Textual finds them."""
        for widget in super().compose():
            if isinstance(widget, FooterKey):
                widget.description = _(widget.description)
            yield widget
