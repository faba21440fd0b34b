"""The list of hits: a window of lines over any number of them, pages fetched as they come up."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from index.characters import FSI, LRI, PDI, RLM
from index.desk import READ
from search.results import Hit, Results
from tui.app.settings.bindings import MOVING, key
from tui.app.state.labels import day_name
from tui.app.widgets.copying import copy
from tui.app.widgets.pane import Pane
from tui.app.widgets.wrapping import Run, excerpt, glyph_runs, right_aligned, wrap
from tui.bidi import RIGHT_TO_LEFT, Mode
from tui.i18n import _, counted, isolated, mark
from tui.output.byline import copies_of
from tui.output.safe import for_screen

PAGE = 50
"""Number of hits fetched at once."""
KEPT_PAGES = 40
"""Maximum number of fetched pages that are kept."""
MARGIN = 2
LOADING = "…"
_NO_ISOLATES = str.maketrans("", "", FSI + LRI + PDI)
BESIDE = f" {RLM}·{RLM} "
"""Separator of parts that follow one another from right to left even when all are Latin."""


class ResultList(Pane):
    """Hits by line; the selected one has a bar at its right edge."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "results--title",
        "results--read",
        "results--meta",
        "results--match",
        "results--selected",
        "results--bar",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        key("enter,space", "open", mark("Open")),
        key("y", "copy", mark("Copy"), name="results.copy", show=False),
    ]

    selected: reactive[int] = reactive(0)
    dense: reactive[bool] = reactive(False)
    """Whether a hit takes three lines in place of five."""

    @dataclass
    class Opened(Message):
        """The user wants to read this hit."""

        hit: Hit

    @dataclass
    class PageNeeded(Message):
        """Hits of a page came into view that are not here yet."""

        page: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._total = 0
        self._pages: OrderedDict[int, tuple[Hit, ...]] = OrderedDict()
        self._asked: dict[int, int] = {}
        self._lines: dict[tuple[int, int], list[list[Run]]] = {}
        self._notice: tuple[str, ...] = ()
        self._copies: Mapping[str, int] = {}
        self._looks: tuple[Style, ...] = ()

    @property
    def total(self) -> int:
        """Return how many hits there are, fetched or not."""
        return self._total

    @property
    def current(self) -> Hit | None:
        """Return the selected hit, if it is here."""
        return self.hit(self.selected)

    @property
    def _rows(self) -> int:
        """Return the number of lines of a hit: title, source and date, one or two of its snippet,
        one empty.
        """
        return 3 if self.dense else 5

    def show(
        self,
        results: Results,
        notice: Sequence[str] = (),
        at: int = 0,
        copies: Mapping[str, int] | None = None,
    ) -> None:
        """Show a new answer, from its first page, with the hit ``at`` selected where it stands now.

        ``notice`` is what to say when it is empty, ``copies`` how many articles that say nearly
        the same are not listed, by the id of the one that is.
        """
        self._copies = copies or {}
        above = self.selected * self._rows - self.scroll_offset.y if at else 0
        self._total = results.total + results.by_meaning
        self._pages = OrderedDict({0: results.hits}) if results.hits else OrderedDict()
        self._asked.clear()
        self._notice = tuple(notice)
        self.selected = at
        self._changed()
        self.scroll_to(0, max(0, self.selected * self._rows - above), animate=False, force=True)

    def say(self, notice: Sequence[str]) -> None:
        """Show a notice in the place of hits."""
        self._total, self._notice = 0, tuple(notice)
        self._pages.clear()
        self._changed()

    def add_page(self, page: int, hits: tuple[Hit, ...]) -> None:
        """Take in hits that were asked for by :class:`PageNeeded`."""
        self._pages[page] = hits
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        self._lines.clear()
        self.refresh()

    def retag(self, article_id: str, own: tuple[str, ...]) -> None:
        """Show an article, if it is here, with other tags of the user's own."""
        for page, hits in self._pages.items():
            if any(hit.id == article_id for hit in hits):
                self._pages[page] = tuple(
                    replace(hit, own=own) if hit.id == article_id else hit for hit in hits
                )
        self._lines.clear()
        self.refresh()

    def hit(self, index: int) -> Hit | None:
        """Return the hit at this place (from 0), if it is here."""
        page, place = divmod(index, PAGE)
        hits = self._pages.get(page, ())
        return hits[place] if place < len(hits) else None

    def retouch(self) -> None:
        """Draw everything anew: the mode or the theme has changed."""
        self._lines.clear()
        self.refresh()

    def watch_dense(self) -> None:
        """Compose lines anew; the selected hit stays in view."""
        self._changed()
        self.watch_selected(self.selected, self.selected)

    def _changed(self) -> None:
        self._lines.clear()
        self.show_lines(self._total * self._rows)

    def on_resize(self) -> None:
        """Wrap lines to the new width."""
        self._changed()

    def notify_style_update(self) -> None:
        """Compose lines anew if their styles changed; most updates (a new focus) leave them."""
        super().notify_style_update()
        if not self._lines:
            return
        looks = tuple(
            map(
                self.component,
                ("results--title", "results--read", "results--meta", "results--match"),
            )
        )
        if looks != self._looks:
            self._looks = looks
            self._lines.clear()

    def validate_selected(self, index: int) -> int:
        """Keep the selection inside the list."""
        return max(0, min(index, self._total - 1))

    def watch_selected(self, before: int, now: int) -> None:
        """Keep the selected hit in view: one that leaves it comes to the middle.

        So most keys scroll nothing, and over a slow link the list is not drawn anew at each.
        """
        rows, height = self._rows, self.scrollable_content_region.height
        first = now * rows
        if not 0 <= first - self.scroll_offset.y <= max(0, height - rows):
            hits = max(0, height - rows) // (2 * rows)
            self.scroll_to(0, first - hits * rows, animate=False, force=True)
        for index in (before, now):
            top = index * rows - self.scroll_offset.y
            self.refresh(Region(0, top, self.size.width, rows))

    def action_move(self, by: int) -> None:
        """Select another hit."""
        self.selected += by

    def action_move_page(self, by: int) -> None:
        """Select a hit one screen further."""
        self.selected += by * max(1, self.size.height // self._rows)

    def action_open(self) -> None:
        """Read the selected hit."""
        if hit := self.current:
            self.post_message(self.Opened(hit))

    def action_copy(self) -> None:
        """Copy title, source, date and address of the selected hit to the clipboard (OSC 52)."""
        if hit := self.current:
            lines = (hit.title, describe(hit), hit.url or hit.path)
            copy(self, "\n".join(line for line in lines if line), hit.title or hit.id)

    def on_click(self, event: events.Click) -> None:
        """Select the hit under the mouse and read it."""
        if (line := self.line_at(event)) is not None:
            self.selected = line // self._rows
            self.action_open()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window: of a hit, or of the notice that there is none."""
        if self._total:
            return super().render_line(y)
        return self._render_notice(y, self.scrollable_content_region.width, self.rich_style)

    def draw_line(self, number: int, width: int, style: Style) -> Strip:
        """Draw a line of a hit, with the bar at its edge."""
        index, line = divmod(number, self._rows)
        text = self.dense or line < self._rows - 1
        chosen = text and index == self.selected
        if chosen:
            style += self.component("results--selected")
        runs = self._composed(index, width)[line] if text else []
        bar = self.component("results--bar")
        edge = "▐" if chosen else " "
        body = right_aligned(
            [(text, style + own) for text, own in runs], max(0, width - MARGIN), style
        )
        return Strip.join([body, right_aligned([(edge.rjust(MARGIN), style + bar)], MARGIN, style)])

    def _render_notice(self, y: int, width: int, style: Style) -> Strip:
        lines = notice_lines(self._notice, width - 2 * MARGIN, self.mode)
        if 1 <= y <= len(lines):
            runs = [(lines[y - 1], style), (" " * MARGIN, style)]
            return right_aligned(runs, width, style)
        return Strip.blank(width, style)

    def _composed(self, index: int, width: int) -> list[list[Run]]:
        hit = self.hit(index)
        if hit is None:
            page = index // PAGE
            if self._asked.get(page % 2) != page:
                self._asked[page % 2] = page
                self.call_next(self._ask_for, page)
            return [[(LOADING, Style.null())], [], [], []]
        key = (index, width)
        if key not in self._lines:
            if len(self._lines) > 1000:
                self._lines.clear()
            self._lines[key] = self._hit_lines(hit, width - MARGIN)
        return self._lines[key]

    def _ask_for(self, page: int) -> None:
        # Not from inside rendering: there the screen counts as the sender, and Textual does not
        # let a message rise above its sender.
        self.post_message(self.PageNeeded(page))

    def _hit_lines(self, hit: Hit, width: int) -> list[list[Run]]:
        style = self.component
        plain, match = Style.null(), style("results--match")
        title = style("results--read" if READ in hit.own else "results--title")
        heading = excerpt(
            for_screen(hit.title or _("Untitled")),
            width,
            1,
            self.mode,
            hit.title_highlights,
            seek=False,
        )
        parts = [describe(hit, BESIDE), own_tags(hit)]
        if hit.by_meaning:
            parts.append(_("by meaning"))
        if number := self._copies.get(hit.id):
            parts.append(isolated(counted("+{n} copy", "+{n} copies", number)))
        elif hit.copies:
            parts.append(isolated(for_screen(copies_of(hit.copies))))
        about = excerpt(BESIDE.join(filter(None, parts)), width, 1, self.mode)
        lines = [
            *_styled(heading, title, title + match),
            *(_styled(about, style("results--meta"), match) or [[]]),
        ]
        for snippet in hit.snippets[:1]:
            passage = excerpt(
                for_screen(snippet.text), width, self._rows // 2, self.mode, snippet.highlights
            )
            lines += _styled(passage, plain, match)
        return lines + [[]] * (self._rows - len(lines))


def notice_lines(notice: Sequence[str], width: int, mode: Mode) -> list[str]:
    """Return a notice wrapped; what is not Arabic in it (a command, a path) stays left-to-right."""
    lines: list[str] = []
    for said in notice:
        # Without Arabic there is nothing to keep apart, and a line may end between two marks.
        plain = said.translate(_NO_ISOLATES)
        latin = not RIGHT_TO_LEFT.search(plain)
        text = plain if latin else said
        spans = wrap(text, max(1, width), mode)
        wrapped = [
            "".join(glyphs for glyphs, _ in glyph_runs(text, span, (), mode)) for span in spans
        ]
        lines += [f"{LRI}{line}{PDI}" if latin else line for line in wrapped] or [""]
    return lines


def _styled(
    lines: Sequence[Sequence[tuple[str, int]]], plain: Style, match: Style
) -> list[list[Run]]:
    return [[(glyphs, plain if n < 0 else match) for glyphs, n in runs] for runs in lines]


def own_tags(hit: Hit) -> str:
    """Return the user's own tags of a hit, nothing where there are none."""
    return for_screen(" ".join(f"#{tag}" for tag in hit.own if tag != READ))


def describe(hit: Hit, between: str = " · ") -> str:
    """Return source, date and section of a hit on one line."""
    day = day_name(hit.date) if hit.date else None
    return for_screen(between.join(part for part in (hit.source, day, hit.category) if part))
