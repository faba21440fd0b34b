"""Groups of copies: an article and those that run the same text.

A group stands around its earliest article: all others have its words, or resemble it. Groups
depend on the articles alone, and not on the order in which they came in.

How much copies must resemble each other depends on who ran them. Two outlets have half of their
shingles in common only when both run one agency's story; one outlet repeats that much of its own
in every follow-up. (Of 300 pairs of real articles that were read, all but one of those that
had half of their shingles in common and were no copies came from one outlet.)
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from index.arrays import Bools, Int32s, Ints
from index.copies.bands import Pairs, candidates
from index.copies.signature import PLACES, Records

_CHANCE = 1 / 256
"""Share of places in which the signatures of texts that have nothing in common agree."""
_OWN = 0.3
"""What may differ between two texts of one outlet, relative to those of two."""
_UNDATED = np.iinfo(np.int32).max
_CHUNK = 1 << 16
"""Number of pairs of signatures compared at a time."""


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts of which to find copies; all arrays have shape ``(n,)``.

    ``days`` are yyyymmdd, 0 for none; ``sources`` numbers of outlets, -1 for none known. A text
    that is not ``live`` has no copies. ``name`` gives the id of a text.
    """

    records: Records
    live: Bools
    days: Int32s
    sources: Int32s
    name: Callable[[int], str]


@dataclass(frozen=True, eq=False)
class Groups:
    """Texts that have copies or resemble some that have; all arrays have shape ``(k,)``.

    ``rows`` are numbers of texts, ordered by ``groups`` (ascending from 0) and in each from the
    earliest on. A *cluster* has all texts that are linked by resemblance; it may be several
    groups, of which some may have one text alone.
    """

    rows: Ints
    groups: Ints
    clusters: Ints

    @classmethod
    def none(cls) -> "Groups":
        """Make what texts without copies have."""
        return cls(*(np.zeros(0, np.int64) for _ in range(3)))


def find_groups(texts: Texts, threshold: float, compared: Bools, known: Groups) -> Groups:
    """Return the groups of texts.

    :param texts: all texts of an index
    :param threshold: the least resemblance of copies that two outlets ran, from 0 to 1
    :param compared: which of the texts have been compared with each other, shape ``(n,)``
    :param known: the groups that were found among those, under numbers of now; a text that has
        gone is numbered -1
    """
    gone = (known.rows < 0) | ~texts.live[known.rows]
    broken = np.isin(known.clusters, known.clusters[gone])
    fresh = texts.live & ~compared
    fresh[known.rows[broken & ~gone]] = True
    fresh &= texts.records["digest"] != 0
    whole = Groups(known.rows[~broken], known.groups[~broken], known.clusters[~broken])
    return _joined(texts, threshold, whole, _links(texts, threshold, fresh))


def _links(texts: Texts, threshold: float, fresh: Bools) -> Pairs:
    """Return the pairs of texts that resemble each other and of which one is fresh."""
    same = _same_words(texts, fresh)
    order = np.lexsort((texts.records["digest"], _times(texts.days)))
    sketched = texts.records["signature"].any(axis=1)
    order = order[(texts.live & sketched)[order]]
    signatures = np.ascontiguousarray(texts.records["signature"])
    one, other = candidates(signatures, fresh & sketched, order)
    near = _resemble(texts, threshold, one, other)
    return np.append(same[0], one[near]), np.append(same[1], other[near])


def _same_words(texts: Texts, fresh: Bools) -> Pairs:
    """Link each text to the next one that has the same words, if one of all such is fresh."""
    digests = texts.records["digest"]
    rows = np.flatnonzero(texts.live & np.isin(digests, digests[fresh]))
    rows = rows[np.argsort(digests[rows], kind="stable")]
    same = digests[rows[1:]] == digests[rows[:-1]]
    return rows[:-1][same], rows[1:][same]


