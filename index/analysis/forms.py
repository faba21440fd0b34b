"""Forms: what stands between two spaces, numbered, each with its terms.

A text of a million words has few distinct forms. The indexer therefore turns a text into the
numbers of its forms, one dictionary look-up a word, and leaves everything else (which terms,
at which positions) to array arithmetic over a whole segment.
"""

from array import array
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .analyzer import Analyzer

_LONGEST_KEPT = 256
"""A longer form (an address, encoded data) will hardly come again."""

_AROUND = '،؛؟«»"()[]{}!…“”'
"""What no term begins or ends with: a form between these is the one without them."""

UInts = npt.NDArray[np.uint32]


class Stream(NamedTuple):
    """Term occurrences in reading order: ``terms[i]`` stands in ``docs[i]`` at ``positions[i]``."""

    terms: UInts
    docs: UInts
    positions: UInts


class View:
    """One view of all forms: form ``f`` has ``ids[ends[f - 1]:ends[f]]`` at those ``offsets``."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self._ids = array("I")
        self._offsets = array("I")
        self._ends = array("I")

    def append(self, pairs: Iterable[tuple[int, str]]) -> None:
        """Add the next form, as (offset of position, term) pairs."""
        for offset, term in pairs:
            self._ids.append(self.terms.setdefault(term, len(self.terms)))
            self._offsets.append(offset)
        self._ends.append(len(self._ids))

    def stream(self, forms: UInts, docs: UInts, positions: UInts) -> Stream:
        """Return the terms of ``forms``, of which each stands in a document at a position."""
        ends = np.array(self._ends, np.uint32)
        counts = np.diff(ends, prepend=np.uint32(0))
        many = counts[forms]
        # where in ids the terms of each form begin, less where they come to stand
        shift = (ends - counts)[forms].astype(np.int64) - (np.cumsum(many, dtype=np.int64) - many)
        places = np.repeat(shift, many)
        places += np.arange(len(places))
        return Stream(
            np.array(self._ids, np.uint32)[places],
            np.repeat(docs, many),
            np.repeat(positions, many) + np.array(self._offsets, np.uint32)[places],
        )


class Forms(dict[str, int]):
    """Distinct forms, numbered as they are met. Not for several threads at once."""

    def __init__(self, analyzer: Analyzer) -> None:
        super().__init__()
        self._analyzer = analyzer
        self._widths = array("I")
        self.exact = View()
        self.stem = View()

    def __missing__(self, form: str) -> int:
        core = form.strip(_AROUND)
        if core and len(core) < len(form) <= _LONGEST_KEPT:
            self[form] = self[core]
            return self[form]
        number = len(self._widths)
        if len(form) <= _LONGEST_KEPT:
            self[form] = number
        width, exact, stem = self._analyzer.form(form)
        self._widths.append(width)
        self.exact.append(exact)
        self.stem.append(stem)
        return number

    def read(self, text: str) -> list[int]:
        """Return the numbers of a text's forms, in order."""
        return list(map(self.__getitem__, text.split()))

    def positions(self, forms: UInts, docs: UInts) -> UInts:
        """Return the position at which each form begins in its document (``docs`` ascend)."""
        widths = np.array(self._widths, np.uint32)[forms].astype(np.int64)
        begins = np.cumsum(widths) - widths
        first = np.flatnonzero(np.diff(docs, prepend=np.uint32(0xFFFFFFFF)))
        sizes = np.diff(first, append=len(docs))
        return (begins - np.repeat(begins[first], sizes)).astype(np.uint32)
