"""Fields made of texts, in several segments, and what is in them by plain Python."""

from typing import Any, NamedTuple

import numpy as np

from index.codec.field import FieldFile
from index.codec.postings import Postings
from index.kernels import compiled
from tests.codec.test_field import Document
from tests.codec.test_selection import based, views

STEM_OF = {b"ba": b"b", b"bb": b"b", b"bc": b"b", b"ca": b"c", b"d": b"d"}
GAP = 7
"""Documents without a text after each segment."""


class Segment(NamedTuple):
    """Texts from ``offset`` on: a field of words, whose rows are based on those of stems."""

    offset: int
    words: FieldFile
    documents: list[Document]


def segments_of(segments: list[list[list[bytes]]]) -> list[Segment]:
    """Make a segment of each list of texts that has a word."""
    made, offset = [], 0
    for texts in segments:
        if any(texts):
            words, stems = views(texts)
            made.append(Segment(offset, based(words, stems, STEM_OF), _both(words, stems)))
        offset += len(texts) + GAP
    return made


def _both(words: list[Document], stems: list[Document]) -> list[Document]:
    """The words, and the stems behind a mark that tells them apart."""
    marked = [{b"+" + stem: at for stem, at in document.items()} for document in stems]
    return [word | stem for word, stem in zip(words, marked, strict=True)]


def size_of(segments: list[list[list[bytes]]]) -> int:
    return sum(len(texts) + GAP for texts in segments)


def postings_of(segment: Segment, term: bytes) -> Postings | None:
    """A word's postings, or those of a stem, which begins with a plus."""
    file: Any = segment.words.base if term.startswith(b"+") else segment.words
    number = file.find(term.removeprefix(b"+"))
    return None if number is None else file.postings(number)


def list_of(segments: list[Segment], term: bytes) -> Any:
    """The term through all segments, for the extension."""
    found = [(s.offset, postings) for s in segments if (postings := postings_of(s, term))]
    rows = tuple(postings.rows for _, postings in found)
    return compiled.List(rows, tuple(offset for offset, _ in found))


def positions(segments: list[Segment], term: bytes) -> dict[int, list[int]]:
    """The positions of a term in each document that has it."""
    return {
        segment.offset + doc: at[term]
        for segment in segments
        for doc, at in enumerate(segment.documents)
        if term in at
    }


def large(seed: int, texts: int = 1500) -> list[list[list[bytes]]]:
    """Segments with frequent and rare words, and numbers far apart, so that all is patched."""
    chance = np.random.default_rng(seed)
    vocabulary = [b"ba", b"bb", b"bc", b"ca", b"d", *(b"w%d" % n for n in range(60))]
    weights = 1 / np.arange(1, len(vocabulary) + 1)
    weights /= weights.sum()
    return [
        [
            [vocabulary[w] for w in chance.choice(len(vocabulary), length, p=weights)]
            for length in chance.choice([0, 3, 20, 400], count, p=[0.2, 0.5, 0.29, 0.01])
        ]
        for count in (texts, 3, texts // 2)
    ]
