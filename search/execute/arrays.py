"""A snapshot's postings as arrays in its own document numbers.

This is the only module of the package that knows the array codec; the others take postings,
tables of terms and their types from here.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.arrays import Bools, Ints, Times
from index.codec import Occurrences, Postings, TermTable
from index.kernels import compiled
from index.store.snapshot import Snapshot
from search.budget import check
from search.execute.docset import Docs, DocSet
from search.lru import RecentCache, WeightedCache

if TYPE_CHECKING:
    from index.codec import FieldFile
    from index.kernels._loops import File, List

__all__ = ["Arrays", "Freqs", "Occurrences", "Postings", "TermPostings", "TermTable"]

Freqs = npt.NDArray[np.unsignedinteger]

_CACHED_BYTES = (1 if compiled else 16) << 20
"""Bytes of posting lists that are kept in memory, by the kernels few."""
_CACHED_TERMS = 32_768
"""Number of terms, times the segments there are, whose places in the index are remembered."""
FREQUENT = 256
"""Number of a pattern's terms, the most frequent ones, that are read first."""
_GROWTH = 8
"""Factor by which each further batch of a pattern's terms is larger than the one before."""
_TERMS_AT_ONCE = 1 << 20
"""Number of occurrences of terms that are counted at a time, about."""
_NO_NUMBERS = np.zeros(0, np.int64)


class TermPostings:
    """A term's postings in each segment that has the term."""

    __slots__ = ("_files", "_leaves", "_list", "_numbers", "df")

    def __init__(
        self,
        files: Sequence["FieldFile | None"],
        found: "List | Sequence[tuple[int, int]]",
    ) -> None:
        """``found`` is what the extension has of it, else the segments and numbers of the term."""
        self._files = files
        self._leaves: tuple[tuple[int, Postings], ...] | None = None
        self._list: List | None = None
        self._numbers: Sequence[tuple[int, int]] = ()
        self.df: int
        """Number of documents that have the term, deleted ones included."""
        if isinstance(found, Sequence):
            self._numbers = found
            self.df = sum([own.count for _, own in self.leaves])
        else:
            self._list, self.df = found, found.count

    @property
    def leaves(self) -> tuple[tuple[int, Postings], ...]:
        """The postings in each segment, by its number."""
        if self._leaves is None:
            numbers = self._list.numbers if self._list else self._numbers
            files = [(leaf, self._files[leaf], number) for leaf, number in numbers]
            some = [(leaf, file.postings(n)) for leaf, file, n in files if file is not None]
            self._leaves = tuple(some)
        return self._leaves

    @property
    def list(self) -> "List":
        """The same postings for the functions of :mod:`index.kernels`."""
        assert self._list is not None
        return self._list


