"""Postings of a leaf as arrays: the one place that knows how the codec stores them.

Whoosh's W3 codec keeps postings in pickled blocks of 128; they are taken a block at a time.
Any other matcher (inlined postings, another codec) is walked through the public interface.
"""

import pickle
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3LeafMatcher, _lenfield
from whoosh.matching.wrappers import FilterMatcher
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length

from index.snapshot import Leaf
from search.lru import WeightedCache

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float64)
_CACHED_POSTINGS = 4_000_000
_CACHED_VALUES = 500_000


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
        self._values: WeightedCache[tuple[str, bytes], list[bytes]] = WeightedCache(
            _CACHED_VALUES, lambda values: len(values) + 64
        )
        self._lengths: dict[str, Floats] = {}

    def term(self, field: str, term: bytes) -> Postings:
        """Return the postings of a term, empty when the leaf has none."""
        return self._postings.get((field, term), lambda: self._read(field, term))

    def positions(self, field: str, term: bytes, docs: Ints) -> Positions:
        """Return the positions of a term in ``docs``, each of which must have the term."""
        values = self._values.get((field, term), lambda: self._read_values(field, term))
        where = np.searchsorted(self.term(field, term).docs, docs)
        chosen = [pickle.loads(_whole(values[i][4:])) for i in where.tolist()]
        counts = np.fromiter(map(len, chosen), np.int64, len(chosen))
        deltas = np.fromiter(chain.from_iterable(chosen), np.int64, int(counts.sum()))
        running = np.cumsum(deltas)
        first = np.cumsum(counts) - counts
        base = running[first] - deltas[first] if len(first) else running
        return Positions(np.repeat(np.arange(len(docs)), counts), running - np.repeat(base, counts))

    def lengths(self, field: str) -> Floats:
        """Return each document's field length in terms, as the codec rounds it."""
        if field not in self._lengths:
            out = np.zeros(self.leaf.count, np.uint8)
            reader = self.leaf.reader._perdoc
            if reader.has_column(_lenfield(field)):
                file, start, size = reader._get_column_file(_lenfield(field))
                with file:
                    file.seek(start)
                    raw = file.read(size)
                out[: len(raw)] = np.frombuffer(raw, np.uint8)
            self._lengths[field] = _LENGTHS[out]
        return self._lengths[field]

    def _matcher(self, field: str, term: bytes) -> Any:
        try:
            matcher = self.leaf.reader.postings(field, term)
        except TermNotFound:
            return None
        # Deleted documents are masked once, at the end of a query.
        return matcher.child if isinstance(matcher, FilterMatcher) else matcher

    def _read(self, field: str, term: bytes) -> Postings:
        matcher = self._matcher(field, term)
        if matcher is None:
            return _NONE
        docs: list[Any] = []
        weights: list[Any] = []
        if isinstance(matcher, W3LeafMatcher):
            for block in _blocks(matcher):
                block._read_ids()
                block._read_weights()
                docs.append(np.array(block._ids, np.int64))
                weights.append(np.array(block._weights, np.float64))
            return Postings(np.concatenate(docs), np.concatenate(weights))
        matcher.reset()
        while matcher.is_active():
            docs.append(matcher.id())
            weights.append(matcher.weight())
            matcher.next()
        return Postings(np.array(docs, np.int64), np.array(weights, np.float64))

    def _read_values(self, field: str, term: bytes) -> list[bytes]:
        matcher = self._matcher(field, term)
        values: list[bytes] = []
        if isinstance(matcher, W3LeafMatcher):
            for block in _blocks(matcher):
                block._read_values()
                values.extend(block._values)
        elif matcher is not None:
            matcher.reset()
            while matcher.is_active():
                values.append(matcher.value())
                matcher.next()
        return values


def _blocks(matcher: Any) -> Any:
    """Yield the matcher at each of its blocks in turn."""
    matcher.reset()
    while not matcher._atend:
        yield matcher
        matcher._next_block()


def _whole(pickled: bytes) -> bytes:
    """Whoosh may drop the STOP opcode of a pickled value to save its byte."""
    return pickled if pickled.endswith(b".") else pickled + b"."
