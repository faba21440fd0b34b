"""Writes the posting file of a field; ``FORMAT.md`` beside this module has its layout."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np

from index.arrays import Bools, UInts, deltas_of
from index.codec.bit_packing import Strips, pack, write
from index.codec.bitset import BITSET, bitset_of, suits_bitset
from index.codec.block import BLOCK, STREAMS, RowLayout, encode_block, unpacked_layout
from index.codec.dictionary import encode_block_index
from index.codec.field import HEAD, VERSION, FieldFile
from index.codec.inverted import Inverted
from index.codec.selection import MAX_BASE_RATIO, Found, find
from index.memory import let_go

_RUN = 1 << 18
"""Number of occurrences packed at a time: few enough to stay in the processor's cache."""


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
        self._at = 0
        self._documents = 0
        self._firsts: list[bytes] = []
        self._blocks: list[tuple[int, int, int]] = []
        self._terms = 0
        self._occurrences = 0
        self._write(HEAD)

    def write(self, part: Inverted) -> None:
        """Add the terms of ``part``."""
        if not len(part.terms):
            return
        self._documents = max(self._documents, int(part.docs.max()) + 1)
        for run in _runs(part):
            self._write_run(run)

    def _write_run(self, part: Inverted) -> None:
        """Write the rows of some terms, then the blocks of the dictionary that say where."""
        first = np.cumsum(part.counts, dtype=np.int64) - part.counts
        occurrences = np.add.reduceat(part.freqs, first, dtype=np.uint32)
        bases, found = self._based(part, occurrences)
        docs, positions = _selected(part, found)
        layout = unpacked_layout(part.counts, occurrences, bases)
        # Dense rows of documents become bitsets: the layout says so, and how many bits.
        bounds = docs[first + part.counts - 1].astype(np.int64) + 1
        dense = suits_bitset(part.counts, bounds)
        layout.codes[0, dense], layout.exceptions[0, dense] = BITSET, bounds[dense]
        # All other rows become strips, whose widths and exceptions the layout learns.
        strips = self._pack(part, docs, positions, layout)
        sizes = layout.sizes(self._positions).sum(axis=(0, 1))
        layout = layout._replace(begins=self._at + np.cumsum(sizes) - sizes)
        # The layout is known: each strip and each bitset goes to its place.
        starts = layout.starts(self._positions).reshape(3 * STREAMS, -1) - self._at
        words = np.zeros((int(sizes.sum()) + 7 >> 3) + 1, "<u8")
        for number, (strip, terms) in enumerate(strips):
            write(words, strip, starts[number, terms])
        for term in np.flatnonzero(dense).tolist():
            row = docs[first[term] : first[term] + part.counts[term]]
            bits = bitset_of(row, int(bounds[term]))
            words.view(np.uint8)[starts[0, term] :][: len(bits)] = bits
        self._write(words.tobytes()[: int(sizes.sum())])
        self._write_blocks(part, layout)

    def _pack(
        self, part: Inverted, docs: UInts, positions: UInts, layout: RowLayout
    ) -> list[tuple[Strips, Bools]]:
        """Return the strips of all rows but bitsets, with the terms they belong to.

        Enters in ``layout`` how each row is packed. Strips come stream by stream (document
        gaps, frequencies less one, position deltas), and for each the low bits, the distances
        and the rests; each with a truth value a term.
        """
        first = np.cumsum(part.counts, dtype=np.int64) - part.counts
        gaps = deltas_of(docs, first)
        gaps[1:] -= np.uint32(1)
        gaps[first[1:]] += np.uint32(1)
        begins = np.cumsum(part.freqs, dtype=np.int64) - part.freqs
        deltas = deltas_of(positions, begins) if self._positions else positions
        sparse = ~layout.dense
        every = np.ones(len(sparse), bool)
        packed: list[tuple[Strips, Bools]] = []
        streams = (
            (gaps[np.repeat(sparse, part.counts)], sparse),
            (part.freqs - np.uint32(1), every),
            (deltas, every),
        )
        for stream, (values, terms) in enumerate(streams):
            if stream < 2 or self._positions:
                lengths = layout.lengths(stream, True)[terms].astype(np.uint32)
                rows, strips = pack(values, lengths)
                layout.codes[stream, terms], layout.exceptions[stream, terms] = rows
                packed += ((strip, terms) for strip in strips)
        return packed

    def _write_blocks(self, part: Inverted, layout: RowLayout) -> None:
        ends = np.cumsum(layout.occurrences, dtype=np.int64)
        for start in range(0, len(part.terms), BLOCK):
            inside = slice(start, start + BLOCK)
            terms = part.terms[inside]
            before = self._occurrences + (int(ends[start - 1]) if start else 0)
            self._blocks.append((self._at, self._terms + start, before))
            self._firsts.append(terms[0])
            self._write(encode_block(terms, layout.select(inside)))
        self._terms += len(part.terms)
        self._occurrences += int(ends[-1])

    def _based(self, part: Inverted, occurrences: UInts) -> tuple[UInts, Found | None]:
        """Return the base of each term, plus one (0: none), and what was found in these."""
        bases = np.zeros(len(part.terms), np.uint32)
        if self._base is None or not len(part.bases) or not self._positions:
            return bases, None
        file = self._base.file
        numbers = part.bases.astype(np.int64)
        sizes = occurrences.astype(np.int64)
        numbers[file.occurrences[numbers] > MAX_BASE_RATIO * sizes] = -1
        known, of = np.unique(numbers, return_inverse=True)
        if known[-1] < 0:
            return bases, None
        of -= int(known[0] < 0)
        found = find(part, sizes, file.rows(known[known >= 0]), of)
        let_go(file.buffer)
        bases[found.fits] = numbers[found.fits] + 1
        return bases, found

    def close(self) -> None:
        """Write the block index and the trailer; the file itself stays open."""
        end = self._at, self._terms, self._occurrences
        name = self._base.name.encode() if self._base else b""
        index = encode_block_index(self._blocks, end, self._firsts) + name
        layout = [self._documents, self._terms, len(self._blocks), self._positions, len(name)]
        trailer = np.array([*layout, self._at, 0, VERSION], "<u8")
        trailer[6] = zlib.crc32(trailer.tobytes(), zlib.crc32(index))
        self._write(index)
        self._write(trailer.tobytes())

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._at += len(data)


