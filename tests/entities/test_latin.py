"""Arabic spellings of names in Latin letters."""

import pytest

from index.analysis import fold
from index.entities.latin import ArabicWords, is_latin, place_of_latin, words_of_latin

NAMES = """دونالد ترامب|ليونيل ميسي|بشار الأسد|جون كيري|موسى التعمري|إيمانويل ماكرون|محمد صلاح
عبد الفتاح السيسي|بنيامين نتنياهو|فلاديمير بوتين|جو بايدن|كريستيانو رونالدو|قيس سعيد|أحمد الشرع
عبد المجيد تبون|يوسف الشاهد|خليفة حفتر|إيلون ماسك|كيليان مبابي|حيدر العبادي|سعد الحريري"""
WORDS = ArabicWords(word for name in NAMES.split("|") for word in fold(name).split())


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Trump", "ترامب"),
        ("Messi", "ميسي"),
        ("Bashar al-Assad", "بشار الأسد"),
        ("Kerry", "كيري"),
        ("Macron", "ماكرون"),
        ("Mohamed Salah", "محمد صلاح"),
        ("el-Sisi", "السيسي"),
        ("Netanyahu", "نتنياهو"),
        ("Putin", "بوتين"),
        ("Biden", "بايدن"),
        ("Ronaldo", "رونالدو"),
        ("al-Sharaa", "الشرع"),
        ("Tebboune", "تبون"),
        ("Chahed", "الشاهد"),
        ("Haftar", "حفتر"),
        ("Mbappé", "مبابي"),
        ("Hariri", "الحريري"),
    ],
)
def test_a_latin_name_is_the_arabic_one_of_its_sounds(latin: str, arabic: str) -> None:
    assert [WORDS.spelled(word) for word in words_of_latin(latin)] == [
        [word] for word in fold(arabic).split()
    ]


def test_a_word_of_other_sounds_is_no_name() -> None:
    assert WORDS.spelled("spring") == []
    assert WORDS.spelled("") == []


@pytest.mark.parametrize(
    ("latin", "arabic"), [("Cairo", "القاهرة"), ("Syria", "سوريا"), ("Arabie saoudite", None)]
)
def test_places_have_english_and_french_names(latin: str, arabic: str | None) -> None:
    found = place_of_latin(latin)
    assert found is not None
    assert arabic is None or found == fold(arabic)


def test_scripts_are_told_apart() -> None:
    assert is_latin("Bashar al-Assad")
    assert not is_latin("بشار")
    assert not is_latin("1967")
