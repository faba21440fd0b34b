"""The tables of this package: tab-separated lines under ``data/``, ``#`` lines say their source."""

import gzip
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from index.analysis import fold


@cache
def folded(text: str) -> str:
    """The folded form of a name or word, remembered."""
    return fold(text)


def rows(name: str) -> Iterator[list[str]]:
    """The rows of ``data/<name>``, split at tabs, without comments and blank lines."""
    data = files(__package__).joinpath("data", name).read_bytes()
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    for line in data.decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def spellings(cell: str) -> list[str]:
    """A cell of alternatives separated by ``|``; empty when the cell is."""
    return [part for part in cell.split("|") if part]


@cache
def words_of_class(name: str) -> frozenset[str]:
    """The folded words of a class in ``classes.tsv``."""
    return next(
        frozenset(map(folded, words.split())) for kind, words in rows("classes.tsv") if kind == name
    )
