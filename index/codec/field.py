"""One field's inverted index: sorted terms, and where each stands.

``Inverted`` is the plain form, three flat arrays; :func:`encode` makes one buffer of it and
``FieldFile`` reads that buffer where it lies, a term at a time. Document numbers and positions
are stored as steps from the one before (the first of a term, or in a document, from zero).

The buffer: ``uint32`` magic and version, then ``uint64`` lengths of its sections, then the
sections, each at a multiple of 8: ends of the terms in the text, the text, documents a term,
occurrences a term, and the parts of the packed steps, frequencies and position steps. All
little-endian.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from index.codec.packed import Ints, UInts, pack, stored

_MAGIC = 0x4E424131  # "NBA1"
_VERSION = 1
_SECTIONS = 16
_HEADER = 8 + 8 * _SECTIONS


@dataclass(frozen=True, slots=True)
class Inverted:
    """Posting ``i`` is document ``docs[i]`` with ``freqs[i]`` occurrences.

    The postings of ``terms[t]`` (sorted) are the next ``counts[t]`` ones, by document; their
    positions follow each other in ``positions`` in the same order. A field without positions
    has none and every frequency 1.
    """

    terms: Sequence[bytes]
    counts: UInts
    docs: UInts
    freqs: UInts
    positions: UInts


def encode(field: Inverted) -> bytes:
    """Return the buffer of a field."""
    first = np.cumsum(field.counts, dtype=np.int64) - field.counts
    occurrences = (
        np.add.reduceat(field.freqs, first) if len(first) else np.zeros(0, np.uint32)
    ).astype(np.uint32)
    within = np.cumsum(field.freqs, dtype=np.int64) - field.freqs
    has_positions = len(field.positions) > 0
    packed = [
        pack(_steps(field.docs, first), field.counts),
        pack(field.freqs, field.counts),
        pack(_steps(field.positions, within), occurrences)
        if has_positions
        else pack(np.zeros(0, np.uint32), np.zeros(0, np.uint32)),
    ]
    lengths = np.fromiter(map(len, field.terms), np.uint32, len(field.terms))
    sections: list[npt.NDArray[Any]] = [
        np.cumsum(lengths, dtype=np.uint32),
        np.frombuffer(b"".join(field.terms), np.uint8),
        field.counts.astype("<u4"),
        occurrences.astype("<u4"),
        *(part for stream in packed for part in stream.parts()),
    ]
    sizes = np.array([section.nbytes for section in sections], "<u8")
    out = [np.array([_MAGIC, _VERSION], "<u4").tobytes(), sizes.tobytes()]
    for section in sections:
        data = section.tobytes()
        out += [data, bytes(-len(data) % 8)]
    return b"".join(out)


def _steps(values: UInts, first: Ints) -> UInts:
    steps = np.diff(values, prepend=np.uint32(0))
    steps[first] = values[first]
    return steps


class FieldFile:
    """A field as it lies in its buffer. Raises ValueError when that is none."""

    def __init__(self, buffer: Any) -> None:
        head = np.frombuffer(buffer, "<u4", 2) if len(buffer) >= _HEADER else (0, 0)
        if tuple(head) != (_MAGIC, _VERSION):
            raise ValueError("not a posting file of this format")
        sections = []
        at = _HEADER
        for size in np.frombuffer(buffer, "<u8", _SECTIONS, 8).tolist():
            sections.append(np.frombuffer(buffer, np.uint8, size, at))
            at += size + -size % 8
        self._ends = sections[0].view("<u4")
        self._text: Any = memoryview(sections[1].data)
        self.counts: UInts = sections[2].view("<u4")
        self.occurrences: UInts = sections[3].view("<u4")
        self.steps = stored(self.counts, sections[4:8])
        self.freqs = stored(self.counts, sections[8:12])
        self.has_positions = len(sections[12]) > 0
        self.position_steps = stored(
            self.occurrences if self.has_positions else self.occurrences[:0], sections[12:16]
        )

    def __len__(self) -> int:
        return len(self.counts)

    def term(self, number: int) -> bytes:
        """Return a term by its number."""
        start = int(self._ends[number - 1]) if number else 0
        return bytes(self._text[start : int(self._ends[number])])

    def at_or_after(self, term: bytes) -> int:
        """Return the number of the first term that is not smaller, ``len(self)`` if none is."""
        return bisect_left(range(len(self)), term, key=self.term)

    def find(self, term: bytes) -> int | None:
        """Return a term's number, or None when the field does not have it."""
        number = self.at_or_after(term)
        return number if number < len(self) and self.term(number) == term else None

    @cached_property
    def terms(self) -> list[bytes]:
        """All terms, in order."""
        text = bytes(self._text)
        ends = self._ends.tolist()
        return [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]

    def docs(self, number: int) -> Ints:
        """Return the documents of a term, ascending."""
        return np.cumsum(self.steps.row(number), dtype=np.int64)

    def frequencies(self, number: int) -> npt.NDArray[np.unsignedinteger]:
        """Return how often a term stands in each of its documents."""
        return self.freqs.row(number)

    def positions(self, number: int) -> Ints:
        """Return the positions of a term, document after document; none without positions."""
        if not self.has_positions:
            return np.zeros(0, np.int64)
        steps, freqs = self.position_steps.row(number), self.frequencies(number)
        return _summed(steps, freqs.astype(np.uint32)).astype(np.int64)

    def inverted(self) -> Inverted:
        """Return the whole field in its plain form."""
        freqs = self.freqs.all()
        positions = np.zeros(0, np.uint32)
        if self.has_positions:
            positions = _summed(self.position_steps.all(), freqs)
        docs = _summed(self.steps.all(), self.counts)
        return Inverted(self.terms, self.counts, docs, freqs, positions)


