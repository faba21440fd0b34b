"""Queries of one word that is a name: do all of the first hits hold the name as it is written?

Names are drawn from what the extractor finds in a corpus of news: persons and places of one word,
and the last words of persons' full names, if three articles have the name in full and it is no
other name behind a proclitic. A hit holds a name when its title or text has the name in its own
letters (folded as the index folds them), also in two words (عبد الرحمن), in one with عبد or أبو, or
behind proclitics and the article; by one of the figures, another spelling of the name too: a listed
one, or one with another letter for /g/.
"""

import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from itertools import pairwise

from index.analysis import fold
from index.analysis.proper_names import ONE_STEM, same_spellings
from search import Engine, open_index
from tests.evaluation.material import HERE, Missing, shared

CORPUS = "ant_v21.jsonl.gz"
NAMES = 500
HITS = 10
DEPTH = 50
SEED = 20181130

Figures = dict[str, float]

_ARABIC_WORD = re.compile(r"[\u0621-\u063a\u0641-\u064a]{3,}")
_WORD = re.compile(r"[^\W\d_]+")
_PROCLITICS = ("", *"وفبلك", *(a + b for a in "وف" for b in "بلك"))
_JOINED = ("ال", "عبدال", "ابو")
_G = str.maketrans("غج", "جغ")
_LEAST_ARTICLES = 3


def names_first() -> dict[str, Figures]:
    """Index the corpus and measure. Raises Missing."""
    corpus = shared() / "corpora" / CORPUS
    if not corpus.is_file():
        raise Missing(f"no {corpus}")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tui.cli", "index", "--index", folder, str(corpus)]
        subprocess.run(command, cwd=HERE.parents[1], capture_output=True, check=False)
        with open_index(folder) as engine:
            return {"names": measured(engine, drawn(engine))}


def measured(engine: Engine, names: Sequence[str]) -> Figures:
    """Return the shares of names whose first ten hits hold them, and before which none stands.

    The first counts other spellings, the second does not: it falls short for a name that fewer
    than ten articles write so. The last asks that all which do not hold it come after.
    """
    held = [holding(engine, name, written(name)) for name in names]
    spelled = [holding(engine, name, spellings(name)) for name in names]
    return {
        "all ten hold": sum(all(hits[:HITS]) for hits in spelled) / len(names),
        "in its letters": sum(all(hits[:HITS]) for hits in held) / len(names),
        "held first": sum(hits == sorted(hits, reverse=True) for hits in held) / len(names),
    }


def drawn(engine: Engine, number: int = NAMES, seed: int = SEED) -> list[str]:
    """Return names of one word that an index holds, at random but always the same."""
    found: set[str] = set()
    for kind in ("person", "place"):
        for value in engine.facet_values(kind, limit=sys.maxsize):
            words = value.value.split()
            if value.count >= _LEAST_ARTICLES and (len(words) == 1 or kind == "person"):
                found.add(words[-1])
    names = sorted(name for name in found if _ARABIC_WORD.fullmatch(name) and name[1:] not in found)
    return random.Random(seed).sample(names, min(number, len(names)))


def holding(engine: Engine, name: str, forms: Collection[str]) -> list[bool]:
    """Tell of each of a name's first hits whether it holds one of some forms of the name."""
    wanted, told = frozenset(forms), []
    for hit in engine.search(name, limit=DEPTH, facets=0, bare=True).hits:
        article = engine.article(hit.id)
        assert article is not None
        words = _WORD.findall(fold(f"{article.title}\n{article.text}"))
        told.append(not wanted.isdisjoint([*words, *map("".join, pairwise(words))]))
    return told


def written(name: str) -> set[str]:
    """Return the folded forms of a name, by itself and behind proclitics."""
    word = fold(name).removeprefix("ال")
    bare = {before + word for before in _PROCLITICS}
    whole = {f"{before}{join}{word}" for before in _PROCLITICS for join in _JOINED}
    return bare | whole | {f"{before}لل{word}" for before in ("", "و", "ف")}


def spellings(name: str) -> set[str]:
    """Return the forms of a name in all its spellings: listed ones, and the letters of /g/."""
    word = fold(name).removeprefix("ال")
    others = (*same_spellings(ONE_STEM.get(word, word)), word.translate(_G))
    return written(name).union(*map(written, others))
