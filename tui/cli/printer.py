"""Lines for people: highlighted, wrapped to the terminal, right-to-left words in place.

Only a terminal gets any of this. In a pipe or a file text stays in logical order and unwrapped,
and takes colours only from ``--color always``.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from index.patterns import pattern
from tui.output.safe import for_terminal

BOLD = "1"
DIM = "2"
MATCH = "1;4"
_WORD = pattern(r"\S+\s*")
_NARROWEST = 20

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Printer:
    """How to write to standard output. ``width`` is in columns, None where nothing is wrapped.

    Without ``bold`` right-to-left words are put in place by their letters alone.
    """

    width: int | None
    colour: bool
    mode: Literal["logical", "visual", "words"]
    bold: bool = True
    calendar: Literal["gregorian", "hijri"] = "gregorian"

    def day(self, day: date | None) -> str | None:
        """Return a date as the calendar in use writes it, or None when there is none."""
        if day is None or self.calendar == "gregorian":
            return day.isoformat() if day else None
        from index.dates import hijri_day

        return hijri_day(day)

    def moment(self, time: datetime | None) -> str | None:
        """Return a time where this runs, its day as the calendar in use writes it."""
        local = time and time.astimezone()
        return f"{self.day(local.date())} {local:%H:%M}" if local else None

    def text(self, text: str, style: str = "", spans: Sequence[Span] = ()) -> str:
        """Return one piece of a line, styled (SGR parameters), with the matches at ``spans``
        marked.
        """
        return self._placed(self._styled(for_terminal(text), style, spans))

    def paragraph(
        self, text: str, indent: str = "", style: str = "", spans: Sequence[Span] = ()
    ) -> Iterable[str]:
        """Yield the lines of a text wrapped to the width, each behind ``indent``."""
        text = for_terminal(text)
        for start, end in self._breaks(text, len(indent)):
            inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans]
            yield indent + self._placed(self._styled(text[start:end], style, inside))

    def row(self, label: str, pieces: Sequence[str], separator: str = " · ") -> Iterable[str]:
        """Yield ``pieces`` side by side behind ``label``, going on below it when the width is used
        up.
        """
        line, empty = label, True
        for piece in pieces:
            if not empty and self._too_wide(line + separator + piece):
                yield line.rstrip()
                line, empty = " " * columns_of(label), True
            line += piece if empty else separator + piece
            empty = False
        yield line.rstrip()

    def columns(self, rows: Sequence[Sequence[str]]) -> Iterable[str]:
        """Yield a table, each column as wide as its widest cell."""
        cells = [[self.text(cell) for cell in row] for row in rows]
        widths = [max(map(columns_of, column)) for column in zip(*cells, strict=True)]
        for row in cells:
            padded = (c + " " * (w - columns_of(c)) for c, w in zip(row, widths, strict=True))
            yield "  ".join(padded).rstrip()

    def _styled(self, text: str, style: str, spans: Sequence[Span]) -> str:
        if not self.colour:
            return text
        out, at = "", 0
        for start, end in spans:
            if max(start, at) < end:
                out += _sgr(text[at : max(start, at)], style)
                out += _sgr(text[max(start, at) : end], MATCH)
                at = end
        return out + _sgr(text[at:], style)

    def _placed(self, line: str) -> str:
        if self.mode == "logical":
            return line
        from tui.bidi.styled import display

        return display(line, self.mode, bold=self.bold)

    def _too_wide(self, line: str) -> bool:
        return self.width is not None and columns_of(line) > self.width

    def _breaks(self, text: str, indent: int) -> Iterable[Span]:
        """Yield where the lines of a wrapped text start and end, spaces at their ends left out."""
        if self.width is None:
            yield 0, len(text.rstrip())
            return
        room = max(self.width - indent, _NARROWEST)
        start = end = used = 0
        for word in _WORD.finditer(text):
            wide = columns_of(word.group().rstrip())
            if used and used + wide > room:
                yield start, end
                used = 0
            start = start if used else word.start()
            end = word.start() + len(word.group().rstrip())
            used += columns_of(word.group())
        if end > start:
            yield start, end


def open_printer(args: argparse.Namespace) -> Printer:
    """Return the printer for standard output as these options want it."""
    terminal = bool(sys.stdout) and sys.stdout.isatty()
    colour = args.color == "always" or (
        args.color == "auto"
        and terminal
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
    hijri = getattr(args, "calendar", None) == "hijri"
    calendar: Literal["gregorian", "hijri"] = "hijri" if hijri else "gregorian"
    if not terminal:
        return Printer(None, colour, "logical", calendar=calendar)
    from tui.bidi import output_mode

    # NO_COLOR is about colours (no-color.org), --color never about all that is not text.
    bold = args.color != "never"
    columns = shutil.get_terminal_size().columns
    return Printer(columns, colour, output_mode(args.bidi), bold, calendar)


_STYLE = pattern(r"\x1b\[[0-9;]*m")


def columns_of(text: str) -> int:
    """Return the columns of a terminal that ``text`` takes, its colours left out."""
    plain = _STYLE.sub("", text)
    if plain.isascii():
        return len(plain)
    from tui.bidi.cells import text_width

    return text_width(plain)


def _sgr(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if text and style else text
