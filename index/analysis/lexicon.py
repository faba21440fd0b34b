"""How often a folded word occurs in news: the evidence the stemmer decides by.

The table ships as sorted lines, a word and one letter for its frequency level. A process
that analyses a query looks a few words up by bisection in the mapped file; one that indexes
soon reads it whole.
"""

import mmap
from functools import cache
from pathlib import Path

LEXICON_FILE = Path(__file__).with_name("lexicon.txt")

# Level k stands for a count near BASE**k; one ASCII letter from FIRST_LEVEL on.
BASE = 1.35
FIRST_LEVEL = ord("A")
_LOOKUPS_BEFORE_READING_ALL = 1500


class Lexicon:
    """Approximate counts of folded words (teh marbuta kept) of a large news collection."""

    def __init__(self, path: Path = LEXICON_FILE) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._start = _after_header(self._map)
        self._lookups = 0
        self._levels: dict[str, int] | None = None
        self._counts = [round(BASE**level) for level in range(64)]

    def count(self, word: str) -> int:
        """Return about how often ``word`` was seen, 0 when it is not in the table."""
        if self._levels is None:
            self._lookups += 1
            if self._lookups <= _LOOKUPS_BEFORE_READING_ALL:
                return self._bisect(word)
            text = self._map[self._start :].decode()
            self._levels = {line[:-1]: ord(line[-1]) for line in text.splitlines()}
        level = self._levels.get(word)
        return 0 if level is None else self._counts[level - FIRST_LEVEL]

    def _bisect(self, word: str) -> int:
        wanted = word.encode("utf-8", "surrogatepass")
        low, high = self._start, len(self._map)
        while low < high:
            middle = self._map.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._map.find(b"\n", middle, high)
            end = high if end < 0 else end
            found = self._map[middle : end - 1]
            if found == wanted:
                return self._counts[self._map[end - 1] - FIRST_LEVEL]
            if found < wanted:
                low = end + 1
            else:
                high = middle
        return 0


def _after_header(table: mmap.mmap) -> int:
    start = 0
    while table[start : start + 1] == b"#":
        start = table.find(b"\n", start) + 1
    return start


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships with the program, opened once."""
    return Lexicon()
