"""Writes the file of a field: see :mod:`index.codec.field` for its layout."""

import zlib
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.codec.dictionary import BLOCK, STREAMS, encode_block, of_rows
from index.codec.field import HEAD, VERSION, FieldFile
from index.codec.inverted import Inverted
from index.codec.packed import UInts, pack, steps
from index.codec.selection import SHARE, find_ranks

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
        bases, ranks = self._based(part, occurrences)
        own = bases == 0
        distances = steps(part.docs, first)
        distances[1:] -= np.uint32(1)
        distances[first[1:]] += np.uint32(1)
        freqs = part.freqs - np.uint32(1)
        within = np.cumsum(part.freqs, dtype=np.int64) - part.freqs
        leaps = steps(part.positions, within) if self._positions else part.positions
        if not own.all():
            of_own = np.repeat(own, part.counts)
            distances, freqs = distances[of_own], freqs[of_own]
            leaps = leaps[np.repeat(own, occurrences)]
            distances = _woven(own, part.counts, distances, occurrences, ranks)
        layout = of_rows(part.counts, occurrences, bases)
        packed = []
        for stream, values in enumerate((distances, freqs, leaps)):
            sizes = layout.values(stream, self._positions)
            rows, strips = pack(values, sizes[sizes > 0].astype(np.uint32))
            layout.codes[stream, sizes > 0] = rows.codes
            layout.exceptions[stream, sizes > 0] = rows.exceptions
            packed.append(strips)
        sizes = layout.sizes(self._positions)
        begins = np.zeros((STREAMS, 3, 1), np.int64)
        for stream, strips in enumerate(packed):
            for number, strip in enumerate(strips):
                begins[stream, number] = self._at
                self._write(strip.tobytes())
        layout = layout._replace(starts=begins + np.cumsum(sizes, axis=2) - sizes)
        ends = np.cumsum(occurrences, dtype=np.int64)
        for start in range(0, len(part.terms), BLOCK):
            block = part.terms[start : start + BLOCK]
            before = self._occurrences + (int(ends[start - 1]) if start else 0)
            self._blocks.append((self._at, self._terms + start, before))
            self._heads.append(block[0])
            self._write(encode_block(block, layout.select(slice(start, start + BLOCK))))
        self._terms += len(part.terms)
        self._occurrences += int(ends[-1])

    def _based(self, part: Inverted, occurrences: UInts) -> tuple[UInts, UInts]:
        """Return the base of each term, plus one, and of those that have one the ranks.

        The ranks are distances between them, each less one.
        """
        bases, none = np.zeros(len(part.terms), np.uint32), np.zeros(0, np.uint32)
        if self._base is None or not part.bases or not self._positions:
            return bases, none
        file = self._base.file
        number = self._numbers.get
        numbers = np.array([number(base, -1) for base in part.bases], np.int64)
        sizes = occurrences.astype(np.int64)
        numbers[file.occurrences[numbers] > SHARE * sizes] = -1
        known, of = np.unique(numbers, return_inverse=True)
        if known[-1] < 0:
            return bases, none
        of -= int(known[0] < 0)
        ranks, fits = find_ranks(part, sizes, file.rows(known[known >= 0]), of)
        bases[fits] = numbers[fits] + 1
        distances = np.diff(ranks, prepend=-1) - 1
        first = np.cumsum(sizes) - sizes
        distances[first] = ranks[first]
        return bases, distances[np.repeat(fits, sizes)].astype(np.uint32)

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


def _woven(
    own: npt.NDArray[np.bool_], counts: UInts, ones: UInts, occurrences: UInts, others: UInts
) -> UInts:
    """Return rows of two sources: ``counts`` of ``ones`` for own rows, else of ``others``."""
    marks = np.repeat(own, np.where(own, counts, occurrences))
    out = np.empty(len(marks), np.uint32)
    out[marks] = ones
    out[~marks] = others
    return out


def encode(*parts: Inverted, positions: bool | None = None, base: Base | None = None) -> bytes:
    """Return the file of a field that fits into memory."""
    file = BytesIO()
    some = any(len(part.positions) for part in parts)
    writer = FieldWriter(file, positions=some if positions is None else positions, base=base)
    for part in parts:
        writer.write(part)
    writer.close()
    return file.getvalue()
