"""A term's postings, walked one by one as stock Whoosh does."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from whoosh import formats
from whoosh.matching import LeafMatcher, ReadTooFar

from index.codec.field import FieldFile


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """One term's postings for stock Whoosh: a single block."""

    def __init__(
        self, field: FieldFile, number: int, format_: Any, term: tuple[str, bytes], scorer: Any
    ) -> None:
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._field = field
        self._number = number
        self._ids: list[int] = field.docs(number).tolist()
        self._freqs: list[int] = field.frequencies(number).tolist()
        self._positions: list[list[int]] | None = None
        self._at = 0

    def is_active(self) -> bool:
        """Tell whether there is a posting here."""
        return self._at < len(self._ids)

    def reset(self) -> None:
        """Go back to the first posting."""
        self._at = 0

    def copy(self) -> "ArrayMatcher":
        """Return a matcher at the same place."""
        twin: ArrayMatcher = self.__class__.__new__(self.__class__)
        twin.__dict__.update(self.__dict__)
        return twin

    def id(self) -> int:
        """Return the document here."""
        return self._ids[self._at]

    def all_ids(self) -> Iterator[int]:
        """Yield the documents from here on."""
        return iter(self._ids[self._at :])

    def next(self) -> bool:
        """Go to the next posting."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return False

    def skip_to(self, target: int) -> bool:
        """Go to the first document from ``target`` on."""
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._ids, target, self._at)
        return False

    def weight(self) -> float:
        """Return the term's frequency here."""
        return float(self._freqs[self._at])

    def value(self) -> Any:
        """Return the posting as the field's format stores it."""
        if isinstance(self.format, formats.Positions):
            return self.format.encode(self._here())
        return b""

    def value_as(self, astype: str) -> Any:
        """Return what a posting stores: ``positions``, ``weight`` or ``frequency``."""
        if astype == "positions":
            return self._here()
        if astype in ("weight", "frequency"):
            return self.weight()
        return self.format.decode_as(astype, self.value())

    def _here(self) -> list[int]:
        if self._positions is None:
            flat = self._field.positions(self._number).tolist()
            self._positions, start = [], 0
            for freq in self._freqs:
                self._positions.append(flat[start : start + freq])
                start += freq
        return self._positions[self._at]

    def block_min_length(self) -> int:
        """Return a bound of the lengths in the block."""
        return 1

    def block_max_length(self) -> int:
        """Return a bound of the lengths in the block."""
        return 2**31 - 1

    def block_max_weight(self) -> float:
        """Return the highest frequency in the block."""
        return float(max(self._freqs))

    def block_min_id(self) -> int:
        """Return the first document."""
        return self._ids[0]

    def block_max_id(self) -> int:
        """Return the last document."""
        return self._ids[-1]

    def skip_to_quality(self, minquality: float) -> int:
        """Leave the block when nothing in it can score that high."""
        if self.block_quality() > minquality:
            return 0
        self._at = len(self._ids)
        return 1
