"""What the tagger sees of a word: itself, its edges, its classes in the tables, its clusters."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from index.analysis import fold
from index.entities import lexicon as lx
from index.entities.vocabulary import strips

_DIGIT = re.compile(r"\d")
_AFFIXES = (1, 2, 3, 4)
_OUTER = frozenset("wkjf")
"""First letters of the features that also count at a distance of two words."""
EDGE = "edge"
"""The one feature of the nothing before and after a sentence."""
OFFSETS = (-2, -1, 0, 1, 2)

Clusters = Mapping[str, tuple[int, ...]]
"""Word key -> its cluster in each of several granularities."""


def word_key(raw: str) -> str:
    """The folded form of a word, all digits alike."""
    return _DIGIT.sub("0", fold(raw)) or raw


@cache
def _places_in_names() -> dict[str, frozenset[str]]:
    """Folded word -> where it stands in names of the gazetteer: alone, first or later, by kind."""
    found: dict[str, set[str]] = {}
    for first, entries in lx.lexicon().heads.items():
        for entry in entries:
            kind = entry.kind[:2]
            if not entry.rest:
                found.setdefault(first, set()).add(f"{kind}{'?' if entry.guard else '!'}")
            else:
                found.setdefault(first, set()).add(f"{kind}<")
                for word in entry.rest:
                    found.setdefault(word, set()).add(f"{kind}>")
    return {word: frozenset(marks) for word, marks in found.items()}


def _known(key: str, mark: str) -> Iterator[str]:
    """The classes of a folded word in the lexicon and the gazetteer."""
    flags = lx.lexicon().flags.get(key, 0)
    while flags:
        bit = flags & -flags
        yield f"f{mark}{bit.bit_length()}"
        flags -= bit
    for place in _places_in_names().get(key, ()):
        yield f"f{mark}{place}"


def bare_key(key: str, rank: Mapping[str, int]) -> str | None:
    """The key of a word without و ب ل ك ف, when that is the more frequent word.

    ``rank``: the place of each key in the order of frequency.
    """
    own = rank.get(key, len(rank))
    for bare in strips(key):
        if len(bare) >= 3 and rank.get(bare, len(rank)) < own:
            return bare
    return None


def word_features(raw: str, clusters: Clusters, rank: Mapping[str, int]) -> list[str]:
    """The features of a written word; what they weigh depends on where it stands."""
    key = word_key(raw)
    found = [
        "w" + key,
        *_known(key, ""),
        *(f"k{n}.{c}" for n, c in enumerate(clusters.get(key, ()))),
    ]
    bare = bare_key(key, rank)
    if bare is not None:
        found += ["b" + bare, *_known(bare, "b")]
        found += (f"j{n}.{c}" for n, c in enumerate(clusters.get(bare, ())))
    for size in _AFFIXES:
        if len(key) > size:
            found += (f"p{key[:size]}", f"s{key[-size:]}")
    found.append(f"f{'d' if raw.isdigit() else 'l' if raw.isascii() else ''}{min(len(key), 9)}")
    if key not in rank:
        found.append("fnew")
    if raw[-1] in "ةىً" or raw[0] in "أإآ":
        found.append(f"f{raw[0] if raw[0] in 'أإآ' else ''}-{raw[-1] if raw[-1] in 'ةىً' else ''}")
    return found


def outer(feature: str) -> bool:
    """Whether a feature counts at a distance of two words."""
    return feature[0] in _OUTER
