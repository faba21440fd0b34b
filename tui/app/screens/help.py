"""The help screen: what the keys do where the focus is, and the query language."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.strip import Strip

from index.characters import FSI, LRI, PDI
from tui.app.settings.bindings import key
from tui.app.settings.commands import Command
from tui.app.settings.config import settings_path
from tui.app.widgets.pane import Pane
from tui.app.widgets.rtl import InLanguage, Unturned
from tui.app.widgets.wrapping import Run, aligned, glyph_runs, right_aligned, wrap
from tui.bidi import RIGHT_TO_LEFT, text_width
from tui.i18n import _, mark

KEY_COLUMN = 18
PLACES = {
    "SearchBox": mark("In the search box"),
    "ResultList": mark("In the results"),
    "FacetPane": mark("In the facets"),
    "Reader": mark("In the article"),
    "Histogram": mark("On the histogram"),
    "Chips": mark("On the filters"),
    "FindingList": mark("In the list"),
}
QUERY = (
    ('"وزير الخارجية"', mark("this very phrase")),
    ('"وزير سوريا"~5', mark("these words near each other")),
    ("وزير* ~", mark("the beginning of a word; a word like it")),
    ("+غزة -مصر", mark("must be there; must not")),
    ("شخص: مكان: جهة: مصدر:", mark("in one field: person, place, org, source")),
    (f"تاريخ:{LRI}[2024-11 TO 2024-12]{PDI}", mark("between two dates")),
    ("=كتب", mark("the word as it is written")),
)


class HelpText(InLanguage, Pane):
    """Two columns: keys as they are typed, and what they do."""

    COLUMNS = True

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._commands = commands
        self._lines: list[tuple[str, list[Run]]] = []

    def on_resize(self) -> None:
        """Wrap lines to the new width."""
        self._lines = [line for entry in self._entries() for line in self._wrapped(*entry)]
        self.show_lines(len(self._lines))

    def _entries(self) -> Iterable[tuple[str, str, Style]]:
        """Yield keys, what they do, and how it looks."""
        plain, bold = Style.null(), Style(bold=True)
        node = None
        for command, keys in _once(self._commands):
            if command.node is not node:
                if node is not None:
                    yield "", "", plain
                node = command.node
                place = PLACES.get(type(node).__name__, mark("Everywhere"))
                yield "", _(place), bold
            yield keys, _(command.description), plain
        yield "", "", plain
        yield "", _("In a query"), bold
        for keys, meaning in QUERY:
            yield keys, _(meaning), plain
        yield "", "", plain
        yield "", _("Give keys other places, and set more, in:"), plain
        yield "", str(settings_path()), plain
        yield "", _("The names of the keys are listed by:"), plain
        yield "", "naba tui --keys", plain

    def _wrapped(self, keys: str, meaning: str, style: Style) -> Iterable[tuple[str, list[Run]]]:
        width = max(10, self.scrollable_content_region.width)
        room = max(10, width - max(KEY_COLUMN, text_width(keys)) - 2) if keys else width - 2
        for number, span in enumerate(wrap(meaning, room, self.mode) or [(0, 0)]):
            runs = glyph_runs(meaning, span, (), self.mode)
            line = "".join(text for text, _ in runs)
            if not RIGHT_TO_LEFT.search(line):  # a path keeps its order in any line
                line = _isolated(line)
            yield (keys if number == 0 else ""), [(line, style)]

    def draw_line(self, number: int, width: int, style: Style) -> Strip:
        """Draw keys, and what they do."""
        keys, meaning = self._lines[number]
        taken = max(KEY_COLUMN, text_width(keys) + 2) if keys else 0
        pad = " " * max(0, taken - 1 - text_width(keys))
        own = [(text, style + look) for text, look in meaning]
        bold = style + Style(bold=True)
        if self.base == "ltr":
            left = right_aligned([(f" {_isolated(keys)}{pad}" if keys else "", bold)], taken, style)
            right = aligned([(" ", style), *own], width - taken, style, "ltr")
            return Strip.join([left, right])
        left = aligned([(f" {_isolated(keys)}" if keys else "", bold)], taken, style, "ltr")
        return Strip.join([left, right_aligned([*own, (" ", style)], width - taken, style)])


def _once(commands: Iterable[Command]) -> Iterable[tuple[Command, str]]:
    """Yield commands with their keys, but for keys that one before them has."""
    taken = set[str]()
    for command in commands:
        own = [one for one in command.keys.split() if one not in taken]
        taken.update(own)
        if own:
            yield command, " ".join(own)


def _isolated(text: str) -> str:
    """Return keys, paths and queries in the order that they have by themselves."""
    return f"{FSI}{text}{PDI}" if text else ""


class HelpScreen(Unturned, ModalScreen[None]):
    """Help over the session; any of its keys closes it."""

    AUTO_FOCUS = "#help"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q,f1,question_mark", "dismiss", mark("Back"), name="help.back")
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """Lay out the text in a frame."""
        yield HelpText(self._commands, id="help")

    def on_mount(self) -> None:
        """Set its title."""
        self.query_one("#help").border_title = _("Help")
