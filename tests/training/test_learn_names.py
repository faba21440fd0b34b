"""Which words are forms of one another, for counting what is a common word."""

from collections import Counter

from index.training.learn_names import _inflected, relatives


def test_a_common_word_has_relatives_in_the_corpus() -> None:
    assert {"المدرسه", "مدرسات"} <= relatives("مدرسه")
    assert "تتحدث" in relatives("يتحدث")
    assert "كتاب" in relatives("الكتاب")
    assert "كتاب" not in relatives("كتاب")


def test_a_verb_with_its_object_is_a_form_and_no_family() -> None:
    assert _inflected("تناشدهما", Counter())
    assert not _inflected("حسن", Counter())
    assert not _inflected("تراورية", Counter())
