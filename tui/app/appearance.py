"""How the screen looks: its colours, its language, its density, and the way Arabic is shown."""

from typing import ClassVar

from textual.binding import BindingType

from tui import i18n
from tui.app.errands.inquiries import Inquiries
from tui.app.settings.bindings import key
from tui.app.settings.config import Settings
from tui.app.settings.themes import THEMES
from tui.app.state.labels import mode_name
from tui.app.widgets.chips import Chips
from tui.app.widgets.facet_pane import FacetPane
from tui.app.widgets.histogram import Histogram
from tui.app.widgets.hit_list import ResultList
from tui.app.widgets.reader import Reader
from tui.app.widgets.search_box import SearchBox
from tui.bidi import MODES, Mode
from tui.i18n import _, mark


class Appearance(Inquiries):
    """The part of the app that goes over to other colours, to the other language and the like."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("t", "theme", mark("Colours"), show=False),
        key("c", "compact", mark("Compact"), show=False),
        key("b", "bidi", mark("How Arabic is shown"), show=False),
        key("L", "language", mark("Arabic or English"), show=False),
    ]

    _settings: Settings

    def _take_settings(self) -> None:
        settings, faults = self._settings, []
        if settings.fault:
            faults.append(_("Not all settings were taken: {fault}").format(fault=settings.fault))
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        elif settings.theme:
            faults.append(_("There is no theme {name}").format(name=settings.theme))
        if settings.compact:
            self.action_compact()
        for fault in faults:
            self.warn(fault)

    def _name_panes(self) -> None:
        self.set_class(i18n.language() == "ar", "-arabic")
        for name, title in (
            ("#results", _("Results")),
            ("#facets", _("Facets")),
            ("#reader", _("Article")),
        ):
            self.query_one(name).border_title = title
        self.query_one(SearchBox).placeholder = _("Search the news")

    def action_theme(self) -> None:
        """Go over to the next colours."""
        place = THEMES.index(self.theme) if self.theme in THEMES else -1
        self.theme = THEMES[(place + 1) % len(THEMES)]
        self.tell(_("Colours: {name}").format(name=self.theme))

    def action_compact(self) -> None:
        """Show more on the screen, or with more room."""
        hits = self.query_one(ResultList)
        hits.dense = not hits.dense
        self.screen_stack[0].set_class(hits.dense, "-compact")

    def action_language(self) -> None:
        """Go over to the other language."""
        i18n.use("en" if i18n.language() == "ar" else "ar")
        self._name_panes()
        self.show_status()
        self.query_one(Chips).retouch()
        self.query_one(Histogram).retouch()
        self._retouch()
        self.refresh_bindings()

    def action_bidi(self) -> None:
        """Go over to the next way to show Arabic."""
        self.use_mode(MODES[(MODES.index(self.bidi_mode) + 1) % len(MODES)])
        self.tell(_("Arabic is shown: {mode}").format(mode=mode_name(self.bidi_mode)))

    def use_mode(self, mode: Mode) -> None:
        """Show Arabic in this mode; the terminal's own bidi goes along."""
        self.bidi_mode = mode
        if self.terminal:
            self.terminal.use(mode)
        self._retouch()

    def watch_theme(self) -> None:
        """Compose lines anew, since they hold colours."""
        self.call_after_refresh(self._retouch)

    def _retouch(self) -> None:
        for screen in self.screen_stack:
            for widget in screen.query("*"):
                if isinstance(widget, ResultList | FacetPane | Reader):
                    widget.retouch()
                widget.refresh()
