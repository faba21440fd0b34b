"""What the tagger sees of a word: itself, its edges, its classes in the tables, its clusters."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from index.entities import classes as lx
from index.entities.readings import strips
from index.entities.tables import recently_folded

_DIGIT = re.compile(r"\d")
_LONGEST_AFFIX = 4
_OUTER = frozenset("wkjf")
"""First letters of the features that also count at a distance of two words."""
EDGE = "edge"
"""The one feature of the nothing before and after a sentence."""
OFFSETS = (-2, -1, 0, 1, 2)

Clusters = Mapping[str, tuple[int, ...]]
"""Word key -> its cluster in each of several granularities."""


def word_key(raw: str) -> str:
    """The folded form of a word, all digits alike."""
    return digits_alike(recently_folded(raw)) or raw


def digits_alike(key: str) -> str:
    """A folded word with a zero for every digit."""
    return key if key.isalpha() else _DIGIT.sub("0", key)


@cache
def _places_in_names() -> dict[str, tuple[str, ...]]:
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
    # Sorted: in another order of features the sums of training end in other weights.
    return {word: tuple(sorted(marks)) for word, marks in found.items()}


def _known(key: str, clusters: Clusters, own: bool) -> list[str]:
    """The classes of a folded word: in the lexicon, in the gazetteer, learnt.

    ``own``: it is the word itself, not what is left of it without particles.
    """
    found = []
    if flags := lx.lexicon().flags.get(key):
        found += _of_flags(flags, own)
    if places := _places_in_names().get(key):
        found += _of_places(places, own)
    if learnt := clusters.get(key):
        found += _of_clusters(learnt, own)
    return found


@cache
def _of_flags(flags: int, own: bool) -> list[str]:
    mark = "f" if own else "fb"
    return [f"{mark}{bit + 1}" for bit in range(flags.bit_length()) if flags >> bit & 1]


@cache
def _of_places(places: tuple[str, ...], own: bool) -> list[str]:
    mark = "f" if own else "fb"
    return [mark + place for place in places]


@lru_cache(1 << 16)
def _of_clusters(clusters: tuple[int, ...], own: bool) -> list[str]:
    mark = "k" if own else "j"
    return [f"{mark}{size}.{cluster}" for size, cluster in enumerate(clusters)]


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
    found = ["w" + key, *_known(key, clusters, own=True)]
    bare = bare_key(key, rank)
    if bare is not None:
        found += ("b" + bare, *_known(bare, clusters, own=False))
    for size in range(1, min(len(key), _LONGEST_AFFIX + 1)):
        found += ("p" + key[:size], "s" + key[-size:])
    found.append(f"f{'d' if raw.isdigit() else 'l' if raw.isascii() else ''}{min(len(key), 9)}")
    if key not in rank:
        found.append("fnew")
    first, last = raw[0], raw[-1]
    if last in "ةىً" or first in "أإآ":
        found.append(f"f{first if first in 'أإآ' else ''}-{last if last in 'ةىً' else ''}")
    return found


def outer(feature: str) -> bool:
    """Whether a feature counts at a distance of two words."""
    return feature[0] in _OUTER