def _runs(part: Inverted) -> Iterator[Inverted]:
    """Yield runs of terms with up to ``_RUN`` occurrences, unless one term alone has more."""
    postings = np.cumsum(part.counts, dtype=np.int64)
    occurrences = np.cumsum(np.add.reduceat(part.freqs, postings - part.counts, dtype=np.int64))
    first = 0
    while first < len(part.terms):
        done = int(occurrences[first - 1]) if first else 0
        last = max(int(np.searchsorted(occurrences, done + _RUN, side="right")), first + 1)
        start, stop = (int(postings[n - 1]) if n else 0 for n in (first, last))
        yield Inverted(
            part.terms[first:last],
            part.counts[first:last],
            part.docs[start:stop],
            part.freqs[start:stop],
            part.positions[done : int(occurrences[last - 1])],
            part.bases[first:last],
        )
        first = last


def _selected(part: Inverted, found: Found | None) -> tuple[UInts, UInts]:
    """Return documents and positions as they are written.

    The rows that were found in their bases have owners and skipped occurrences instead.
    """
    if found is None:
        return part.docs, part.positions
    here = np.repeat(found.fits, part.counts)
    docs = np.where(here, found.owners, part.docs).astype(np.uint32)
    within = np.repeat(here, part.freqs)
    return docs, np.where(within, found.skipped, part.positions).astype(np.uint32)


def encode(*parts: Inverted, positions: bool | None = None, base: Base | None = None) -> bytes:
    """Return the posting file of a field that fits into memory.

    ``parts`` are runs of terms that ascend; by default there are positions if a part has any.
    """
    file = BytesIO()
    some = any(len(part.positions) for part in parts)
    writer = FieldWriter(file, positions=some if positions is None else positions, base=base)
    for part in parts:
        writer.write(part)
    writer.close()
    return file.getvalue()
