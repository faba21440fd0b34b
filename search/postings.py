"""Postings of a leaf as arrays: the one place that knows how the codec stores them."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

from index.snapshot import Leaf
from search.lru import WeightedCache

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float64)
_CACHED_POSTINGS = 1_000_000
"""A leaf: 16 MB. Reading a term again costs one sum over its row, so there is little to lose."""
_FEW = 256


class Postings(NamedTuple):
    """Ascending leaf document numbers (deleted ones may be among them) and term frequencies."""

    docs: Ints
    weights: Floats


class Positions(NamedTuple):
    """Where a term stands: ``rows[i]`` says to which of the documents asked for, ascending."""

    rows: Ints
    positions: Ints


_NONE = Postings(np.zeros(0, np.int64), np.zeros(0))


class LeafPostings:
    """Reads terms of one leaf; keeps what it read lately. Not for several threads at once."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self._postings: WeightedCache[tuple[str, bytes], Postings] = WeightedCache(
            _CACHED_POSTINGS, lambda found: len(found.docs) + 64
        )
        self._lengths: dict[str, Floats] = {}

    def term(self, field: str, term: bytes) -> Postings:
        """Return the postings of a term, empty when the leaf has none."""
        return self._postings.get((field, term), lambda: self._read(field, term))

    def positions(self, field: str, term: bytes, docs: Ints) -> Positions:
        """Return the positions of a term in ``docs``, each of which must have the term."""
        file = self.leaf.field(field)
        number = None if file is None else file.find(term)
        if file is None or number is None:
            return Positions(np.zeros(0, np.int64), np.zeros(0, np.int64))
        chosen = np.searchsorted(self.term(field, term).docs, docs)
        freqs = file.frequencies(number).astype(np.int64)
        ends = np.cumsum(freqs)
        counts = freqs[chosen]
        starts = ends[chosen] - counts
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        positions = file.positions(number)[np.repeat(starts, counts) + within]
        return Positions(np.repeat(np.arange(len(docs)), counts), positions)

    def having(self, field: str, terms: Collection[bytes]) -> Ints:
        """Return the documents that have any of the terms, ascending.

        A few terms are read one by one, many out of a walk over the whole field at once.
        """
        found = np.zeros(self.leaf.count, bool)
        file = self.leaf.field(field)
        if file is None or len(terms) <= _FEW:
            for term in terms:
                found[self.term(field, term).docs] = True
            return np.flatnonzero(found)
        wanted = frozenset(terms)
        chosen = np.fromiter((term in wanted for term in file.terms), bool, len(file))
        return file.docs_of_any(chosen).astype(np.int64)

    def frequencies(self, field: str) -> dict[str, int]:
        """Return the terms of a text field, ascending, each with its number of documents."""
        file = self.leaf.field(field)
        if file is None or not len(file):
            return {}
        terms = b"\n".join(file.terms).decode().split("\n")  # none contains white space
        return dict(zip(terms, file.counts.tolist(), strict=True))

    def lengths(self, field: str) -> Floats:
        """Return each document's field length in terms, as the codec rounds it."""
        if field not in self._lengths:
            self._lengths[field] = _LENGTHS[self.leaf.length_bytes(field)]
        return self._lengths[field]

    def _read(self, field: str, term: bytes) -> Postings:
        file = self.leaf.field(field)
        number = None if file is None else file.find(term)
        if file is None or number is None:
            return _NONE
        return Postings(file.docs(number), file.frequencies(number).astype(np.float64))
