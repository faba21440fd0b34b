"""Words whose letters are drawn out for emphasis, as in عاااجل: the words that they may be."""

from collections.abc import Iterator
from itertools import product
from typing import Final

from index.patterns import pattern

_RUN: Final = pattern(r"([ء-ي])\1{2,}")
"""A letter three times or more in a row, which no word has but by an attached particle."""
_MOST_RUNS: Final = 3


def is_drawn_out(text: str) -> bool:
    """Tell whether a text has a letter of Arabic three times in a row."""
    return _RUN.search(text) is not None


def shortened(word: str) -> Iterator[str]:
    """Yield a word with each of its drawn-out letters once, or twice, in every combination."""
    pieces = _RUN.split(word)
    letters = pieces[1::2]
    if not letters or len(letters) > _MOST_RUNS:
        return
    for times in product((1, 2), repeat=len(letters)):
        drawn = (letter * n for letter, n in zip(letters, times, strict=True))
        yield "".join(part for pair in zip(pieces[::2], (*drawn, ""), strict=True) for part in pair)
