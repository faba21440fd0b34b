"""How often a folded word occurs in news: the evidence the stemmer decides by.

The table ships as sorted lines: a word and one character for its frequency level. A process
that answers queries looks words up in the mapped file, in one of the blocks whose first words it
keeps; one that indexes soon reads it whole.
"""

import mmap
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from index.analysis.compiled import FOLDER

LEXICON_FILE: Final = FOLDER / "lexicon.txt"

BASE: Final = 1.5
"""Base of the frequency levels: level k stands for about ``BASE ** k`` occurrences."""

FIRST: Final = ord("!")
"""Character of level 0; that of level k is ``FIRST + k``."""

FIRST_WHOLE: Final = ord("P")
"""Character of level 0 for a word whose alefs show that it begins with no proclitic."""
_COUNTS: Final = tuple(round(BASE**level) for level in range(FIRST_WHOLE - FIRST))
_COUNT_OF_CHAR: Final = {
    chr(first + level): count
    for first in (FIRST, FIRST_WHOLE)
    for level, count in enumerate(_COUNTS)
}
_BLOCK: Final = 1 << 10
"""Bytes of a block, about."""
_LOOKUPS_BEFORE_READING_ALL: Final = 5_000
"""Number of look-ups after which the whole table is read, which takes as long as these where
kernels are compiled, and 1 MB of memory (else 15 MB): a query needs a few dozen, an indexer
millions."""

Lookup = Callable[[str, int], int]
"""A function as ``dict.get``: of a word and a default, the word's number or the default."""


class Lexicon:
    """Approximate counts of folded words (teh marbuta kept) in a large collection of news.

    ``count(word, 0)`` is about how often ``word`` was seen, the second argument when it is not
    in the table; ``strength(word, 0)`` the same with and without the article.
    ``is_whole(word)`` tells whether the spelling of its alefs shows that ``word`` begins with
    no proclitic: ``وادي`` is written without the hamza of ``أدى``, and ``إلغاء`` is no article.
    """

    count: Lookup
    strength: Lookup
    is_whole: Callable[[str], bool]

    def __init__(self, path: Path = LEXICON_FILE) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._starts: list[int] = []
        self._firsts: list[bytes] = []
        self._lookups = 0
        self.count = self._count
        self.strength = self._strength
        self.is_whole = lambda word: self._level(word) >= FIRST_WHOLE

    def _count(self, word: str, absent: int = 0) -> int:
        return _count_of(self._level(word)) or absent

    def _strength(self, word: str, absent: int = 0) -> int:
        return self._count(word) + self._count("ال" + word) or absent

    def _level(self, word: str) -> int:
        self._lookups += 1
        if self._lookups == _LOOKUPS_BEFORE_READING_ALL:
            self._read_all()
        return self._find(word.encode("utf-8", "surrogatepass"))

    def _read_all(self) -> None:
        """Replace the look-up functions by those of a table in memory."""
        from secrets import randbits

        from index.kernels import compiled  # needs NumPy, as a look-up or two do not

        if compiled:
            base = randbits(64) | 5  # so that nobody can prepare a word for another's count
            text = self._map[self._starts[0] :].decode()
            table = compiled.Counts(text, FIRST, FIRST_WHOLE, _COUNTS, base)
            self.count, self.strength, self.is_whole = table.count, table.strength, table.is_whole
            return
        counts: dict[str, int] = {}
        whole: set[str] = set()
        for start, end in pairwise(self._starts):
            for line in self._map[start:end].decode().splitlines():
                word, level = line[:-1], line[-1]
                counts[word] = _COUNT_OF_CHAR[level]
                if level >= chr(FIRST_WHOLE):
                    whole.add(word)
        strengths = counts.copy()
        for word, count in counts.items():
            if word.startswith("ال"):
                strengths[word[2:]] = strengths.get(word[2:], 0) + count
        self.count = counts.get
        self.strength = strengths.get
        self.is_whole = whole.__contains__

    def _find(self, wanted: bytes) -> int:
        if not self._starts:
            self._cut()
        block = bisect_right(self._firsts, wanted) - 1
        if block < 0:
            return 0
        lines = b"\n" + self._map[self._starts[block] : self._starts[block + 1]]
        # A word comes before all that begin with it.
        level = lines.find(b"\n" + wanted) + 1 + len(wanted)
        if level > len(wanted) and lines[level + 1 : level + 2] == b"\n":
            return lines[level]
        return 0

    def _cut(self) -> None:
        """Note where blocks begin, with which words, and where the last one ends."""
        start, size = _after_header(self._map), len(self._map)
        while start < size:
            self._starts.append(start)
            self._firsts.append(self._map[start : self._map.find(b"\n", start) - 1])
            newline = self._map.find(b"\n", min(start + _BLOCK, size - 1))
            start = newline + 1 or size
        self._starts.append(size)


def _count_of(level: int) -> int:
    if level >= FIRST_WHOLE:
        return _COUNTS[level - FIRST_WHOLE]
    return _COUNTS[level - FIRST] if level else 0


def _after_header(table: mmap.mmap) -> int:
    start = 0
    while table[start : start + 1] == b"#":
        start = table.find(b"\n", start) + 1
    return start


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships with the program, opened once."""
    return Lexicon()
