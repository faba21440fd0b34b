"""The table of forms: distinct chunks of text, numbered, each with its terms.

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
from index.analysis.hashing import Hashes, HashTable, hash_texts
from index.analysis.lent_forms import LentForms
from index.analysis.roots import roots
from index.arrays import Int32s, Ints, UInts, begins_of, spans
from index.kernels import compiled

_CHUNK = 1 << 18
"""Number of occurrences turned into terms at a time, which bounds the arrays of 64-bit numbers."""

_FORMS = 1 << 16
"""Number of forms that get their terms from others' at a time, for the same reason."""

_TERM_BYTES = 250
"""Bytes of memory a term takes: a string, its number, an entry of a dictionary."""


class TermNumbers(dict[str, int]):
    """Distinct terms and their numbers, given in the order in which they are met."""

    def __init__(self) -> None:
        super().__init__()
        self._sorted: list[str] = []
        self._numbers = np.zeros(0, np.int32)

    def in_order(self) -> tuple[list[str], Int32s]:
        """Return the terms in code-point order and the number of each, shape ``(terms,)``."""
        if len(self._sorted) < len(self):
            self._sorted += islice(self, len(self._sorted), None)
            self._sorted.sort()
            self._numbers = np.fromiter(map(self.__getitem__, self._sorted), np.int32, len(self))
        return self._sorted, self._numbers


class TermOccurrences(NamedTuple):
    """Occurrences of terms in reading order: ``terms[i]`` is in ``docs[i]`` at ``positions[i]``.

    All three have shape ``(occurrences,)``.
    """

    terms: UInts
    docs: UInts
    positions: UInts


class FormView:
    """The terms of all forms in one view.

    Form ``f`` has the terms numbered ``ids[ends[f - 1]:ends[f]]``, at as many ``offsets`` from its
    first position.
    """

    def __init__(self, terms: TermNumbers) -> None:
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

    def arrays(self) -> tuple[UInts, UInts, UInts]:
        """Return terms and offsets of all forms, and where those of each form end.

        While they are held, the view must not grow.
        """
        columns = self._ids, self._offsets, self._ends
        ids, offsets, ends = (np.frombuffer(column, np.uint32) for column in columns)
        return ids, offsets, ends

    def stream(self, forms: UInts, docs: UInts, positions: UInts) -> TermOccurrences:
        """Return the terms of ``forms``, each of which stands in a document at a position.

        ``forms``, ``docs`` and ``positions`` have shape ``(n,)``.
        """
        ids, offsets, ends = self.arrays()
        if compiled:
            return TermOccurrences(*compiled.stream(ids, offsets, ends, forms, docs, positions))
        counts = np.diff(ends, prepend=np.uint32(0))
        total = sum(int(counts[forms[part]].sum()) for part in _parts(len(forms)))
        out = TermOccurrences(*(np.empty(total, np.uint32) for _ in TermOccurrences._fields))
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

    def extend_from(self, view: "FormView", function: Callable[[str], Iterable[str]]) -> None:
        """Add the forms that another view of the same terms has more of than this one.

        In place of each of their terms they get the terms that ``function`` gives for it, which
        must not give one twice.
        """
        first = len(self._ends)
        start = view._ends[first - 1] if first else 0
        ids, offsets, ends = view.arrays()
        met = np.zeros(len(self._terms), bool)
        met[ids[start:]] = True
        old = np.flatnonzero(met)
        row = np.zeros(len(met), np.int32)
        row[old] = np.arange(len(old))
        names, setdefault = list(self._terms), self._terms.setdefault
        given, found = array("q"), array("q")
        for number in old.tolist():
            before = len(found)
            found.extend([setdefault(term, len(self._terms)) for term in function(names[number])])
            given.append(len(found) - before)
        many, flat = np.frombuffer(given, np.int64), np.frombuffer(found, np.int64)
        begins = np.cumsum(many) - many
        reach, terms = int(offsets.max(initial=0)) + 1, len(self._terms)
        for part in range(first, len(ends), _FORMS):
            own = ends[part : part + _FORMS]
            here = slice(int(ends[part - 1]) if part else 0, int(own[-1]))
            which = row[ids[here]]
            each = many[which]
            # One key for form, offset and term, so that none of a form's terms is there twice.
            form = np.repeat(np.arange(len(own)), np.diff(own, prepend=np.uint32(here.start)))
            keys = np.repeat((form * reach + offsets[here]) * terms, each)
            keys = np.unique(keys + flat[spans(begins[which], each)])
            at, term = np.divmod(keys, max(terms, 1))
            form, offset = np.divmod(at, reach)
            counts = np.bincount(form, minlength=len(own))
            columns = (self._ids, term), (self._offsets, offset)
            base = len(self._ids)
            for column, numbers in (*columns, (self._ends, base + np.cumsum(counts))):
                column.frombytes(numbers.astype(np.uint32).tobytes())

    @property
    def nbytes(self) -> int:
        """Number of bytes of memory taken."""
        return 4 * (2 * len(self._ids) + len(self._ends))

    def rows(self, forms: Ints) -> Iterator[list[tuple[int, int]]]:
        """Yield, for each of ``forms``, its pairs of offset and number of the term."""
        ids, offsets, ends = self._ids, self._offsets, self._ends
        for form in forms.tolist():
            part = slice(ends[form - 1] if form else 0, ends[form])
            yield list(zip(offsets[part], ids[part], strict=True))


