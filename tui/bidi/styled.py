"""Right-to-left lines for the command line: what to print on a terminal."""

import re
from itertools import groupby

from tui.bidi.cells import RIGHT_TO_LEFT, Mode, apart, layout
from tui.bidi.uax9 import Base

_STYLE = re.compile(r"\x1b\[[0-9;:]*m")
_BOLD = re.compile(r"\x1b\[(?:\d+;)*1[;m]")
_NORMAL = "\x1b[22m"
_RESET = "\x1b[0m"


def display(line: str, mode: Mode, base: Base = "auto", *, bold: bool = True) -> str:
    """Return ``line`` (one line, logical order) as a terminal of this mode needs it.

    Colours (SGR sequences) may be in it; they follow their letters. Use it for terminals only:
    in files and pipes text stays in logical order. In ``words`` mode what stands at the letters of
    a word is drawn ``bold``; where it must not be, some fonts let it turn with the word.
    """
    if mode == "logical" or (base != "rtl" and not RIGHT_TO_LEFT.search(line)):
        return line
    text, styles = _split_styles(line)
    if mode == "words" and bold:
        for start, end, beside in apart(text):
            weight = _NORMAL if _BOLD.search(styles[beside]) else "\x1b[1m"
            styles[start:end] = [style + weight for style in styles[start:end]]
    cells = layout(text, base, mode)
    if not any(styles):
        return "".join(cell.glyph for cell in cells)
    out = []
    for style, group in groupby(cells, lambda cell: styles[cell.start]):
        glyphs = "".join(cell.glyph for cell in group)
        out.append(f"{style}{glyphs}{_RESET}" if style else glyphs)
    return "".join(out)


def _split_styles(line: str) -> tuple[str, list[str]]:
    """Return the text without its style sequences, and for each character those in force there."""
    text, styles, style, start = "", [], "", 0
    for match in (*_STYLE.finditer(line), None):
        part = line[start : match.start() if match else len(line)]
        text += part
        styles += [style] * len(part)
        if match:
            start = match.end()
            reset = match.group() in ("\x1b[m", _RESET)
            style = "" if reset else style + match.group()
    return text, styles
