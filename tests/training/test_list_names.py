"""The list of names that the stemmer keeps whole."""

from index.analysis import fold
from index.analysis.proper_names import LISTED
from index.training.list_names import has_article, is_noun, listed


def test_names_are_folded_words_without_article() -> None:
    names = listed()
    assert names == sorted(set(names))
    assert all(name == fold(name) and name.isalpha() and len(name) > 2 for name in names)


def test_a_name_with_the_article_is_listed_without_it() -> None:
    assert has_article("الفلوجه") and not has_article("الجديده") and not has_article("السعوديه")
    assert {"فلوجه", "ظواهري", "علمين"} <= LISTED
    assert {"ناديا", "رشدي", "كارين"} <= LISTED  # names of people in names.tsv.gz
    assert LISTED.isdisjoint({"بايه", "واري", "مكتبي", "طريقي", "قراره", "منزله"})
    assert LISTED.isdisjoint({"مانيا", "جديده", "سعوديه", "كلي"})


def test_common_nouns_are_left_to_evidence() -> None:
    assert is_noun("حكومه") and not is_noun("فراس")
    assert {"فراس", "سنجار", "كيري"} <= LISTED
    assert LISTED.isdisjoint({"وقف", "سلطات", "جامعه", "شركتين", "نجار"})
