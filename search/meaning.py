"""What a query means: its vector, and how near to it the articles of a snapshot are."""

from dataclasses import dataclass
from threading import Lock
from time import monotonic

import numpy as np

from index.errors import InputError, NabaError
from index.meaning.encoders import Encoder, open_encoder
from index.meaning.in_process import NAME
from index.meaning.vectors import Float32s
from index.store.snapshot import Snapshot
from search.lru import WeightedCache
from search.query import syntax
from search.query.parser import parse
from search.query.syntax import Node

_REMEMBERED = 32
"""Number of queries whose vectors are remembered, for their other pages."""
_PAUSE = 5.0
"""Seconds for which an encoder that failed is not asked again."""
_AT_ONCE = 0.1
"""Seconds for the last query within which an encoder is expected to answer the next at once."""


@dataclass(frozen=True, eq=False)
class Sought:
    """What a query means to the encoder of that name: a vector, or why there is none.

    Where a query has no words to go by there is neither.
    """

    encoder: str
    vector: Float32s | None = None
    error: NabaError | None = None


class Meanings:
    """What queries mean, by the encoder that made an index's vectors; for any number of threads.

    That in this process is found by itself; another has to be given.
    """

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._encoder = encoder
        self._lock = Lock()
        self._vectors: WeightedCache[tuple[str, str], Float32s] = WeightedCache(_REMEMBERED)
        self._seconds = float("inf")
        self._failed: tuple[str, float, NabaError] | None = None

    def sought(self, name: str, query: str) -> Sought:
        """Return what a query means to the encoder called ``name``, empty for an index without.

        Raises :class:`~search.errors.QueryError` for a query that cannot be read.
        """
        text = meant(query, parse(query))
        if not text:
            return Sought(name)
        with self._lock:
            try:
                return Sought(name, self._vectors.get((name, text), lambda: self._made(name, text)))
            except NabaError as error:
                self._failed = name, monotonic() + _PAUSE, error
                return Sought(name, error=error)

    def at_hand(self) -> bool:
        """Tell whether the encoder is expected to answer at once: no model has to be loaded, and
        it was quick the last time.
        """
        return self._seconds < _AT_ONCE

    def _made(self, name: str, text: str) -> Float32s:
        if self._failed and self._failed[0] == name and monotonic() < self._failed[1]:
            raise self._failed[2]
        encoder = self._of(name)
        began = monotonic()
        try:
            return encoder.query(text)
        finally:
            self._seconds = monotonic() - began

    def _of(self, name: str) -> Encoder:
        if not name:
            raise InputError(
                "this index knows no meanings yet; make its vectors with: naba index --meaning"
            )
        if self._encoder is None:
            if name != NAME:
                raise InputError(
                    "the vectors of this index are by {name}; say where it answers: "
                    "--encoder ADDRESS",
                    name=name,
                )
            self._encoder = open_encoder()
        if self._encoder.name != name:
            raise _others(name, self._encoder.name)
        return self._encoder


def similarities(snapshot: Snapshot, sought: Sought) -> Float32s:
    """Return the cosine of each document and what is sought, -1 for one without a vector.

    Raises what kept it from having a vector, and ``InputError`` when the index has another
    encoder's.
    """
    if sought.error is not None:
        raise sought.error
    if snapshot.encoder != sought.encoder:
        raise _others(snapshot.encoder, sought.encoder)
    assert sought.vector is not None
    return likeness(snapshot, sought.vector, sought.encoder)


def likeness(snapshot: Snapshot, vector: Float32s, encoder: str) -> Float32s:
    """Return the cosine of each document and a vector of an encoder, -1 for one without a vector.

    Raises ``InputError`` when the vector has other dimensions than those of the index.
    """
    found = [np.zeros(0, np.float32)]
    for leaf, vectors in zip(snapshot.leaves, snapshot.vectors, strict=True):
        if vectors is None:
            found.append(np.full(leaf.count, -1, np.float32))
            continue
        if vectors.dimensions != len(vector):
            raise InputError(
                "the encoder {name} gives other vectors than those of this index", name=encoder
            )
        found.append(vectors.similarities(vector))
    return np.concatenate(found)


def vector_of(snapshot: Snapshot, docnum: int) -> Float32s | None:
    """Return the vector of a document, None when it has none; shape ``(dimensions,)``."""
    for leaf, vectors in zip(snapshot.leaves, snapshot.vectors, strict=True):
        row = docnum - leaf.offset
        if 0 <= row < leaf.count and vectors is not None and vectors.there[row]:
            return np.asarray(vectors.rows[row] * vectors.scales[row], np.float32)
    return None


def _others(name: str, other: str) -> InputError:
    return InputError(
        "the vectors of this index are by {name}, not by {other}", name=name, other=other
    )


def meant(query: str, written: Node | None) -> str:
    """Return what of a query has a meaning: its words, without what the query language adds."""
    if written is None:
        return ""
    if is_plain(written):
        return query.strip()
    leaves = (leaf for leaf in syntax.leaves(written))
    texts = (leaf for leaf in leaves if isinstance(leaf, syntax.Word | syntax.Phrase))
    return " ".join(leaf.text for leaf in texts if leaf.field in (None, "title"))


def is_plain(node: Node) -> bool:
    """Tell whether a query is words alone, so that an article without them may be meant too."""
    if isinstance(node, syntax.Row):
        return all(isinstance(child, syntax.Word) and is_plain(child) for child in node.children)
    if not isinstance(node, syntax.Word):
        return False
    return node.field is None and not node.exact and not node.distance
