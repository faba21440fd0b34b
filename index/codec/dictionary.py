"""The dictionary of a field: its terms, and how the rows of each are packed, in blocks.

A block is a handful of columns over a run of terms, written as byte planes (all lowest bytes,
then all second ones: the higher planes are mostly zero), and the text of the terms; deflated,
the neighbours' common beginnings cost next to nothing, and the checksum of the zlib format
guards every size that decides what is read. Only the blocks' first terms are kept open.
"""

import zlib
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from index.codec.packed import Ints, Rows, UInts, split_codes, strip_bytes

STREAMS = 3
"""Rows of a term: document steps, frequencies, position steps."""
BLOCK = 256
"""Terms in a block: smaller ones are read sooner, larger ones deflate better."""

_COLUMNS = 3 + 2 * STREAMS
_STARTS = 3 * STREAMS
_LEVEL = 6


class Layout(NamedTuple):
    """How the rows of a run of terms lie in the file; ``rows[s]`` is of stream ``s``.

    ``starts[s, k]`` says where strip ``k`` of stream ``s`` of each term begins.
    """

    counts: UInts
    occurrences: UInts
    codes: UInts
    exceptions: UInts
    starts: Ints

    def select(self, terms: Any) -> "Layout":
        """Return the layout of some terms: a slice, or a truth value each."""
        columns: Any = (column[..., terms] for column in self)
        return Layout(*columns)

    def sizes(self, positions: bool) -> Ints:
        """Return the size of each strip in bytes, in the shape of ``starts``."""
        out = np.zeros((STREAMS, 3, len(self.counts)), np.int64)
        for stream in range(STREAMS):
            exceptions = self.exceptions[stream].astype(np.int64)
            low, distances, rests = split_codes(self.codes[stream])
            out[stream, 0] = strip_bytes(self.values(stream, positions), low)
            out[stream, 1] = strip_bytes(exceptions, distances)
            out[stream, 2] = strip_bytes(exceptions, rests)
        return out

    def values(self, stream: int, positions: bool) -> Ints:
        """Return how many numbers each row of a stream has."""
        if stream < 2:
            return self.counts.astype(np.int64)
        return self.occurrences.astype(np.int64) * positions


def encode_block(terms: Sequence[bytes], layout: Layout) -> bytes:
    """Return a block of the dictionary."""
    lengths = np.fromiter(map(len, terms), np.uint32, len(terms))
    columns = np.concatenate(
        [
            [lengths, layout.counts, layout.occurrences - layout.counts],
            layout.codes,
            layout.exceptions,
        ]
    ).astype("<u4")
    planes = columns.view(np.uint8).reshape(_COLUMNS, len(terms), 4).transpose(0, 2, 1)
    starts = layout.starts[:, :, 0].astype("<u8").tobytes()
    return zlib.compress(b"".join((starts, planes.tobytes(), *terms)), _LEVEL)


class Block:
    """A block read back. Raises ValueError when it is damaged."""

    def __init__(self, data: Any, count: int, positions: bool) -> None:
        try:
            self._raw = zlib.decompress(data)
        except zlib.error as error:
            raise ValueError("the dictionary of a posting file is damaged") from error
        planes = np.frombuffer(self._raw, np.uint8, 4 * _COLUMNS * count, 8 * _STARTS)
        columns = np.ascontiguousarray(planes.reshape(_COLUMNS, 4, count).transpose(0, 2, 1))
        table = columns.view("<u4").reshape(_COLUMNS, count)
        self._lengths = table[0]
        self.counts: UInts = table[1]
        self.occurrences: UInts = table[1] + table[2]
        self._codes = table[3 : 3 + STREAMS]
        self._exceptions = table[3 + STREAMS :]
        self._positions = positions

    @cached_property
    def terms(self) -> list[bytes]:
        """The terms, in order."""
        raw = self._raw
        at = 8 * _STARTS + 4 * _COLUMNS * len(self.counts)
        ends = (np.cumsum(self._lengths, dtype=np.int64) + at).tolist()
        return [raw[a:b] for a, b in pairwise([at, *ends])]

    @cached_property
    def layout(self) -> Layout:
        """Where the rows lie."""
        first = np.frombuffer(self._raw, "<u8", _STARTS).astype(np.int64)
        bare = Layout(self.counts, self.occurrences, self._codes, self._exceptions, first)
        sizes = bare.sizes(self._positions)
        starts = np.cumsum(sizes, axis=2) - sizes + first.reshape(STREAMS, 3, 1)
        return bare._replace(starts=starts)


def joined(layouts: Sequence[Layout]) -> Layout:
    """Return the layout of several runs of terms, one after the other."""
    return Layout(*(np.concatenate(column, axis=-1) for column in zip(*layouts, strict=True)))


def of_rows(counts: UInts, occurrences: UInts, rows: Sequence[Rows]) -> Layout:
    """Return the layout of freshly packed rows; where they lie is still open (zeros)."""
    return Layout(
        counts,
        occurrences,
        np.stack([row.codes for row in rows]),
        np.stack([row.exceptions for row in rows]),
        np.zeros((STREAMS, 3, len(counts)), np.int64),
    )
