"""The reader: one article, wrapped and right-aligned, its matches marked and visited in turn.

Its source, section, names and tags are links: they can be gone through, chosen and excluded.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from index.article import Article
from index.characters import FSI, PDI, RLM
from search.related import Version
from search.results import Hit, Span
from tui.app.settings.bindings import key
from tui.app.state.labels import facet_name, slashed
from tui.app.widgets.copying import copy
from tui.app.widgets.hit_list import BESIDE, describe, own_tags
from tui.app.widgets.pane import Pane
from tui.app.widgets.wrapping import (
    Run,
    glyph_runs,
    paragraphs,
    right_aligned,
    shown_address,
    wrap,
)
from tui.i18n import _, mark
from tui.output.changes_text import marked
from tui.output.safe import for_screen

MARGIN = 1
_COMMA = f"،{RLM} "


class Reader(Pane):
    """Shows a hit's article; ``current`` is the match the reader stands at, -1 without any."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--title",
        "reader--meta",
        "reader--match",
        "reader--current",
        "reader--link",
        "reader--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        key("j,down", "scroll_down", mark("Down"), name="reader.down", show=False),
        key("k,up", "scroll_up", mark("Up"), name="reader.up", show=False),
        key("space", "page_down", mark("A page on"), name="reader.page", show=False),
        key("g", "scroll_home", mark("To the beginning"), name="reader.first", show=False),
        key("G", "scroll_end", mark("To the end"), name="reader.last", show=False),
        key("n", "visit(1)", mark("Matches"), name="reader.match", key_display="n N"),
        key("N", "visit(-1)", mark("Previous match"), name="reader.match_back", show=False),
        key("right_square_bracket", "link(1)", mark("Names"), name="link", key_display="[ ]"),
        key("left_square_bracket", "link(-1)", mark("Previous name"), name="link_back", show=False),
        key("enter", "follow", mark("Choose"), name="follow", show=False),
        key("minus", "follow(True)", mark("Exclude"), name="follow_not", show=False),
        key("y", "copy", mark("Copy"), name="reader.copy", show=False),
    ]

    current: reactive[int] = reactive(-1)
    link: reactive[int] = reactive(-1)
    """The link that Enter follows, -1 before one was gone to."""

    class Visited(Message):
        """The reader stands at another match."""

    @dataclass
    class Followed(Message):
        """A name is to be filtered on, or excluded."""

        facet: str
        value: str
        excluded: bool = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hit: Hit | None = None
        self._article: Article | None = None
        self._text = ""
        self._matches: tuple[Span, ...] = ()
        self._entities: Mapping[str, tuple[str, ...]] = {}
        self._versions: tuple[Version, ...] = ()
        self._links: list[tuple[str, str]] = []
        self._lines: list[list[Run]] = []
        self._spans: list[tuple[int, Span]] = []
        self._notice = ""
        self._looks: tuple[object, ...] = ()

    @property
    def hit(self) -> Hit | None:
        """Return the hit being read."""
        return self._hit

    @property
    def article(self) -> Article | None:
        """Return its article, if the index still has it."""
        return self._article

    @property
    def entities(self) -> Mapping[str, tuple[str, ...]]:
        """Return the names in it."""
        return self._entities

    @property
    def matches(self) -> tuple[Span, ...]:
        """Return the spans of the article's text that the query matches."""
        return self._matches

    @property
    def followed(self) -> tuple[str, str] | None:
        """Return the facet and the value of the link gone to, None before one was."""
        return self._links[self.link] if 0 <= self.link < len(self._links) else None

    def show(
        self,
        hit: Hit,
        article: Article | None,
        matches: Sequence[Span],
        entities: Mapping[str, tuple[str, ...]],
        versions: Sequence[Version] = (),
    ) -> None:
        """Show an article from its beginning; None when it is no longer in the index.

        ``versions`` are the articles that run its text, the earliest first; what each changed in
        that one stands below the text.
        """
        self._hit, self._article = hit, article
        self._text = clean_paragraphs(article.text) if article else ""
        self._matches = tuple(matches)
        self._entities = entities
        self._versions = tuple(versions)
        self._notice = "" if article else _("This article is no longer in the index.")
        self.set_reactive(Reader.current, -1)
        self.set_reactive(Reader.link, -1)
        self._looks = ()
        self.retouch()
        self.scroll_to(0, 0, animate=False)
        self._mark_border()

    def renew(
        self,
        hit: Hit,
        article: Article | None,
        matches: Sequence[Span],
        entities: Mapping[str, tuple[str, ...]],
        versions: Sequence[Version] = (),
    ) -> None:
        """Show what has become of the article being read, at the place where it is read."""
        if (article, tuple(versions)) != (self._article, self._versions):
            place = self.scroll_y
            self.show(hit, article, matches, entities, versions)
            self.scroll_to(0, place, animate=False)

    def retag(self, article_id: str, own: tuple[str, ...]) -> None:
        """Show the article, if it is the one being read, with other tags of the user's own."""
        if self._hit and self._hit.id == article_id:
            self._hit = replace(self._hit, own=own)
            self._looks = ()
            self.retouch()

    def retouch(self) -> None:
        """Compose anew if width, mode or styles have changed; not while out of sight."""
        width = self.scrollable_content_region.width - 2 * MARGIN
        looks = (width, self.mode, *map(self.component, sorted(self.COMPONENT_CLASSES)))
        if width <= 0 or looks == self._looks:
            return
        self._looks = looks
        self._lay_out(width)
        self.show_lines(len(self._lines))

    def on_resize(self) -> None:
        """Wrap lines to the new width."""
        self.retouch()

    def notify_style_update(self) -> None:
        """Compose lines anew, since they hold styles."""
        super().notify_style_update()
        if self._hit:
            self.retouch()

    def _lay_out(self, width: int) -> None:
        self._lines, self._spans, self._links = [], [], []
        if self._hit is None:
            return
        style = self.component
        plain, title, meta = Style.null(), style("reader--title"), style("reader--meta")
        self._add(
            for_screen(self._hit.title or _("Untitled")), self._hit.title_highlights, width, title
        )
        about = {"source": self._hit.source, "category": self._hit.category}
        links = [(facet, value) for facet, value in about.items() if value]
        self._add_links(describe(self._hit, BESIDE), links, width)
        for facet, names in {**self._entities, "tag": self._hit.tags}.items():
            if names:
                label = f"{facet_name(facet)}: {_COMMA.join(names)}"
                self._add_links(label, [(facet, name) for name in names], width)
        if own := own_tags(self._hit):
            self._add(own, (), width, meta)
        if self._hit.url:
            self._add(shown_address(self._hit.url, width), (), width, meta)
        if self._notice:
            self._lines.append([])
            self._add(self._notice, (), width, plain)
        for start, end in paragraphs(self._text):
            self._lines.append([])
            for span in wrap(self._text, width, self.mode, (start, end)):
                self._spans.append((len(self._lines), span))
                self._lines.append(self._body_line(span))
        self._add_versions(width)

    def _add_versions(self, width: int) -> None:
        """Add who else ran the text, and what each changed in the earliest version."""
        if len(self._versions) < 2:
            return
        title, meta = self.component("reader--title"), self.component("reader--meta")
        self._lines.append([])
        self._add(_("Who ran this text, the earliest first:"), (), width, title)
        for version in self._versions:
            day = slashed(version.date.isoformat()) if version.date else None
            same = _("{share} of the words").format(share=f"{version.shared:.0%}")
            parts = [version.source, day, same if version is not self._versions[0] else None]
            self._lines.append([])
            self._add(for_screen(BESIDE.join(filter(None, parts))), (), width, meta)
            self._add(for_screen(version.title), (), width, Style.null())
            if any(change.kind != "same" for change in version.changes):
                text, spans = marked(version.changes)
                self._add(for_screen(text), spans, width, meta)

    def _add(self, text: str, highlights: Sequence[Span], width: int, plain: Style) -> None:
        match = plain + self.component("reader--match")
        for span in wrap(text, width, self.mode):
            runs = glyph_runs(text, span, highlights, self.mode)
            self._lines.append([(glyphs, plain if n < 0 else match) for glyphs, n in runs])

    def _add_links(self, text: str, links: Sequence[tuple[str, str]], width: int) -> None:
        """Add a line of facet values, as far as they stand in the text in this order."""
        text, spans, at = for_screen(text), [], 0
        first = len(self._links)
        for facet, value in links:
            start = text.find(for_screen(value), at)
            if start >= 0:
                at = start + len(value)
                spans.append((start, at))
                self._links.append((facet, value))
        meta = self.component("reader--meta")
        for span in wrap(text, width, self.mode):
            runs = glyph_runs(text, span, spans, self.mode)
            self._lines.append(
                [(glyphs, meta if n < 0 else self._link_style(first + n)) for glyphs, n in runs]
            )

    def _link_style(self, number: int) -> Style:
        name = "reader--cursor" if number == self.link else "reader--link"
        return self.component(name) + Style(meta={"link": number})

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
        """Mark the match anew and bring it into view."""
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

    def watch_link(self) -> None:
        """Mark another link; they stand at the top."""
        self._looks = ()
        self.retouch()
        if self.link >= 0:
            line = next(
                (
                    number
                    for number, runs in enumerate(self._lines)
                    if any(style.meta.get("link") == self.link for _, style in runs)
                ),
                0,
            )
            top = self.scroll_offset.y
            if not top <= line < top + self.scrollable_content_region.height:
                self.scroll_to(0, max(0, line - 1), animate=False)

    def _mark_border(self) -> None:
        if not self._matches:
            self.border_subtitle = _("No matches") if self._article else ""
        else:
            place = _("{position} of {total}").format(
                position=self.current + 1, total=len(self._matches)
            )
            self.border_subtitle = f"{FSI}{place}{PDI}"

    def action_visit(self, by: int) -> None:
        """Go to the next or the previous match; after the last comes the first."""
        if self._matches:
            start = self.current if self.current >= 0 or by > 0 else 0
            self.current = (start + by) % len(self._matches)

    def action_copy(self) -> None:
        """Copy the article in logical order to the clipboard (OSC 52)."""
        if self._article:
            copy(self, self._article.text, self._article.title or self._article.headline)

    def action_link(self, by: int) -> None:
        """Go to the next or the previous name; after the last comes the first."""
        if self._links:
            start = self.link if self.link >= 0 or by > 0 else 0
            self.link = (start + by) % len(self._links)

    def action_follow(self, excluded: bool = False) -> None:
        """Filter on the name gone to, or exclude it."""
        if 0 <= self.link < len(self._links):
            self.post_message(self.Followed(*self._links[self.link], excluded))

    def on_click(self, event: events.Click) -> None:
        """Filter on the name under the mouse; exclude it by the right button."""
        number = event.style.meta.get("link")
        if number is not None:
            self.link = number
            self.action_follow(event.button == 3)

    def draw_line(self, number: int, width: int, style: Style) -> Strip:
        """Draw a line of the article, clear of the frame."""
        runs = [(text, style + own) for text, own in self._lines[number]]
        body = right_aligned(runs, max(0, width - MARGIN), style)
        return Strip.join([body, Strip.blank(MARGIN, style)])


def clean_paragraphs(text: str) -> str:
    """Return the text cleaned line by line, so that paragraphs stay apart and offsets hold."""
    return "\n".join(for_screen(line) for line in text.split("\n"))
