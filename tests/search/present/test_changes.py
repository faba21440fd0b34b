"""Word by word what changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from search.present.changes import changes, shared_words

WORDS = st.lists(st.sampled_from(["قال", "الوزير", "أمس", "إن", "المحطة", "2024"]), max_size=30)


@given(WORDS, WORDS)
def test_changes_lead_from_one_text_to_the_other(old: list[str], new: list[str]) -> None:
    told = changes(" ".join(old), " ".join(new))
    assert " ".join(c.text for c in told if c.kind != "removed").split() == new
    assert " ".join(c.text for c in told if c.kind != "added").split() == old
    assert all(change.text for change in told)


def test_spelling_punctuation_and_hashtags_are_no_change() -> None:
    (only,) = changes("قال الوزير إن #وادي_الرمان جميل", "قالَ الوزيرُ: ان «وادي الرمان» جميل.")
    assert only.kind == "same"
    assert only.text == "قالَ الوزيرُ: ان «وادي الرمان» جميل."


def test_numbers_are_a_change() -> None:
    told = [(c.kind, c.text) for c in changes("قتل 12 شخصا", "قتل 14 شخصا")]
    assert told == [("same", "قتل"), ("removed", "12"), ("added", "14"), ("same", "شخصا")]


def test_shared_words_count_in_any_order() -> None:
    assert shared_words("واحد اثنان ثلاثة", "ثلاثة واحد اثنان") == 1
    assert shared_words("واحد اثنان", "ثلاثة اثنان") == 0.5
    assert shared_words("", "") == 1
