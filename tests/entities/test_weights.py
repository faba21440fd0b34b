"""What words add to labels: the arrays say what the features in strings do."""

from zlib import crc32

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold
from index.entities.clusters import word_clusters
from index.entities.crc import crc32_of_affixes
from index.entities.features import EDGE, word_features
from index.entities.weights import model, word_tables

WORDS = ["", "دمشق", "ودمشق", "في", "الأسد", "بالمعارضة", "1967", "CNN", "درافيتسكوف"]
WORDS += ["محمدٌ", "علىً", "ا", "𝐀ب", "é中ي"]


def added(features: list[str]) -> list[float]:
    """Return the sum of what features add, one after the other."""
    rows = model().rows(np.array([crc32(f.encode()) for f in features], np.uint32))
    return [float(cell) for cell in model().dense[rows].sum(0)]


def test_a_word_adds_what_its_features_do() -> None:
    tables = word_tables(model(), WORDS, [fold(word) for word in WORDS])
    for word, table in zip(WORDS, tables, strict=True):
        wanted = added(word_features(word, word_clusters()) if word else [EDGE])
        assert np.allclose(table.ravel(), wanted, atol=1e-4), word


def test_every_feature_with_a_weight_is_found_by_its_hash() -> None:
    assert model().rows(model().hashes).tolist() == [*range(len(model().hashes))]
    assert model().rows(np.array([0], np.uint32)).tolist() == [len(model().hashes)]


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=6), min_size=1))
def test_affixes_have_the_crc_of_their_bytes(words: list[str]) -> None:
    found = crc32_of_affixes(words, "p", "s", 4)
    for at, word in enumerate(words):
        for size in range(1, 5):
            here = size < len(word)
            assert found[size - 1, at] == (crc32(f"p{word[:size]}".encode()) if here else 0)
            assert found[size + 3, at] == (crc32(f"s{word[-size:]}".encode()) if here else 0)
