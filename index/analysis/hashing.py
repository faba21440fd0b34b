"""A 64-bit hash of every word of a text, and a hash table that is asked by arrays.

Splitting a text into strings and looking each up in a dictionary takes half a microsecond a
word, most of it waiting for memory. Here a few dozen texts are one array of UTF-16 code units;
a word's hash is a difference of running sums, and all look-ups are done together.
"""

import secrets
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.analysis.boundaries import LONGEST, find_chunks
from index.arrays import Ints, UInts
from index.kernels import compiled

_WINDOW = 1 << 14
"""Number of code units hashed at a time, so that their sums stay in the processor's cache."""

Hashes = npt.NDArray[np.uint64]

_MOST = (1 << 64) - 1
_MIX = np.uint64(0x9E3779B97F4A7C15)
"""Odd multiplier that spreads a hash over all its bits: 2^64 over the golden ratio."""


_base = secrets.randbits(64) | 5
"""Base of the polynomial: random in every run, so that nobody can prepare a collision."""


def hash_base() -> int:
    """Return what the hashes of this process depend on."""
    return _base


def hash_alike(base: int) -> None:
    """Have the hashes of another process, from its base; nothing must have been hashed before."""
    global _base
    _base = base


class HashedTexts(NamedTuple):
    """Chunks of several texts: chunk ``c`` is ``units[starts[c]:ends[c]]``.

    ``starts``, ``ends`` and ``hashes`` have shape ``(chunks,)``, ``sizes`` has shape ``(texts,)``:
    the number of chunks of each text, in order. A hash is never 0, and another one in every
    run.
    """

    units: npt.NDArray[np.uint16]
    starts: Ints
    ends: Ints
    sizes: UInts
    hashes: Hashes

    def strings(self, chunks: Ints) -> list[str]:
        """Return the chunks of these numbers, shape ``(k,)``, as strings."""
        starts = self.starts[chunks]
        sizes = self.ends[chunks] - starts + 1  # with the unit behind, to make a space of
        into = np.cumsum(sizes) - sizes
        units = self.units[np.repeat(starts - into, sizes) + np.arange(int(sizes.sum()))]
        units[into + sizes - 1] = ord(" ")
        return units.tobytes().decode("utf-16-le", "surrogatepass").split()


