"""A posting file gives back exactly the postings that were put in, and notices damage."""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.codec.field import FieldFile
from index.codec.field_writer import encode
from index.codec.inverted import Inverted
from index.codec.merge import Source, merge

Document = dict[bytes, list[int]]
Postings = dict[bytes, dict[int, list[int]]]

TERMS = st.binary(min_size=1, max_size=3)
STEPS = st.lists(
    st.one_of(st.integers(1, 5), st.sampled_from([255, 256, 300, 70_000])), min_size=1, max_size=6
)
DOCUMENTS = st.lists(
    st.dictionaries(TERMS, STEPS.map(lambda steps: np.cumsum(steps).tolist()), max_size=5),
    max_size=8,
)


def inverted(documents: list[Document], gap: int = 1) -> Inverted:
    """The postings of documents numbered 0, gap, 2·gap, …"""
    postings = expected(documents, gap)
    terms = sorted(postings)
    rows = [postings[term] for term in terms]
    return Inverted(
        terms,
        np.array([len(row) for row in rows], np.uint32),
        np.array([doc for row in rows for doc in row], np.uint32),
        np.array([len(places) for row in rows for places in row.values()], np.uint32),
        np.array([at for row in rows for places in row.values() for at in places], np.uint32),
    )


def read(file: FieldFile) -> Postings:
    found: Postings = {}
    for number, term in enumerate(file.terms):
        positions = iter(file.positions(number).tolist())
        docs = file.docs(number).tolist()
        freqs = file.frequencies(number).tolist()
        assert file.count(number) == len(docs) == file.counts[number]
        assert file.occurrence_count(number) == sum(freqs) == file.occurrences[number]
        found[term] = {
            doc: [next(positions) for _ in range(freq)]
            for doc, freq in zip(docs, freqs, strict=True)
        }
        assert list(positions) == []
    return found


def expected(documents: list[Document], gap: int = 1) -> Postings:
    found: Postings = {}
    for number, document in enumerate(documents):
        for term, positions in document.items():
            found.setdefault(term, {})[number * gap] = positions
    return found


@settings(deadline=None)
@given(DOCUMENTS, st.sampled_from([1, 100, 300, 70_000, 2**28]))
def test_postings_come_back(documents: list[Document], gap: int) -> None:
    file = FieldFile(encode(inverted(documents, gap)))
    assert read(file) == expected(documents, gap)
    assert file.terms == sorted(file.terms)
    assert encode(*file.parts(3)) == encode(*file.parts(3))
    assert read(FieldFile(encode(*file.parts(3)))) == read(file)


@settings(deadline=None)
@given(DOCUMENTS, TERMS)
def test_terms_are_found_by_bisection(documents: list[Document], term: bytes) -> None:
    file = FieldFile(encode(inverted(documents)))
    for number, known in enumerate(file.terms):
        assert file.find(known) == number
        assert file.term(number) == known
    assert file.find(term) == (file.terms.index(term) if term in file.terms else None)
    assert file.at_or_after(term) == sum(known < term for known in file.terms)


@pytest.fixture(scope="module")
def large() -> tuple[list[Document], FieldFile]:
    """Thousands of terms, in many blocks and several runs; one of them in every document."""
    chance = random.Random(3)
    documents: list[Document] = []
    for _ in range(1500):
        words = {b"everywhere": sorted(chance.sample(range(900), 90))}
        for _ in range(40):
            word = f"{int(chance.paretovariate(0.6)) % 20_000}".encode()
            words[word] = sorted(chance.sample(range(900), min(int(chance.paretovariate(1)), 9)))
        documents.append(words)
    return documents, FieldFile(encode(inverted(documents)))


def test_thousands_of_terms(large: tuple[list[Document], FieldFile]) -> None:
    documents, file = large
    assert len(file.block_index()) > 5
    assert read(file) == expected(documents)
    for number in (0, 255, 256, len(file) - 1):
        assert file.find(file.terms[number]) == number
        assert file.at_or_after(file.terms[number] + b"\0") == number + 1
    with pytest.raises(IndexError):
        file.docs(len(file))


