"""Make the table of given names and surnames of the Arab states, with their Latin spellings.

    python -m index.training.make_names OUTPUT.tsv.gz

Reads the name index of ``arabic-name-romanizer`` (MIT; its names are those of people in Wikidata,
CC0), from the extra ``train``, and writes ``data/names.tsv.gz``: a folded word, how many people of
the Arab states bear it as a given name and as a surname, and its most frequent Latin spellings.
Other states are left out, since the names of Iran and Pakistan would outweigh all others.
"""

import gzip
import sqlite3
import sys
from collections import Counter, defaultdict
from importlib.resources import as_file, files
from pathlib import Path

from index.analysis import fold
from index.entities.name_lists import ARAB_STATES

_SPELLINGS = 3
"""Latin spellings kept of a word."""
_ARTICLES = ("al-", "el-", "al ", "el ")
_NOTE = """\
# Names: folded word, people with this given name, with this surname, Latin spellings.
# Written by index.training.make_names from arabic-name-romanizer 0.2.0 (MIT; names of people in
# Wikidata, CC0).
"""


def main(output: str) -> None:
    """Count, and write the table."""
    given: Counter[str] = Counter()
    surnames: Counter[str] = Counter()
    latin: dict[str, Counter[str]] = defaultdict(Counter)
    source = files("arabic_name_romanizer") / "resources" / "names.sqlite3"
    query = "SELECT arabic_key, latin, country, role, count FROM units WHERE role != 'unknown'"
    with as_file(source) as path, sqlite3.connect(path) as names:
        for written, spelling, country, role, count in names.execute(query):
            word = fold(written)
            if country in ARAB_STATES and all("ء" <= letter <= "ي" for letter in word):
                (given if role == "given" else surnames)[word] += count
                latin[word][_bare(spelling)] += count
    lines = []
    for word in sorted(latin):
        spellings = "|".join(spelling for spelling, _ in latin[word].most_common(_SPELLINGS))
        lines.append(f"{word}\t{given[word]}\t{surnames[word]}\t{spellings}\n")
    text = _NOTE + "".join(lines)
    Path(output).write_bytes(gzip.compress(text.encode(), mtime=0))


def _bare(spelling: str) -> str:
    """Return a Latin spelling in small letters and without its article."""
    small = spelling.lower()
    return small[3:] if small.startswith(_ARTICLES) else small


if __name__ == "__main__":
    main(sys.argv[1])
