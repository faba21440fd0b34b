"""Forms: what stands between two spaces, numbered, each with its terms.

A text of a million words has few distinct forms. The indexer therefore turns texts into the
numbers of their forms, all look-ups of a batch at once, and leaves everything else (which
terms, at which positions) to array arithmetic over a whole segment.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from index.analysis.analyzer import Analyzer
from index.analysis.boundaries import Places
from index.analysis.hashing import Numbers, UInts, find_words
from index.analysis.roots import roots

_CHUNK = 1 << 18
"""Occurrences turned into terms at a time: what passes through 64-bit numbers stays small."""

_TERM_BYTES = 250
"""Memory a term takes: a string, its number, an entry of a dictionary."""


class Terms(dict[str, int]):
    """Distinct terms, numbered as they are met."""

    def __init__(self) -> None:
        super().__init__()
        self._sorted: list[str] = []
        self._numbers = np.zeros(0, np.int64)

    def in_order(self) -> tuple[list[str], Places]:
        """Return the terms, sorted, and the number of each."""
        if len(self._sorted) < len(self):
            self._sorted += islice(self, len(self._sorted), None)
            self._sorted.sort()
            self._numbers = np.fromiter(map(self.__getitem__, self._sorted), np.int64, len(self))
        return self._sorted, self._numbers


class Stream(NamedTuple):
    """Term occurrences in reading order: ``terms[i]`` stands in ``docs[i]`` at ``positions[i]``."""

    terms: UInts
    docs: UInts
    positions: UInts


class View:
    """One view of all forms: form ``f`` has ``ids[ends[f - 1]:ends[f]]`` at those ``offsets``."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._ids = array("I")
        self._offsets = array("I")
        self._ends = array("I")

    def extend(self, forms: Iterable[Iterable[tuple[int, str]]]) -> None:
        """Add the next forms, each as (offset of position, term) pairs."""
        terms, ids, offsets, ends = self._terms, self._ids, self._offsets, self._ends
        for pairs in forms:
            for offset, term in pairs:
                ids.append(terms.setdefault(term, len(terms)))
                offsets.append(offset)
            ends.append(len(ids))

    def stream(self, forms: UInts, docs: UInts, positions: UInts) -> Stream:
        """Return the terms of ``forms``, of which each stands in a document at a position."""
        ids, offsets = np.array(self._ids, np.uint32), np.array(self._offsets, np.uint32)
        ends = np.array(self._ends, np.uint32)
        counts = np.diff(ends, prepend=np.uint32(0))
        total = sum(int(counts[forms[part]].sum()) for part in _parts(len(forms)))
        out = Stream(*(np.empty(total, np.uint32) for _ in Stream._fields))
        at = 0
        for part in _parts(len(forms)):
            many = counts[forms[part]]
            to = np.cumsum(many, dtype=np.int64)
            # where in ids the terms of each form begin, less where they come to stand
            places = np.repeat(ends[forms[part]] - to, many)
            places += np.arange(len(places))
            here = slice(at, at + len(places))
            out.terms[here] = ids[places]
            out.docs[here] = np.repeat(docs[part], many)
            out.positions[here] = np.repeat(positions[part], many)
            out.positions[here] += offsets[places]
            at = here.stop
        return out

    def mapped(self, function: Callable[[str], Iterable[str]]) -> "View":
        """Return the view that has ``function``'s terms, all distinct, in place of each term."""
        names = list(self._terms)
        of_term = {number: function(names[number]) for number in set(self._ids)}
        mapped = View(self._terms)
        start = 0
        for end in self._ends:
            pairs = zip(self._offsets[start:end], self._ids[start:end], strict=True)
            mapped.extend((dict.fromkeys((at, new) for at, old in pairs for new in of_term[old]),))
            start = end
        return mapped

    @property
    def nbytes(self) -> int:
        """Bytes of memory taken."""
        return 4 * (2 * len(self._ids) + len(self._ends))

    def rows(self, forms: Places) -> Iterator[list[tuple[int, int]]]:
        """Yield of each of ``forms`` the (offset, number of the term) pairs."""
        ids, offsets, ends = self._ids, self._offsets, self._ends
        for form in forms.tolist():
            part = slice(ends[form - 1] if form else 0, ends[form])
            yield list(zip(offsets[part], ids[part], strict=True))


class Forms:
    """Distinct forms, numbered as they are met. Not for several threads at once.

    ``terms`` are those of all views in the order of their numbers; ``exact`` and ``stem`` grow
    with the forms.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._clear()

    def _clear(self) -> None:
        self._numbers = Numbers()
        self._widths = array("I")
        self.terms = Terms()
        self.exact = View(self.terms)
        self.stem = View(self.terms)

    def __len__(self) -> int:
        return len(self._widths)

    @property
    def nbytes(self) -> int:
        """Bytes of memory taken, about."""
        views = self.exact.nbytes + self.stem.nbytes + 4 * len(self)
        return self._numbers.nbytes + views + _TERM_BYTES * len(self.terms)

    def read(self, texts: list[str]) -> tuple[UInts, UInts]:
        """Return the numbers of all forms of ``texts``, in order, and how many each text has."""
        words = find_words(texts)
        numbers, new = self._numbers.find(words.hashes, len(self))
        self._learn(words.strings(new))
        self._numbers.add(words.hashes[new], numbers[new])
        return numbers, words.sizes

    def _learn(self, forms: list[str]) -> None:
        analysed = [self._analyzer.form(form) for form in forms]  # all that can raise
        self._widths.extend(width for width, _, _ in analysed)
        self.exact.extend(exact for _, exact, _ in analysed)
        self.stem.extend(stem for _, _, stem in analysed)

    def roots(self) -> View:
        """Return the root view: of each form the roots of its stems, worked out now."""
        return self.stem.mapped(roots)

    def keep(self, forms: Places) -> None:
        """Forget all but some forms, which are numbered anew in the order given."""
        hashes, numbers = self._numbers.items()
        renumbered = np.full(len(self), -1)
        renumbered[forms] = np.arange(len(forms))
        kept = renumbered[numbers] >= 0
        widths, terms = self._widths, list(self.terms)
        views = self.exact.rows(forms), self.stem.rows(forms)
        self._clear()
        self._widths.extend(widths[form] for form in forms.tolist())
        for view, rows in zip((self.exact, self.stem), views, strict=True):
            view.extend([(offset, terms[number]) for offset, number in row] for row in rows)
        self._numbers.add(hashes[kept], renumbered[numbers[kept]].astype(np.uint32))

    def positions(self, forms: UInts, sizes: UInts) -> UInts:
        """Return where each form begins in its text; the texts have ``sizes`` forms."""
        widths = np.array(self._widths, np.uint32)[forms]
        ends = np.cumsum(sizes, dtype=np.int64)[sizes > 0]
        # Sums run on over the texts and may pass 2^32; differences come out right all the same.
        begins = np.cumsum(widths, dtype=np.uint32)
        begins -= widths
        sizes = sizes[sizes > 0]
        begins -= np.repeat(begins[ends - sizes], sizes)
        return begins


def _parts(count: int) -> Iterator[slice]:
    for start in range(0, count, _CHUNK):
        yield slice(start, start + _CHUNK)
