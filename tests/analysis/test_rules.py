"""Each rule of the analysis by its examples."""

import pytest
from battery import APART, SAME_EXACT, SAME_STEM, WHOLE

from index.analysis import Analyzer, fold, is_stopword


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
حكومة رئيس وزير برلمان شركة مدينة قرار جيش هجوم قانون مجلس حزب تقرير فريق بيان
"""
PROCLITICS = ["ال", "وال", "بال", "كال", "فال", "وبال", "و", "ف", "ب", "ك", "ل", "وب", "ول"]


@pytest.mark.parametrize("noun", NOUNS.split())
def test_a_noun_is_found_with_every_clitic(analyzer: Analyzer, noun: str) -> None:
    forms = [proclitic + noun for proclitic in PROCLITICS]
    forms += [clitic + noun for clitic in ("لل", "ولل")]
    base = noun[:-1] + "ت" if noun.endswith("ة") else noun
    forms += [base + pronoun for pronoun in ("ه", "ها", "هم", "نا", "ك", "ين")]
    assert [form for form in forms if not share_stems(analyzer, noun, form)] == []


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