def _resemble(texts: Texts, threshold: float, one: Ints, other: Ints) -> Bools:
    """Tell of pairs of texts whether they are copies; all have shape ``(pairs,)``."""
    out = np.zeros(len(one), bool)
    signatures, digests = texts.records["signature"], texts.records["digest"]
    for start in range(0, len(one), _CHUNK):
        part = slice(start, start + _CHUNK)
        a, b = one[part], other[part]
        equal = np.count_nonzero(signatures[a] == signatures[b], axis=1) / PLACES
        share = (equal - _CHANCE) / (1 - _CHANCE)
        own = (texts.sources[a] == texts.sources[b]) | (texts.sources[a] < 0)
        least = np.where(own | (texts.sources[b] < 0), 1 - _OWN * (1 - threshold), threshold)
        sketched = signatures[a].any(axis=1) & signatures[b].any(axis=1)
        out[part] = (digests[a] == digests[b]) | (sketched & (share >= least))
    return out


def _joined(texts: Texts, threshold: float, known: Groups, links: Pairs) -> Groups:
    """Return the groups of known clusters, and of those that links make or change."""
    by_cluster = np.argsort(known.clusters, kind="stable")
    members, clusters = known.rows[by_cluster], known.clusters[by_cluster]
    chained = clusters[1:] == clusters[:-1]
    one = np.append(links[0], members[:-1][chained])
    other = np.append(links[1], members[1:][chained])
    rows = np.unique(np.append(one, other))
    labels = _connected(len(rows), rows.searchsorted(one), rows.searchsorted(other))
    # the first of each group that is known, by which the group goes
    leaders = np.full(len(rows), -1)
    leaders[rows.searchsorted(known.rows)] = known.rows[known.groups.searchsorted(known.groups)]
    changed = np.isin(labels, labels[rows.searchsorted(np.append(*links))])
    times = _times(texts.days[rows])
    key = [(time, texts.name(row)) for time, row in zip(times.tolist(), rows.tolist(), strict=True)]
    order = np.array(sorted(range(len(rows)), key=key.__getitem__), np.int64)
    rows, labels, leaders, changed = rows[order], labels[order], leaders[order], changed[order]
    leaders[changed] = _led(texts, threshold, rows[changed], labels[changed])
    by_group = np.argsort(leaders, kind="stable")
    groups = np.cumsum(np.diff(leaders[by_group], prepend=leaders[by_group][:1]) != 0)
    return Groups(rows[by_group], groups, labels[by_group])


def _led(texts: Texts, threshold: float, rows: Ints, clusters: Ints) -> Ints:
    """Return the leader of each text; all have shape ``(k,)``, the earliest texts first.

    The first text of a cluster leads those that are its copies, the first of the others leads
    the next ones, and so on.
    """
    leaders = np.full(len(rows), -1)
    left = np.arange(len(rows))
    while len(left):
        _, first, which = np.unique(clusters[left], return_index=True, return_inverse=True)
        led = rows[left[first]][which]
        copies = _resemble(texts, threshold, led, rows[left])
        leaders[left[copies]] = led[copies]
        left = left[~copies]
    return leaders


def _times(days: Int32s) -> Ints:
    """Return days with undated texts last."""
    return np.where(days > 0, days, _UNDATED).astype(np.int64)


def _connected(count: int, one: Ints, other: Ints) -> Ints:
    """Return for each of ``count`` nodes the least node that edges connect it with.

    ``one`` and ``other`` have shape ``(edges,)``. Labels are hooked and shortened by turns
    (Shiloach and Vishkin 1982), so that even a chain takes few rounds.
    """
    labels = np.arange(count)
    while True:
        low = np.minimum(labels[one], labels[other])
        hooked = labels.copy()
        for ends in (one, other, labels[one], labels[other]):
            np.minimum.at(hooked, ends, low)
        hooked = hooked[hooked]
        if (hooked == labels).all():
            return labels
        labels = hooked
