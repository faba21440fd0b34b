"""Sets of document numbers, and their algebra.

A set that has many of the documents is a mask, a byte a document, and joins at the speed of
memory; one that has few is the ascending list of its numbers, and costs what it holds.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Self, TypeVar

import numpy as np
import numpy.typing as npt

Docs = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.integer[Any]]
Ints = npt.NDArray[np.int64]

_N = TypeVar("_N", bound=np.integer[Any])

_DENSE = 32
"""A set with more than one document in this many is kept as a mask."""


class DocSet:
    """An unchanging set of document numbers below ``size``."""

    def __init__(self, size: int, *, ids: Docs | None = None, mask: Bools | None = None) -> None:
        self.size = size
        self._ids = ids
        self._mask = mask

    @classmethod
    def of(cls, size: int, ids: Docs) -> Self:
        """Make the set of ascending, distinct numbers."""
        if len(ids) * _DENSE <= size:
            return cls(size, ids=ids)
        mask = np.zeros(size, bool)
        mask[ids] = True
        return cls(size, mask=mask)

    @classmethod
    def union(cls, size: int, lists: Iterable[Docs]) -> Self:
        """Make the set of all numbers in any of the lists, each of them ascending."""
        lists = [ids for ids in lists if len(ids)]
        if len(lists) < 2:
            return cls.of(size, lists[0] if lists else np.zeros(0, np.int32))
        if sum(map(len, lists)) * _DENSE > size:
            mask = np.zeros(size, bool)
            for ids in lists:
                mask[ids] = True
            return cls(size, mask=mask)
        ids = np.concatenate(lists)
        ids.sort(kind="stable")
        return cls.of(size, distinct(ids))

    @property
    def dense(self) -> bool:
        """Tell whether the set is a mask."""
        return self._mask is not None

    @property
    def ids(self) -> Docs:
        """The numbers, ascending."""
        if self._ids is not None:
            return self._ids
        return np.flatnonzero(self.mask).astype(np.int32)

    @property
    def mask(self) -> Bools:
        """True for every number in the set."""
        if self._mask is not None:
            return self._mask
        mask = np.zeros(self.size, bool)
        mask[self.ids] = True
        return mask

    @property
    def nbytes(self) -> int:
        """Bytes of memory."""
        return sum(part.nbytes for part in (self._ids, self._mask) if part is not None)

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        return len(self._ids) if self._ids is not None else int(np.count_nonzero(self.mask))

    def has(self, ids: Numbers) -> Bools:
        """Tell of each of some numbers whether it is in the set."""
        if self._mask is not None:
            return self._mask[ids]
        assert self._ids is not None
        return isin(ids, self._ids)

    def __and__(self, other: "DocSet") -> "DocSet":
        if self._mask is not None and other._mask is not None:
            return DocSet(self.size, mask=self._mask & other._mask)
        small, large = (self, other) if not self.dense else (other, self)
        if not large.dense and len(large) < len(small):
            small, large = large, small
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
    """Which of ``some`` are among the ascending ``among``."""
    if not len(among):
        return np.zeros(len(some), bool)
    where = among.searchsorted(some)
    where[where == len(among)] = 0
    return np.asarray(among[where] == some)


def distinct(ids: npt.NDArray[_N]) -> npt.NDArray[_N]:
    """Return ascending numbers without repetitions."""
    if len(ids) < 2:
        return ids
    first = np.empty(len(ids), bool)
    first[0] = True
    np.not_equal(ids[1:], ids[:-1], out=first[1:])
    return ids[first]
