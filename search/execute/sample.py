"""Reads terms in a few documents only: how often they occur there, and where."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.arrays import Ints, intersect
from search.execute.arrays import Arrays, Occurrences, Postings
from search.execute.docset import Docs

Float32s = npt.NDArray[np.float32]


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


class Sample:
    """Some documents in which terms are read; what was read is kept.

    ``docs`` has shape ``(n,)`` and is ascending.
    """

    def __init__(self, arrays: Arrays, docs: Docs) -> None:
        self.docs = docs
        self._arrays = arrays
        offsets = np.array([leaf.offset for leaf in arrays.leaves], docs.dtype)
        cuts = list(pairwise([*docs.searchsorted(offsets).tolist(), len(docs)]))
        self._leaves = [
            _Own(begin, docs[begin:end], docs[begin:end] - offset)
            for (begin, end), offset in zip(cuts, offsets, strict=True)
        ]
        self._found: dict[tuple[str, bytes], list[_Found]] = {}
        self._in_leaf: dict[tuple[int, str, int], tuple[Ints, Ints]] = {}
        self._freqs: dict[tuple[str, bytes], Float32s] = {}
        self._positions: dict[tuple[str, bytes], Occurrences] = {}

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
