"""Features of a word for the tagger: the word, its affixes, its classes, its clusters."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from index.characters import HAMZATED_ALEFS
from index.entities.name_counts import NameCount, name_counts
from index.entities.name_lists import name_lists
from index.entities.readings import strips
from index.entities.tables import recently_folded

_DIGIT = re.compile(r"\d")
_LONGEST_AFFIX = 4
_MOST_BITS = 6
"""Numbers of people with a name are told apart by their bits, up to this many."""
_OUTER = frozenset("wkjf")
"""First letters of the kinds of features that also count at a distance of two words."""
EDGE = "edge"
"""Feature of positions outside the sentence."""
OFFSETS = (-2, -1, 0, 1, 2)
"""Distances from a word at which the words around it are seen."""

Clusters = Mapping[str, tuple[int, ...]]
"""Word key -> its cluster in each granularity."""


def word_key(raw: str) -> str:
    """Return the folded form of a word, with a zero for every digit."""
    return digits_alike(recently_folded(raw)) or raw


def digits_alike(key: str) -> str:
    """Return a folded word with a zero for every digit."""
    return key if key.isalpha() else _DIGIT.sub("0", key)


@cache
def _places_in_names() -> dict[str, tuple[str, ...]]:
    """Map each folded word of the gazetteer to where it stands in names: alone, first or later."""
    found: dict[str, set[str]] = {}
    for first, names in name_lists().by_first.items():
        for listed in names:
            kind = listed.kind[:2]
            if not listed.rest:
                found.setdefault(first, set()).add(f"{kind}{'?' if listed.guard else '!'}")
            else:
                found.setdefault(first, set()).add(f"{kind}<")
                for word in listed.rest:
                    found.setdefault(word, set()).add(f"{kind}>")
    # Sorted: in another order of features the sums of training end in other weights.
    return {word: tuple(sorted(marks)) for word, marks in found.items()}


def _known(key: str, clusters: Clusters, own: bool) -> list[str]:
    """Return the features of a folded word's classes: in the tables, in the gazetteer, learnt.

    ``own``: it is the word itself, and not what is left of it without particles.
    """
    found = []
    if classes := name_lists().classes.get(key):
        found += _of_classes(classes, own)
    if places := _places_in_names().get(key):
        found += _of_places(places, own)
    if count := name_counts().get(key):
        found += _of_count(count, own)
    if learnt := clusters.get(key):
        found += _of_clusters(learnt, own)
    return found


@cache
def _of_classes(classes: int, own: bool) -> list[str]:
    mark = "f" if own else "fb"
    return [f"{mark}{bit + 1}" for bit in range(classes.bit_length()) if classes >> bit & 1]


@cache
def _of_places(places: tuple[str, ...], own: bool) -> list[str]:
    mark = "f" if own else "fb"
    return [mark + place for place in places]


@cache
def _of_count(count: NameCount, own: bool) -> list[str]:
    mark = "f" if own else "fb"
    return [
        f"{mark}{name}{min(people.bit_length(), _MOST_BITS)}"
        for name, people in (("given", count.given), ("family", count.surname))
        if people
    ]


@lru_cache(1 << 16)
def _of_clusters(clusters: tuple[int, ...], own: bool) -> list[str]:
    mark = "k" if own else "j"
    return [f"{mark}{size}.{cluster}" for size, cluster in enumerate(clusters)]


def bare_key(key: str, rank: Mapping[str, int]) -> str | None:
    """Return the key of a word without و ب ل ك ف, when that is the more frequent word, or None.

    ``rank`` gives the place of each key in the order of frequency.
    """
    own = rank.get(key, len(rank))
    for bare in strips(key):
        if len(bare) >= 3 and rank.get(bare, len(rank)) < own:
            return bare
    return None


def word_features(raw: str, clusters: Clusters, rank: Mapping[str, int]) -> list[str]:
    """Return the features of a written word; their weights depend on the distance to it."""
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
    if last in "ةىً" or first in HAMZATED_ALEFS:
        found.append(f"f{first if first in HAMZATED_ALEFS else ''}-{last if last in 'ةىً' else ''}")
    return found


def outer(feature: str) -> bool:
    """Tell whether a feature counts at a distance of two words."""
    return feature[0] in _OUTER
