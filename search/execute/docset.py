"""Sets of document numbers, and their algebra.

A set with many of the documents is a mask of one byte a document, which combines at the speed
of memory; a set with few is the ascending list of its numbers, which costs only what it holds.
"""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

import numpy as np
import numpy.typing as npt

from index.arrays import Bools, Ints

__all__ = ["Bools", "DocSet", "Docs", "Ints", "Numbers", "distinct", "isin"]

Docs = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.integer[Any]]

_N = TypeVar("_N", bound=np.integer[Any])

_DENSE = 32
"""Sets with more than one document in this many are kept as masks."""
_SOUGHT = 64
"""More numbers than one in this many are looked for in a mask, others among those of a list."""

_NOTHING: Docs = np.zeros(0, np.int32)


class DocSet:
    """An immutable set of document numbers below ``size``.

    ``ids`` has shape ``(n,)`` and is ascending; ``mask`` has shape ``(size,)``. One is given.
    """

    def __init__(self, size: int, *, ids: Docs | None = None, mask: Bools | None = None) -> None:
        self.size = size
        self._ids = ids
        self._mask = mask
        self._count = -1

    @classmethod
    def of(cls, size: int, ids: Docs) -> Self:
        """Make the set of ascending, distinct numbers."""
        if cls.sparse(size, len(ids)):
            return cls(size, ids=ids)
        mask = np.zeros(size, bool)
        mask[ids] = True
        return cls(size, mask=mask)

    @staticmethod
    def sparse(size: int, count: int) -> bool:
        """Tell whether a set of ``count`` of ``size`` numbers is kept as a list."""
        return count * _DENSE <= size

    @classmethod
    def empty(cls, size: int) -> Self:
        """Make the set without numbers."""
        return cls(size, ids=_NOTHING)

    @classmethod
    def all(cls, size: int) -> Self:
        """Make the set of all numbers below ``size``."""
        return cls(size, mask=np.ones(size, bool))

    @classmethod
    def union(cls, size: int, lists: Iterable[Docs], among: "DocSet | None" = None) -> "DocSet":
        """Make the set of the numbers in any of some ascending lists, and in ``among`` if given."""
        if among is not None and not among.dense:
            ids = among.ids
            inside = np.zeros(len(ids), bool)
            for some in lists:
                inside |= isin(ids, some)
            return cls(size, ids=ids[inside])
        found = cls._union(size, [ids for ids in lists if len(ids)])
        return found if among is None else found & among

    @classmethod
    def _union(cls, size: int, lists: list[Docs]) -> Self:
        if len(lists) < 2:
            return cls.of(size, lists[0]) if lists else cls.empty(size)
        if not cls.sparse(size, sum(map(len, lists))):
            mask = np.zeros(size, bool)
            for ids in lists:
                mask[ids] = True
            return cls(size, mask=mask)
        ids = np.concatenate(lists)
        ids.sort(kind="stable")
        return cls.of(size, distinct(ids))

    @property
    def dense(self) -> bool:
        """Whether the set is kept as a mask."""
        return self._mask is not None

    @property
    def ids(self) -> Docs:
        """The numbers, ascending; shape ``(n,)``."""
        if self._ids is not None:
            return self._ids
        return np.flatnonzero(self.mask).astype(np.int32)

    @property
    def mask(self) -> Bools:
        """True for every number in the set; shape ``(size,)``."""
        if self._mask is not None:
            return self._mask
        mask = np.zeros(self.size, bool)
        mask[self.ids] = True
        return mask

    @property
    def nbytes(self) -> int:
        """Size in memory, in bytes."""
        return sum(part.nbytes for part in (self._ids, self._mask) if part is not None)

    def __len__(self) -> int:
        if self._count < 0:
            some = self._ids
            self._count = int(np.count_nonzero(self.mask)) if some is None else len(some)
        return self._count

    def has(self, ids: Numbers) -> Bools:
        """Tell of each of some numbers, shape ``(k,)``, whether it is in the set."""
        if self._ids is None or len(ids) * _SOUGHT > self.size:
            return self.mask[ids]
        return isin(ids, self._ids)

    def __and__(self, other: "DocSet") -> "DocSet":
        if self._mask is not None and other._mask is not None:
            both = DocSet(self.size, mask=self._mask & other._mask)
            return DocSet(self.size, ids=both.ids) if self.sparse(self.size, len(both)) else both
        small, large = (self, other) if not self.dense else (other, self)
        if not large.dense and len(large) < len(small):
            small, large = large, small
        if not len(small):
            return small
        return DocSet(self.size, ids=small.ids[large.has(small.ids)])

    def __or__(self, other: "DocSet") -> "DocSet":
        if not self.dense and not other.dense:
            return DocSet.union(self.size, (self.ids, other.ids))
        mask = self.mask | other.mask
        return DocSet(self.size, mask=mask)

    def __sub__(self, other: "DocSet") -> "DocSet":
        if self._mask is None:
            ids = self.ids
            return DocSet(self.size, ids=ids[~other.has(ids)])
        mask = self._mask.copy()
        if other._mask is not None:
            mask &= ~other._mask
        else:
            mask[other.ids] = False
        return DocSet(self.size, mask=mask)


def isin(some: Numbers, among: Numbers) -> Bools:
    """Tell of each of ``some``, shape ``(n,)``, whether it is in the ascending ``among``."""
    if not len(among):
        return np.zeros(len(some), bool)
    where = among.searchsorted(some)
    where[where == len(among)] = 0
    return np.asarray(among[where] == some)


def distinct(ids: npt.NDArray[_N]) -> npt.NDArray[_N]:
    """Return ascending numbers, some repeated, without the repetitions."""
    if len(ids) < 2:
        return ids
    first = np.empty(len(ids), bool)
    first[0] = True
    np.not_equal(ids[1:], ids[:-1], out=first[1:])
    return ids[first]
