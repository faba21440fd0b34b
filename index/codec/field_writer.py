"""Writes the file of a field: see :mod:`index.codec.field` for its layout."""

import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np

from index.codec.dictionary import BLOCK, STREAMS, encode_block, of_rows
from index.codec.field import HEAD, MAGIC, VERSION, Inverted
from index.codec.packed import Rows, Strips, UInts, pack, steps

_RUN = 1 << 18
"""Numbers packed at a time: few enough to stay in the processor's cache."""


class FieldWriter:
    """Writes a field to ``file``, from runs of terms that ascend from run to run."""

    def __init__(self, file: Any, *, positions: bool) -> None:
        self._file = file
        self._positions = positions
        self._at = 0
        self._documents = 0
        self._heads: list[bytes] = []
        self._blocks: list[tuple[int, int, int]] = []
        self._terms = 0
        self._occurrences = 0
        self._write(HEAD)

    def write(self, part: Inverted) -> None:
        """Add the terms of ``part``."""
        if not len(part.terms):
            return
        self._documents = max(self._documents, int(part.docs.max()) + 1)
        postings = np.cumsum(part.counts, dtype=np.int64)
        within = np.cumsum(part.freqs, dtype=np.int64)
        positions = within[postings - 1]
        first = 0
        while first < len(part.terms):
            done = int(positions[first - 1]) if first else 0
            last = max(int(np.searchsorted(positions, done + _RUN, side="right")), first + 1)
            start, stop = (int(postings[n - 1]) if n else 0 for n in (first, last))
            self._run(
                part.terms[first:last],
                part.counts[first:last],
                part.docs[start:stop],
                part.freqs[start:stop],
                part.positions[done : int(positions[last - 1])],
            )
            first = last

    def _run(
        self, terms: Sequence[bytes], counts: UInts, docs: UInts, freqs: UInts, positions: UInts
    ) -> None:
        first = np.cumsum(counts, dtype=np.int64) - counts
        occurrences = np.add.reduceat(freqs, first, dtype=np.uint32)
        distances = steps(docs, first)
        distances[1:] -= np.uint32(1)
        distances[first[1:]] += np.uint32(1)
        streams = [(distances, counts), (freqs - np.uint32(1), counts)]
        if self._positions:
            within = np.cumsum(freqs, dtype=np.int64) - freqs
            streams.append((steps(positions, within), occurrences))
        packed = [pack(*stream) for stream in streams]
        if not self._positions:
            packed.append((Rows(0 * counts, 0 * counts), Strips(*[np.zeros(0, np.uint8)] * 3)))
        layout = of_rows(counts, occurrences, [rows for rows, _ in packed])
        sizes = layout.sizes(self._positions)
        begins = np.zeros((STREAMS, 3, 1), np.int64)
        for stream, (_, strips) in enumerate(packed):
            for number, strip in enumerate(strips):
                begins[stream, number] = self._at
                self._write(strip.tobytes())
        layout = layout._replace(starts=begins + np.cumsum(sizes, axis=2) - sizes)
        ends = np.cumsum(occurrences, dtype=np.int64)
        for start in range(0, len(terms), BLOCK):
            part = layout.select(slice(start, start + BLOCK))
            block = terms[start : start + BLOCK]
            before = self._occurrences + (int(ends[start - 1]) if start else 0)
            self._blocks.append((self._at, self._terms + start, before))
            self._heads.append(block[0])
            self._write(encode_block(block, part))
        self._terms += len(terms)
        self._occurrences += int(ends[-1])

    def close(self) -> None:
        """Write the heads; the file itself stays open."""
        ends = np.cumsum([len(head) for head in self._heads], dtype=np.int64)
        table = np.zeros((len(self._blocks) + 1, 4), "<u8")
        table[:-1, :3] = np.array(self._blocks).reshape(-1, 3)
        table[-1, :3] = self._at, self._terms, self._occurrences
        table[1:, 3] = ends
        text = b"".join(self._heads)
        heads = table.tobytes() + text + bytes(-len(text) % 8)
        layout = [self._documents, self._terms, len(self._blocks), self._positions, self._at]
        trailer = np.array([*layout, 0, VERSION, MAGIC], "<u8")
        trailer[5] = zlib.crc32(trailer.tobytes(), zlib.crc32(heads))
        self._write(heads)
        self._write(trailer.tobytes())

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._at += len(data)


def encode(*parts: Inverted, positions: bool | None = None) -> bytes:
    """Return the file of a field that fits into memory."""
    file = BytesIO()
    some = any(len(part.positions) for part in parts)
    writer = FieldWriter(file, positions=some if positions is None else positions)
    for part in parts:
        writer.write(part)
    writer.close()
    return file.getvalue()
