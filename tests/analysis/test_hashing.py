"""Hashes of words, and the table that numbers them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.boundaries import LONGEST
from index.analysis.hashing import HashTable, hash_texts


@given(st.lists(st.text(st.sampled_from("ab،(\t \u2028😀\u00a0"), max_size=30), max_size=5))
def test_words_are_what_stands_between_spaces(documents: list[str]) -> None:
    words = hash_texts(documents)
    expected = [[w for part in d.split() if (w := part.strip("،("))] for d in documents]
    strings = words.strings(np.arange(len(words.starts)))
    assert strings == [word for row in expected for word in row]
    assert words.sizes.tolist() == [len(row) for row in expected]
    assert len({*words.hashes.tolist()}) == len({*strings})


def test_a_words_hash_does_not_depend_on_where_it_stands() -> None:
    noise, longer = "ن" * LONGEST, "ن" * (LONGEST + 1)
    text = " ".join(f"{n} خبر {noise} {longer}" for n in range(60))
    words = hash_texts([text, "خبر", noise, longer])
    hashes = words.hashes.tolist()
    assert set(hashes[1::4][:60]) == {hashes[-3]}
    assert set(hashes[2::4][:60]) == {hashes[-2]}
    assert set(hashes[3::4][:60]) == {hashes[-1]}
    assert len({*hashes}) == 63


@given(st.lists(st.lists(st.integers(1, 40)), max_size=6), st.integers(0, 63))
def test_numbers_come_back_by_hash(batches: list[list[int]], shift: int) -> None:
    """Hashes that fall on one slot too."""
    table, expected = HashTable(), dict[int, int]()
    for batch in batches:
        hashes = np.array([n << shift & (1 << 64) - 1 for n in batch], np.uint64)
        hashes = hashes[hashes > 0]
        found, new = table.find(hashes, len(expected))
        assert hashes[new].tolist() == [
            h for h in dict.fromkeys(hashes.tolist()) if h not in expected
        ]
        for h in hashes.tolist():
            expected.setdefault(h, len(expected))
        assert found.tolist() == [expected[h] for h in hashes.tolist()]
        table.add(hashes[new], found[new])
    hashes, numbers = table.items()
    assert dict(zip(hashes.tolist(), numbers.tolist(), strict=True)) == expected