def _summed(steps: npt.NDArray[Any], counts: UInts) -> UInts:
    """Undo the steps of rows of ``counts`` values, none of them empty.

    Sums run on over the rows and may pass 2^32; differences come out right all the same.
    """
    if not len(counts):
        return np.zeros(0, np.uint32)
    running = np.cumsum(steps, dtype=np.uint32)
    first = np.cumsum(counts, dtype=np.int64) - counts
    running -= np.repeat(running[first] - steps[first].astype(np.uint32), counts)
    return running


def invert(
    terms: Mapping[bytes, int], ids: UInts, docs: UInts, freqs: UInts, positions: UInts
) -> Inverted:
    """Turn postings in the order of documents into a field.

    ``terms`` numbers the terms from 0; posting ``i`` is term ``ids[i]`` in ``docs[i]`` and has
    the next ``freqs[i]`` of ``positions`` (none when the field keeps none). Terms without a
    posting are left out.
    """
    used = np.bincount(ids, minlength=len(terms))
    ordered = sorted(term for term, number in terms.items() if used[number])
    numbers = np.fromiter((terms[term] for term in ordered), np.int64, len(ordered))
    rank = np.zeros(len(terms), np.uint32)
    rank[numbers] = np.arange(len(ordered), dtype=np.uint32)
    order = np.argsort(rank[ids], kind="stable")
    sorted_freqs = freqs[order]
    if len(positions):
        starts = np.cumsum(freqs, dtype=np.int64) - freqs
        moved = np.cumsum(sorted_freqs, dtype=np.int64) - sorted_freqs
        source = np.repeat(starts[order] - moved, sorted_freqs)
        source += np.arange(len(source))
        positions = positions[source]
    counts = used[numbers].astype(np.uint32)
    return Inverted(ordered, counts, docs[order], sorted_freqs, positions)


def invert_stream(terms: Iterable[str], ids: UInts, docs: UInts, positions: UInts) -> Inverted:
    """Turn the occurrences of terms, in reading order, into a field with positions.

    Occurrence ``i`` is the term numbered ``ids[i]`` (``terms`` are in the order of their
    numbers) in ``docs[i]`` (ascending) at ``positions[i]``. Rank and place of an occurrence
    share one 64-bit key: sorting those is several times faster than an indirect stable sort.
    """
    used = np.bincount(ids)
    numbered = [
        (term.encode(), number)
        for number, (term, count) in enumerate(zip(terms, used.tolist(), strict=False))
        if count
    ]
    numbered.sort()
    ordered = [term for term, _ in numbered]
    rank = np.zeros(len(used), np.uint64)
    rank[[number for _, number in numbered]] = np.arange(len(ordered), dtype=np.uint64)
    keys = rank[ids] << np.uint64(32)
    keys |= np.arange(len(ids), dtype=np.uint64)
    keys.sort()
    order = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    ranks = (keys >> np.uint64(32)).astype(np.uint32)
    docs = docs[order]
    begins = np.ones(len(ids), bool)
    begins[1:] = (ranks[1:] != ranks[:-1]) | (docs[1:] != docs[:-1])
    first = np.flatnonzero(begins)
    freqs = np.diff(first, append=len(ids)).astype(np.uint32)
    counts = np.bincount(ranks[first], minlength=len(ordered)).astype(np.uint32)
    return Inverted(ordered, counts, docs[first], freqs, positions[order])


def join(fields: Iterable[tuple[Inverted, Ints]]) -> Inverted:
    """Join a field of several segments: each comes with the new number of its documents.

    Numbers ascend over the segments; -1 stands for a document that is left out.
    """
    terms: dict[bytes, int] = {}
    parts: list[tuple[UInts, UInts, UInts, UInts]] = []
    for field, new in fields:
        numbers = [terms.setdefault(term, len(terms)) for term in field.terms]
        ids = np.repeat(np.array(numbers, np.uint32), field.counts)
        docs = new[field.docs]
        kept = docs >= 0
        positions = field.positions
        if len(positions):
            positions = positions[np.repeat(kept, field.freqs)]
        parts.append((ids[kept], docs[kept].astype(np.uint32), field.freqs[kept], positions))
    return invert(terms, *(np.concatenate(column) for column in zip(*parts, strict=True)))
