"""Did you mean: what is suggested, and when nothing is."""

from search import Engine
from tests.support import Make, article


def test_suggestions(news: Engine) -> None:
    def suggested(query: str) -> str | None:
        found = news.search(query, match="all")
        assert found.total == 0
        return found.suggestion

    assert suggested("الفسيفسائ") == "الفسيفساء"
    assert suggested("طرتوس") == "طرطوس"
    assert suggested("سفينةأبحاث") == "سفينة أبحاث"
    assert suggested("الفسيف ساء") == "الفسيفساء"
    assert suggested("شخص:غائب") is None
    assert suggested("خخخخخخخخ") is None
    assert suggested("ط") is None  # any short word is near
    fixed = suggested('قمحح شخص:"هدى القاسم"')
    assert fixed == 'القمح شخص:"هدى القاسم"'
    # every word is known, they only never meet
    assert suggested("طرطوس الفسيفساء") is None


def test_a_suggestion_stands_beside_partial_matches(news: Engine) -> None:
    found = news.search("ميناء طرتوس")
    assert (found.match, found.total) == ("any", 1)
    assert found.suggestion == "ميناء طرطوس"
    assert news.search("ميناء طرطوس").suggestion is None
    assert news.search("ميناء طرتوس", match="any").suggestion is None  # as was asked


def test_the_spelling_that_finds_most_is_suggested(make: Make) -> None:
    rare = article("rare", "زار سليمن البلدة")
    engine = make([rare, *(article(n, "افتتح سليمان معرض الزهور") for n in range(12))])
    # سليمن is known, and near a word that is much commoner
    assert engine.search("معرض سليمن").suggestion == "معرض سليمان"
    assert engine.search("سليمن").suggestion == "سليمان"


def test_a_word_that_was_right_is_not_broken(make: Make) -> None:
    rare = article("rare", "وصل أسنج إلى الميناء")
    common = [article(n, "استتب الأمن في البلدة وعاد كاتب") for n in range(30)]
    engine = make([rare, article("right", "قرأ كتاب الشعر"), *common])
    assert engine.search("اسنج").suggestion is None
    assert engine.search("كتاب الشعر").suggestion is None  # rare here, and a word all the same


def test_suggestions_are_not_sought_for_what_was_not_mistyped(make: Make) -> None:
    engine = make([article(1, " ".join(f"كلمة{letter}" for letter in "بتثجحخدذرزسشصض"))])
    unknown = ["كلمخب", "كلمخت", "كلمخث", "كلمخج"]
    assert engine.search(" ".join(unknown[:3]), match="all").suggestion is not None
    assert engine.search(" ".join(unknown), match="all").suggestion is None


def test_what_is_no_arabic_word_is_not_mended_by_the_article(make: Make) -> None:
    assert make([article(1, "مضوا إلى السوق")]).search("f").suggestion is None
