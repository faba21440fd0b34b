"""Rows kept as bitsets: the same numbers, wherever they are looked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.codec.bitset import Bitset, bitset_of
from index.codec.field import FieldFile
from index.codec.field_writer import encode
from index.codec.inverted import Inverted

NUMBERS = st.sets(st.integers(0, 300)).map(sorted)


@given(NUMBERS, NUMBERS, st.integers(0, 3))
def test_members_are_found(own: list[int], asked: list[int], start: int) -> None:
    bound = max(own, default=0) + 1
    data = bytes(start) + bitset_of(np.array(own, np.int64), bound).tobytes()
    bits = Bitset(data, start, bound)
    assert bits.numbers(len(own)).tolist() == own
    which, places = bits.find(np.array(asked, np.int32))
    assert [asked[n] for n in which.tolist()] == sorted(set(own) & set(asked))
    assert [own[n] for n in places.tolist()] == sorted(set(own) & set(asked))


@pytest.fixture(scope="module")
def fields() -> dict[float, tuple[FieldFile, int]]:
    """For shares of 9,000 documents: a field and the number of a term that has the share."""
    chance = np.random.default_rng(5)
    made = {}
    for share in (0.02, 0.2, 0.5, 1.0):
        docs = np.flatnonzero(chance.random(9000) < share).astype(np.uint32)
        freqs = chance.integers(1, 4, len(docs)).astype(np.uint32)
        steps = chance.integers(1, 90, int(freqs.sum()))
        begins = np.cumsum(freqs) - freqs
        at = np.cumsum(steps)
        positions = at - np.repeat((at - steps)[begins], freqs)
        counts = np.array([len(docs), 1], np.uint32)
        one = np.ones(1, np.uint32)
        part = Inverted(
            [b"a", b"b"],
            counts,
            np.append(docs, one * 8999),
            np.append(freqs, one),
            np.append(positions, one).astype(np.uint32),
        )
        made[share] = FieldFile(encode(part)), len(docs)
    return made


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 1.0])
def test_long_rows_by_their_share(fields: dict[float, tuple[FieldFile, int]], share: float) -> None:
    file, count = fields[share]
    postings = file.postings(0)
    assert (postings.bitset is not None) == (share > 0.1)
    docs = postings.docs()
    assert len(docs) == count
    freqs = postings.freqs()
    assert file.part(0, 2).docs[:count].tolist() == docs.tolist()
    asked = np.arange(0, 9000, 77, dtype=np.int32)
    which, places = postings.find(asked)
    assert asked[which].tolist() == docs[places].tolist() == sorted({*asked} & {*docs.tolist()})
    assert postings.freqs_in(places).tolist() == freqs[places].tolist()
    whole = np.split(postings.positions(), np.cumsum(freqs)[:-1])
    rows, positions = postings.positions_in(places)
    for row, place in enumerate(places.tolist()):
        assert positions[rows == row].tolist() == whole[place].tolist()


def test_a_bitset_of_another_number_than_the_dictionary_says(
    fields: dict[float, tuple[FieldFile, int]],
) -> None:
    file, _ = fields[0.5]
    bits = file.postings(0).bitset
    assert bits is not None
    damaged = bytearray(file.buffer)
    damaged[bits.start + 7] ^= 1
    again = FieldFile(bytes(damaged))
    with pytest.raises(ValueError, match="more or fewer postings"):
        again.docs(0)
    wanted = np.array([True, False])
    with pytest.raises(ValueError, match="more or fewer postings"):
        again.docs_of_any(wanted)
