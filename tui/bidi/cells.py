"""A line of text as terminal cells from left to right, each knowing where it comes from."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import Literal, NamedTuple, get_args

from index.characters import BIDI_CONTROLS, LRO, RIGHT_TO_LEFT_SCRIPTS, RLO, ZWJ, members
from tui.bidi.shaping import Cluster, is_mark, shape
from tui.bidi.uax9 import REMOVED, Base, bidi_class, levels, mirrored, visual_order

Mode = Literal["visual", "words", "logical"]
"""Who reorders and joins. ``visual``: we do both, for terminals that place cell after cell.
``words``: we join, and place the words; the terminal turns the letters of each (kitty).
``logical``: the terminal does it all."""

MODES: tuple[Mode, ...] = get_args(Mode)

_CONTROLS = members(BIDI_CONTROLS) - {LRO, RLO}
"""Controls that steer the order of a text, without the overrides, which could make a text read
as another one."""

RIGHT_TO_LEFT = re.compile(f"[{RIGHT_TO_LEFT_SCRIPTS}]")
"""Pattern of what makes a line need reordering when its base direction is not right-to-left."""


class Cell(NamedTuple):
    """``glyph`` is drawn ``width`` columns wide and stands for ``[start, end)`` of the text."""

    glyph: str
    start: int
    end: int
    width: int


_STRETCH = re.compile("[^ \u2500-\u259f]+")
_LETTERS = ("R", "AL")
_COMMA = "\u060c"  # common to several scripts, but found in the fonts of Arabic


@lru_cache(4096)
def _char_width(char: str) -> int:
    if is_mark(char) or unicodedata.category(char) == "Cc":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def text_width(text: str) -> int:
    """Return the columns a text takes as it stands, code point by code point (lam-alef two)."""
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
    """Return the cells of a text in *logical* order: what to measure, wrap and style it by.

    But in logical mode the glyphs are joined already (so lam-alef counts one column), and a line
    put together from them is reordered by :func:`layout` like any other; so the direction
    controls stay in them.
    """
    if text.isascii() and text.isprintable():
        return tuple(Cell(char, at, at + 1, 1) for at, char in enumerate(text))
    cells = []
    for cluster in shape(text):
        glyph = source = text[cluster.start : cluster.end]
        if mode != "logical":
            glyph = cluster.glyph + "".join(char for char in source if char in _CONTROLS)
        cells.append(Cell(glyph, cluster.start, cluster.end, text_width(glyph)))
    return tuple(cells)


@lru_cache(8192)
def layout(
    text: str, base: Base = "auto", mode: Mode = "visual", fonts: tuple[int, ...] = ()
) -> tuple[Cell, ...]:
    """Return the cells of one line from left to right.

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
    """Return the level of every cluster: that of its first character which has one."""
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


class Apart(NamedTuple):
    """``[start, end)`` of a text is to be drawn bold where the letter ``beside`` it is not."""

    start: int
    end: int
    beside: int


def apart(text: str) -> list[Apart]:
    """Return what stands at right-to-left letters without being one: punctuation, digits, Latin.

    In ``words`` mode a terminal turns all that it finds in one font between two spaces. Whether
    that is more than the letters depends on the user's font; drawn in another weight it is not.
    """
    found = []
    for stretch in _STRETCH.finditer(text):
        first, last = stretch.span()
        if not any(bidi_class(char) in _LETTERS for char in stretch.group()):
            continue
        for turned, group in groupby(range(first, last), partial(_turned, text)):
            places = list(group)
            start, end = places[0], places[-1] + 1
            if not turned and (start > first or end < last):
                found.append(Apart(start, end, start - 1 if start > first else end))
    return found


def _turned(text: str, at: int) -> bool:
    """Tell whether a character is a right-to-left letter, or a mark on one."""
    while at and is_mark(text[at]):
        at -= 1
    return text[at] == _COMMA or bidi_class(text[at]) in _LETTERS


def _place_words(
    text: str,
    clusters: Sequence[Cluster],
    found: Sequence[int],
    order: Sequence[int],
    fonts: tuple[int, ...],
) -> list[Cell]:
    """Return cells by word from left to right, the letters of a right-to-left word as written.

    A cell of such a word stands for the letter that will be seen in it, not for the one sent.
    What stands :func:`apart` from the letters is placed here. Marks on them are left out: kitty
    puts them into cells of their own.
    """

    def word_of(index: int) -> tuple[bool, int]:
        start = clusters[index].start
        return bool(found[index] % 2) and _turned(text, start), bisect_right(fonts, start)

    cells: list[Cell] = []
    for (letters, _), group in groupby(order, word_of):
        word = list(group)
        if letters:
            cells += (
                _plain(clusters[sent], clusters[seen])
                for sent, seen in zip(sorted(word), word, strict=True)
            )
        else:
            cells += (_drawn(clusters[index], found[index]) for index in word)
    return cells


def _plain(sent: Cluster, seen: Cluster) -> Cell:
    glyph = "".join(char for char in sent.glyph if not unicodedata.combining(char))
    return Cell(glyph, seen.start, seen.end, text_width(glyph))
