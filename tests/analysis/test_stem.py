"""The guarded stemmer: forms of a word meet, other words and names keep their letters."""

from collections import defaultdict

import babel
import pytest

from index.analysis import Analyzer, fold
from tests.analysis.battery import APART, SAME_STEM, WHOLE

SHARED = Analyzer()


def share_stems(one: str, other: str) -> bool:
    words, others = SHARED(one), SHARED(other)
    return len(words) == len(others) and all(
        set(a.stems) & set(b.stems) for a, b in zip(words, others, strict=True)
    )


COUNTRIES = """
الأردن السودان الصومال العراق الكويت المغرب اليمن الإمارات البحرين الجزائر مصر قطر عمان لبنان
ليبيا تونس سوريا فلسطين موريتانيا جيبوتي إيران تركيا ألمانيا إيطاليا إسبانيا رومانيا روسيا
بلغاريا صربيا سلوفينيا سلوفاكيا كينيا غانا غينيا نيجيريا النيجر مالي تشاد بنما بيرو
"""


@pytest.mark.parametrize(("one", "other"), SAME_STEM)
def test_forms_share_a_stem(one: str, other: str) -> None:
    assert share_stems(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_share_no_stem(one: str, other: str) -> None:
    assert not share_stems(one, other)


@pytest.mark.parametrize("name", WHOLE.split())
def test_names_stay_whole(name: str) -> None:
    (token,) = SHARED(name)
    assert token.stems == (fold(name),)


def test_names_of_countries_and_cities_in_cldr_do_not_collide() -> None:
    arabic = babel.Locale("ar")
    names = {name for code, name in arabic.territories.items() if len(code) == 2}
    names |= {zone["city"] for zone in arabic.time_zones.values() if "city" in zone}
    written: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in names:
        tokens = SHARED(name)
        written[tuple(t.stems[0] for t in tokens)].add(" ".join(t.exact for t in tokens))
    assert len(written) > 500
    assert [spellings for spellings in written.values() if len(spellings) > 1] == []


def test_country_names_do_not_collide() -> None:
    names = COUNTRIES.split()
    stems = [SHARED(name)[0].stems[0] for name in names]
    assert len(set(stems)) == len(names)


def test_rules_are_named_in_order() -> None:
    (token,) = SHARED("وبالقانُـون")
    assert token.rules == ("tatweel", "marks", "proclitic:و", "proclitic:ب", "article")
    (token,) = SHARED("مسئولةٌ")
    assert token.rules[:4] == ("marks", "hamza", "teh-marbuta", "hamza-seat")
    (token,) = SHARED("حكوماتهم")
    assert token.rules == ("ending:هم", "ending:ات")
    (token,) = SHARED("بوتين")
    assert token.rules == ()


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("وغيرها", "غير"),
        ("وكتابهم", "كتاب"),
        ("بقانونه", "قانون"),
        ("ولسياستهم", "سياسه"),
        ("وكان", "كان"),
        ("لبيت", "بيت"),
        ("بيتهم", "بيت"),
        ("وجودهم", "وجود"),
        ("ولادتها", "ولاده"),
    ],
)
def test_a_proclitic_comes_off_before_a_noun_with_a_pronoun(word: str, stem: str) -> None:
    assert SHARED(word)[0].stems[-1] == stem


@pytest.mark.parametrize(("written", "known"), [("گوگل", "جوجل"), ("برتگال", "برتغال")])
def test_gaf_stands_for_the_letter_that_news_writes(written: str, known: str) -> None:
    assert known in SHARED(written)[0].stems


@pytest.mark.parametrize(
    ("noun", "written"),
    [
        ("بنك", "كبنكنا"),
        ("بحر", "ببحره"),
        ("صحفي", "وصحفيهم"),
        ("أغنية", "وأغنيتهم"),
        ("فكرة", "فكرتنا"),
        ("واجب", "واجبها"),
        ("فيروس", "فيروسه"),
        ("ولد", "والولد"),
        ("ولد", "للولد"),
        ("ضمان", "للضمان"),
        ("وكالة", "وكالتهم"),
        ("سيد", "سيدها"),
        ("اسم", "اسمنا"),
        ("أمة", "أمتنا"),
        ("زمن", "لزمن"),
        ("ابن", "وابن"),
        ("قرية", "بقرية"),
        ("صحية", "فصحية"),
    ],
)
def test_a_noun_meets_itself_between_clitics(noun: str, written: str) -> None:
    assert share_stems(noun, written)


@pytest.mark.parametrize(
    ("noun", "written", "is_needed"),
    [("أزمة", "لأزمة", True), ("أزمة", "ولأزمة", True), ("أغنية", "فأغنية", False)],
)
def test_a_hamza_shows_where_a_noun_begins(noun: str, written: str, is_needed: bool) -> None:
    assert share_stems(noun, written)
    assert share_stems(noun, written.replace("أ", "ا")) is not is_needed


@pytest.mark.parametrize("noun", ["موز", "بصل", "جانبين", "متحدة", "سابعة", "راحل", "شرفات"])
def test_a_noun_that_news_has_with_the_article_alone_meets_itself_without(noun: str) -> None:
    assert share_stems(noun, "ال" + noun)
    assert share_stems(noun, "وال" + noun)


@pytest.mark.parametrize("word", ["التزام", "التزاما", "التقينا", "الذين", "اللذين"])
def test_what_begins_like_the_article_by_nature_keeps_its_letters(word: str) -> None:
    assert "article" not in SHARED(word)[0].rules


@pytest.mark.parametrize("word", ["إلام", "إلهام", "آلام", "وإلام"])
def test_an_alef_with_hamza_below_or_madda_is_no_article(word: str) -> None:
    assert SHARED(word)[0].stems == (fold(word.removeprefix("و")),)


@pytest.mark.parametrize("written", ["فإلى", "فإليهم", "وإلى", "بآليات", "وبآلية"])
def test_a_word_whose_hamza_is_left_out_meets_itself(written: str) -> None:
    assert share_stems(written, written.replace("إ", "ا").replace("آ", "ا"))


@pytest.mark.parametrize("word", ["طاعون", "صابون", "أفيون"])
def test_some_nouns_end_in_waw_and_nun_by_nature(word: str) -> None:
    assert SHARED("ال" + word)[0].stems == (fold(word),)


def test_a_sound_plural_is_of_the_masculine() -> None:
    assert share_stems("المحافظون", "محافظ")
    assert not share_stems("المحافظون", "محافظة")
