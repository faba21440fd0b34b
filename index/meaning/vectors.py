"""Vectors as an index keeps them: a byte a dimension, and a scale for each vector.

A vector is brought to length 1 and divided by a scale of its own, its largest number by 127, so
that each number is a whole one from -127 to 127 (symmetric scalar quantisation). The cosine of two
vectors is about the product of their scales and the sum of products of their bytes; that sum is
exact, in the compiled loop as in NumPy, whose products of float32 stay below 2^24.

File layout, little-endian: magic, dimensions, documents and 0 as ``uint32``; a ``float32`` scale
for each document, 0 for one that has no vector yet; ``int8`` dimensions for each document.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.arrays import Bools
from index.kernels import compiled

Float32s = npt.NDArray[np.float32]
Int8s = npt.NDArray[np.int8]

MOST_DIMENSIONS = 1024
"""Largest number of dimensions: 1024 products of bytes add up exactly in ``float32``."""

_MAGIC = 0x31434556  # "VEC1"
_HEAD = np.dtype("<u4")
_HEAD_BYTES = 16
_TOP = 127
_BLOCK = 4096
"""Number of vectors that NumPy takes at a time."""


@dataclass(frozen=True, eq=False)
class Vectors:
    """A vector for each document of a segment.

    ``scales`` has shape ``(documents,)``, 0 where there is no vector, and ``rows`` has shape
    ``(documents, dimensions)``.
    """

    scales: Float32s
    rows: Int8s

    @classmethod
    def none(cls, documents: int, dimensions: int) -> "Vectors":
        """Return vectors of documents that have none yet, to be filled in."""
        rows = np.zeros((documents, dimensions), np.int8)
        return cls(np.zeros(documents, np.float32), rows)

    @property
    def dimensions(self) -> int:
        """The number of dimensions."""
        return int(self.rows.shape[1])

    @property
    def there(self) -> Bools:
        """True for every document that has a vector; shape ``(documents,)``."""
        return np.asarray(self.scales > 0)

    def encode(self) -> bytes:
        """Return the file of these vectors."""
        head = np.array([_MAGIC, self.dimensions, len(self.scales), 0], _HEAD)
        return b"".join((head.tobytes(), self.scales.astype("<f4").tobytes(), self.rows.tobytes()))

    def similarities(self, vector: Float32s) -> Float32s:
        """Return the cosine of every vector and another one, -1 where there is no vector.

        ``vector`` has shape ``(dimensions,)``, the result ``(documents,)``. Raises ValueError when
        it has other dimensions.
        """
        if vector.shape != (self.dimensions,):
            raise ValueError("a vector of other dimensions")
        asked = quantised(vector[None, :])
        found = products(self.rows, asked.rows[0]) * (self.scales * asked.scales[0])
        found[~self.there] = -1
        return np.asarray(found, np.float32)


def quantised(vectors: npt.NDArray[np.floating[Any]]) -> Vectors:
    """Return vectors, shape ``(n, dimensions)``, as they are kept.

    Raises ValueError for numbers that are none, and for too many dimensions.
    """
    vectors = np.asarray(vectors, np.float64)
    if vectors.ndim != 2 or not 0 < vectors.shape[1] <= MOST_DIMENSIONS:
        raise ValueError("not vectors, or of too many dimensions")
    if not np.isfinite(vectors).all():
        raise ValueError("a vector has numbers that are none")
    lengths = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    vectors = vectors / np.where(lengths > 0, lengths, 1)
    scales = np.abs(vectors).max(axis=1, initial=0) / _TOP
    scales[scales == 0] = 1 / _TOP  # a text that says nothing is as far from all others
    rows = np.rint(vectors / scales[:, None]).astype(np.int8)
    return Vectors(scales.astype(np.float32), rows)


def read_vectors(data: Any, documents: int) -> Vectors:
    """Return the vectors of a file, where they lie. Raises ValueError when it is damaged."""
    if len(data) < _HEAD_BYTES:
        raise ValueError("the file of vectors is cut short")
    magic, dimensions, count, zero = np.frombuffer(data, _HEAD, 4).tolist()
    if magic != _MAGIC or zero or not 0 < dimensions <= MOST_DIMENSIONS or count != documents:
        raise ValueError("the file of vectors has another layout or other documents")
    if len(data) != _HEAD_BYTES + documents * (4 + dimensions):
        raise ValueError("the file of vectors has another size")
    scales = np.frombuffer(data, "<f4", documents, _HEAD_BYTES).astype(np.float32, copy=False)
    if not ((scales >= 0) & (scales <= 1)).all():
        raise ValueError("the file of vectors has scales that are none")
    at = _HEAD_BYTES + 4 * documents
    rows = np.frombuffer(data, np.int8, documents * dimensions, at)
    return Vectors(scales, rows.reshape(documents, dimensions))


def products(rows: Int8s, vector: Int8s) -> npt.NDArray[np.int32]:
    """Return the sum of products of each row with a vector; shape ``(rows,)``."""
    if compiled:
        return compiled.products(rows, vector)
    asked = vector.astype(np.float32)
    out = np.empty(len(rows), np.int32)
    for start in range(0, len(rows), _BLOCK):
        out[start : start + _BLOCK] = rows[start : start + _BLOCK].astype(np.float32) @ asked
    return out
