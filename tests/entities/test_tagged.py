"""Names that the tagger marks: where they begin and end, and when they are none."""

import pytest

from tests.support.mentions import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A noun that is also a given name is none before somebody else's short name.
        ("رغم وجود رونالدو في الملعب خسر الفريق", []),
        ("نشر كتابا عن حياة ساركوزي الخاصة", ["نيكولا ساركوزي"]),
        ("سجل هدفا لصالح مبابي أمس", ["كيليان مبابي"]),
        ("أصدر بيان حفتر أمس", ["خليفة حفتر"]),
        ("كما طالب غوتيريش بوقف القتال", ["أنطونيو غوتيريش"]),
        ("وأكد الخبر فإن روحاني سيزور العاصمة", ["حسن روحاني"]),
        ("وصل الوزير مسرور بارزاني إلى مكتبه", ["مسرور بارزاني"]),
    ],
)
def test_a_noun_before_a_short_name_is_no_given_name(text: str, expected: list[str]) -> None:
    assert [name for name in names(text, "person") if name != "رونالدو"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وكان وزير المال علي حسن خليل قال في وقت سابق", ["علي حسن خليل"]),
        ("وقال نائب وزير الصناعة غورغي كالامانوف للصحافيين", ["غورغي كالامانوف"]),
        ("مهداة إلى الملك لويس الثامن عشر", ["لويس الثامن عشر"]),
        ("مواقف شينزو آبي للتقارب الأمريكي الكوري", ["شينزو آبي"]),
        ("وأبو شهاب هو مشرف الحوثيين في المديرية", ["أبو شهاب"]),
        ("ولكن المنتخب الروسي عادل النتيجة من ضربة جزاء", []),
    ],
)
def test_a_person_is_whole_and_nothing_else(text: str, expected: list[str]) -> None:
    assert names(text, "person") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("فجر نفسه في قطاع شاش داراك في كابول", ["شاش داراك", "كابول"]),
        ("افتتحت قنصلية في مدينة سانت بطسبيرغ أمس", ["سانت بطسبيرغ"]),
        ("يعيشون في بلدة كفر حلب منذ سنوات", ["كفر حلب"]),
        ("احتجز الضيوف في فندق فاخر، ووردت تقارير", []),
        ("أغلق معبر كرم أبو سالم التجاري", ["معبر كرم أبو سالم التجاري"]),
        ("لعب الفريق باستاد سانتياجو برنابيو في الدوري", ["استاد سانتياجو برنابيو"]),
        ("اجتاحت السيول المدينة بفعل العاصفة دانيال", []),
    ],
)
def test_a_place_is_whole_and_no_person(text: str, expected: list[str]) -> None:
    assert names(text, "place") == expected
    assert names(text, "person") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وكان الباحث في جامعة كامبريدج ألكسندر كوغان، جمع", ["جامعة كامبريدج"]),
        ("رئيسا لنادي دينامو بريست البيلاروسي، مضيفا", ["دينامو بريست"]),
        ("ودعت المنظمة الدول الأعضاء للتشاور", []),
        ("وصنفته كحزب «إرهابي»، في تسعينيات القرن الماضي", []),
        ("قالت منظمة العفو الدولية ومنظمة درافيتس", ["منظمة العفو الدولية", "منظمة درافيتس"]),
        ("شركة المرافق (إي.دي.إف) ستؤجل الصيانة", ["إي دي إف"]),
        ("قضاة المحكمة البولندية العليا صباح الأربعاء", ["المحكمة البولندية العليا"]),
        ("الهيئة الدولية لمكافحة تبييض الأموال", ["الهيئة الدولية لمكافحة تبييض الأموال"]),
        ("ودعا مجلس النقابات المهنية للمرة الثانية", ["مجلس النقابات المهنية"]),
        ("جائزة اتحاد اللاعبين المحترفين", ["اتحاد اللاعبين المحترفين"]),
    ],
)
def test_an_organisation_is_whole_and_nothing_else(text: str, expected: list[str]) -> None:
    assert names(text, "org") == expected


def test_a_frequent_foreign_name_after_a_title_is_one() -> None:
    text = "زار المبعوث الأميركي عاموس هوكشتاين بيروت"
    assert names(text, "person") == ["عاموس هوكشتاين"]


def test_places_joined_by_and_are_not_one() -> None:
    text = "وشهدت مدن إربد وجرش (شمال) والكرك والطفيلة والشوبك (جنوب) احتجاجات مماثلة"
    found = names(text, "place")
    assert "الكرك" in found
    assert "الطفيلة والشوبك" not in found
