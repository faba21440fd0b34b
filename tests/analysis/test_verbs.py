"""Verbs: imperfect, future and past forms meet; nouns and names that look like them do not."""

import pytest

from index.analysis import Analyzer, fold
from index.analysis.verbs import OTHER_WORD, lines

SHARED = Analyzer()

# The perfect and other forms of the verb.
FAMILIES = """
أعلن أعلنت أعلنوا يعلن تعلن يعلنون سيعلن ستعلن وأعلنت وتعلن فأعلن
أكد أكدت أكدوا يؤكد تؤكد يؤكدون سيؤكد
أضاف أضافت وأضاف وأضافت يضيف تضيف
أوضح وأوضح أوضحت يوضح توضح
أشار أشارت وأشار يشير تشير يشيرون
أطلق أطلقت أطلقوا يطلق تطلق سيطلق
أصدر أصدرت يصدر سيصدر
أراد أرادت يريد تريد يريدون
أدان أدانت يدين تدين
قال قالت قالوا يقول تقول يقولون سيقول
قام قامت يقوم تقوم يقومون
قاد قادت يقود تقود يقودها
عاد عادت يعود تعود سيعود
زار زارت يزور تزور سيزور
فاز فازت فازوا يفوز تفوز
عاش عاشت يعيش تعيش يعيشون
باع باعت يبيع تبيع
رد ردت ردوا يرد ترد سيرد سترد
مر مرت يمر يمرون
شن شنت شنوا يشن تشن ستشن
ظل ظلت ظلوا يظل تظل
ضم ضمت يضم تضم
وصل وصلت وصلوا يصل تصل سيصل ستصل
وجد وجدت يجد تجد
وقع وقعت يقع تقع
وضع وضعت يضع تضع
وقف وقفت يقف تقف
دعا دعت ودعت يدعو تدعو
بدأ بدأت يبدأ تبدأ سيبدأ
سعى سعت سعوا يسعى تسعى
نفى نفت نفوا ينفي تنفي
أدى أدت يؤدي تؤدي
أنهى أنهت ينهي تنهي
تلقى تلقت تلقوا يتلقى تتلقى
تولى تولت يتولى تتولى
حذر حذرت يحذر تحذر يحذرون
كشف كشفت يكشف تكشف ستكشف
قدم قدمت يقدم يقدمون
شارك شاركت شاركوا يشارك تشارك
واصل واصلت يواصل يواصلون
ساعد ساعدت ساعدوا يساعد تساعد
توقع توقعت يتوقع تتوقع
تحدث تحدثت تحدثوا يتحدث تتحدث
تعرض تعرضت يتعرض تتعرض
اتهم اتهمت يتهم تتهم
التقى التقت والتقى التقوا يلتقي تلتقي سيلتقي
انتهى انتهت ينتهي تنتهي
انطلق انطلقت ينطلق تنطلق
اندلع اندلعت يندلع تندلع
استهدف استهدفت يستهدف تستهدف تستهدفها سيستهدفونهم
استقبل استقبلت يستقبل تستقبل سيستقبل
استطاع استطاعت يستطيع تستطيع
استأنف استأنفت يستأنف تستأنف
"""
FAMILIES_BY_VERB = [line.split() for line in FAMILIES.strip().splitlines()]

# They begin as an imperfect does, or end as a past form does.
NO_VERBS = """
تقرير تعليم توتر تفاصيل تحدي تصريح تنظيم تمويل تدريب تطبيق تطوير تغيير تفجير توقيع تعيين تاريخ
تجارة تجربة تحقيق تحالف تراجع تركيز تسجيل تصويت تضامن تعاون تمثال تهديد توازن تيار
تونس تركيا ترامب تايلاند تايوان تشاد تكساس تميم تعز تمام
يوم يونيو يوليو يناير يوسف ياسر يونس ياسين يحيى يعقوب يهود يمن يابان يمين يسار يورو يد يأس
بنت بيت وقت صوت موت زيت سبت عنف سير ستر وادي فادي فساد جنيه مجد هادي
"""


@pytest.mark.parametrize("forms", FAMILIES_BY_VERB, ids=[f[0] for f in FAMILIES_BY_VERB])
def test_forms_of_a_verb_have_one_stem(forms: list[str]) -> None:
    (verb, *_) = (SHARED(form)[0] for form in forms)
    apart = [form for form in forms if verb.stems[0] not in SHARED(form)[0].stems]
    assert apart == []


@pytest.mark.parametrize("word", NO_VERBS.split())
def test_what_looks_like_a_verb_stays_whole(word: str) -> None:
    (token,) = SHARED(word)
    assert token.stems == (fold(word),)


