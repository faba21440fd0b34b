"""Arabic spellings of names in Latin letters."""

import pytest

from index.analysis import fold
from index.entities.latin import ArabicWords, is_latin, latin_units, place_of_latin, words_of_latin

NAMES = """دونالد ترامب|ليونيل ميسي|بشار الأسد|جون كيري|موسى التعمري|إيمانويل ماكرون|محمد صلاح
عبد الفتاح السيسي|بنيامين نتنياهو|فلاديمير بوتين|جو بايدن|كريستيانو رونالدو|قيس سعيد|أحمد الشرع
عبد المجيد تبون|يوسف الشاهد|خليفة حفتر|إيلون ماسك|كيليان مبابي|حيدر العبادي|سعد الحريري
حسن نصر الله|زين الدين زيدان|أنطونيو غوتيريش|جوزيه مورينيو|لوكا مودريتش|شي جين بينغ|أبو مازن
نوفاك ديوكوفيتش|ماريانو راخوي|أرسين فينغر|عبد الرحمن اليوسفي|عز الدين ميهوبي"""
WORDS = ArabicWords(
    unit for name in NAMES.replace("\n", "|").split("|") for unit in latin_units(fold(name).split())
)


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


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Nasrallah", "نصر الله"),
        ("Zinedine", "زين الدين"),
        ("Azzedine", "عز الدين"),
        ("Abdel Fattah", "عبد الفتاح"),
        ("Abdelfattah", "عبد الفتاح"),
        ("Abderrahmane", "عبد الرحمن"),
        ("Abdul Rahman", "عبد الرحمن"),
        ("Abu Mazen", "أبو مازن"),
    ],
)
def test_two_arabic_words_may_be_one_in_latin_letters(latin: str, arabic: str) -> None:
    (word,) = words_of_latin(latin)
    assert WORDS.spelled(word) == [fold(arabic)]


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Guterres", "غوتيريش"),
        ("Mourinho", "مورينيو"),
        ("Modrić", "مودريتش"),
        ("Xi", "شي"),
        ("Djokovic", "ديوكوفيتش"),
        ("Rajoy", "راخوي"),
        ("Wenger", "فينغر"),
    ],
)
def test_letters_are_read_as_other_languages_read_them(latin: str, arabic: str) -> None:
    (word,) = words_of_latin(latin)
    assert fold(arabic) in WORDS.spelled(word)


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


def test_son_of_is_written_in_several_ways() -> None:
    words = ArabicWords(latin_units(fold("محمد بن سلمان").split()))
    assert [words.spelled(son) for son in ("bin", "ben", "ibn")] == [["بن"]] * 3


def test_other_words_tell_which_of_the_farther_spellings_is_meant() -> None:
    words = ArabicWords(map(fold, ["ميركيل", "ميركل"]))
    assert words.spelled("merkel") == ["ميركيل"]
    assert words.spelled("merkel", wide=True) == ["ميركل", "ميركيل"]


def test_a_farther_spelling_that_many_more_names_have_is_meant_too() -> None:
    assert ArabicWords(["ترمب", *["ترامب"] * 9]).spelled("trump") == ["ترامب", "ترمب"]


def test_places_may_be_written_with_initials_and_without_their_last_letter() -> None:
    assert place_of_latin("UK") == place_of_latin("United Kingdom")
    assert place_of_latin("Raqqa") == place_of_latin("Ar Raqqah") is not None
