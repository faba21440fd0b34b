"""Stop words of queries."""

from index.analysis import is_stopword
from index.analysis.stopwords import is_folded_stopword


def test_stop_words() -> None:
    assert all(map(is_stopword, ["في", "فى", "إلى", "الي", "على", "هذا", "the"]))
    assert not any(map(is_stopword, ["علي", "ماء", "هناء", "سوريا", "حماة", "وزير"]))


def test_the_name_ali_is_none_but_the_preposition_is() -> None:
    assert is_stopword("على")
    assert not is_folded_stopword("علي")
    assert is_folded_stopword("الي")
