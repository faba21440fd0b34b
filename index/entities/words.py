"""Words of a text with their offsets, each distinct spelling understood once."""

import re
from collections.abc import Callable
from typing import NamedTuple

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c])*")
"""Letters and digits with their marks; an underscore (in hashtags) stands between words."""
_MARKS = dict.fromkeys([*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, 0x640, 0x200C])

SPACE, DASH, COMMA, QUOTE, STOP, UNDERSCORE, HASH, COLON = range(8)
"""What stands before a word: a space, dash, comma, quote or bracket, anything else, _, # or :."""
_GAPS = {
    " ": SPACE,
    "\u00a0": SPACE,
    "-": DASH,
    "،": COMMA,
    "، ": COMMA,
    ", ": COMMA,
    "_": UNDERSCORE,
    ": ": COLON,
    " : ": COLON,
    ":": COLON,
}
_OPENING = set("\"'«“”(ـ‘[")


def gap_kind(gap: str) -> int:
    """The class of the characters between two words."""
    kind = _GAPS.get(gap)
    if kind is not None:
        return kind
    bare = gap.strip()
    if gap.endswith("#"):
        return HASH
    if not bare:
        return SPACE if "\n" not in gap else STOP
    return QUOTE if "\n" not in gap and set(bare) <= _OPENING else STOP


def plain(raw: str) -> str:
    """A word as it is shown in names: without marks and tatweel."""
    return raw.translate(_MARKS)


class Token(NamedTuple):
    """A word of a text: where it stands and what stands before it."""

    raw: str
    start: int
    end: int
    gap: int


def tokens(text: str, gaps: dict[str, int]) -> list[Token]:
    """All words of a text; ``gaps`` remembers the classes of the gaps between words."""
    found: list[Token] = []
    add = found.append
    last = 0
    make: Callable[[tuple[str, int, int, int]], Token] = Token._make
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap = text[last:start]
        kind = gaps.get(gap)
        if kind is None:
            kind = gap_kind(gap)
            if len(gaps) < 4096:
                gaps[gap] = kind
        add(make((match.group(), start, end, kind)))
        last = end
    return found
