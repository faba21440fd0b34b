"""Which words are forms of one another, for counting what is a common word."""

from index.training.learn_names import relatives


def test_a_common_word_has_relatives_in_the_corpus() -> None:
    assert {"المدرسه", "مدرسات"} <= relatives("مدرسه")
    assert "تتحدث" in relatives("يتحدث")
    assert "كتاب" in relatives("الكتاب")
    assert "كتاب" not in relatives("كتاب")
