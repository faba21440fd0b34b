"""How many people of the Arab states bear a word as a given name and as a surname.

Computed by :mod:`index.training.make_names`. The counts are features for the tagger, not verdicts:
many a common word is the name of somebody.
"""

from functools import cache
from typing import NamedTuple

from index.entities.tables import rows


class NameCount(NamedTuple):
    """Number of people with a word as given name, and with it as surname."""

    given: int
    surname: int


@cache
def name_counts() -> dict[str, NameCount]:
    """Read the counts of all folded words that are names, once."""
    return {
        word: NameCount(int(given), int(surname))
        for word, given, surname, _ in rows("names.tsv.gz")
    }
