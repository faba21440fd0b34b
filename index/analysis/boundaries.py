"""Word boundaries: what a word is, as patterns for one text and as arrays for many.

Three units of text are told apart:

* a *chunk* stands between two spaces (:data:`SPACED`, :func:`find_chunks`);
* an *index word* is a run of letters with what belongs to them (:data:`WORD`);
* a *name word* is the same with digits in it, as ``F16``; it begins with a letter or digit, never
  with a mark (:data:`NAME_WORD`, :func:`find_name_words`).

Marks, tatweel and invisible characters between two letters belong to the word in all of them:
folding removes these, so they must not part what it makes one. An underscore is no letter.
"""

from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from index.arrays import Bools, Ints
from index.characters import INVISIBLE, MARKS, TATWEEL, members
from index.patterns import pattern

LONGEST = 256
"""Most code units of a chunk that is trimmed and hashed with the others; a longer one is noise."""

AROUND = '،؛؟«»"()[]{}!…“”'
"""Punctuation no term begins or ends with: a chunk is the same with and without it."""

Units = npt.NDArray[np.unsignedinteger]
"""Code units or code points of a text."""

SPACED = pattern(r"\S+")
"""Pattern of a chunk, punctuation included."""

LETTER = r"[^\W\d_]"
"""A letter of any script."""

MARKED = f"(?:{LETTER}|[{MARKS}])"
"""A letter or a mark."""

BODY = f"(?>(?:{MARKED}++|[{INVISIBLE}]++(?={MARKED}))*)"
"""The rest of a word behind its first letter.

An invisible character counts only when a letter or mark follows it. (Atomic, not possessive:
Python 3.11 before .5 takes too much for ``(?:…)*+`` when what is repeated can itself fail,
https://github.com/python/cpython/issues/106052.)
"""

WORD = f"{LETTER}{BODY}|[{MARKS}]++(?:{LETTER}{BODY})?"
"""Pattern of an index word; marks may precede its first letter.

Marks are taken in one run, letter or no letter after it, so that none is looked at twice.
"""

_FOLLOWING = f"[{MARKS}{TATWEEL}]"
NAME_WORD = pattern(
    rf"(?![{TATWEEL}])[^\W_](?>(?:[^\W_]|{_FOLLOWING}|[{INVISIBLE}]++(?=[^\W_]|{_FOLLOWING}))*)"
)
"""Pattern of a name word."""

_PLANE = 1 << 16
"""Code points below this are classified by tables, the others one by one."""


def find_chunks(units: Units) -> tuple[Ints, Ints]:
    """Return where the chunks of a text begin and end, both ``(n,)``, without :data:`AROUND`.

    ``units`` are UTF-16 code units, a space first and last. A chunk of punctuation alone is left
    out; one longer than :data:`LONGEST` is not trimmed.
    """
    space, around = _chunk_tables()
    is_space = space[units]
    edges = np.flatnonzero(is_space[1:] != is_space[:-1])
    starts, ends = edges[0::2] + 1, edges[1::2] + 1
    short = ends - starts <= LONGEST
    for edge, step, at in ((starts, 1, 0), (ends, -1, -1)):
        loose = np.flatnonzero(around[units[edge + at]] & short)
        while len(loose):
            edge[loose] += step
            loose = loose[starts[loose] < ends[loose]]
            loose = loose[around[units[edge[loose] + at]]]
    kept = starts < ends
    return starts[kept], ends[kept]


def find_name_words(units: Units) -> tuple[Ints, Ints]:
    """Return where the name words of a text begin and end, both ``(n,)``; ``units`` are UTF-32."""
    letters, marks, invisible = _name_tables()
    low = np.minimum(units, _PLANE - 1)
    letter = letters[low]
    high = np.flatnonzero(units >= _PLANE)
    letter[high] = [chr(unit).isalnum() for unit in units[high].tolist()]
    solid = letter | marks[low]
    inside = solid | invisible[low]
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, ends = edges[0::2].copy(), edges[1::2].copy()
    loose = np.flatnonzero(~letter[starts])
    if len(loose):  # what stands before the first letter is of no word
        heads = np.append(np.flatnonzero(letter), len(units))
        starts[loose] = heads[np.searchsorted(heads, starts[loose])]
    kept = starts < ends
    starts, ends = starts[kept], ends[kept]
    loose = np.flatnonzero(~solid[ends - 1])
    if len(loose):  # and what is invisible behind the last one
        tails = np.flatnonzero(solid) + 1
        ends[loose] = tails[np.searchsorted(tails, ends[loose], side="right") - 1]
    return starts, ends


@cache
def _chunk_tables() -> tuple[Bools, Bools]:
    """Return whether each code unit is a space, and whether it is of :data:`AROUND`."""
    space = np.fromiter((chr(unit).isspace() for unit in range(_PLANE)), bool, _PLANE)
    return space, _table(AROUND)


@cache
def _name_tables() -> tuple[Bools, Bools, Bools]:
    """Return whether each code point is a letter or digit, belongs to one, or is invisible."""
    letters = np.fromiter((chr(unit).isalnum() for unit in range(_PLANE)), bool, _PLANE)
    letters[ord(TATWEEL)] = False
    return letters, _table(members(MARKS + TATWEEL)), _table(members(INVISIBLE))


def _table(chars: Iterable[str]) -> Bools:
    table = np.zeros(_PLANE, bool)
    table[[ord(char) for char in chars]] = True
    return table
