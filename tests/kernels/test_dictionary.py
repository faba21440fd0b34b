"""Dictionaries are read and written by the extension as by NumPy, whatever the bytes."""

import zlib
from bisect import bisect_left
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.codec.block
from index.codec.bitset import BITSET
from index.codec.block import Block, RowLayout, encode_block
from index.codec.field import FieldFile
from index.codec.field_writer import encode
from index.codec.inverted import Inverted
from index.kernels import compiled

pytestmark = pytest.mark.skipif(not compiled, reason="runs without the extension")

TERM = st.binary(min_size=1, max_size=5).map(lambda raw: bytes(97 + b % 3 for b in raw))
TERMS = st.sets(TERM, min_size=1, max_size=200).map(sorted)
SMALL = st.one_of(st.integers(0, 3), st.integers(0, 2**14), st.integers(0, 2**20))
CHANGES = st.lists(st.integers(0, 2**16 - 1), max_size=4)
CODE = st.one_of(st.just(0), st.integers(0, BITSET - 1))


def field_of(terms: list[bytes]) -> FieldFile:
    ones = np.ones(len(terms), np.uint32)
    docs = np.arange(len(terms), dtype=np.uint32)
    return FieldFile(encode(Inverted(terms, ones, docs, ones, docs)))


@settings(deadline=None)
@given(TERMS, st.lists(TERM, max_size=20))
def test_terms_are_found_where_they_stand(terms: list[bytes], asked: list[bytes]) -> None:
    field = field_of(terms)
    assert field.file is not None
    for term in (*terms, *asked, b"", b"zz"):
        number = bisect_left(terms, term)
        there = number < len(terms) and terms[number] == term
        assert field.file.at_or_after(term) == field.dictionary.at_or_after(term) == number
        assert field.file.find(term) == field.dictionary.find(term) == (number if there else None)
        found = compiled.look_up((None, field.file), (0, 7), term)
        assert found.numbers == ([(1, number)] if there else [])
        assert found.count == there
        assert field_of(terms).dictionary.find(term) == (number if there else None)
    for number in range(len(terms)):
        assert field.file.rows(number).docs().tolist() == [number]
    for number in (len(terms), 2**63):
        with pytest.raises(ValueError, match="outside"):
            field.file.rows(number)


@st.composite
def layouts(draw: Any) -> tuple[list[bytes], RowLayout]:
    terms = draw(st.sets(TERM, min_size=1, max_size=64).map(sorted))

    def column(numbers: Any) -> Any:
        return np.array(draw(st.lists(numbers, min_size=len(terms), max_size=len(terms))))

    counts = column(SMALL).astype(np.uint32) + np.uint32(1)
    more, bases = column(SMALL).astype(np.uint32), column(SMALL).astype(np.uint32)
    codes = np.stack([column(st.one_of(CODE, st.just(BITSET))), column(CODE), column(CODE)])
    exceptions = np.stack([column(SMALL) for _ in range(3)])
    begins = np.full(len(terms), draw(st.integers(0, 2**40)))
    rows = codes.astype(np.uint32), exceptions.astype(np.uint32)
    return terms, RowLayout(counts, counts + more, bases, *rows, begins)


def plainly(monkeypatch: pytest.MonkeyPatch, call: Any) -> Any:
    """What a call gives without the extension."""
    with monkeypatch.context() as patch:
        patch.setattr(index.codec.block, "compiled", None)
        return call()


@settings(deadline=None)
@given(layouts(), st.booleans(), st.binary(max_size=3))
def test_blocks_come_back(given: Any, positions: bool, behind: bytes) -> None:
    terms, layout = given
    with pytest.MonkeyPatch.context() as patch:
        data = encode_block(terms, layout)
        assert data == plainly(patch, lambda: encode_block(terms, layout))
        occurrences = int(layout.occurrences.sum(dtype=np.int64))

        def read() -> Block:
            return Block(data + behind, len(terms), occurrences, 2**31, positions)

        for block in (read(), plainly(patch, read)):
            assert block.terms == terms
            assert block.begin == layout.begins[0]
            assert block.table[1].tolist() == layout.counts.tolist()
            assert (block.table[1] + block.table[2]).tolist() == layout.occurrences.tolist()
            assert block.table[3].tolist() == layout.bases.tolist()
            assert block.table[4].tolist() == layout.sizes(positions).sum(axis=(0, 1)).tolist()
            assert block.table[5:8].tolist() == layout.codes.tolist()
            assert block.table[8:].tolist() == layout.exceptions.tolist()


@settings(deadline=None, max_examples=300)
@given(layouts(), st.integers(0, 70), CHANGES, st.booleans())
def test_damaged_blocks_are_refused_alike(
    given: Any, count: int, changes: list[int], mended: bool
) -> None:
    """Also where the checksum is right: a file may be made to do harm."""
    data = bytearray(encode_block(*given))
    for change in changes:
        data[4 + change % (len(data) - 4)] = change >> 8
    if mended:
        data[:4] = zlib.crc32(data[4:]).to_bytes(4, "little")
    count = count if count < 3 else len(given[0])
    found = []
    for read in (compiled.read_block, index.codec.block._read_block):
        try:
            table, text, begin = read(bytes(data), count, True)
            found.append((table.tolist(), text, begin))
        except ValueError:
            found.append(None)
    assert found[0] == found[1]
