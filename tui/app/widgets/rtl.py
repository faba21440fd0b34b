"""What right-to-left widgets share: the bidi mode of the app, and their own line filter."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, cast

from rich.style import Style
from textual.containers import Vertical
from textual.filter import LineFilter
from textual.widget import Widget
from textual.widgets import Static

from tui.bidi import Base, Mode
from tui.bidi.filter import BidiFilter
from tui.i18n import direction

if TYPE_CHECKING:
    _Mixin = Widget
else:
    _Mixin = object  # Textual takes styles and keys from the first Widget among the bases only


class HasMode(Protocol):
    """An app that knows how the terminal wants Arabic."""

    bidi_mode: Mode

    def use_mode(self, mode: Mode) -> None:
        """Show Arabic in this mode from now on."""


@lru_cache
def bidi_filter(mode: Mode, base: Base, columns: bool = True) -> BidiFilter:
    """Return one filter of a kind, so that what Textual keeps of filtered strips stays of use."""
    return BidiFilter(mode, base, columns=columns)


def app_mode(widget: "Widget") -> Mode:
    """Return the bidi mode of the app a widget is in."""
    return cast(HasMode, widget.app).bidi_mode


class RightToLeft(_Mixin):
    """Mixed into a widget whose lines are right-to-left text."""

    COLUMNS = False
    """Whether two spaces or more part texts that stand beside each other on a line."""

    @property
    def mode(self) -> Mode:
        """Return the bidi mode of the app."""
        return app_mode(self)

    @property
    def base(self) -> Base:
        """Return the direction of the widget's lines."""
        return "rtl"

    def component(self, name: str) -> Style:
        """Return what a component class of the style sheet adds to a text, colours as seen."""
        added = self.get_component_rich_style(name, partial=True)
        mixed = self.get_component_rich_style(name)
        return added + Style(
            color=mixed.color if added.color else None,
            bgcolor=mixed.bgcolor if added.bgcolor else None,
        )

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the app's filters, its bidi filter replaced by the one for this widget's text."""
        own = bidi_filter(self.mode, self.base, self.COLUMNS)
        filters = super().get_line_filters()
        return [own if isinstance(each, BidiFilter) else each for each in filters]


class InLanguage(RightToLeft):
    """Mixed into a widget whose lines run as the language of the interface does."""

    @property
    def base(self) -> Base:
        """Return the direction in which the language is written."""
        return direction()


class Line(InLanguage, Static):
    """One line in the language of the interface, at the edge where its script begins."""

    def say(self, text: str) -> None:
        """Show another text; the rest of the screen stays where it is."""
        if (self.styles.text_align == "right") != (direction() == "rtl"):
            self.styles.text_align = "right" if direction() == "rtl" else "left"
        self.update(text, layout=False)


class Frame(InLanguage, Vertical):
    """A frame whose title is in the language of the interface."""


class Unturned(_Mixin):
    """Mixed into what draws text that is in visual order already: no bidi filter of its own.

    A modal screen is such a thing, because it draws the finished lines of the screen below.
    """

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the app's filters without the bidi filter."""
        return [each for each in super().get_line_filters() if not isinstance(each, BidiFilter)]