def hash_texts(texts: list[str]) -> HashedTexts:
    """Return the chunks of ``texts`` (see :func:`find_chunks`) and their hashes."""
    encoded = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    units = np.frombuffer(b" \0".join([b"", *encoded, b""]), "<u2")
    starts, ends = find_chunks(units)
    begins = np.cumsum([1, *(len(data) // 2 + 1 for data in encoded)])
    sizes = np.diff(np.searchsorted(starts, begins)).astype(np.uint32)
    return HashedTexts(units, starts, ends, sizes, hash_words(units, starts, ends))


def hash_words(units: npt.NDArray[np.unsignedinteger], starts: Ints, ends: Ints) -> Hashes:
    """Return a hash, never 0, of each word ``units[starts[i]:ends[i]]``, shape ``(n,)``.

    ``starts`` and ``ends`` have shape ``(n,)`` and ascend. The hash of a word up to ``LONGEST`` is
    a polynomial of its units modulo 2^64, well mixed, after Rabin and Karp (1987): with S(i) the
    sum of ``units[k] * base^k`` for k < i, the word from s to e has ``(S(e) - S(s)) / base^s``,
    whatever stands around it.
    """
    if compiled:
        out = compiled.hash_words(units, starts, ends, _base, LONGEST)
    else:
        out = _polynomials(units, starts, ends)
    for word in np.flatnonzero(out == 0):
        out[word] = hash(units[starts[word] : ends[word]].tobytes()) & _MOST or 1
    return out


def _polynomials(units: npt.NDArray[np.unsignedinteger], starts: Ints, ends: Ints) -> Hashes:
    """Return the hashes of words up to ``LONGEST``, 0 for longer ones."""
    out = np.zeros(len(starts), np.uint64)
    short = ends - starts <= LONGEST
    powers, inverses = _powers()
    bounds = np.searchsorted(starts, np.arange(0, len(units) + _WINDOW, _WINDOW))
    for window, (first, last) in enumerate(pairwise(bounds.tolist())):
        chosen = np.arange(first, last)[short[first:last]]
        base = window * _WINDOW
        part = units[base : base + _WINDOW + LONGEST].astype(np.uint64) + np.uint64(1)
        sums = np.zeros(len(part) + 1, np.uint64)
        np.cumsum(part * powers[: len(part)], out=sums[1:])
        begin, end = starts[chosen] - base, ends[chosen] - base
        mixed = (sums[end] - sums[begin]) * inverses[begin]
        mixed = (mixed ^ (mixed >> np.uint64(32))) * _MIX
        out[chosen] = np.maximum(mixed ^ (mixed >> np.uint64(29)), np.uint64(1))
    return out


_tables: list[tuple[Hashes, Hashes]] = []


def _powers() -> tuple[Hashes, Hashes]:
    """Return base^k and base^-k for every k of a window."""
    if not _tables:
        both = []
        for factor in (_base, pow(_base, -1, _MOST + 1)):
            row = np.full(_WINDOW + LONGEST, factor, np.uint64)
            row[0] = 1
            both.append(np.cumprod(row, dtype=np.uint64))
        _tables.append((both[0], both[1]))
    return _tables[0]


class HashTable:
    """A table from hashes (not 0) to numbers, with open addressing and batched look-ups."""

    def __init__(self) -> None:
        self._clear(1 << 16)

    def _clear(self, capacity: int) -> None:
        self._keys = np.zeros(capacity, np.uint64)
        self._values = np.zeros(capacity, np.uint32)
        self._used = 0

    @property
    def nbytes(self) -> int:
        """Number of bytes of memory taken."""
        return self._keys.nbytes + self._values.nbytes

    def find(self, hashes: Hashes, free: int) -> tuple[UInts, Ints]:
        """Return the number of each of ``hashes`` and the places where new ones are first met.

        The numbers have the shape of ``hashes``, the places ``(new,)``. New hashes are numbered
        from ``free`` on in the order of these places, but not entered yet.
        """
        numbers, unknown = self.look_up(hashes)
        new, first, which = np.unique(hashes[unknown], return_index=True, return_inverse=True)
        order = np.argsort(first)
        given = np.empty(len(new), np.uint32)
        given[order] = np.arange(free, free + len(new))
        numbers[unknown] = given[which]
        return numbers, unknown[first[order]]

    def look_up(self, hashes: Hashes) -> tuple[UInts, Ints]:
        """Return the number of each of ``hashes`` and the places of those that have none."""
        if compiled:
            return compiled.find_hashes(self._keys, self._values, hashes)
        out = np.zeros(len(hashes), np.uint32)
        missing: list[Ints] = []
        mask = len(self._keys) - 1
        places = np.arange(len(hashes))
        slots = (hashes & np.uint64(mask)).astype(np.int64)
        while len(places):
            keys = self._keys[slots]
            out[places] = self._values[slots]
            other = keys != hashes[places]
            places, slots, keys = places[other], slots[other], keys[other]
            taken = keys != 0
            missing.append(places[~taken])
            places, slots = places[taken], (slots[taken] + 1) & mask
        return out, np.sort(np.concatenate(missing)) if missing else places

    def add(self, hashes: Hashes, numbers: UInts) -> None:
        """Enter hashes that are distinct and new, with their numbers; both have shape ``(n,)``."""
        if 2 * (self._used + len(hashes)) > len(self._keys):
            used = np.flatnonzero(self._keys)
            hashes = np.concatenate([self._keys[used], hashes])
            numbers = np.concatenate([self._values[used], numbers])
            self._clear(1 << (4 * len(hashes)).bit_length())
        self._used += len(hashes)
        mask = len(self._keys) - 1
        slots = (hashes & np.uint64(mask)).astype(np.int64)
        while len(hashes):
            free = self._keys[slots] == 0
            self._keys[slots[free]] = hashes[free]  # of several for one slot the last gets it
            placed = self._keys[slots] == hashes
            self._values[slots[placed]] = numbers[placed]
            hashes, numbers = hashes[~placed], numbers[~placed]
            slots = (slots[~placed] + 1) & mask

    def items(self) -> tuple[Hashes, UInts]:
        """Return all hashes and their numbers, both of shape ``(n,)``, in no order."""
        used = np.flatnonzero(self._keys)
        return self._keys[used], self._values[used]
