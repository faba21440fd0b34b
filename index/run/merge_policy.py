"""The merge policy: which segments of an index to merge, by their sizes alone.

A tiered policy, as in Lucene's ``TieredMergePolicy``: whenever ``MERGE_FACTOR`` segments are of
one size class they become one, so that many small runs leave few segments. An article is
rewritten about once a class, three or four times on its way to a million.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

MERGE_FACTOR = 8
"""Number of segments of one size class that are merged into one."""
SMALLEST_CLASS = 1024
"""Number of articles below which all segments are of one size class; the classes above begin at
this number times 1, 8, 64, …"""
MAX_MERGED_ARTICLES = 1_000_000
"""Largest segment a merge may make, in articles: larger ones take minutes and gain little."""

_Segment = TypeVar("_Segment")


def merge_groups(sizes: Sequence[int]) -> list[list[int]]:
    """Return which segments to merge with each other, as groups of indices into ``sizes``.

    ``sizes`` are the segments' numbers of live articles; empty segments are left out.
    """
    classes: dict[int, list[int]] = {}
    for place, size in enumerate(sizes):
        if size:
            classes.setdefault(_size_class(size), []).append(place)
    groups = []
    for alike in classes.values():
        for start in range(0, len(alike) - MERGE_FACTOR + 1, MERGE_FACTOR):
            group = alike[start : start + MERGE_FACTOR]
            if sum(sizes[place] for place in group) <= MAX_MERGED_ARTICLES:
                groups.append(group)
    return groups


def _size_class(size: int) -> int:
    return ((size // SMALLEST_CLASS).bit_length() + 2) // 3


def with_merged(
    segments: Sequence[_Segment], groups: Sequence[Sequence[int]], merged: Mapping[int, _Segment]
) -> list[_Segment]:
    """Return ``segments`` with each group's members replaced by the segment made of them.

    ``merged[g]`` is the segment made of ``groups[g]``; it stands where its first member stood.
    """
    first = {group[0]: merged[number] for number, group in enumerate(groups)}
    gone = {place for group in groups for place in group}
    return [
        first.get(place, segment)
        for place, segment in enumerate(segments)
        if place in first or place not in gone
    ]
