"""The tables under ``data/``: lines of tab-separated cells; ``#`` lines name their sources."""

import gzip
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from index.analysis import fold


@lru_cache(maxsize=500_000)
def folded(text: str) -> str:
    """Return the folded form of a name or word of the tables, remembered."""
    return fold(text)


@lru_cache(maxsize=1 << 15)
def recently_folded(word: str) -> str:
    """Return the folded form of a word of a text; few are remembered, since texts go on."""
    return fold(word)


def lines(name: str) -> list[str]:
    """Return the lines of ``data/<name>``, without comments and blank lines."""
    data = files(__package__).joinpath("data", name).read_bytes()
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    return [line for line in data.decode("utf-8").split("\n") if line and line[0] != "#"]


def rows(name: str) -> Iterator[list[str]]:
    """Return the lines of ``data/<name>``, each split at its tabs."""
    return (line.split("\t") for line in lines(name))


def spellings(cell: str) -> list[str]:
    """Return the alternatives of a cell, which are separated by ``|``; none for an empty cell."""
    return [part for part in cell.split("|") if part]


@cache
def words_of_class(name: str) -> frozenset[str]:
    """Return the folded words of a class in ``classes.tsv``."""
    return next(
        frozenset(map(folded, words.split())) for kind, words in rows("classes.tsv") if kind == name
    )
