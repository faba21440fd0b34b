"""The views of texts as a cluster takes them: one string a field, which it only takes apart.

The words of a text stand in a row, a space between two positions; terms at one position are
joined by ``SEPARATOR``. Where only frequencies count, each distinct term stands once, with the
number behind the separator unless it is one. So the cluster needs no analysis of its own, and
no plugin.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from index.analysis.forms import FormTable, FormView
from index.analysis.open_words import MARK
from index.arrays import Ints, UInts
from index.schema import ROOT_FIELD, STEM_SUFFIX, TITLE_TIMES

SEPARATOR = "\x1e"
"""Stands between terms at one position, and before the frequency of one. No term has it."""

Words = Mapping[str, tuple[UInts, UInts]]
"""For each text field, the forms of the texts end to end, and how many each text has."""


@dataclass(frozen=True, slots=True)
class TextViews:
    """The views of one article's texts, and how many terms of the stem view each field has."""

    exact: Mapping[str, str]
    stem: Mapping[str, str]
    root: str
    forms: tuple[str, ...]
    lengths: Mapping[str, int]

    def fields(self) -> dict[str, Any]:
        """Return the fields of a document that these are."""
        stems = {field + STEM_SUFFIX: text for field, text in self.stem.items()}
        lengths = {f"{field}_length": length for field, length in self.lengths.items()}
        one = {ROOT_FIELD: self.root, "forms": self.forms}
        return {**self.exact, **stems, **lengths, **one}


class ViewWriter:
    """Writes the views of texts whose forms a table has numbered."""

    def __init__(self, forms: FormTable) -> None:
        self._forms = forms
        self._exact: list[str] = []
        self._stem: list[str] = []
        self._terms: list[str] = []

    def forget(self) -> None:
        """Take note that the table has forgotten all forms."""
        self._exact, self._stem, self._terms = [], [], []

    def write(self, words: Words) -> list[TextViews]:
        """Return the views of some articles, in order."""
        forms = self._forms
        roots = forms.roots()
        self._terms += islice(forms.terms, len(self._terms), None)
        self._exact += self._strings(forms.exact, len(self._exact))
        self._stem += self._strings(forms.stem, len(self._stem))
        exact = {field: [*_joined(self._exact, *some)] for field, some in words.items()}
        stem = {field: [*_joined(self._stem, *some)] for field, some in words.items()}
        root = self._weighted(roots, words, {"title": TITLE_TIMES, "body": 1})
        lengths = {field: _lengths(forms.stem, *some) for field, some in words.items()}
        return [
            TextViews(
                {field: exact[field][at] for field in words},
                {field: stem[field][at] for field in words},
                " ".join(root[at]),
                tuple(term.partition(SEPARATOR)[0] for term in root[at] if MARK in term),
                {field: lengths[field][at] for field in words},
            )
            for at in range(len(root))
        ]

    def _strings(self, view: FormView, known: int) -> Iterator[str]:
        """Yield each new form's terms as they stand in a text, a space behind each position."""
        terms = self._terms
        for row in view.rows(np.arange(known, len(self._forms))):
            if len(row) == 1:
                yield terms[row[0][1]] + " "
                continue
            positions: dict[int, list[str]] = {}
            for offset, number in row:
                positions.setdefault(offset, []).append(terms[number])
            yield "".join(SEPARATOR.join(some) + " " for some in positions.values())

    def _weighted(self, view: FormView, words: Words, times: Mapping[str, int]) -> list[list[str]]:
        """Return each article's distinct terms, those that count more than once with how often."""
        keys, weights = [], []
        count, reach = 0, max(len(self._forms.terms), 1)
        for field, (forms, sizes) in words.items():
            count = len(sizes)
            docs = np.repeat(np.arange(count, dtype=np.uint32), sizes)
            found = view.stream(forms, docs, np.zeros(len(forms), np.uint32))
            keys.append(found.docs.astype(np.int64) * reach + found.terms)
            weights.append(np.full(len(keys[-1]), times[field], np.int64))
        distinct, which = np.unique(np.concatenate(keys), return_inverse=True)
        totals = np.bincount(which, np.concatenate(weights), len(distinct)).astype(np.int64)
        docs, numbers = np.divmod(distinct, reach)
        terms = [*map(self._terms.__getitem__, numbers.tolist())]
        several = np.flatnonzero(totals > 1)
        for place, total in zip(several.tolist(), totals[several].tolist(), strict=True):
            terms[place] += f"{SEPARATOR}{total}"
        ends = np.searchsorted(docs, np.arange(count), side="right").tolist()
        return [terms[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _joined(strings: Sequence[str], forms: UInts, sizes: UInts) -> Iterator[str]:
    """Yield the strings of each text's forms, joined."""
    row = [*map(strings.__getitem__, forms.tolist())]
    start = 0
    for size in sizes.tolist():
        yield "".join(row[start : start + size])
        start += size


def _lengths(view: FormView, forms: UInts, sizes: UInts) -> list[int]:
    """Return how many terms each text has in a view."""
    _, _, ends = view.arrays()
    many: Ints = np.diff(ends, prepend=np.uint32(0)).astype(np.int64)[forms]
    totals = np.concatenate(([0], np.cumsum(many)))
    borders = np.concatenate(([0], np.cumsum(sizes.astype(np.int64))))
    lengths: list[int] = (totals[borders[1:]] - totals[borders[:-1]]).tolist()
    return lengths