OTHER_PERSONS = {
    "بدأ": "بدأنا أبدأ سأبدأ",
    "ساعد": "ساعدنا نساعد سأساعد",
    "جاء": "أجيء نجيء جاؤوا جئت يجئن",
    "لجأ": "يلجؤون لجؤوا لجأنا سألجأ",
    "أخذ": "سآخذ نأخذ أخذنا",
    "قال": "يقل يقلن قلنا",
    "أقام": "نقيم أقمنا أقمن",
    "وضع": "وضعنا يضعان سيضعون يضعن",
    "نسي": "نسوا ننسى",
    "مد": "مدوا مددنا نمد يمددن",
    "التقى": "التقينا نلتقي سألتقي",
    "انضم": "ينضممن انضممنا",
    "صار": "صرنا يصير",
}


@pytest.mark.parametrize(("verb", "forms"), OTHER_PERSONS.items())
def test_other_persons_meet_their_verb(verb: str, forms: str) -> None:
    stems = SHARED(verb)[0].stems
    apart = [form for form in forms.split() if not set(SHARED(form)[0].stems) & set(stems)]
    assert apart == []


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("بدون", "دون"),
        ("أملا", "امل"),
        ("المحتم", "محتم"),
        ("سيدكان", "سيدكان"),
        ("تقدما", "تقدم"),
        ("بنين", "بنين"),
        ("أبدا", "ابدا"),
        ("مبدأ", "مبدا"),
        ("نصير", "نصير"),
    ],
)
def test_what_looks_like_a_person_is_a_word_of_its_own(word: str, stem: str) -> None:
    assert SHARED(word)[0].stems[0] == stem


@pytest.mark.parametrize("noun", ["منع", "رفع", "كبح", "خفض"])
def test_the_noun_of_a_verb_has_prepositions(noun: str) -> None:
    for written in ("ل" + noun, "ب" + noun):
        assert SHARED(written)[0].stems == (noun,)


def test_the_article_makes_a_noun() -> None:
    assert SHARED("التقدم")[0].stems == ("تقدم",)
    assert SHARED("التهم")[0].stems == ("تهم",)


def test_the_rule_is_named() -> None:
    assert SHARED("وستعلن")[0].rules == ("proclitic:و", "proclitic:س", "perfect")


@pytest.mark.parametrize(
    ("form", "verbs"),
    [
        ("يعد", "عد أعد وعد"),
        ("يرد", "رد ورد"),
        ("وردت", "رد ورد"),
        ("يصدر", "صدر أصدر"),
        ("سكنت", "سكن"),
        ("يحتلل", "احتل"),
        ("سآمر", "أمر"),
    ],
)
def test_a_form_of_several_verbs_meets_all(form: str, verbs: str) -> None:
    stems = SHARED(form)[0].stems
    assert [verb for verb in verbs.split() if SHARED(verb)[0].stems[0] not in stems] == []


@pytest.mark.parametrize(
    ("noun", "verb"), [("أرفع", "رفع"), ("تحقق", "حقق"), ("عدوا", "عد"), ("آمن", "يؤمن")]
)
def test_a_noun_that_may_be_a_form_of_a_verb_is_asked_as_both(noun: str, verb: str) -> None:
    stems = SHARED(noun)[0].stems
    assert stems[0] != SHARED(verb)[0].stems[0] in stems


@pytest.mark.parametrize("noun", ["أكثر", "نقل", "نصف", "أسود", "صامت", "حسناء", "بيت", "القاضي"])
def test_a_noun_is_no_verb_that_is_much_rarer(noun: str) -> None:
    assert len(SHARED(noun)[0].stems) == 1


def test_a_perfect_that_is_rather_another_word_stays_apart() -> None:
    for word, form in (("قبل", "يقبل"), ("غير", "يغير"), ("أمن", "يؤمن"), ("قبل", "قبلوا")):
        assert not set(SHARED(word)[0].stems) & set(SHARED(form)[0].stems)
    assert SHARED("قبلوا")[0].stems == SHARED("يقبل")[0].stems


@pytest.mark.parametrize(
    ("verb", "other_word", "form"),
    [("آمن", "أمن", "يؤمنون"), ("هنأ", "هنا", "يهنئ"), ("احمر", "أحمر", "احمرت")],
)
def test_a_hamza_tells_a_verb_from_another_word(verb: str, other_word: str, form: str) -> None:
    stems = set(SHARED(form)[0].stems)
    assert stems & set(SHARED(verb)[0].stems)
    assert not stems & set(SHARED(other_word)[0].stems)


def test_the_table_begins_each_line_with_one_verb() -> None:
    perfects = [line[0].lstrip(OTHER_WORD) for line in lines()]
    assert len(perfects) == len(set(perfects))
