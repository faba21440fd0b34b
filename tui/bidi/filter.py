"""Textual's last stage: finished screen lines reordered and joined, column for column.

For a terminal whose own bidi cannot be switched off, they are then guarded against it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from index.characters import ARABIC_MARKS, LRO, PDF
from tui.bidi.cells import RIGHT_TO_LEFT, Mode, apart, layout
from tui.bidi.uax9 import Base, levels

_COLUMNS = re.compile("[\u2500-\u259f]+| {2,}")
"""Pattern of what parts a line into columns: box drawing, blocks, two spaces or more."""


class BidiFilter(LineFilter):
    """Reorders each column of a line by itself, so that borders and paddings stay in place.

    The cell length of a line never changes: cells freed by joining are filled with spaces.
    ``base`` is the direction of the text of the widgets it is applied to; ``columns=False``
    takes everything between two borders as one text, double spaces included.
    """

    def __init__(self, mode: Mode, base: Base = "auto", *, columns: bool = True) -> None:
        super().__init__(enabled=mode != "logical")
        self.mode: Mode = mode
        self.base: Base = base
        self._gaps = columns

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line as they go to the terminal."""
        text = "".join(segment.text for segment in segments if not segment.control)
        if not self.enabled or not self._concerns(text):
            return segments
        styles: list[Style | None] = []
        for segment in segments:
            if not segment.control:
                styles += [segment.style] * len(segment.text)
        out = [segment for segment in segments if segment.control]
        fonts = []
        if self.mode == "words":
            _set_apart(text, styles)
            fonts = _fonts(styles)
        for start, end in self._parts(text):
            inside = tuple(at - start for at in fonts if start < at < end)
            glyphs = _arranged(text[start:end], self.base, self.mode, inside)
            styled = [(glyph, styles[start + index]) for glyph, index in glyphs]
            for style, group in groupby(styled, itemgetter(1)):
                out.append(Segment("".join(glyph for glyph, _ in group), style))
        return out

    def _concerns(self, text: str) -> bool:
        """Tell whether the text may come out in another order than it came in."""
        if self.base == "rtl":
            return not text.isspace()
        return RIGHT_TO_LEFT.search(text) is not None

    def _parts(self, text: str) -> Iterator[tuple[int, int]]:
        """Return ``[start, end)`` of the columns and of what stands between them."""
        start = 0
        for match in _COLUMNS.finditer(text):
            outer = match.start() == 0 or match.end() == len(text)
            if match.group()[0] == " " and not self._gaps and not outer:
                continue
            if match.start() > start:
                yield start, match.start()
            yield match.span()
            start = match.end()
        if start < len(text):
            yield start, len(text)


def _set_apart(text: str, styles: list[Style | None]) -> None:
    """Draw what is not of a word in another weight than the word."""
    for start, end, beside in apart(text):
        letter = styles[beside]
        weight = Style(bold=not (letter and letter.bold))
        styles[start:end] = [(style or Style.null()) + weight for style in styles[start:end]]


def _fonts(styles: Sequence[Style | None]) -> list[int]:
    """Return where the font changes: a terminal keeps bold and italic letters in fonts of their
    own.
    """
    found = [(bool(style and style.bold), bool(style and style.italic)) for style in styles]
    return [at for at in range(1, len(found)) if found[at] != found[at - 1]]


@lru_cache(4096)
def _arranged(
    text: str, base: Base, mode: Mode, fonts: tuple[int, ...]
) -> tuple[tuple[str, int], ...]:
    """Return the glyphs from left to right, each with the character whose style it has; as wide as
    text.
    """
    if _COLUMNS.fullmatch(text) or (base != "rtl" and not RIGHT_TO_LEFT.search(text)):
        return tuple((char, index) for index, char in enumerate(text))
    lead = len(text) - len(text.lstrip(" "))
    core = text.strip(" ")
    inside = tuple(at - lead for at in fonts if lead < at < lead + len(core))
    glyphs = [(cell.glyph, lead + cell.start) for cell in layout(core, base, mode, inside)]
    missing = cell_len(core) - cell_len("".join(glyph for glyph, _ in glyphs))
    if missing < 0:
        return tuple((char, index) for index, char in enumerate(text))
    before = [(" ", index) for index in range(lead)]
    after = [(" ", index) for index in range(lead + len(core), len(text))]
    fill = [(" ", lead if lead < len(text) else 0)] * missing
    right_to_left = base == "rtl" or (base == "auto" and levels(core)[0] == 1)
    if right_to_left:
        return (*before, *fill, *glyphs, *after)
    return (*before, *glyphs, *fill, *after)


_MARKS = re.compile(f"[{ARABIC_MARKS}]")


class UnmarkedFilter(LineFilter):
    """Text without harakat, for a terminal that would draw them beside their letters."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line as they go to the terminal."""
        return [
            segment if segment.control else Segment(_MARKS.sub("", segment.text), segment.style)
            for segment in segments
        ]


_TEXT = re.compile(r"[^ \u2500-\u259f](?:[^\u2500-\u259f]*[^ \u2500-\u259f])?")


class OverrideFilter(LineFilter):
    """Text in visual order between LRO and PDF, so that a terminal's own bidi leaves it so.

    Every segment is wrapped by itself: what a terminal takes for one text may end with a style.
    The controls take no column; they go with the space before the text where there is one, since
    a frame's line that carries one is not drawn by every terminal.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line as they go to the terminal."""
        return [
            segment
            if segment.control or LRO in segment.text or not RIGHT_TO_LEFT.search(segment.text)
            else Segment(_TEXT.sub(rf"{LRO}\g<0>{PDF}", segment.text), segment.style)
            for segment in segments
        ]
