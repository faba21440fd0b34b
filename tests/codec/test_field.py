"""A field's arrays give back exactly the postings that were put in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.codec.field import FieldFile, Inverted, encode, invert, join
from index.codec.packed import pack, stored

Document = dict[bytes, list[int]]

TERMS = st.binary(min_size=1, max_size=3)
STEPS = st.lists(st.one_of(st.integers(1, 5), st.sampled_from([255, 256, 300, 70_000])), min_size=1)
DOCUMENTS = st.lists(
    st.dictionaries(TERMS, STEPS.map(lambda steps: np.cumsum(steps).tolist()), max_size=5),
    max_size=8,
)


def inverted(documents: list[Document], gap: int = 1) -> Inverted:
    """The postings of documents numbered 0, gap, 2·gap, …"""
    terms: dict[bytes, int] = {}
    ids, docs, freqs, places = [], [], [], []
    for number, document in enumerate(documents):
        for term, positions in document.items():
            ids.append(terms.setdefault(term, len(terms)))
            docs.append(number * gap)
            freqs.append(len(positions))
            places += positions
    return invert(terms, *(np.array(values, np.uint32) for values in (ids, docs, freqs, places)))


def read(file: FieldFile) -> dict[bytes, dict[int, list[int]]]:
    found: dict[bytes, dict[int, list[int]]] = {}
    for number, term in enumerate(file.terms):
        positions = iter(file.positions(number).tolist())
        found[term] = {
            doc: [next(positions) for _ in range(freq)]
            for doc, freq in zip(
                file.docs(number).tolist(), file.frequencies(number).tolist(), strict=True
            )
        }
        assert list(positions) == []
    return found


def expected(documents: list[Document], gap: int = 1) -> dict[bytes, dict[int, list[int]]]:
    found: dict[bytes, dict[int, list[int]]] = {}
    for number, document in enumerate(documents):
        for term, positions in document.items():
            found.setdefault(term, {})[number * gap] = positions
    return found


@given(DOCUMENTS, st.sampled_from([1, 100, 300, 70_000]))
def test_postings_come_back(documents: list[Document], gap: int) -> None:
    file = FieldFile(encode(inverted(documents, gap)))
    assert read(file) == expected(documents, gap)
    assert file.terms == sorted(file.terms)
    assert encode(file.inverted()) == encode(inverted(documents, gap))


@given(DOCUMENTS, TERMS)
def test_terms_are_found_by_bisection(documents: list[Document], term: bytes) -> None:
    file = FieldFile(encode(inverted(documents)))
    for number, known in enumerate(file.terms):
        assert file.find(known) == number
    assert file.find(term) == (file.terms.index(term) if term in file.terms else None)
    assert file.at_or_after(term) == sum(known < term for known in file.terms)


@given(st.lists(st.tuples(DOCUMENTS, st.randoms(use_true_random=False)), min_size=1, max_size=3))
def test_joining_drops_and_renumbers(segments) -> None:  # type: ignore[no-untyped-def]
    parts, kept = [], []
    for documents, chance in segments:
        new = np.full(max(len(documents), 1), -1, np.int64)
        for number, document in enumerate(documents):
            if chance.random() < 0.7:
                new[number] = len(kept)
                kept.append(document)
        parts.append((inverted(documents), new))
    assert read(FieldFile(encode(join(parts)))) == expected(kept)


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=6), max_size=6))
def test_rows_of_integers_come_back(rows: list[list[int]]) -> None:
    counts = np.array([len(row) for row in rows], np.uint32)
    values = np.array([value for row in rows for value in row], np.uint32)
    packed = pack(values, counts)
    again = stored(counts, [part.view(np.uint8) for part in packed.parts()])
    assert [again.row(n).tolist() for n in range(len(rows))] == rows
    assert again.all().tolist() == values.tolist()


def test_small_values_take_one_byte_and_ones_none() -> None:
    counts = np.array([4, 3, 2], np.uint32)
    packed = pack(np.array([1, 1, 1, 1, 1, 255, 2, 7, 256], np.uint32), counts)
    assert packed.codes.tolist() == [0, 1, 2]
    assert [array.nbytes for array in packed.arrays] == [3, 4, 0]


def test_another_format_is_an_error() -> None:
    whole = encode(inverted([{b"a": [1]}]))
    for broken in (b"", whole[:40], b"\0" * len(whole), whole[:4] + b"\x63" + whole[5:]):
        with pytest.raises(ValueError):
            FieldFile(broken)
