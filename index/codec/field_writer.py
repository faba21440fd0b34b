"""Writes the file of a field: see :mod:`index.codec.field` for its layout."""

import zlib
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.arrays import UInts, deltas_of
from index.codec.bitset import BITSET, bitset_of, suits_bitset
from index.codec.dictionary import BLOCK, STREAMS, encode_block, of_rows
from index.codec.field import HEAD, VERSION, FieldFile
from index.codec.inverted import Inverted
from index.codec.packed import Strips, pack, write
from index.codec.selection import SHARE, Found, find

_RUN = 1 << 18
"""Numbers packed at a time: few enough to stay in the processor's cache."""


class Base(NamedTuple):
    """The field on whose rows those of another may be based."""

    name: str
    file: FieldFile


class FieldWriter:
    """Writes a field to ``file``, from runs of terms that ascend from run to run."""

    def __init__(self, file: Any, *, positions: bool, base: Base | None = None) -> None:
        self._file = file
        self._positions = positions
        self._base = base
        if base:
            self._numbers = {term: number for number, term in enumerate(base.file.terms)}
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
                Inverted(
                    part.terms[first:last],
                    part.counts[first:last],
                    part.docs[start:stop],
                    part.freqs[start:stop],
                    part.positions[done : int(positions[last - 1])],
                    part.bases[first:last],
                )
            )
            first = last

    def _run(self, part: Inverted) -> None:
        first = np.cumsum(part.counts, dtype=np.int64) - part.counts
        occurrences = np.add.reduceat(part.freqs, first, dtype=np.uint32)
        bases, found = self._based(part, occurrences)
        docs, within = part.docs, part.positions
        begins = np.cumsum(part.freqs, dtype=np.int64) - part.freqs
        if found is not None:
            here = np.repeat(found.fits, part.counts)
            docs = np.where(here, found.owners, docs).astype(np.uint32)
            within = np.where(np.repeat(here, part.freqs), found.skipped, within).astype(np.uint32)
        distances = deltas_of(docs, first)
        distances[1:] -= np.uint32(1)
        distances[first[1:]] += np.uint32(1)
        leaps = deltas_of(within, begins) if self._positions else within
        layout = of_rows(part.counts, occurrences, bases)
        bounds = docs[first + part.counts - 1].astype(np.int64) + 1
        dense = suits_bitset(part.counts, bounds)
        layout.codes[0, dense], layout.exceptions[0, dense] = BITSET, bounds[dense]
        plain = ~dense
        distances = distances[np.repeat(plain, part.counts)]
        packed: list[tuple[Strips, npt.NDArray[np.bool_]]] = []
        every = np.ones(len(dense), bool)
        streams = (distances, plain), (part.freqs - np.uint32(1), every), (leaps, every)
        for stream, (values, terms) in enumerate(streams):
            if stream < 2 or self._positions:
                lengths = layout.values(stream, True)[terms].astype(np.uint32)
                rows, strips = pack(values, lengths)
                layout.codes[stream, terms], layout.exceptions[stream, terms] = rows
                packed += ((strip, terms) for strip in strips)
        sizes = layout.sizes(self._positions).sum(axis=(0, 1))
        layout = layout._replace(begins=self._at + np.cumsum(sizes) - sizes)
        starts = layout.starts(self._positions).reshape(3 * STREAMS, -1) - self._at
        words = np.zeros((int(sizes.sum()) + 7 >> 3) + 1, "<u8")
        for number, (strip, terms) in enumerate(packed):
            write(words, strip, starts[number, terms])
        for term in np.flatnonzero(dense).tolist():
            own = bitset_of(docs[first[term] : first[term] + part.counts[term]], int(bounds[term]))
            words.view(np.uint8)[starts[0, term] :][: len(own)] = own
        self._write(words.tobytes()[: int(sizes.sum())])
        ends = np.cumsum(occurrences, dtype=np.int64)
        for start in range(0, len(part.terms), BLOCK):
            inside = slice(start, start + BLOCK)
            block = part.terms[inside]
            before = self._occurrences + (int(ends[start - 1]) if start else 0)
            self._blocks.append((self._at, self._terms + start, before))
            self._heads.append(block[0])
            self._write(encode_block(block, layout.select(inside), sizes[inside]))
        self._terms += len(part.terms)
        self._occurrences += int(ends[-1])

    def _based(self, part: Inverted, occurrences: UInts) -> tuple[UInts, Found | None]:
        """Return the base of each term, plus one (0: none), and what was found in these."""
        bases = np.zeros(len(part.terms), np.uint32)
        if self._base is None or not part.bases or not self._positions:
            return bases, None
        file = self._base.file
        number = self._numbers.get
        numbers = np.array([number(base, -1) for base in part.bases], np.int64)
        sizes = occurrences.astype(np.int64)
        numbers[file.occurrences[numbers] > SHARE * sizes] = -1
        known, of = np.unique(numbers, return_inverse=True)
        if known[-1] < 0:
            return bases, None
        of -= int(known[0] < 0)
        found = find(part, sizes, file.rows(known[known >= 0]), of)
        bases[found.fits] = numbers[found.fits] + 1
        return bases, found

    def close(self) -> None:
        """Write the heads; the file itself stays open."""
        ends = np.cumsum([len(head) for head in self._heads], dtype=np.int64)
        table = np.zeros((len(self._blocks) + 1, 4), "<u8")
        table[:-1, :3] = np.array(self._blocks).reshape(-1, 3)
        table[-1, :3] = self._at, self._terms, self._occurrences
        table[1:, 3] = ends
        text = b"".join(self._heads)
        name = self._base.name.encode() if self._base else b""
        heads = table.tobytes() + text + name
        layout = [self._documents, self._terms, len(self._blocks), self._positions, len(name)]
        trailer = np.array([*layout, self._at, 0, VERSION], "<u8")
        trailer[6] = zlib.crc32(trailer.tobytes(), zlib.crc32(heads))
        self._write(heads)
        self._write(trailer.tobytes())

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._at += len(data)


def encode(*parts: Inverted, positions: bool | None = None, base: Base | None = None) -> bytes:
    """Return the file of a field that fits into memory."""
    file = BytesIO()
    some = any(len(part.positions) for part in parts)
    writer = FieldWriter(file, positions=some if positions is None else positions, base=base)
    for part in parts:
        writer.write(part)
    writer.close()
    return file.getvalue()
