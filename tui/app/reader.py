"""The reader: one article, wrapped and right-aligned, its matches marked and visited in turn."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from index.article import KINDS, Article
from search.results import Hit, Span
from tui.app import strings
from tui.app.lines import Run, clean, glyph_runs, paragraphs, right_aligned, wrap
from tui.app.results import describe
from tui.app.rtl import RightToLeft

MARGIN = 1


class Reader(RightToLeft, ScrollView, can_focus=True):
    """Shows a hit's article; ``current`` is the match the reader stands at, -1 without any."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--title",
        "reader--meta",
        "reader--match",
        "reader--current",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", show=False),
        Binding("k,up", "scroll_up", show=False),
        Binding("space", "page_down", show=False),
        Binding("g", "scroll_home", show=False),
        Binding("G", "scroll_end", show=False),
        Binding("n", "visit(1)", strings.KEY_MATCHES, key_display="n N"),
        Binding("N", "visit(-1)", show=False),
        Binding("y", "copy", strings.KEY_COPY),
    ]

    current: reactive[int] = reactive(-1)

    class Visited(Message):
        """The reader stands at another match."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hit: Hit | None = None
        self._article: Article | None = None
        self._text = ""
        self._matches: tuple[Span, ...] = ()
        self._entities: Mapping[str, tuple[str, ...]] = {}
        self._lines: list[list[Run]] = []
        self._spans: list[tuple[int, Span]] = []
        self._notice = ""
        self._looks: tuple[object, ...] = ()

    @property
    def matches(self) -> tuple[Span, ...]:
        """Spans of the article's text that the query matches."""
        return self._matches

    def show(
        self,
        hit: Hit,
        article: Article | None,
        matches: Sequence[Span],
        entities: Mapping[str, tuple[str, ...]],
    ) -> None:
        """An article from its beginning; None when it is no longer in the index."""
        self._hit, self._article = hit, article
        self._text = clean_paragraphs(article.text) if article else ""
        self._matches = tuple(matches)
        self._entities = entities
        self._notice = "" if article else strings.GONE
        self.set_reactive(Reader.current, -1)
        self._looks = ()
        self.retouch()
        self.scroll_to(0, 0, animate=False)
        self._mark_border()

    def retouch(self) -> None:
        """Compose anew if width, mode or styles have changed; not while out of sight."""
        width = self.scrollable_content_region.width - 2 * MARGIN
        looks = (width, self.mode, *map(self.component, sorted(self.COMPONENT_CLASSES)))
        if width <= 0 or looks == self._looks:
            return
        self._looks = looks
        self._lay_out(width)
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def on_resize(self) -> None:
        """Lines are wrapped to the width."""
        self.retouch()

    def notify_style_update(self) -> None:
        """Composed lines hold styles."""
        super().notify_style_update()
        if self._hit:
            self.retouch()

    def _lay_out(self, width: int) -> None:
        self._lines, self._spans = [], []
        if self._hit is None:
            return
        style = self.component
        plain, title, meta = Style.null(), style("reader--title"), style("reader--meta")
        self._add(
            clean(self._hit.title or strings.UNTITLED), self._hit.title_highlights, width, title
        )
        self._add(describe(self._hit), (), width, meta)
        for kind in KINDS:
            if names := self._entities.get(kind):
                label = f"{strings.FACETS[kind]}: {'، '.join(names)}"
                self._add(clean(label), (), width, meta)
        if self._notice:
            self._lines.append([])
            self._add(self._notice, (), width, plain)
        for start, end in paragraphs(self._text):
            self._lines.append([])
            for span in wrap(self._text, width, self.mode, (start, end)):
                self._spans.append((len(self._lines), span))
                self._lines.append(self._body_line(span))

    def _add(self, text: str, highlights: Sequence[Span], width: int, plain: Style) -> None:
        match = plain + self.component("reader--match")
        for span in wrap(text, width, self.mode):
            runs = glyph_runs(text, span, highlights, self.mode)
            self._lines.append([(glyphs, plain if n < 0 else match) for glyphs, n in runs])

    def _body_line(self, span: Span) -> list[Run]:
        style = self.component
        start, end = span
        first = bisect_right(self._matches, start, key=lambda match: match[1])
        near = []
        for match in self._matches[first:]:
            if match[0] >= end:
                break
            near.append(match)
        runs = []
        for glyphs, number in glyph_runs(self._text, span, near, self.mode):
            name = "reader--current" if first + number == self.current else "reader--match"
            runs.append((glyphs, style(name) if number >= 0 else Style.null()))
        return runs

    def watch_current(self, before: int, now: int) -> None:
        """Marks the match anew and brings it into view."""
        touched = [self._matches[number] for number in (before, now) if number >= 0]
        for line, (start, end) in self._spans:
            if any(low < end and start < high for low, high in touched):
                self._lines[line] = self._body_line((start, end))
        if now >= 0:
            at = self._matches[now][0]
            line = next((line for line, (_, end) in self._spans if at < end), 0)
            top = self.scroll_offset.y
            if not top <= line < top + self.scrollable_content_region.height:
                self.scroll_to(0, max(0, line - self.size.height // 3), animate=False)
        self._mark_border()
        self.refresh()
        self.post_message(self.Visited())

    def _mark_border(self) -> None:
        if not self._matches:
            self.border_subtitle = strings.NO_MATCHES if self._article else ""
        else:
            self.border_subtitle = strings.MATCH_POSITION.format(
                position=self.current + 1, total=len(self._matches)
            )

    def action_visit(self, by: int) -> None:
        """Go to the next or the previous match; after the last comes the first."""
        if self._matches:
            start = self.current if self.current >= 0 or by > 0 else 0
            self.current = (start + by) % len(self._matches)

    def action_copy(self) -> None:
        """The article in logical order to the clipboard (OSC 52)."""
        if self._article:
            self.app.copy_to_clipboard(self._article.text)
            self.notify(strings.COPIED)

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.scrollable_content_region.width
        style = self.rich_style
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(width, style)
        runs = [(text, style + own) for text, own in self._lines[number]]
        body = right_aligned(runs, max(0, width - MARGIN), style)
        return Strip.join([body, Strip.blank(MARGIN, style)])


def clean_paragraphs(text: str) -> str:
    """The text cleaned line by line, so that paragraphs stay apart and offsets hold."""
    return "\n".join(clean(line) for line in text.split("\n"))
