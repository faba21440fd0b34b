"""What goes to the terminal: the cells that change, in as few bytes as that takes.

Textual writes whole stretches of lines again, each with all of its colours, and knows nothing of
what stands there already. Over a slow link that is felt at every key.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console, RenderableType
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip

from tui.bidi import Mode, Terminal

_NEAR = 4
"""Cells between two that change which are cheaper to write again than to pass over."""


class Cell(NamedTuple):
    """The text of one column, none behind a wide character, and its look as parameters of SGR."""

    text: str
    look: str


class Drawn:
    """The cells that stand on the terminal, as far as they are known."""

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._rows: list[list[Cell | None]] = []

    def forget(self) -> None:
        """Take nothing on the terminal for known: something else has drawn on it."""
        self._size = Size(0, 0)

    def take(
        self, update: LayoutUpdate | ChopsUpdate, size: Size, system: ColorSystem
    ) -> dict[int, list[int]]:
        """Take in an update; return the columns in which it changes a row, by rows."""
        if size != self._size:
            self._size = size
            self._rows = [[None] * size.width for _ in range(size.height)]
        changed: dict[int, list[int]] = {}
        for y, x, strip in _pieces(update):
            row = self._rows[y] if y < size.height else []
            for at, cell in enumerate(_cells(strip, system), x):
                if at < len(row) and row[at] != cell:
                    row[at] = cell
                    changed.setdefault(y, []).append(at)
        return changed

    def written(self, changed: dict[int, list[int]], *, whole: bool = False) -> str:
        """Return what puts the cells of these columns on the terminal.

        With ``whole`` it is all cells of the rows, for a terminal that orders each by itself.
        """
        pen, out = _Pen(), []
        for y in sorted(changed):
            row = self._rows[y]
            for start, end in [(0, len(row))] if whole else _runs(row, changed[y]):
                out.append(f"\x1b[{y + 1};{start + 1}H")
                for cell in row[start:end]:
                    text, look = cell or Cell(" ", "")
                    out.append(pen.turned_to(look) + text)
        return "".join((*out, "\x1b[0m" if out else ""))


def _runs(row: Sequence[Cell | None], columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield ``[start, end)`` of what to write so that these columns are written."""
    start = end = -1
    for column in columns:
        if start < 0 or column - end > _NEAR:
            if start >= 0:
                yield _with_halves(row, start, end)
            start = column
        end = column + 1
    if start >= 0:
        yield _with_halves(row, start, end)


def _with_halves(row: Sequence[Cell | None], start: int, end: int) -> tuple[int, int]:
    """Return a run with the other halves of the wide characters at its ends."""
    while start and (cell := row[start]) is not None and not cell.text:
        start -= 1
    while end < len(row) and (cell := row[end]) is not None and not cell.text:
        end += 1
    return start, end


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Yield row, column and content of what an update draws."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield y, x, strip
                x += strip.cell_length
        return
    for y, first, last in update.spans:
        for end, (x, piece) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if piece is not None and x <= last and end > first:
                yield y, x, piece


def _cells(strip: Strip, system: ColorSystem) -> Iterator[Cell]:
    """Yield the cells of a strip; what takes no column goes with the character before it."""
    text, look = "", ""
    for run, style, control in strip:
        if control:
            continue
        own = Strip.render_ansi(style, system) if style else ""
        for char in run:
            width = cell_len(char)
            if width and text and cell_len(text):
                yield from _columns(text, look)
                text = ""
            text, look = text + char, own if width else look
    if text:
        yield from _columns(text, look)


def _columns(text: str, look: str) -> Iterator[Cell]:
    yield Cell(text, look)
    yield from [Cell("", look)] * (cell_len(text) - 1)


class _Pen:
    """The look in which the terminal writes on, from its plain one."""

    def __init__(self) -> None:
        self._look = ""

    def turned_to(self, look: str) -> str:
        """Return what changes it to a look: no more than differs."""
        if look == self._look:
            return ""
        signs, front, back = _parts(look)
        old_signs, old_front, old_back = _parts(self._look)
        self._look = look
        if not signs >= old_signs:
            return f"\x1b[0;{look}m" if look else "\x1b[0m"
        new = sorted(signs - old_signs)
        new += [front] * (front != old_front) + [back] * (back != old_back)
        return f"\x1b[{';'.join(new)}m"


@lru_cache(1024)
def _parts(look: str) -> tuple[frozenset[str], str, str]:
    """Return the attributes and the two colours that the parameters of SGR (ECMA-48) set."""
    signs, front, back = set[str](), "39", "49"
    codes = look.split(";") if look else []
    while codes:
        code = codes.pop(0)
        if code in ("38", "48"):
            taken = 2 if codes[0] == "5" else 4
            colour = ";".join((code, *codes[:taken]))
            del codes[:taken]
        else:
            colour = code
        number = int(code)
        if number in range(30, 40) or number in range(90, 98):
            front = colour
        elif number in range(40, 50) or number in range(100, 108):
            back = colour
        else:
            signs.add(code)
    return frozenset(signs), front, back


class _Changes(CompositorUpdate):
    """What is left to write of an update."""

    def __init__(self, text: str) -> None:
        self._text = text

    def render_segments(self, console: Console) -> str:
        """Return it."""
        return self._text


class Drawing(App[None]):
    """Writes to the terminal what changes on it."""

    bidi_mode: Mode
    terminal: Terminal | None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.drawn = Drawn()

    def on_resize(self) -> None:
        """Draw everything: the terminal has moved what stood on it."""
        self.drawn.forget()

    @property
    def orders_rows(self) -> bool:
        """Tell whether the terminal puts the text of a row into order by itself."""
        guarded = self.terminal is not None and self.terminal.override
        return guarded or self.bidi_mode != "visual"

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        shows = self._running and not self._closed and not self.is_headless
        if shows and not self._batch_count and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            system = self.console._color_system or ColorSystem.TRUECOLOR
            changed = self.drawn.take(renderable, self.size, system)
            changes = _Changes(self.drawn.written(changed, whole=self.orders_rows))
            renderable = cast(RenderableType, changes)
        super()._display(screen, renderable)
