"""Compute the frequency lexicon from JSON Lines corpora.

    python -m index.analysis.lexicon_build CORPUS.jsonl.gz... > index/analysis/lexicon.txt

Each record's title and text are cut into words and folded as for indexing; only counts of
single words leave the corpus.
"""

import gzip
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from .lexicon import BASE, FIRST_LEVEL
from .normalize import fold_keeping_teh
from .tokenize import WORD

_LEAST_COUNT = 5
_LONGEST_WORD = 16
_HEADER = (
    "# Word frequencies of Arabic news: a folded word and a letter for its level; level k (A = 0)\n"
    f"# stands for about {BASE}**k occurrences. Counts only, computed from the ANT corpora v1.1\n"
    "# and v2.1 (Apache-2.0; Chouigui, Ben Khiroun and Elayeb 2017, 2018) by the command\n"
    "# python -m index.analysis.lexicon_build ant_v11.jsonl.gz ant_v21.jsonl.gz\n"
)


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """Yield title and text of each distinct record."""
    seen = set()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                text = f"{record.get('title') or ''}\n{record.get('text') or ''}"
                if hash(text) not in seen:
                    seen.add(hash(text))
                    yield text


def is_arabic(word: str) -> bool:
    """Say whether a folded word is written in the letters of the Arabic alphabet alone."""
    return all("ء" <= char <= "ي" for char in word)


def main(paths: list[str]) -> None:
    """Write the lexicon of the corpora at ``paths`` to standard output."""
    surface: Counter[str] = Counter()
    for text in texts(map(Path, paths)):
        surface.update(WORD.findall(text))
    folded: Counter[str] = Counter()
    for word, count in surface.items():
        key = fold_keeping_teh(word)
        if 2 <= len(key) <= _LONGEST_WORD and is_arabic(key):
            folded[key] += count
    kept = ((word, count) for word, count in folded.items() if count >= _LEAST_COUNT)
    out = sys.stdout.buffer
    out.write(_HEADER.encode())
    for word, count in sorted(kept):
        out.write(f"{word}{chr(FIRST_LEVEL + round(math.log(count, BASE)))}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1:])
