"""Text as right-aligned screen lines: cleaned, wrapped on joined cells, highlighted.

Lines are kept in logical order; the bidi filter turns them when they are finished.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from urllib.parse import unquote

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from index.characters import ALM, LRI, LRM, PDI
from search.results import Span
from tui.bidi import Base, Mode, prepare
from tui.bidi.shaping import is_mark
from tui.bidi.uax9 import bidi_class
from tui.output.safe import for_screen

ELLIPSIS = "…"
_PARAGRAPH = re.compile(r"[^\n\u2028\u2029]+")
_WORD = re.compile(r"\S+")
_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_BEFORE_SITE = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_STRONG = {"L": LRM, "AL": ALM, "R": ""}
"""Bidi class of strong letters -> the mark that stands for one (right-to-left needs none here)."""

Run = tuple[str, Style]


def paragraphs(text: str) -> list[Span]:
    """Return the spans of the paragraphs that have something in them."""
    return [match.span() for match in _PARAGRAPH.finditer(text) if match.group().strip()]


def wrap(text: str, width: int, mode: Mode, span: Span | None = None) -> list[Span]:
    """Return the spans of the lines that a stretch of the text fills at this width.

    Widths are those of joined cells, white space between words is one cell. Lines break at
    spaces; a word longer than a line is cut.
    """
    start, end = span or (0, len(text))
    lines: list[Span] = []
    used = width
    for word in _WORD.finditer(text, start, end):
        for piece_start, piece_end, size in _pieces(text, *word.span(), width, mode):
            if used + 1 + size <= width:
                lines[-1] = (lines[-1][0], piece_end)
                used += 1 + size
            else:
                lines.append((piece_start, piece_end))
                used = size
    return lines


def _pieces(
    text: str, start: int, end: int, width: int, mode: Mode
) -> Iterator[tuple[int, int, int]]:
    """Return a word as ``(start, end, columns)``: whole, or cut where a line is full.

    Its last two cells stay together, so that no line is left with the full stop of an address.
    """
    cells = prepare(text[start:end], mode)
    first, used = start, 0
    for number, cell in enumerate(cells, 2):
        needed = cell.width + (cells[-1].width if number == len(cells) else 0)
        if used and used + needed > width:
            yield first, start + cell.start, used
            first, used = start + cell.start, 0
        used += cell.width
    yield first, end, used


def excerpt(
    text: str,
    width: int,
    lines: int,
    mode: Mode,
    highlights: Sequence[Span] = (),
    *,
    seek: bool = True,
) -> list[list[tuple[str, int]]]:
    """Return some lines of a text as :func:`glyph_runs`: the first ones that show a highlight.

    Without ``seek`` they are the first ones in any case. An ellipsis stands where text is left
    out before or after.
    """
    found = wrap(text, max(1, width - 2 * len(ELLIPSIS)), mode)
    if len(found) == lines + 1 and len(whole := wrap(text, max(1, width), mode)) == lines:
        found = whole
    seen = highlights[0][0] if seek and highlights else 0
    wanted = next((number for number, (_, end) in enumerate(found) if seen < end), 0)
    first = max(0, min(wanted - lines + 1, len(found) - lines))
    shown = [glyph_runs(text, span, highlights, mode) for span in found[first : first + lines]]
    if first:
        shown[0] = [(ELLIPSIS, -1), *shown[0]]
    if first + lines < len(found):
        shown[-1] = [*shown[-1], (ELLIPSIS, -1)]
    return shown


def glyph_runs(
    text: str, span: Span, highlights: Sequence[Span], mode: Mode
) -> list[tuple[str, int]]:
    """Return one line as stretches of glyphs, each with its highlight's number (-1 for none).

    Lines are turned one by one, each with marks for what stands around it in its paragraph.
    """
    start, end = span
    near = [
        (n, low, high) for n, (low, high) in enumerate(highlights) if low < end and high > start
    ]
    glyphs: list[tuple[str, int]] = []
    for cell in prepare(text[start:end], mode):
        at = start + cell.start
        if cell.glyph.isspace() and glyphs and glyphs[-1][0].isspace():
            continue
        glyphs.append((cell.glyph, next((n for n, low, high in near if low <= at < high), -1)))
    if mode != "logical":
        glyphs = [(_mark_before(text, start), -1), *glyphs, (_mark_behind(text, end), -1)]
    return [
        (run, number)
        for number, group in groupby(glyphs, itemgetter(1))
        if (run := "".join(glyph for glyph, _ in group))
    ]


def shown_address(address: str, width: int) -> str:
    """Return the address of a page as it is read: letters decoded (RFC 3987), on one line.

    Left out are ``https://www.`` and, where there is no room, what stands between site and end.
    """
    text = for_screen(_ENCODED.sub(_decoded, address))
    text = _BEFORE_SITE.sub("", text).rstrip("/")
    room = max(4, width - 1)
    if len(text) > room:
        site = min(text.find("/") + 1 or room // 2, room // 2)
        text = text[:site] + ELLIPSIS + text[len(text) - (room - site - 1) :]
    return f"{LRI}{text}{PDI}"


def _decoded(part: re.Match[str]) -> str:
    """Return encoded letters as they are; what stands for no letter of a script stays encoded."""
    text = unquote(part[0], errors="replace")
    return text if all(char.isalnum() or is_mark(char) for char in text) else part[0]


def _mark_before(text: str, start: int) -> str:
    """Return a mark as strong as the last letter before a line that begins with none.

    What such a line begins with goes by that letter (UAX #9, rules W2, W7 and N1): a number after
    Arabic, the rest of a Latin word or amount.
    """
    if not start or bidi_class(text[start : start + 1] or "L") in _STRONG:
        return ""
    return _STRONG.get(_last_strong(text, start), "")


def _mark_behind(text: str, end: int) -> str:
    """Return a mark where a left-to-right word is cut, so that its end stays beside the rest of
    it.
    """
    if text[end : end + 1].isspace() or end >= len(text) or _last_strong(text, end) != "L":
        return ""
    return LRM


def _last_strong(text: str, end: int) -> str:
    """Return the class of the last letter of the paragraph before a place in it."""
    for at in range(end - 1, -1, -1):
        name = bidi_class(text[at])
        if name in _STRONG:
            return name
        if name == "B":
            break
    return ""


def right_aligned(runs: Sequence[Run], width: int, fill: Style) -> Strip:
    """Return a line of exactly ``width`` columns with its text at the right edge."""
    strip = Strip([Segment(text, style) for text, style in runs])
    missing = width - strip.cell_length
    if missing < 0:
        return strip.crop(0, width)
    return Strip([Segment(" " * missing, fill), *strip], width)


def aligned(runs: Sequence[Run], width: int, fill: Style, base: Base) -> Strip:
    """Return a line of exactly ``width`` columns with its text at the edge where it begins."""
    if base == "rtl":
        return right_aligned(runs, width, fill)
    strip = Strip([Segment(text, style) for text, style in runs])
    return strip.adjust_cell_length(width, fill)
