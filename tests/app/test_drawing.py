"""What is written to the terminal when the screen changes."""

import random
import re
from itertools import pairwise

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from tui.app.drawing import Drawn
from tui.bidi import text_width

SIZE = Size(24, 6)
STYLES = [
    Style(),
    Style(color="red", bold=True),
    Style(color="#102030", bgcolor="#405060"),
    Style(bgcolor="#405060", underline=True, bold=True),
    Style(reverse=True),
]
WORDS = ["خبر", "نَبَأ", "news", "新聞", "  ", "▐", "é", "2024/11/30"]
_STEP = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|(.)", re.DOTALL)


class Terminal:
    """A terminal that knows cursor, colours and cells; a cell is its text and how it looks."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, frozenset[str]]] = {}

    def write(self, data: str) -> None:
        x = y = 0
        look: dict[str, str] = {}
        for row, column, codes, char in _STEP.findall(data):
            if row:
                y, x = int(row) - 1, int(column) - 1
            elif char:
                width = text_width(char)
                if not width:
                    at = (y, x - 1)
                    self.cells[at] = (self.cells[at][0] + char, self.cells[at][1])
                    continue
                shown = frozenset(look.values())
                self.cells[y, x] = (char, shown)
                if width == 2:
                    self.cells[y, x + 1] = ("", shown)
                x += width
            else:
                _turn(look, codes)


def _turn(look: dict[str, str], codes: str) -> None:
    parts = re.findall(r"(?:[34]8;(?:5;\d+|2;\d+;\d+;\d+))|\d+", codes)
    for code in parts or ["0"]:
        first = int(code.split(";")[0])
        if first == 0:
            look.clear()
        elif 30 <= first < 40 or 90 <= first < 98:
            look["front"] = code
        elif 40 <= first < 50 or 100 <= first < 108:
            look["back"] = code
        else:
            look[code] = code
    for ground, plain in (("front", "39"), ("back", "49")):
        if look.get(ground) == plain:
            del look[ground]


CUTS = [0, 7, 15, SIZE.width]
"""Columns where widgets stand side by side."""


def row(draw: random.Random) -> Strip:
    return Strip.join(line(draw, end - start) for start, end in pairwise(CUTS))


def line(draw: random.Random, width: int) -> Strip:
    """A line of words in several looks, exactly so wide."""
    segments = [Segment(draw.choice(WORDS), draw.choice(STYLES)) for _ in range(9)]
    return Strip(segments).adjust_cell_length(width, draw.choice(STYLES))


def whole(screen: list[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[strip] for strip in screen], Region(0, 0, *SIZE))


def part(draw: random.Random, screen: list[Strip]) -> ChopsUpdate:
    """Draw new text between two columns of some rows."""
    chops: list[dict[int, Strip | None]] = [dict.fromkeys(CUTS[:-1]) for _ in screen]
    spans = []
    for y in sorted(draw.sample(range(len(screen)), 3)):
        place = draw.randrange(3)
        pieces = list(screen[y].divide(CUTS[1:]))
        start, end = list(pairwise(CUTS))[place]
        pieces[place] = line(draw, end - start)
        screen[y] = Strip.join(pieces)
        chops[y][start] = pieces[place]
        spans.append((y, start, end))
    return ChopsUpdate(chops, spans, [CUTS[1:]] * len(screen))


def test_the_terminal_shows_what_was_drawn_whatever_stood_there() -> None:
    draw = random.Random(7)
    drawn, shown = Drawn(), Terminal()
    screen = [row(draw) for _ in range(SIZE.height)]
    for round in range(60):
        if round % 4 == 0:
            screen = [row(draw) for _ in screen]
        update = part(draw, screen) if round % 4 else whole(screen)
        changed = drawn.take(update, SIZE, ColorSystem.TRUECOLOR)
        shown.write(drawn.written(changed, whole=round % 3 == 0))
        anew, fresh = Drawn(), Terminal()
        fresh.write(anew.written(anew.take(whole(screen), SIZE, ColorSystem.TRUECOLOR)))
        assert shown.cells == fresh.cells


def test_what_stands_there_is_not_written_again() -> None:
    drawn, screen = Drawn(), [Strip([Segment("عنوان طويل لخبر قصير  ")])] * SIZE.height
    drawn.take(whole(screen), SIZE, ColorSystem.TRUECOLOR)
    screen[2] = Strip([Segment("عنوان طويل لخبر كبير  ")])
    written = drawn.written(drawn.take(whole(screen), SIZE, ColorSystem.TRUECOLOR))
    assert written == "\x1b[3;17Hكب\x1b[0m"
    assert drawn.take(whole(screen), SIZE, ColorSystem.TRUECOLOR) == {}
    drawn.forget()
    assert len(drawn.take(whole(screen), SIZE, ColorSystem.TRUECOLOR)) == SIZE.height


def test_of_colours_only_what_differs_is_written() -> None:
    drawn = Drawn()
    looks = [Style(color="red"), Style(color="red", bold=True), Style(bold=True), Style()]
    strip = Strip([Segment("ن", look) for look in looks])
    update = LayoutUpdate([[strip]], Region(0, 0, 4, 1))
    written = drawn.written(drawn.take(update, Size(4, 1), ColorSystem.STANDARD))
    assert written == "\x1b[1;1H\x1b[31mن\x1b[1mن\x1b[39mن\x1b[0mن\x1b[0m"
