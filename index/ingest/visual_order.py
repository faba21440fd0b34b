"""From glyphs as they stand on a line of a page to the text in reading order.

A PDF says where glyphs are, not in which order they are read. For a line with Arabic this undoes
the bidirectional algorithm (Unicode Standard Annex #9) for one level of embedding: the line is
read from the right, and Latin words and numbers in it from the left.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_OPENING, _CLOSING = "([{«", ")]}»"
_KINDS = {"L": "L", "EN": "D", "AN": "D", "R": "R", "AL": "R", "WS": "W", "S": "W", "B": "W",
          "CS": "C", "ES": "S", "ET": "T"}  # fmt: skip
"""What a class of UAX #9 is here: a letter of either direction, a digit, a space, a sign that
parts a number always (C) or sometimes (S), or ends it (T); all others are neutral."""
_LEFT_TO_RIGHT = re.compile(
    r"L+(?:[WNCST]*(?:L+|D(?:[CS]?D)*T*))*|D(?:C?D)*(?=[^L]*R)|(?>T*D(?:[CS]?D)*T*)(?![^L]*R)"
)
"""What is read from the left, in the kinds of a line's glyphs from left to right: Latin words
with what stands between them and numbers behind them; numbers behind an Arabic letter, which end
at a dash or a per cent sign (rules W2 and W4); other numbers."""
_SPACE = 0.15
"""Gap between two glyphs, in heights of the line, that is a space."""
_LONGEST_LINE = 4000
"""Glyphs of a line from which on it is left as it is given."""


class Glyph(NamedTuple):
    """One glyph: its characters, its left and right edge, and its height."""

    text: str
    left: float
    right: float
    height: float


def reading_order(glyphs: Sequence[Glyph]) -> str:
    """Return the text of one line of glyphs, given in any order."""
    if len(glyphs) > _LONGEST_LINE:
        return "".join(glyph.text for glyph in glyphs)
    line = _spaced(sorted(_clusters(glyphs), key=lambda glyph: glyph.left + glyph.right))
    kinds = "".join(_kind(glyph.text) for glyph in line)
    if "R" not in kinds:
        return "".join(glyph.text for glyph in line)
    pieces: list[str] = []
    at = 0
    for found in _LEFT_TO_RIGHT.finditer(kinds):
        pieces += (glyph.text for glyph in line[at : found.start()])
        pieces.append("".join(glyph.text for glyph in line[found.start() : found.end()]))
        at = found.end()
    pieces += (glyph.text for glyph in line[at:])
    return _with_brackets(pieces[::-1])


def _clusters(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs with marks joined to their letters, ligatures in order."""
    joined: list[Glyph] = []
    for glyph in glyphs:
        if not joined:
            joined.append(glyph)
            continue
        last = joined[-1]
        if all(unicodedata.combining(sign) for sign in glyph.text):
            joined[-1] = last._replace(text=last.text + glyph.text)
        elif (last.left, last.right) == (glyph.left, glyph.right) and last.right > last.left:
            # One glyph of lam and alef; no ligature has them the other way round.
            turned = last.text in "اأإآ" and glyph.text == "ل"
            text = glyph.text + last.text if turned else last.text + glyph.text
            joined[-1] = last._replace(text=text)
        else:
            joined.append(glyph)
    return joined


def _spaced(line: Sequence[Glyph]) -> list[Glyph]:
    """Return a line with a space wherever the page leaves a gap."""
    spaced: list[Glyph] = []
    for glyph in line:
        if spaced and not glyph.text.isspace() and not spaced[-1].text.isspace():
            gap = glyph.left - spaced[-1].right
            if gap > _SPACE * max(glyph.height, spaced[-1].height):
                spaced.append(Glyph(" ", spaced[-1].right, glyph.left, glyph.height))
        spaced.append(glyph)
    return spaced


def _kind(text: str) -> str:
    return _KINDS.get(unicodedata.bidirectional(text[0]), "N") if text else "N"


def _with_brackets(pieces: Sequence[str]) -> str:
    """Return the pieces joined, single brackets turned where they close before they open.

    Some programs write brackets as they look, some as they are meant.
    """
    depth = least = 0
    for piece in pieces:
        depth += (piece in _OPENING) - (piece in _CLOSING) if len(piece) == 1 else 0
        least = min(least, depth)
    if least < 0:
        pieces = [piece.translate(_MIRRORED) if len(piece) == 1 else piece for piece in pieces]
    return "".join(pieces)