def test_positions_in_some_documents(large: tuple[list[Document], FieldFile]) -> None:
    _, file = large
    chance = np.random.default_rng(1)
    for number in [*range(0, len(file), 37), file.find(b"everywhere")]:
        freqs = file.frequencies(number)
        whole = np.split(file.positions(number), np.cumsum(freqs)[:-1])
        for share in (0.0, 0.1, 1.0):
            places = np.flatnonzero(chance.random(len(freqs)) < share)
            rows, positions = file.postings(number).positions_in(places)
            assert rows.tolist() == [i for i, p in enumerate(places) for _ in whole[p]]
            assert positions.tolist() == [at for p in places for at in whole[p].tolist()]


def test_documents_of_any_of_many_terms(large: tuple[list[Document], FieldFile]) -> None:
    documents, file = large
    for start, step in ((0, 1), (3, 7), (5, 500), (10**9, 1)):
        wanted = np.zeros(len(file), bool)
        wanted[start::step] = True
        terms = set(file.terms[start::step])
        found = [n for n, document in enumerate(documents) if terms & document.keys()]
        assert file.docs_of_any(wanted).tolist() == found


@settings(deadline=None)
@given(
    st.lists(st.tuples(DOCUMENTS, st.randoms(use_true_random=False)), min_size=1, max_size=3),
    st.sampled_from([1, 3, 1 << 20]),
)
def test_merging_is_indexing_what_is_left_afresh(segments, size) -> None:  # type: ignore[no-untyped-def]
    fields, kept = [], []
    for documents, chance in segments:
        new = np.full(max(len(documents), 1), -1, np.int64)
        for number, document in enumerate(documents):
            if chance.random() < 0.7:
                new[number] = len(kept)
                kept.append(document)
        fields.append(Source.of(FieldFile(encode(inverted(documents))), new))
    merged = encode(*merge(fields, size), positions=True)
    assert read(FieldFile(merged)) == expected(kept)


def test_merging_passes_over_ranges_of_terms(large: tuple[list[Document], FieldFile]) -> None:
    documents, file = large
    half = FieldFile(encode(inverted(documents[:700])))
    whole, more = Source.of(file, np.arange(1500)), Source.of(half, 1500 + np.arange(700))
    runs = list(merge([whole, more], 5000))
    assert len(runs) > 10
    for one, two in pairwise(run.terms for run in runs if run.terms):
        assert one[-1] < two[0]
    merged = FieldFile(encode(*runs))
    assert read(merged) == expected(documents + documents[:700])
    for source in (whole, more):
        assert [merged.terms[number] for number in source.numbers[:-1]] == source.file.terms
        assert source.numbers[-1] == -1


def test_another_format_is_an_error() -> None:
    whole = encode(inverted([{b"a": [1]}]))
    assert FieldFile(whole).terms == [b"a"]
    for broken in (b"", whole[:40], b"\0" * len(whole), whole[:4] + b"\x01" + whole[5:]):
        with pytest.raises(ValueError):
            FieldFile(broken)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damage_is_noticed_or_harmless(data: st.DataObject) -> None:
    documents = [{b"a": [1, 5], b"b": [2, 700]}, {b"a": [3], b"c": [9]}, {b"a": [1, 2, 3]}]
    whole = encode(inverted(documents))
    place = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        broken = whole[:place]
    else:
        flipped = whole[place] ^ 1 << data.draw(st.integers(0, 7))
        broken = whole[:place] + bytes([flipped]) + whole[place + 1 :]
    try:
        file = FieldFile(broken)
    except ValueError:
        return
    # A flipped bit in the dictionary is noticed; in a row it may change that row's numbers.
    postings = expected(documents)
    noticed, changed = 0, 0
    for number, row in enumerate(postings.values()):
        try:
            docs, freqs = file.docs(number).tolist(), file.frequencies(number).tolist()
            positions = file.positions(number).tolist()
        except ValueError:
            noticed += 1
            continue
        assert len(docs) == len(freqs) == len(row)
        whole_row = [*row], [len(at) for at in row.values()], [a for at in row.values() for a in at]
        changed += (docs, freqs, positions) != whole_row
    assert noticed == len(postings) or noticed + changed <= 1
