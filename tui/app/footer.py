"""The keys that have a use now, at the foot of the screen, in the language of the interface."""

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from tui.app.language import _
from tui.app.rtl import RightToLeft
from tui.bidi import Base


class Key(RightToLeft, FooterKey):
    """A key before what it does, in either language: keys are Latin, and stand in one row."""

    COLUMNS = True

    @property
    def base(self) -> Base:
        """The key first."""
        return "ltr"


class Keys(Footer):
    """Textual's footer, translated."""

    def compose(self) -> ComposeResult:
        """The keys, as Textual finds them."""
        for widget in super().compose():
            if isinstance(widget, FooterKey):
                yield Key(
                    widget.key,
                    widget.key_display,
                    _(widget.description),
                    widget.action,
                    disabled=widget.disabled,
                    tooltip=_(widget.description),
                ).data_bind(compact=Footer.compact)
