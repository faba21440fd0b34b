"""Features of words for the tagger."""

from index.entities.clusters import word_clusters
from index.entities.features import bare_key, outer, word_features, word_key


def features(word: str) -> list[str]:
    return word_features(word, word_clusters())


def test_spellings_of_one_word_share_its_feature() -> None:
    assert features("إسطنبول")[0] == features("اسطنبول")[0]
    assert word_key("1967") == word_key("2024") == "0000"


def test_an_attached_word_has_the_features_of_the_bare_one() -> None:
    assert "bدمشق" in features("ودمشق")
    assert bare_key("ولد", {"ولد": 0, "لد": 1}) is None  # the more frequent word is whole


def test_affixes_classes_and_clusters_are_seen() -> None:
    found = features("الأسد")
    assert {"pال", "sسد"} <= set(found)
    assert any(feature.startswith("k0.") for feature in found)
    assert "fnew" in features("درافيتسكوف")


def test_only_words_classes_and_clusters_count_two_words_away() -> None:
    assert outer("wدمشق")
    assert not outer("pدم")