class Arrays:
    """Reads a snapshot and caches what it read; not for several threads at once.

    Documents are numbered through all segments. Deleted ones may be among those of a term.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.leaves = snapshot.leaves
        self.size = sum(leaf.count for leaf in snapshot.leaves)
        self._offsets = tuple([leaf.offset for leaf in snapshot.leaves])
        self._found: RecentCache[tuple[str, bytes], TermPostings] = RecentCache(
            _CACHED_TERMS // (len(snapshot.leaves) or 1)
        )
        self._files: dict[str, tuple[FieldFile | None, ...]] = {}
        self._opened: dict[str, tuple[File | None, ...]] = {}
        self._lists: WeightedCache[tuple[str, bytes, str], npt.NDArray[Any]] = WeightedCache(
            _CACHED_BYTES, lambda array: array.nbytes + 256
        )
        self._lengths: dict[str, npt.NDArray[np.uint8]] = {}

    def postings(self, field: str, term: bytes) -> TermPostings:
        """Return a term's postings in all segments, none when no segment has it."""
        key = field, term
        return self._found.get(key) or self._found.put(key, self._find(field, term))

    def df(self, field: str, term: bytes) -> int:
        """Return the number of documents that have a term, deleted ones included."""
        return self.postings(field, term).df

    def df_of_any(self, terms: Sequence[tuple[str, bytes]]) -> int:
        """Return the number of documents that have any of some terms, deleted ones included."""
        frequencies = [df for term in terms if (df := self.df(*term))]
        return sum(frequencies) if len(frequencies) < 2 else len(self.having_any(terms))

    def docs(self, field: str, term: bytes) -> Docs:
        """Return the documents that have a term, ascending; shape ``(df,)``."""
        return self._lists.get((field, term, "docs"), lambda: self._docs(field, term))

    def freqs(self, field: str, term: bytes) -> Freqs:
        """Return how often a term occurs in each of its documents; shape ``(df,)``."""
        return self._lists.get((field, term, "freqs"), lambda: self._freqs(field, term))

    def lists(self, terms: Iterable[tuple[str, bytes]]) -> "list[List]":
        """Return fields and terms for the functions of :mod:`index.kernels`."""
        return [self.postings(field, term).list for field, term in terms]

    def having_any(self, terms: Sequence[tuple[str, bytes]], among: DocSet | None = None) -> DocSet:
        """Return the documents that have any of some terms, of those in ``among`` if given."""
        if not compiled:
            return DocSet.union(self.size, [self.docs(*term) for term in terms], among)
        some = [self.postings(field, term) for field, term in terms]
        lists = [own.list for own in some]
        if among is not None and not among.dense:
            ids = among.ids
            return DocSet(self.size, ids=ids[compiled.among(lists, ids)])
        if DocSet.sparse(self.size, sum([own.df for own in some])):
            found = DocSet(self.size, ids=compiled.union(lists))
        else:
            mask = np.zeros(self.size, bool)
            compiled.mark(lists, mask)
            found = DocSet(self.size, mask=mask)
        return found if among is None else found & among

    def list_of_any(self, terms: Sequence[tuple[str, bytes]], among: DocSet | None) -> DocSet:
        """Return what :meth:`having_any` does as a list of numbers, however many they are.

        For the compiled kernels.
        """
        if among is None:
            return DocSet(self.size, ids=compiled.union(self.lists(terms)))
        return self.having_any(terms, among)

    def frequency(self, field: str, term: bytes, doc: int) -> int:
        """Return how often a term occurs in one document."""
        docs = self.docs(field, term)
        at = int(docs.searchsorted(doc))
        return int(self.freqs(field, term)[at]) if at < len(docs) and docs[at] == doc else 0

    def is_part(self, field: str, term: bytes, wholes: Iterable[tuple[str, bytes]]) -> bool:
        """Tell whether every posting of a term is stored as a selection from those of others.

        Then the term has no document that the others, the fields and terms in ``wholes``, have
        not.
        """
        if compiled:
            own = self.postings(field, term).list
            return own.within([self.postings(*whole).list for whole in wholes])
        known = {
            (name, leaf, postings.number)
            for name, whole in wholes
            for leaf, postings in self.postings(name, whole).leaves
        }
        return all(
            (postings.source.base_name, leaf, postings.base_number) in known
            for leaf, postings in self.postings(field, term).leaves
        )

    def having(self, field: str, numbers: Sequence[Ints]) -> Bools:
        """Return which documents have any of some terms; shape ``(size,)``.

        ``numbers`` has the terms' numbers for each segment, the most frequent first. They are
        read in growing batches until every document with a word in the field is found.
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
                check()
                chosen = np.zeros(len(file), bool)
                chosen[own[done : done + many]] = True
                here[file.docs_of_any(chosen)] = True
                done, many = done + many, many * _GROWTH
        return found

    def tables(self, field: str) -> list[TermTable | None]:
        """Return all terms of a field for each segment, None for a segment without the field."""
        files = (leaf.field(field) for leaf in self.leaves)
        return [file.dictionary.table() if file else None for file in files]

    def numbers_of(self, field: str, terms: Sequence[bytes]) -> list[Ints]:
        """Return for each segment the numbers of those terms that it has."""
        files = (leaf.field(field) for leaf in self.leaves)
        found = [[file.find(term) for term in terms] if file else [] for file in files]
        return [np.array([n for n in own if n is not None], np.int64) for own in found]

    def beginning_with(self, field: str, prefix: bytes) -> list[Ints]:
        """Return for each segment the numbers of the terms with a prefix, frequent ones first."""
        found: list[Ints] = []
        for leaf in self.leaves:
            file = leaf.field(field)
            own = np.arange(*file.beginning_with(prefix)) if file else _NO_NUMBERS
            if file:
                own = by_frequency(own, file.dictionary.layout_of(own).counts)
            found.append(own)
        return found

    def counts_beginning_with(
        self, field: str, prefix: bytes, most: int | None
    ) -> list[tuple[list[bytes], Ints]]:
        """Return for each segment the terms with a prefix and how many documents each has.

        A segment that has no such terms, or more than ``most`` if that is given, is left out.
        """
        found = []
        for leaf in self.leaves:
            file = leaf.field(field)
            first, last = file.beginning_with(prefix) if file else (0, 0)
            if file and first < last and (most is None or last - first <= most):
                terms, layout = file.dictionary.part(first, last)
                found.append((terms, layout.counts.astype(np.int64)))
        return found

    def term_counts(
        self, field: str, one: DocSet, other: DocSet, least: int
    ) -> tuple[list[bytes], Ints, Ints]:
        """Return the terms that ``least`` documents of either set have, and how many of each.

        Both counts have shape ``(terms,)``.
        """
        counts: dict[bytes, tuple[int, int]] = {}
        for leaf in self.leaves:
            inside = slice(leaf.offset, leaf.offset + leaf.count)
            masks = one.mask[inside], other.mask[inside]
            file = leaf.field(field)
            if file is None or not any(mask.any() for mask in masks):
                continue
            for first, last in file.dictionary.ranges(_TERMS_AT_ONCE):
                check()
                part = file.part(first, last, positions=False)
                term = np.repeat(np.arange(last - first), part.counts)
                found = [np.bincount(term[m[part.docs]], minlength=last - first) for m in masks]
                has = np.flatnonzero(found[0] + found[1])
                for place, *own in zip(
                    has.tolist(), *(n[has].tolist() for n in found), strict=True
                ):
                    before = counts.get(part.terms[place], (0, 0))
                    counts[part.terms[place]] = before[0] + own[0], before[1] + own[1]
        kept = sorted(term for term, both in counts.items() if max(both) >= least)
        both = np.array([counts[term] for term in kept], np.int64).reshape(-1, 2)
        return kept, both[:, 0], both[:, 1]

    def first_terms(self, field: str, numbers: Sequence[Ints]) -> list[str]:
        """Return the first of the numbered terms of each segment that has any."""
        files = (leaf.field(field) for leaf in self.leaves)
        found = zip(files, numbers, strict=True)
        return [file.term(int(own[0])).decode() for file, own in found if file and len(own)]

    def lengths(self, field: str) -> npt.NDArray[np.uint8]:
        """Return the length of a text field in each document; shape ``(size,)``.

        Lengths are in words, rounded to a byte as Whoosh rounds them.
        """
        if field not in self._lengths:
            parts = [leaf.length_bytes(field) for leaf in self.leaves]
            self._lengths[field] = _joined(parts, np.uint8)
        return self._lengths[field]

    @cached_property
    def days(self) -> npt.NDArray[np.int32]:
        """The day of each document as yyyymmdd, 0 for one without a date; shape ``(size,)``."""
        return _joined([leaf.dates() for leaf in self.leaves], np.int32)

    @cached_property
    def added(self) -> Times:
        """When each document came in, in milliseconds since 1970; shape ``(size,)``."""
        return _joined([leaf.added() for leaf in self.leaves], np.uint64)

    @cached_property
    def live(self) -> Bools | None:
        """True for every document that is not deleted, shape ``(size,)``; None when none is."""
        if all(leaf.live is None for leaf in self.leaves):
            return None
        parts = [
            np.ones(leaf.count, bool) if leaf.live is None else leaf.live for leaf in self.leaves
        ]
        return np.concatenate(parts)

    def _find(self, field: str, term: bytes) -> TermPostings:
        files = self._files.get(field)
        if files is None:
            files = self._files[field] = tuple([leaf.field(field) for leaf in self.leaves])
            self._opened[field] = tuple([None if file is None else file.file for file in files])
        check()
        if compiled:
            return TermPostings(files, compiled.look_up(self._opened[field], self._offsets, term))
        places = [(leaf, file.find(term)) for leaf, file in enumerate(files) if file is not None]
        some = [(leaf, number) for leaf, number in places if number is not None]
        return TermPostings(files, some)

    def _docs(self, field: str, term: bytes) -> Docs:
        check()
        parts = []
        for leaf, postings in self.postings(field, term).leaves:
            docs = postings.docs()
            docs += np.int32(self.leaves[leaf].offset)
            parts.append(docs)
        return _joined(parts, np.int32)

    def _freqs(self, field: str, term: bytes) -> Freqs:
        parts = [postings.freqs() for _, postings in self.postings(field, term).leaves]
        freqs = _joined(parts, np.uint8)
        if freqs.dtype == np.uint8:
            return freqs
        return freqs.astype(np.min_scalar_type(int(freqs.max())))


def by_frequency(numbers: Ints, counts: npt.NDArray[np.integer[Any]]) -> Ints:
    """Return numbers of terms, those with the highest of ``counts`` first; shape ``(n,)``."""
    return numbers[np.argsort(-counts.astype(np.int64), kind="stable")]


def _joined(parts: Sequence[npt.NDArray[Any]], dtype: Any) -> npt.NDArray[Any]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, dtype)
