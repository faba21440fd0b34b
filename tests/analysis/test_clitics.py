"""Clitics: a noun or name is found with whatever stands attached to it."""

import pytest

from index.analysis import Analyzer, fold
from index.analysis.clitics import CONJUNCTIONS, ENDINGS, PREPOSITIONS, PRONOUNS

SHARED = Analyzer()


def share_stems(one: str, other: str) -> bool:
    words, others = SHARED(one), SHARED(other)
    return len(words) == len(others) and all(
        set(a.stems) & set(b.stems) for a, b in zip(words, others, strict=True)
    )


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
    if noun.endswith("ة") and clitic == "ات":
        return noun[:-1] + clitic
    return (noun[:-1] + "ت" if noun.endswith("ة") else noun) + clitic


@pytest.mark.parametrize("clitic", PROCLITICS + ENCLITICS)
def test_a_noun_is_found_with_every_clitic(clitic: str) -> None:
    # A feminine noun has no plural in ون: الطاعون is none of طاعة.
    nouns = [n for n in NOUNS.split() if clitic != "ون" or n[-1] != "ة"]
    missed = [n for n in nouns if not share_stems(n, attached(n, clitic))]
    assert len(missed) <= 0.05 * len(nouns), missed


@pytest.mark.parametrize("name", ["سوريا", "لبنان", "فلسطين", "بوتين", "فيصل", "دمشق"])
@pytest.mark.parametrize("clitic", ["و", "ب", "ل", "وب", "ول"])
def test_names_are_found_with_a_proclitic(name: str, clitic: str) -> None:
    (token,) = SHARED(clitic + name)
    assert fold(name) in token.stems


def test_no_affix_is_listed_twice_for_the_same_rest() -> None:
    for affixes in (CONJUNCTIONS + PREPOSITIONS, PRONOUNS, ENDINGS):
        forms = [(affix.form, affix.least, affix.endings) for affix in affixes]
        assert len(forms) == len(set(forms))


def test_every_affix_asks_for_some_evidence() -> None:
    for affix in (*CONJUNCTIONS, *PREPOSITIONS, *PRONOUNS, *ENDINGS):
        assert affix.form == fold(affix.form)
        assert affix.evidence > 0
        assert affix.least + max(map(len, affix.endings)) >= 2
