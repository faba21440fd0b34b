"""The words by which articles are compared, from the forms that the indexer has read.

Words are compared in their exact form, so that spellings of one word are the same, and
neither punctuation nor hashtags matter.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from index.analysis.forms import FormTable, TermNumbers
from index.arrays import UInts, Words
from index.copies.shingles import word_hash
from index.copies.signature import Records, signatures

_ARTICLES = 1000
"""Number of articles compared at a time, so that their words take little memory."""
_TELLING = 20
"""Fewest words of a body that says which article it is; the title of a shorter one belongs to it.

What stands under a cartoon or a video is often the same under all.
"""

Read = tuple[UInts, UInts]
"""The forms of texts end to end, and how many each text has."""


class Sketcher:
    """Makes the records of articles. It keeps the hashes of the terms of one table of forms."""

    def __init__(self, forms: FormTable) -> None:
        self._forms = forms
        self._terms: TermNumbers | None = None
        self._hashes = np.zeros(0, np.uint64)

    def records(self, titles: Read, bodies: Read) -> Records:
        """Return the records of articles from their titles and bodies, in the same order."""
        parts = zip(_parts(titles), _parts(bodies), strict=True)
        return np.concatenate([self._records(*part) for part in parts])

    def _records(self, titles: Read, bodies: Read) -> Records:
        count = len(bodies[1])
        words, docs = self._words(*bodies)
        sizes = np.bincount(docs, minlength=count)
        if (short := sizes < _TELLING).any():
            in_titles, of_titles = self._words(*titles)
            kept = short[of_titles]
            docs = np.append(of_titles[kept], docs)
            order = np.argsort(docs, kind="stable")
            words, docs = np.append(in_titles[kept], words)[order], docs[order]
        return signatures(words, docs, count)

    def _words(self, forms: UInts, sizes: UInts) -> tuple[Words, UInts]:
        """Return the hashes of the words of texts, and the number of the text of each."""
        docs = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
        found = self._forms.exact.stream(forms, docs, self._forms.positions(forms, sizes))
        # A hashtag stands at the place of its first word, and before it.
        again = (found.docs[1:] == found.docs[:-1]) & (found.positions[1:] == found.positions[:-1])
        kept = np.append(~again, True)[: len(found.terms)]
        return self._term_hashes()[found.terms[kept]], found.docs[kept]

    def _term_hashes(self) -> Words:
        """Return the hash of each term of the table by its number."""
        terms = self._forms.terms
        if terms is not self._terms:  # the table has forgotten what it had
            self._terms, self._hashes = terms, np.zeros(0, np.uint64)
        known = len(self._hashes)
        new = map(word_hash, islice(terms, known, None))
        more = np.fromiter(new, np.uint64, len(terms) - known)
        self._hashes = np.append(self._hashes, more)
        return self._hashes


def _parts(texts: Read) -> Iterator[Read]:
    """Yield texts some articles at a time, and once if there are none."""
    forms, sizes = texts
    ends = np.cumsum(sizes, dtype=np.int64)
    for first in range(0, max(len(sizes), 1), _ARTICLES):
        part = sizes[first : first + _ARTICLES]
        begin = int(ends[first - 1]) if first else 0
        yield forms[begin : begin + int(part.sum())], part
