"""How often a folded word occurs in news: the evidence the stemmer decides by.

The table ships as sorted lines: a word and one character for its frequency level. A process
that analyses a query looks a few words up by bisection in the mapped file; one that indexes
soon reads it whole.
"""

import mmap
from collections.abc import Callable
from functools import cache
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
_LOOKUPS_BEFORE_READING_ALL: Final = 800
"""Number of look-ups after which the whole table is read: a query needs a few dozen, an indexer
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
        self._start = _after_header(self._map)
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
        return self._bisect(word.encode("utf-8", "surrogatepass"))

    def _read_all(self) -> None:
        """Replace the look-up functions by those of dictionaries in memory."""
        lines = self._map[self._start :].decode().splitlines()
        words = [line[:-1] for line in lines]
        counts = dict(zip(words, [_COUNT_OF_CHAR[line[-1]] for line in lines], strict=True))
        strengths = counts.copy()
        for word in words:
            if word.startswith("ال"):
                strengths[word[2:]] = strengths.get(word[2:], 0) + counts[word]
        self.count = counts.get
        self.strength = strengths.get
        self.is_whole = {line[:-1] for line in lines if line[-1] >= chr(FIRST_WHOLE)}.__contains__

    def _bisect(self, wanted: bytes) -> int:
        low, high = self._start, len(self._map)
        while low < high:
            newline = self._map.rfind(b"\n", low, (low + high) // 2)
            start = low if newline < 0 else newline + 1
            end = self._map.find(b"\n", start, high)
            found = self._map[start : end - 1]
            if found == wanted:
                return self._map[end - 1]
            if found < wanted:
                low = end + 1
            else:
                high = start
        return 0


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
