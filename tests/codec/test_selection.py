"""Rows based on those of another field read as if they were written out."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.codec.field import FieldFile
from index.codec.field_writer import Base, encode
from index.codec.inverted import Inverted
from index.codec.merge import Source, merge
from tests.codec.test_field import Document, expected, inverted, read

# A word and the stem on which it stands: some stems have one word, some many.
STEM_OF = {b"ba": b"b", b"bb": b"b", b"bc": b"b", b"ca": b"c", b"d": b"d", b"\0": b"zz"}
TEXTS = st.lists(st.lists(st.sampled_from([*STEM_OF, b"ba", b"ba"]), max_size=9), max_size=8)


def views(texts: list[list[bytes]]) -> tuple[list[Document], list[Document]]:
    """The words of texts and their positions; and the stems."""
    words: list[Document] = [{} for _ in texts]
    stems: list[Document] = [{} for _ in texts]
    for number, text in enumerate(texts):
        for at, word in enumerate(text):
            words[number].setdefault(word, []).append(at)
            stems[number].setdefault(STEM_OF.get(word, word[:1]), []).append(at)
    return words, stems


def with_bases(part: Inverted, base: FieldFile, stem_of: dict[bytes, bytes]) -> Inverted:
    numbers = {term: number for number, term in enumerate(base.terms)}
    found = [numbers.get(stem_of.get(term, b""), -1) for term in part.terms]
    bases = np.array(found, np.int32)
    return Inverted(part.terms, part.counts, part.docs, part.freqs, part.positions, bases)


def based(words: list[Document], stems: list[Document], stem_of: dict[bytes, bytes]) -> FieldFile:
    base = FieldFile(encode(inverted(stems), positions=True))
    part = with_bases(inverted(words), base, stem_of)
    return FieldFile(encode(part, positions=True, base=Base("stems", base)), {"stems": base}.get)


def same(file: FieldFile, plain: FieldFile) -> None:
    assert read(file) == read(plain)
    one, two = file.part(0, len(file)), plain.part(0, len(plain))
    for name in ("terms", "counts", "docs", "freqs", "positions"):
        assert list(getattr(one, name)) == list(getattr(two, name))
    chance = np.random.default_rng(len(file))
    for number in range(len(file)):
        places = np.flatnonzero(chance.random(file.count(number)) < 0.4)
        rows, positions = file.postings(number).positions_in(places)
        expected_rows, expected_positions = plain.postings(number).positions_in(places)
        assert rows.tolist() == expected_rows.tolist()
        assert positions.tolist() == expected_positions.tolist()
    wanted = chance.random(len(file)) < 0.5
    assert file.docs_of_any(wanted).tolist() == plain.docs_of_any(wanted).tolist()


@settings(deadline=None)
@given(TEXTS)
def test_based_rows_read_like_their_own(texts: list[list[bytes]]) -> None:
    words, stems = views(texts)
    same(based(words, stems, STEM_OF), FieldFile(encode(inverted(words), positions=True)))


@settings(deadline=None)
@given(TEXTS, st.sampled_from([b"b", b"c", b"zz", b"none"]))
def test_a_wrong_base_is_not_believed(texts: list[list[bytes]], wrong: bytes) -> None:
    words, stems = views(texts)
    file = based(words, stems, dict.fromkeys(STEM_OF, wrong))
    same(file, FieldFile(encode(inverted(words), positions=True)))


def test_a_position_given_twice_is_written_out() -> None:
    file = based([{b"ba": [3, 3]}], [{b"b": [3, 3]}], STEM_OF)
    assert read(file) == {b"ba": {0: [3, 3]}}


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, st.randoms(use_true_random=False)), min_size=1, max_size=3))
def test_merging_keeps_rows_based(segments) -> None:  # type: ignore[no-untyped-def]
    fields, bases, kept_words, kept_stems = [], [], [], []
    for texts, chance in segments:
        words, stems = views(texts)
        file = based(words, stems, STEM_OF)
        new = np.full(max(len(texts), 1), -1, np.int64)
        for number in range(len(texts)):
            if chance.random() < 0.7:
                new[number] = len(kept_words)
                kept_words.append(words[number])
                kept_stems.append(stems[number])
        on = None
        if file.base is not None:
            on = Source.of(file.base, new)
            bases.append(on)
        fields.append(Source.of(file, new, on))
    base = FieldFile(encode(*merge(bases), positions=True))
    merged = encode(*merge(fields), positions=True, base=Base("stems", base))
    assert read(base) == expected(kept_stems)
    same(
        FieldFile(merged, {"stems": base}.get),
        FieldFile(encode(inverted(kept_words), positions=True)),
    )


def test_based_rows_take_a_fraction_of_the_space() -> None:
    chance = random.Random(2)
    texts = [chance.choices([b"ba", b"bb", b"ca"], k=60) for _ in range(800)]
    words, stems = views(texts)
    file = based(words, stems, STEM_OF)
    plain = encode(inverted(words), positions=True)
    assert len(file.buffer) < 0.6 * len(plain)
    same(file, FieldFile(plain))


def test_a_base_that_is_missing_is_an_error() -> None:
    words, stems = views([[b"ba", b"ca"]])
    with pytest.raises(ValueError):
        FieldFile(based(words, stems, STEM_OF).buffer)
