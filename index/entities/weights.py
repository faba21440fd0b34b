"""The weights of the tagger, and what each word adds to the labels around it.

What :mod:`index.entities.features` says of a word in strings is added up here for hundreds of new
words at once: affixes are hashed as arrays of letters, clusters are columns of numbers.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import repeat
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from index.arrays import Ints, UInts
from index.entities.clusters import word_clusters
from index.entities.crc import crc32_of_affixes
from index.entities.features import (
    BARE,
    EDGE,
    LONGEST_AFFIX,
    OFFSETS,
    PREFIX,
    SUFFIX,
    WORD,
    Group,
    bare_key,
    cluster_feature,
    digits_alike,
    form_group,
    listed_facts,
)
from index.kernels import compiled

Floats = npt.NDArray[np.float32]
LABELS = ("O", *(f"{edge}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for edge in "BI"))
"""The labels: outside of names, and the beginning and inside of names of each kind."""
_CELLS = len(OFFSETS) * len(LABELS)
_AT_ONCE = 500
"""Words whose weights are added at once, few enough for them to stay in the cache."""


@dataclass(frozen=True)
class Model:
    """The weights of a trained tagger.

    ``hashes`` are the CRC-32 of the features, ascending, shape ``(features,)``. Feature ``f`` adds
    ``weights[i]`` to the entry ``places[i]`` (distance times labels plus label) for ``i`` from
    ``starts[f]`` to ``starts[f + 1]``. ``before`` and ``after`` weigh the gaps around a word,
    shape ``(GAP_KINDS, labels)``; ``steps`` two labels in a row, shape ``(labels, labels)``.
    """

    hashes: UInts
    starts: Ints
    places: npt.NDArray[np.uint8]
    weights: Floats
    before: Floats
    after: Floats
    steps: Floats

    @cached_property
    def dense(self) -> Floats:
        """Return what each feature adds, ``(features + 1, distances * labels)``; the last, none."""
        full = np.zeros((len(self.hashes) + 1, _CELLS), np.float32)
        owner = np.repeat(np.arange(len(self.hashes)), np.diff(self.starts))
        full[owner, self.places] = self.weights
        return full

    def rows(self, hashes: UInts) -> Ints:
        """Return the rows of ``dense`` that features have, by their CRC-32, of the same shape."""
        found = np.searchsorted(self.hashes, hashes)
        there = self.hashes[np.minimum(found, len(self.hashes) - 1)] == hashes
        return np.where(there, found, len(self.hashes))

    @cached_property
    def buckets(self) -> UInts:
        """Return where the hashes begin whose upper half is 0, 1, … 65,536."""
        upper = np.arange((1 << 16) + 1, dtype=np.uint64) << np.uint64(16)
        return np.searchsorted(self.hashes, upper).astype(np.uint32)

    @cached_property
    def groups(self) -> "GroupRows":
        """Return the table of what groups of features add together."""
        return GroupRows(self)

    @cached_property
    def facts(self) -> "tuple[tuple[FactRows, ...], tuple[FactRows, ...]]":
        """Return for each list the rows of its facts: those of a word, and of what is left of it.

        They stand in the order of :func:`listed_facts`.
        """
        own, left = (
            tuple(FactRows(self.groups, group, own=mine) for _, group in listed_facts())
            for mine in (True, False)
        )
        return own, left

    @cached_property
    def clusters(self) -> tuple[Ints, Ints]:
        """Return the rows of a word's own clusters, and of those of what is left of it.

        Both have shape ``(granularities, clusters)``.
        """
        count = int(word_clusters().numbers.max()) + 1
        sizes = range(word_clusters().numbers.shape[1])
        own, left = (
            np.array(
                [
                    [crc32(cluster_feature(size, n, own=mine).encode()) for n in range(count)]
                    for size in sizes
                ],
                np.uint32,
            )
            for mine in (True, False)
        )
        return self.rows(own), self.rows(left)


class GroupRows(dict[Group, int]):
    """Group of features -> the row of ``table`` that has what they add together, remembered."""

    def __init__(self, weights: Model) -> None:
        self._weights = weights
        self.table = np.zeros((256, _CELLS), np.float32)

    def __missing__(self, group: Group) -> int:
        row = len(self)
        if row == len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table)])
        self.table[row] = self._weights.dense[self._weights.rows(_hashes(group))].sum(0)
        self[group] = row
        return row


class FactRows(dict[Any, int]):
    """Something that a list says of words -> its row in a table of groups, remembered."""

    def __init__(self, rows: GroupRows, group: Callable[[Any, bool], Group], *, own: bool) -> None:
        self._rows = rows
        self._group = group
        self._own = own

    def __missing__(self, fact: Any) -> int:
        self[fact] = self._rows[self._group(fact, self._own) if fact else ()]
        return self[fact]


def _hashes(features: Iterable[str]) -> UInts:
    """Return the CRC-32 of features."""
    return np.array([crc32(feature.encode()) for feature in features], np.uint32)


@cache
def model() -> Model:
    """Read the shipped weights, once."""
    with files(__package__).joinpath("data", "tagger.npz").open("rb") as file:
        data = np.load(file)
        starts = np.concatenate([[0], np.cumsum(data["sizes"], dtype=np.int64)])
        return Model(
            data["hashes"],
            starts,
            data["places"],
            data["weights"].astype(np.float32) * data["scale"],
            data["before"],
            data["after"],
            data["steps"],
        )


def word_tables(weights: Model, words: Sequence[str], keys: Sequence[str]) -> Floats:
    """Return what each word adds to the labels around it, shape ``(words, distances, labels)``.

    ``keys`` are the folded words; an empty word is what stands outside a sentence.
    """
    keys = [digits_alike(key) or word for word, key in zip(words, keys, strict=True)]
    tables = np.zeros((len(words), _CELLS), np.float32)
    _add_features(weights, crc32_of_affixes(keys, PREFIX, SUFFIX, LONGEST_AFFIX), tables)
    rank = word_clusters().rank
    ranks = _ranks(keys)
    _add_known(weights, keys, ranks, tables, own=True)
    forms = (
        form_group(word, key, new=place < 0) if key else (EDGE,)
        for word, key, place in zip(words, keys, ranks.tolist(), strict=True)
    )
    _add_groups(weights, [map(weights.groups.__getitem__, forms)], tables)
    left = [key and bare_key(key, rank) for key in keys]
    if at := [at for at, bare in enumerate(left) if bare]:
        more = np.zeros((len(at), _CELLS), np.float32)
        bares = [bare for bare in left if bare]
        _add_known(weights, bares, _ranks(bares), more, own=False)
        tables[at] += more
    return tables.reshape(len(words), len(OFFSETS), len(LABELS))


def _ranks(keys: Sequence[str]) -> Ints:
    """Return the places of folded words in the order of frequency, -1 of those not in it."""
    return np.fromiter(map(word_clusters().rank.get, keys, repeat(-1)), np.int64, len(keys))


def _add_known(weights: Model, keys: Sequence[str], ranks: Ints, out: Floats, *, own: bool) -> None:
    """Add what folded words add: themselves, their clusters, what the tables say of them.

    ``ranks`` are those of :func:`_ranks`. ``own``: they are the words themselves, and not what is
    left of them without particles.
    """
    mark = WORD if own else BARE
    _add_features(weights, _hashes([mark + key for key in keys])[None], out)
    listed = zip(listed_facts(), weights.facts[0 if own else 1], strict=True)
    rows = [map(rows.__getitem__, map(facts.get, keys)) for (facts, _), rows in listed]
    _add_groups(weights, rows, out)
    numbers = word_clusters().numbers[ranks].T
    clusters = weights.clusters[0 if own else 1][np.arange(len(numbers))[:, None], numbers]
    _add_rows(weights.dense, np.where(ranks < 0, len(weights.hashes), clusters), out)


def _add_groups(weights: Model, rows: Sequence[Iterable[int]], out: Floats) -> None:
    """Add to each word what groups of features add together, by their rows in each of some."""
    numbers = np.array([np.fromiter(row, np.int64, len(out)) for row in rows])
    _add_rows(weights.groups.table, numbers, out)


def _add_features(weights: Model, hashes: UInts, out: Floats) -> None:
    """Add to each word what features add whose CRC-32 the columns of ``hashes`` have."""
    if compiled:
        compiled.add_features(out, weights.dense, weights.hashes, weights.buckets, hashes)
    else:
        _add_rows(weights.dense, weights.rows(hashes), out)


def _add_rows(table: Floats, rows: Ints, out: Floats) -> None:
    """Add to each row of ``out`` the rows of a table that each of several columns names for it."""
    if compiled:
        compiled.add_rows(out, table, rows)
        return
    for begin in range(0, len(out), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        for column in rows[:, part]:
            out[part] += table[column]
