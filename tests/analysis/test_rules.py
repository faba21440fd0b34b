"""Each rule of the analysis by its examples."""

from collections import defaultdict

import babel
import pytest

from index.analysis import Analyzer, fold, is_stopword
from tests.analysis.battery import APART, SAME_EXACT, SAME_ROOT, SAME_STEM, WHOLE


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


def exact_terms(analyzer: Analyzer, text: str) -> list[str]:
    return [token.exact for token in analyzer(text)]


def share_stems(analyzer: Analyzer, one: str, other: str) -> bool:
    words, others = analyzer(one), analyzer(other)
    return len(words) == len(others) and all(
        set(a.stems) & set(b.stems) for a, b in zip(words, others, strict=True)
    )


@pytest.mark.parametrize(("one", "other"), SAME_EXACT)
def test_spellings_have_one_exact_term(analyzer: Analyzer, one: str, other: str) -> None:
    assert exact_terms(analyzer, one) == exact_terms(analyzer, other) != []


@pytest.mark.parametrize(("one", "other"), SAME_STEM)
def test_forms_share_a_stem(analyzer: Analyzer, one: str, other: str) -> None:
    assert share_stems(analyzer, one, other)


@pytest.mark.parametrize(("one", "other"), SAME_ROOT)
def test_broken_plurals_and_verbs_share_a_root(analyzer: Analyzer, one: str, other: str) -> None:
    (word,), (meant,) = analyzer(one), analyzer(other)
    assert set(word.roots) & set(meant.roots)


@pytest.mark.parametrize("name", ["سالم", "طارق", "بيروت", "ترامب", "covid", "2020"])
def test_a_name_is_its_own_root(analyzer: Analyzer, name: str) -> None:
    (token,) = analyzer(name)
    assert token.roots == (token.exact,)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_share_no_stem(analyzer: Analyzer, one: str, other: str) -> None:
    assert not share_stems(analyzer, one, other)


@pytest.mark.parametrize("name", WHOLE.split())
def test_names_stay_whole(analyzer: Analyzer, name: str) -> None:
    (token,) = analyzer(name)
    assert token.stems == (fold(name),)


@pytest.mark.parametrize("name", ["سوريا", "لبنان", "فلسطين", "بوتين", "فيصل", "دمشق"])
@pytest.mark.parametrize("clitic", ["و", "ب", "ل", "وب", "ول"])
def test_names_are_found_with_a_proclitic(analyzer: Analyzer, name: str, clitic: str) -> None:
    (token,) = analyzer(clitic + name)
    assert token.stems == (fold(name),)


COUNTRIES = """
الأردن السودان الصومال العراق الكويت المغرب اليمن الإمارات البحرين الجزائر مصر قطر عمان لبنان
ليبيا تونس سوريا فلسطين موريتانيا جيبوتي إيران تركيا ألمانيا إيطاليا إسبانيا رومانيا روسيا
بلغاريا صربيا سلوفينيا سلوفاكيا كينيا غانا غينيا نيجيريا النيجر مالي تشاد بنما بيرو
"""
NOUNS = """
حكومة رئيس وزير برلمان شركة مدينة قرار جيش هجوم قانون مجلس حزب تقرير فريق بيان صاروخ طائرة سيارة
طبيب مرض لقاح سوق نفط حدود معبر لاجئ قتيل جريح شرطة سجن حرب سلام سفير سفارة زيارة اجتماع خطاب
فيلم ممثل عملية
"""
PROCLITICS = ["ال", "وال", "بال", "كال", "فال", "لل", "ولل", "وبال"]
PROCLITICS += ["و", "ف", "ب", "ك", "ل", "وب", "ول"]
ENCLITICS = ["ه", "ها", "هم", "نا", "ي", "ك", "ات", "ون", "ين", "ان"]


def attached(noun: str, clitic: str) -> str:
    if clitic in PROCLITICS:
        return clitic + noun
    if noun.endswith("ة") and clitic in ("ات", "ون"):
        return noun[:-1] + clitic
    return (noun[:-1] + "ت" if noun.endswith("ة") else noun) + clitic


@pytest.mark.parametrize("clitic", PROCLITICS + ENCLITICS)
def test_a_noun_is_found_with_every_clitic(analyzer: Analyzer, clitic: str) -> None:
    nouns = NOUNS.split()
    missed = [n for n in nouns if not share_stems(analyzer, n, attached(n, clitic))]
    assert len(missed) <= 0.05 * len(nouns), missed


def test_names_of_countries_and_cities_in_cldr_do_not_collide(analyzer: Analyzer) -> None:
    arabic = babel.Locale("ar")
    names = {name for code, name in arabic.territories.items() if len(code) == 2}
    names |= {zone["city"] for zone in arabic.time_zones.values() if "city" in zone}
    written: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in names:
        tokens = analyzer(name)
        written[tuple(t.stems[0] for t in tokens)].add(" ".join(t.exact for t in tokens))
    assert len(written) > 500
    assert [spellings for spellings in written.values() if len(spellings) > 1] == []


def test_country_names_do_not_collide(analyzer: Analyzer) -> None:
    names = COUNTRIES.split()
    stems = [analyzer(name)[0].stems[0] for name in names]
    assert len(set(stems)) == len(names)


def test_stop_words() -> None:
    assert all(map(is_stopword, ["في", "فى", "إلى", "الي", "على", "هذا", "the"]))
    assert not any(map(is_stopword, ["علي", "ماء", "هناء", "سوريا", "حماة", "وزير"]))


def test_rules_are_named_in_order(analyzer: Analyzer) -> None:
    (token,) = analyzer("وبالقانُـون")
    assert token.rules == ("tatweel", "marks", "proclitic:و", "proclitic:ب", "article")
    (token,) = analyzer("مسئولةٌ")
    assert token.rules[:4] == ("marks", "hamza", "teh-marbuta", "hamza-seat")
    (token,) = analyzer("حكوماتهم")
    assert token.rules == ("ending:هم", "ending:ات")
    (token,) = analyzer("بوتين")
    assert token.rules == ()
