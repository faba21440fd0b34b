"""Arabic joining: the letters of a line as the glyphs that a terminal cell can show.

A terminal without shaping draws every code point as it stands, so each letter is replaced by
its presentation form (isolated, final, initial, medial; Unicode Standard chapter 9.2, "Arabic
Cursive Joining"). The forms are read out of :mod:`unicodedata`, where every presentation form
names the letter it belongs to. Marks stay on their letter; lam-alef becomes one glyph.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from index.characters import TATWEEL, ZWJ, ZWNJ

LAM = "\u0644"
_WORD = re.compile("[^ ]+| ")


class Cluster(NamedTuple):
    """What one stretch ``[start, end)`` of the text looks like: a glyph with its marks.

    The clusters of a text follow one another without a gap. ``glyph`` is empty where there is
    nothing to draw (a control at the start of a line).
    """

    glyph: str
    start: int
    end: int


class Forms(NamedTuple):
    """Presentation forms of a letter; ``initial`` is None when it joins only backwards."""

    isolated: str
    final: str | None
    initial: str | None
    medial: str | None


@lru_cache(1)
def forms() -> dict[str, Forms]:
    """Return for each letter (or lam + alef) its presentation forms."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)):
        kind, *codes = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(part, 16)) for part in codes)
        ligature = len(letters) == 2 and letters[0] == LAM and code >= 0xFEF5
        if kind.startswith("<") and (len(letters) == 1 or ligature):
            found.setdefault(letters, {}).setdefault(kind.strip("<>"), chr(code))
    return {
        letters: Forms(
            shapes.get("isolated", letters),
            shapes.get("final"),
            shapes.get("initial"),
            shapes.get("medial"),
        )
        for letters, shapes in found.items()
        if letters != " "
    }


@lru_cache(4096)
def is_mark(char: str) -> bool:
    """Tell whether a character takes no cell of its own: marks, joiners, direction controls."""
    if "\U0001f3fb" <= char <= "\U0001f3ff":  # skin tones
        return True
    return unicodedata.category(char) in ("Mn", "Me", "Cf") and not (
        char == "\u00ad" or "\u0600" <= char <= "\u0605" or char in "\u06dd\u070f\u08e2"
    )


def shape(text: str) -> list[Cluster]:
    """Return the clusters of a text in logical order, joined.

    Marks stay on their letter, also one that stands between lam and alef. Controls (ZWJ, ZWNJ,
    direction marks) take part in joining and then vanish into the cluster before them. Text
    that is shaped already comes out as it went in.

    Nothing joins across a space, and the same words come again and again, so that they are
    shaped one by one and remembered.
    """
    clusters: list[Cluster] = []
    for match in _WORD.finditer(text):
        at = match.start()
        if at and is_mark(text[at]):  # it stands on the space before it
            return list(_shape(text))
        clusters += (
            Cluster(glyph, at + start, at + end) for glyph, start, end in _shape(match.group())
        )
    return clusters


@lru_cache(32768)
def _shape(text: str) -> tuple[Cluster, ...]:
    units = list(_units(text))
    clusters: list[Cluster] = []
    joined = False
    for position, unit in enumerate(units):
        after, joined_next = False, False
        if position + 1 < len(units) or unit.joiner == ZWJ:
            forward = _joins_forward(unit.base)
            backward = position + 1 < len(units) and _joins_backward(units[position + 1].base)
            after = forward and (unit.joiner == ZWJ or (not unit.joiner and backward))
            joined_next = backward and (unit.joiner == ZWJ or (not unit.joiner and forward))
        glyph = _glyph(unit.base, joined, after) + unit.marks
        clusters.append(Cluster(glyph, unit.start, unit.end))
        joined = joined_next
    return tuple(clusters)


class _Unit(NamedTuple):
    base: str
    marks: str
    joiner: str
    start: int
    end: int


def _units(text: str) -> Iterator[_Unit]:
    """Yield base letters (lam-alef as one) with the marks and the last joiner that follow them."""
    start = 0
    while start < len(text):
        base = "" if is_mark(text[start]) else text[start]
        end, marks, joiner = start + len(base), "", ""
        while end < len(text):
            char = text[end]
            if base == LAM and not joiner and LAM + char in forms():
                base += char
            elif joiner == ZWJ and base and _is_picture(base[0]) and _is_picture(char):
                marks, joiner = marks + ZWJ + char, ""
            elif not is_mark(char):
                break
            elif char in (ZWJ, ZWNJ):
                joiner = char
            elif unicodedata.category(char) != "Cf":
                marks += char
            end += 1
        yield _Unit(base, marks, joiner, start, end)
        start = end


def _is_picture(char: str) -> bool:
    return unicodedata.category(char) == "So"


def _joins_backward(base: str) -> bool:
    shapes = forms().get(base)
    return base == TATWEEL or (shapes is not None and shapes.final is not None)


def _joins_forward(base: str) -> bool:
    shapes = forms().get(base)
    return base == TATWEEL or (shapes is not None and shapes.initial is not None)


def _glyph(base: str, before: bool, after: bool) -> str:
    """Return the presentation form of a letter by which of its sides are joined."""
    shapes = forms().get(base)
    if shapes is None:
        return base
    if before and after:
        return shapes.medial or shapes.isolated
    if before:
        return shapes.final or shapes.isolated
    return (shapes.initial if after else None) or shapes.isolated
