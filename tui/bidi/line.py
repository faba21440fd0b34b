"""A line of text as terminal cells from left to right, each knowing where it comes from."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple, get_args

from tui.bidi.shaping import ZWJ, Cluster, is_mark, shape
from tui.bidi.uax9 import REMOVED, Base, bidi_class, levels, mirrored, visual_order

Mode = Literal["visual", "words", "logical"]
"""Who reorders and joins. ``visual``: we do both, for terminals that place cell after cell.
``words``: we join, and place the words; the terminal turns the letters of each (kitty).
``logical``: the terminal does it all."""

MODES: tuple[Mode, ...] = get_args(Mode)

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Finds what makes a line need reordering when its base direction is not right-to-left."""


class Cell(NamedTuple):
    """``glyph`` is drawn ``width`` columns wide and stands for ``[start, end)`` of the text."""

    glyph: str
    start: int
    end: int
    width: int


@lru_cache(4096)
def _char_width(char: str) -> int:
    if is_mark(char) or unicodedata.category(char) == "Cc":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def text_width(text: str) -> int:
    """Columns a text takes as it stands, code point by code point (lam-alef two)."""
    total, previous = 0, ""
    for char in text:
        if char == "\ufe0f":
            total += bool(previous) and _char_width(previous) == 1
        elif previous != ZWJ:
            total += _char_width(char)
        previous = char
    return total


@lru_cache(16384)
def prepare(text: str, mode: Mode) -> tuple[Cell, ...]:
    """The cells of a text in *logical* order: what to measure, wrap and style it by.

    But in logical mode the glyphs are joined already (so lam-alef counts one column), and a line
    put together from them is reordered by :func:`layout` like any other.
    """
    if text.isascii() and text.isprintable():
        return tuple(Cell(char, at, at + 1, 1) for at, char in enumerate(text))
    return tuple(
        Cell(glyph, cluster.start, cluster.end, text_width(glyph))
        for cluster in shape(text)
        for glyph in (text[cluster.start : cluster.end] if mode == "logical" else cluster.glyph,)
    )


@lru_cache(8192)
def layout(
    text: str, base: Base = "auto", mode: Mode = "visual", fonts: tuple[int, ...] = ()
) -> tuple[Cell, ...]:
    """The cells of one line from left to right.

    Their ``[start, end)`` are a partition of the text, in visual order; in ``logical`` mode they
    come in the order of the text. ``fonts`` is where another font begins (bold, italic): in
    ``words`` mode the terminal takes the parts of a word before and after it for two words.
    """
    if mode == "logical" or (base != "rtl" and not RIGHT_TO_LEFT.search(text)):
        return prepare(text, "logical")
    clusters = shape(text)
    found = _cluster_levels(text, clusters, base)
    order = visual_order(found)
    if mode == "words":
        return tuple(_place_words(text, clusters, found, order, fonts))
    return tuple(_drawn(clusters[index], found[index]) for index in order)


def _cluster_levels(text: str, clusters: Sequence[Cluster], base: Base) -> list[int]:
    """The level of every cluster: that of its first character which has one."""
    level, by_char = levels(text, base)
    found = []
    for cluster in clusters:
        of_cluster = by_char[cluster.start : cluster.end]
        level = next((each for each in of_cluster if each != REMOVED), level)
        found.append(level)
    return found


def _drawn(cluster: Cluster, level: int) -> Cell:
    glyph = cluster.glyph
    if level % 2 and glyph:
        glyph = mirrored(glyph[0]) + glyph[1:]
    return Cell(glyph, cluster.start, cluster.end, text_width(glyph))


def _place_words(
    text: str,
    clusters: Sequence[Cluster],
    found: Sequence[int],
    order: Sequence[int],
    fonts: tuple[int, ...],
) -> list[Cell]:
    """Cells by word from left to right, the letters of a right-to-left word as written.

    A terminal that turns such a word also mirrors its brackets; punctuation standing alone it
    leaves, so that is turned here. Marks on the letters of a turned word are left out: kitty
    puts them into cells of their own.
    """

    def word_of(index: int) -> tuple[bool, int]:
        cluster = clusters[index]
        rtl = bool(found[index] % 2) and not text[cluster.start].isspace()
        return rtl, bisect_right(fonts, cluster.start)

    cells: list[Cell] = []
    for (rtl, _), group in groupby(order, word_of):
        word = list(group)
        letters = any(bidi_class(text[clusters[i].start]) in ("R", "AL") for i in word)
        if rtl and letters:
            cells += (_plain(clusters[index]) for index in sorted(word))
        else:
            cells += (_drawn(clusters[index], found[index]) for index in word)
    return cells


def _plain(cluster: Cluster) -> Cell:
    glyph = "".join(char for char in cluster.glyph if not unicodedata.combining(char))
    return Cell(glyph, cluster.start, cluster.end, text_width(glyph))
