"""Rows kept as a bit for each number: the same numbers, wherever they are looked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.codec.bitset import Marks, mark
from index.codec.field import FieldFile
from index.codec.field_writer import encode
from index.codec.inverted import Inverted
from index.codec.packed import sums_before

NUMBERS = st.sets(st.integers(0, 300)).map(sorted)


@given(NUMBERS, NUMBERS, st.integers(0, 3))
def test_marked_numbers_are_found(own: list[int], asked: list[int], start: int) -> None:
    bound = max(own, default=0) + 1
    data = bytes(start) + mark(np.array(own, np.int64), bound).tobytes()
    marks = Marks(data, start, bound)
    assert marks.numbers(len(own)).tolist() == own
    which, places = marks.find(np.array(asked, np.int32))
    assert [asked[n] for n in which.tolist()] == sorted(set(own) & set(asked))
    assert [own[n] for n in places.tolist()] == sorted(set(own) & set(asked))


@given(st.lists(st.integers(0, 255), min_size=1), st.data())
def test_sums_before_places(values: list[int], data: st.DataObject) -> None:
    place = st.integers(0, len(values) - 1)
    places = sorted(data.draw(st.lists(place, min_size=1)))
    found = sums_before(np.array(values, np.uint8), np.array(places))
    assert found.tolist() == [sum(values[:place]) for place in places]


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
    assert (postings.marks is not None) == (share > 0.1)
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


def test_marks_of_another_number_than_the_dictionary_says(
    fields: dict[float, tuple[FieldFile, int]],
) -> None:
    file, _ = fields[0.5]
    marks = file.postings(0).marks
    assert marks is not None
    damaged = bytearray(file.buffer)
    damaged[marks.start + 7] ^= 1
    again = FieldFile(bytes(damaged))
    with pytest.raises(ValueError, match="more or fewer postings"):
        again.docs(0)
    wanted = np.array([True, False])
    with pytest.raises(ValueError, match="more or fewer postings"):
        again.docs_of_any(wanted)
