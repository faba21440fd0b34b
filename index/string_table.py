"""A table of strings in little memory: one array of bounds and one string of bytes."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import overload

import numpy as np
import numpy.typing as npt

from index.arrays import UInts


class StringTable(Sequence[str]):
    """Strings in order, end to end as UTF-8; each is decoded when it is asked for.

    String ``n`` is ``blob[bounds[n]:bounds[n + 1]]``; ``bounds`` has shape ``(strings + 1,)``.
    """

    def __init__(self, bounds: UInts, blob: bytes) -> None:
        self.bounds = bounds
        self.blob = blob

    @classmethod
    def from_sorted(cls, strings: Iterable[str]) -> "StringTable":
        """Return the table of some strings, which are in order."""
        encoded = [text.encode() for text in strings]
        return cls(np.cumsum([0, *map(len, encoded)]).astype("<u4"), b"".join(encoded))

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self.blob[self.bounds[number] : self.bounds[number + 1]].decode()

    def __iter__(self) -> Iterator[str]:
        blob = self.blob
        return (blob[a:b].decode() for a, b in pairwise(self.bounds.tolist()))

    def take(self, numbers: npt.NDArray[np.integer]) -> list[str]:
        """Return the strings of some numbers, in the order of ``numbers``, of shape ``(n,)``."""
        begins, ends = self.bounds[numbers].tolist(), self.bounds[1:][numbers].tolist()
        return [self.blob[a:b].decode() for a, b in zip(begins, ends, strict=True)]

    def find(self, text: str) -> int | None:
        """Return the number of a string, or None when it is not there."""
        number = bisect_left(self, text)
        return number if number < len(self) and self[number] == text else None
