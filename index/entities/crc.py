"""CRC-32 of the beginnings and ends of many words at once, as ``zlib.crc32`` has it."""

from collections.abc import Sequence
from functools import cache
from zlib import crc32

import numpy as np

from index.arrays import UInts

_ALL = np.uint32(0xFFFFFFFF)
_SIX, _LOW, _TRAIL, _LEAD = map(np.uint32, (6, 0x3F, 0x80, 0xC0))
_TWO, _THREE, _FOUR = 0x80, 0x800, 0x10000
"""Code points from which on UTF-8 takes two bytes, three, four."""
_FORMS = (
    (0, _TWO, 0, 0),
    (_TWO, _THREE, 0xC0, 6),
    (_THREE, _FOUR, 0xE0, 12),
    (_FOUR, 1 << 21, 0xF0, 18),
)
"""Least and first greater code point of a form of UTF-8, mark of its first byte, and its shift."""


def crc32_of_affixes(words: Sequence[str], prefix: str, suffix: str, longest: int) -> UInts:
    """Return the CRC-32 of prefixes and suffixes in UTF-8, shape ``(2 * longest, words)``.

    First come the prefixes of one letter, two, … ``longest``, after the letter ``prefix``; then
    the suffixes after ``suffix``. Of a word that is not longer than that it is 0.
    """
    units = np.frombuffer("".join([*words, "\0"]).encode("utf-32-le"), "<u4")
    sizes = np.array([len(word) for word in words])
    ends = np.cumsum(sizes)
    out = np.zeros((2 * longest, len(words)), np.uint32)
    state = _begun(prefix, len(words))
    for size in range(1, longest + 1):
        there = sizes > size
        state = _fed(state, units[np.where(there, ends - sizes + size - 1, -1)])
        out[size - 1, there] = ~state[there]
        state_of_end = _begun(suffix, len(words))
        for letter in range(size, 0, -1):
            state_of_end = _fed(state_of_end, units[np.where(there, ends - letter, -1)])
        out[longest + size - 1, there] = ~state_of_end[there]
    return out


def _begun(text: str, count: int) -> UInts:
    return np.full(count, crc32(text.encode()), np.uint32) ^ _ALL


@cache
def _table() -> UInts:
    """Return what each last byte of the register turns into."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, (table >> 1) ^ np.uint32(0xEDB88320), table >> 1)
    return table.astype(np.uint32)


def _fed(state: UInts, letters: UInts) -> UInts:
    """Return registers after one more letter each."""
    if ((letters >= _TWO) & (letters < _THREE)).all():  # as nearly all letters are
        return _shifted(_shifted(state, letters >> _SIX | _LEAD), letters & _LOW | _TRAIL)
    state = state.copy()
    for least, below, mark, shift in _FORMS:
        at = np.flatnonzero((letters >= least) & (letters < below))
        state[at] = _shifted(state[at], letters[at] >> np.uint32(shift) | np.uint32(mark))
        for rest in range(shift - 6, -1, -6):
            state[at] = _shifted(state[at], letters[at] >> np.uint32(rest) & _LOW | _TRAIL)
    return state


def _shifted(state: UInts, byte: UInts) -> UInts:
    """Return registers after one more byte each."""
    shifted: UInts = _table()[(state ^ byte) & np.uint32(0xFF)] ^ (state >> np.uint32(8))
    return shifted