class FormTable:
    """Distinct forms, numbered as they are met. It must not be shared between threads.

    ``terms`` are the terms of all views; ``exact`` and ``stem`` are the views, which grow with the
    forms. With ``lent`` forms it analyses none that another process has analysed.
    """

    def __init__(self, analyzer: Analyzer, lent: LentForms | None = None) -> None:
        self._analyzer = analyzer
        self._lent = lent
        self._clear()

    def _clear(self) -> None:
        self._numbers = HashTable()
        self._widths = array("I")
        self.terms = TermNumbers()
        self.exact = FormView(self.terms)
        self.stem = FormView(self.terms)
        self._roots = FormView(self.terms)

    def __len__(self) -> int:
        return len(self._widths)

    @property
    def nbytes(self) -> int:
        """Approximate number of bytes of memory taken."""
        views = self.exact.nbytes + self.stem.nbytes + self._roots.nbytes + 4 * len(self)
        return self._numbers.nbytes + views + _TERM_BYTES * len(self.terms)

    def read(self, texts: list[str]) -> tuple[UInts, UInts]:
        """Return the numbers of all forms of ``texts`` in order, and how many each text has.

        The first has shape ``(forms,)``, the second ``(texts,)``.
        """
        chunks = hash_texts(texts)
        numbers, new = self._numbers.find(chunks.hashes, len(self))
        self._learn(chunks.hashes[new], chunks.strings(new))
        self._numbers.add(chunks.hashes[new], numbers[new])
        return numbers, chunks.sizes

    def _learn(self, hashes: Hashes, forms: list[str]) -> None:
        analyse = self._analyzer.form
        if self._lent:
            analysed = self._lent.analysed(hashes, forms, self._numbers, analyse)
        else:
            analysed = [analyse(form) for form in forms]  # all that can raise
        self._widths.extend(width for width, _, _ in analysed)
        self.exact.extend(exact for _, exact, _ in analysed)
        self.stem.extend(stem for _, _, stem in analysed)

    def roots(self) -> FormView:
        """Return the root view, which has for each form the roots of its stems.

        Those of new forms are worked out now.
        """
        self._roots.extend_from(self.stem, roots)
        return self._roots

    def keep(self, forms: Ints) -> None:
        """Forget all forms but those of shape ``(k,)`` given, which are numbered in this order."""
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

    @property
    def widths(self) -> UInts:
        """How many positions each form takes; while this is held, no form must be added."""
        return np.frombuffer(self._widths, np.uint32)

    def positions(self, forms: UInts, sizes: UInts) -> UInts:
        """Return the position at which each form begins in its text, shape ``(forms,)``.

        ``forms`` are those of all texts end to end, ``sizes`` has how many each text has.
        """
        return begins_of(self.widths[forms], sizes)


def _parts(count: int) -> Iterator[slice]:
    for start in range(0, count, _CHUNK):
        yield slice(start, start + _CHUNK)
