"""Reads terms in a few documents only: how often they occur there, and where."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.arrays import Ints, intersect
from index.kernels import compiled
from search.execute.arrays import Arrays, Occurrences, Postings
from search.execute.docset import Docs, isin

Float32s = npt.NDArray[np.float32]

_STRIDE = np.int64(1) << 32
"""Difference of the keys of the same position in neighbouring documents."""


class _Found(NamedTuple):
    """A term in those documents of a sample that lie in one segment.

    ``rows`` has their indices in the sample, ``places`` in the term's documents of the segment;
    the term has ``first`` documents in the segments before.
    """

    postings: Postings
    first: int
    rows: Ints
    places: Ints


class _Own(NamedTuple):
    """The documents of a sample that lie in one segment.

    ``begin`` is the index of the first in the sample; ``docs`` and ``local`` have their numbers
    in the snapshot and in the segment.
    """

    begin: int
    docs: Docs
    local: Docs


class Few(Protocol):
    """A few documents, by the indices of which the results below are ordered."""

    @property
    def docs(self) -> Docs:
        """The numbers of the documents; shape ``(n,)``."""

    def freqs(self, field: str, term: bytes) -> Float32s:
        """Return how often a term occurs in each document; shape ``(n,)``."""

    def weighed(self, groups: Sequence[Sequence[tuple[str, bytes, float]]]) -> Float32s:
        """Return the sums of weighed frequencies of groups of terms; shape ``(groups, n)``."""

    def places(
        self, words: Sequence[Sequence[tuple[str, bytes]]], pairs: Sequence[bool], lead: int
    ) -> tuple[Float32s, Float32s]:
        """Return how often words stand early and before one another; see :meth:`Sample.places`."""


def weighed(few: Few, groups: Sequence[Sequence[tuple[str, bytes, float]]]) -> Float32s:
    """Return the sums of weighed frequencies of groups of terms; shape ``(groups, n)``."""
    found = np.zeros((len(groups), len(few.docs)), np.float32)
    for total, group in zip(found, groups, strict=True):
        for field, term, weight in group:
            total += few.freqs(field, term) * np.float32(weight)
    return found


class Sample:
    """Some documents in which terms are read; what was read is kept.

    ``docs`` has shape ``(n,)`` and is ascending.
    """

    def __init__(self, arrays: Arrays, docs: Docs) -> None:
        self.docs: Docs = docs
        self._arrays = arrays
        self._found: dict[tuple[str, bytes], list[_Found]] = {}
        self._in_leaf: dict[tuple[int, str, int], tuple[Ints, Ints]] = {}
        self._freqs: dict[tuple[str, bytes], Float32s] = {}
        self._positions: dict[tuple[str, bytes], Occurrences] = {}

    @cached_property
    def _leaves(self) -> list[_Own]:
        docs, arrays = self.docs, self._arrays
        offsets = np.array([leaf.offset for leaf in arrays.leaves], docs.dtype)
        cuts = list(pairwise([*docs.searchsorted(offsets).tolist(), len(docs)]))
        return [
            _Own(begin, docs[begin:end], docs[begin:end] - offset)
            for (begin, end), offset in zip(cuts, offsets, strict=True)
        ]

    def weighed(self, groups: Sequence[Sequence[tuple[str, bytes, float]]]) -> Float32s:
        """Return the sums of weighed frequencies of groups of terms; shape ``(groups, n)``.

        A group has fields, terms, and the weight of an occurrence of each.
        """
        if compiled:
            postings = self._arrays.postings
            lists = [[(postings(name, term).list, w) for name, term, w in own] for own in groups]
            return compiled.frequencies(lists, self.docs)
        return weighed(self, groups)

    def places(
        self, words: Sequence[Sequence[tuple[str, bytes]]], pairs: Sequence[bool], lead: int
    ) -> tuple[Float32s, Float32s]:
        """Return how often words, each a term, several or none, stand early and before one another.

        Both results have shape ``(words, n)``: how many occurrences are among the first ``lead``
        words of the field, and how many stand right before one of the next word, where ``pairs``,
        of one less, says so.
        """
        if compiled:
            return compiled.places(
                [self._arrays.lists(terms) for terms in words], pairs, lead, self.docs
            )
        if all(len(terms) < 2 for terms in words):
            return self._places([next(iter(terms), None) for terms in words], pairs, lead)
        early = np.zeros((len(words), len(self.docs)), np.float32)
        met = np.zeros_like(early)
        for row, terms in enumerate(words):
            following = words[row + 1] if row < len(pairs) and pairs[row] else ()
            for term in terms:
                others = [other for other in following for other in (term, other)]
                found, before = self._places([term, *others], [False, True] * len(following), lead)
                early[row] += found[0]
                met[row] += before.sum(axis=0)
        return early, met

    def _places(
        self, words: Sequence[tuple[str, bytes] | None], pairs: Sequence[bool], lead: int
    ) -> tuple[Float32s, Float32s]:
        early = np.zeros((len(words), len(self.docs)), np.float32)
        met = np.zeros_like(early)
        for row, term in enumerate(words):
            if term is None:
                continue
            rows, positions = self.positions(*term)
            early[row] = np.bincount(rows[positions < lead], minlength=len(self.docs))
            following = words[row + 1] if row < len(pairs) and pairs[row] else None
            if following is not None:
                other_rows, others = self.positions(*following)
                keys = rows * _STRIDE + positions + 1
                both = rows[isin(keys, other_rows * _STRIDE + others)]
                met[row] = np.bincount(both, minlength=len(self.docs))
        return early, met

    def freqs(self, field: str, term: bytes) -> Float32s:
        """Return how often a term occurs in each document, read-only; shape ``(n,)``."""
        key = field, term
        if key not in self._freqs:
            freqs = self._freqs[key] = np.zeros(len(self.docs), np.float32)
            for postings, first, rows, places in self._find(field, term):
                if postings.base or not postings.source.has_positions:
                    freqs[rows] = postings.freqs_in(places)
                else:  # whoever asks for positions next needs all of them
                    freqs[rows] = self._arrays.freqs(field, term)[first + places]
        return self._freqs[key]

    def positions(self, field: str, term: bytes) -> Occurrences:
        """Return each occurrence of a term: the index of its document, and its position there."""
        key = field, term
        if key not in self._positions:
            freqs = self._arrays.freqs(field, term)
            rows, positions = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
            for postings, first, own, places in self._find(field, term):
                inside = freqs[first : first + postings.count]
                which, found = postings.positions_in(places, inside)
                rows.append(own[which])
                positions.append(found)
            self._positions[key] = Occurrences(np.concatenate(rows), np.concatenate(positions))
        return self._positions[key]

    def _find(self, field: str, term: bytes) -> list[_Found]:
        key = field, term
        if key not in self._found:
            found = self._found[key] = []
            first = 0
            for leaf, postings in self._arrays.postings(field, term).leaves:
                if len(self._leaves[leaf].docs):
                    some = self._meet(leaf, field, term, postings, first)
                    if len(some.rows):
                        found.append(some)
                first += postings.count
        return self._found[key]

    def _meet(self, leaf: int, field: str, term: bytes, postings: Postings, first: int) -> _Found:
        """Find the documents of one segment that have a term."""
        begin, docs, local = self._leaves[leaf]
        base = postings.base
        if base is None:
            if postings.bitset is None:  # then all are read, and perhaps known
                having = self._arrays.docs(field, term)[first : first + postings.count]
                rows, places = intersect(docs, having)
            else:
                rows, places = postings.find(local)
            self._in_leaf[leaf, field, postings.number] = rows, places
            return _Found(postings, first, rows + begin, places)
        key = leaf, postings.source.base_name, base.number
        if key not in self._in_leaf:
            self._in_leaf[key] = base.find(local)
        rows, places = self._in_leaf[key]
        own, places = postings.find(places)
        return _Found(postings, first, rows[own] + begin, places)
