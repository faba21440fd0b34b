"""Compute the frequency lexicon from JSON Lines corpora.

    python -m index.training.count_words OUTPUT CORPUS.jsonl.gz...

Each record's title and text are cut into words and folded as for indexing; only counts of
single words leave the corpus.
"""

import math
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from index.analysis.boundaries import WORD
from index.analysis.lexicon import BASE, FIRST, FIRST_WHOLE
from index.analysis.normalize import compose, fold_keeping_teh
from index.characters import HAMZATED_ALEFS
from index.training.corpora import records

_LEAST_COUNT = 6
_LONGEST_WORD = 16
_CONTRADICTION = 0.4
_HEADER = (
    "# Word frequencies of Arabic news: a folded word and a character for its level; level k\n"
    f"# stands for about {BASE}**k occurrences and is written {chr(FIRST)!r} + k, or\n"
    f"# {chr(FIRST_WHOLE)!r} + k for a word that begins with no proclitic. Counts only, from the\n"
    "# ANT corpora v1.1 and v2.1 (Apache-2.0 badge; Chouigui, Ben Khiroun and Elayeb 2017, 2018),\n"
    "# computed by: python -m index.training.count_words OUTPUT ant_v11.jsonl.gz"
    " ant_v21.jsonl.gz\n"
)


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """Yield title and text of each distinct record."""
    seen = set()
    for record in records(paths):
        text = f"{record.get('title') or ''}\n{record.get('text') or ''}"
        if hash(text) not in seen:
            seen.add(hash(text))
            yield text


def is_arabic(word: str) -> bool:
    """Say whether a folded word is written in the letters of the Arabic alphabet alone."""
    return all("ء" <= char <= "ي" for char in word)


def whole_words(spellings: Mapping[str, Counter[str]]) -> set[str]:
    """Return the words whose alefs speak against a proclitic.

    ``spellings`` gives for each folded word its spellings with hamza and their counts. A
    word is whole when its alef carries a hamza much more or much less often than the alef
    of the word that would be left, or when its ``ال`` is mostly written ``أل`` or ``إل``.
    """
    hamza_first = {word: _hamza_share(counts, 0) for word, counts in spellings.items()}
    whole = {word for word, share in hamza_first.items() if word[:2] == "ال" and share > 0.5}
    for word, counts in spellings.items():
        if word[0] in "وفبكل" and word[1:] in hamza_first and word[1] == "ا":
            share = _hamza_share(counts, 1)
            if abs(share - hamza_first[word[1:]]) > _CONTRADICTION:
                whole.add(word)
    return whole


def _hamza_share(counts: Counter[str], at: int) -> float:
    hamzated = sum(count for spelling, count in counts.items() if spelling[at] in HAMZATED_ALEFS)
    return hamzated / counts.total()


def main(output: Path, corpora: Iterable[Path]) -> None:
    """Write the lexicon of ``corpora`` to ``output``, whole or not at all.

    ``output`` may be the table that is in use: it is replaced once the new one is complete.
    """
    words = re.compile(WORD)
    surfaces: Counter[str] = Counter()
    for text in texts(corpora):
        surfaces.update(words.findall(text))
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for surface, count in surfaces.items():
        word = fold_keeping_teh(surface)
        if 2 <= len(word) <= _LONGEST_WORD and is_arabic(word):
            spellings[word][compose(surface)] += count
    kept = {word: counts for word, counts in spellings.items() if counts.total() >= _LEAST_COUNT}
    whole = whole_words(kept)
    unfinished = output.with_name(output.name + ".new")
    with unfinished.open("w", encoding="utf-8", newline="\n") as out:
        out.write(_HEADER)
        for word, counts in sorted(kept.items()):
            first = FIRST_WHOLE if word in whole else FIRST
            out.write(f"{word}{chr(first + round(math.log(counts.total(), BASE)))}\n")
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(output)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: python -m index.training.count_words OUTPUT CORPUS.jsonl.gz...")
    main(Path(sys.argv[1]), map(Path, sys.argv[2:]))
