"""What a snapshot keeps, as arrays in its document numbers: the one place that knows the codec."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.codec import Postings
from index.store.snapshot import Snapshot
from search.execute.docset import Bools, Docs, Ints
from search.lru import WeightedCache

Freqs = npt.NDArray[np.unsignedinteger]

_CACHED_BYTES = 16 << 20
_CACHED_TERMS = 49_152
FREQUENT = 256
"""So many of the terms of a pattern are looked at first."""
_GROWTH = 8
"""So many times more are looked at each time after."""


class Entry(NamedTuple):
    """A term's postings in each leaf (by number) that has it; documents in all."""

    leaves: tuple[tuple[int, Postings], ...]
    df: int


class Arrays:
    """Reads a snapshot; keeps what it read lately. Not for several threads at once.

    Documents are numbered through all leaves; deleted ones may be among those of a term.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.leaves = snapshot.leaves
        self.size = sum(leaf.count for leaf in snapshot.leaves)
        self._entries: WeightedCache[tuple[str, bytes], Entry] = WeightedCache(
            _CACHED_TERMS, lambda entry: max(1, len(entry.leaves))
        )
        self._lists: WeightedCache[tuple[str, bytes, str], npt.NDArray[Any]] = WeightedCache(
            _CACHED_BYTES, lambda array: array.nbytes + 256
        )
        self._lengths: dict[str, npt.NDArray[np.uint8]] = {}

    def entry(self, field: str, term: bytes) -> Entry:
        """Return where a term stands."""
        return self._entries.get((field, term), lambda: self._find(field, term))

    def docs(self, field: str, term: bytes) -> Docs:
        """Return the documents that have a term, ascending."""
        return self._lists.get((field, term, "docs"), lambda: self._docs(field, term))

    def freqs(self, field: str, term: bytes) -> Freqs:
        """Return how often a term stands in each of its documents."""
        return self._lists.get((field, term, "freqs"), lambda: self._freqs(field, term))

    def is_part(self, field: str, term: bytes, wholes: Iterable[tuple[str, bytes]]) -> bool:
        """Tell whether the index keeps a term as a part of others: it has none but their documents.

        ``wholes`` are fields and terms.
        """
        entry = self.entry(field, term)
        known = {
            (name, leaf, postings.number)
            for name, whole in wholes
            for leaf, postings in self.entry(name, whole).leaves
        }
        return all(
            (postings.source.base_name, leaf, postings.base_number) in known
            for leaf, postings in entry.leaves
        )

    def having(self, field: str, numbers: Sequence[Ints]) -> Bools:
        """Return which documents have any of the terms with these numbers in each leaf.

        Of many terms the most frequent come first: they may be in every document. So they are
        read some at a time, ever more, until no document with a word in the field is left.
        """
        found = np.zeros(self.size, bool)
        lengths = self.lengths(field)
        empty = lengths == 0 if lengths.any() else found  # other fields have no lengths
        for leaf, own in zip(self.leaves, numbers, strict=True):
            file = leaf.field(field)
            inside = slice(leaf.offset, leaf.offset + leaf.count)
            here, without = found[inside], empty[inside]
            done, many = 0, FREQUENT
            while file is not None and done < len(own) and not (here | without).all():
                chosen = np.zeros(len(file), bool)
                chosen[own[done : done + many]] = True
                here[file.docs_of_any(chosen)] = True
                done, many = done + many, many * _GROWTH
        return found

    def lengths(self, field: str) -> npt.NDArray[np.uint8]:
        """Return each document's length of a text field, as the byte the codec rounds it to."""
        if field not in self._lengths:
            parts = [leaf.length_bytes(field) for leaf in self.leaves]
            self._lengths[field] = _joined(parts, np.uint8)
        return self._lengths[field]

    @cached_property
    def days(self) -> npt.NDArray[np.int32]:
        """Each document's day as yyyymmdd, 0 when it has none."""
        return _joined([leaf.dates() for leaf in self.leaves], np.int32)

    @cached_property
    def live(self) -> Bools | None:
        """True for every document that is not deleted; None when none is."""
        if all(leaf.live is None for leaf in self.leaves):
            return None
        parts = [
            np.ones(leaf.count, bool) if leaf.live is None else leaf.live for leaf in self.leaves
        ]
        return np.concatenate(parts)

    def _find(self, field: str, term: bytes) -> Entry:
        found = []
        for i, leaf in enumerate(self.leaves):
            file = leaf.field(field)
            number = None if file is None else file.find(term)
            if file is not None and number is not None:
                found.append((i, file.postings(number)))
        return Entry(tuple(found), sum(postings.count for _, postings in found))

    def _docs(self, field: str, term: bytes) -> Docs:
        parts = []
        for leaf, postings in self.entry(field, term).leaves:
            docs = postings.docs()
            docs += np.int32(self.leaves[leaf].offset)
            parts.append(docs)
        return _joined(parts, np.int32)

    def _freqs(self, field: str, term: bytes) -> Freqs:
        parts = [postings.freqs() for _, postings in self.entry(field, term).leaves]
        freqs = _joined(parts, np.uint8)
        if freqs.dtype == np.uint8:
            return freqs
        return freqs.astype(np.min_scalar_type(int(freqs.max())))


def _joined(parts: Sequence[npt.NDArray[Any]], dtype: Any) -> npt.NDArray[Any]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, dtype)
