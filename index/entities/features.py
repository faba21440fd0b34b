"""Features of a word for the tagger: the word, its affixes, its classes, its clusters."""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from index.characters import HAMZATED_ALEFS
from index.entities.clusters import WordClusters
from index.entities.name_counts import NameCount, name_counts
from index.entities.name_lists import name_lists
from index.entities.readings import strips
from index.entities.tables import recently_folded

_DIGIT = re.compile(r"\d")
LONGEST_AFFIX = 4
"""Most letters of a prefix or suffix that is a feature; it is shorter than the word."""
WORD, BARE, PREFIX, SUFFIX = "wbps"
"""First letters of the features of a word, of what is left of it, and of its affixes."""
_LONGEST: Final = 9
"""Letters from which on words count as equally long."""
_LAST: Final = "ةىً"
"""Last letters that folding takes for others."""
_MOST_BITS = 6
"""Numbers of people with a name are told apart by their bits, up to this many."""
_OUTER = frozenset("wkjf")
"""First letters of the kinds of features that also count at a distance of two words."""
EDGE = "edge"
"""Feature of positions outside the sentence."""
OFFSETS = (-2, -1, 0, 1, 2)
"""Distances from a word at which the words around it are seen."""

Group = tuple[str, ...]
"""Features that one thing seen of a word gives together."""


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


@cache
def listed_facts() -> tuple[tuple[Mapping[str, Any], Callable[[Any, bool], Group]], ...]:
    """Return what the lists say of folded words, and the features that each fact gives.

    The latter are asked whether the fact is of the word itself, and not of what is left of it
    without particles.
    """
    return (
        (name_lists().classes, _of_classes),
        (_places_in_names(), _of_places),
        (name_counts(), _of_count),
    )


@cache
def _of_classes(classes: int, own: bool) -> Group:
    mark = "f" if own else "fb"
    return tuple(f"{mark}{bit + 1}" for bit in range(classes.bit_length()) if classes >> bit & 1)


@cache
def _of_places(places: tuple[str, ...], own: bool) -> Group:
    mark = "f" if own else "fb"
    return tuple(mark + place for place in places)


@cache
def _of_count(count: NameCount, own: bool) -> Group:
    mark = "f" if own else "fb"
    return tuple(
        f"{mark}{name}{min(people.bit_length(), _MOST_BITS)}"
        for name, people in (("given", count.given), ("family", count.surname))
        if people
    )


def form_group(raw: str, key: str, *, new: bool) -> Group:
    """Return what a word is written with, how long it is, and whether no cluster has it."""
    kind = "d" if raw.isdigit() else "l" if raw.isascii() else ""
    first, last = raw[0], raw[-1]
    return _of_form(
        kind,
        min(len(key), _LONGEST),
        new,
        first if first in HAMZATED_ALEFS else "",
        last if last in _LAST else "",
    )


@lru_cache(1 << 12)
def _of_form(kind: str, size: int, new: bool, first: str, last: str) -> Group:
    found = [f"f{kind}{size}"]
    if new:
        found.append("fnew")
    if first or last:
        found.append(f"f{first}-{last}")
    return tuple(found)


def cluster_feature(size: int, cluster: int, *, own: bool) -> str:
    """Return the feature of a word's cluster in granularity number ``size``."""
    return f"{'k' if own else 'j'}{size}.{cluster}"


def bare_key(key: str, rank: dict[str, int]) -> str | None:
    """Return the key of a word without و ب ل ك ف, when that is the more frequent word, or None.

    ``rank`` gives the place of each key in the order of frequency.
    """
    rests = strips(key)
    own = rank.get(key, len(rank)) if rests else 0
    for bare in rests:
        if len(bare) >= 3 and rank.get(bare, len(rank)) < own:
            return bare
    return None


def word_features(raw: str, learnt: WordClusters) -> list[str]:
    """Return the features of a written word; their weights depend on the distance to it."""
    key, rank = word_key(raw), learnt.rank
    bare = bare_key(key, rank)
    found = [WORD + key, *form_group(raw, key, new=key not in rank)]
    if bare is not None:
        found.append(BARE + bare)
    for size in range(1, min(len(key), LONGEST_AFFIX + 1)):
        found += (PREFIX + key[:size], SUFFIX + key[-size:])
    for word, own in ((key, True), (bare, False)):
        if word is not None:
            for facts, group in listed_facts():
                found += group(facts[word], own) if word in facts else ()
            numbers = enumerate(learnt.numbers[rank[word]].tolist() if word in rank else ())
            found += (cluster_feature(size, number, own=own) for size, number in numbers)
    return found


def outer(feature: str) -> bool:
    """Tell whether a feature counts at a distance of two words."""
    return feature[0] in _OUTER
