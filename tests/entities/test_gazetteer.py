"""Listed names: found with proclitics and in hashtags, guarded where they are words too."""

import pytest

from tests.support.mentions import extractor, names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قدم الدعم لسوريا", ["سوريا"]),
        ("أقام بدمشق وحلب", ["دمشق", "حلب"]),
        ("دعم للعراق وللسعودية", ["العراق", "السعودية"]),
        ("في الجمهورية العربية السورية", ["سوريا"]),
        ("سفير المملكة العربية السعودية", ["السعودية"]),
        ("قرار الولايات المتحدة الأمريكية وأميركا وأمريكا", ["الولايات المتحدة"] * 3),
        ("سافر إلى سورية", ["سوريا"]),
        ("توتر في الشرق الأوسط", ["الشرق الأوسط"]),
        ("سكان مدينة صور الساحلية", ["صور"]),
        ("تراجع الهجوم عن #حلب و #إدلب", ["حلب", "إدلب"]),
        ("أنباء من حماه وإدلب", ["حماة", "إدلب"]),
    ],
)
def test_listed_places(text: str, expected: list[str]) -> None:
    assert names(text, "place") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وهو دوماً في الصف", []),
        ("أوقفت الناشطة الحقوقية السعودية أمس", []),
        ("قالت السعودية إنها ترحب", ["السعودية"]),
        # Floods, and the city.
        ("ضربت سيول جارفة القرية أمس", []),
        ("وصل الرئيس إلى سيول أمس", ["سيول"]),
    ],
)
def test_a_listed_place_that_is_also_a_word_is_guarded(text: str, expected: list[str]) -> None:
    assert names(text, "place") == expected


@pytest.mark.parametrize(
    "text",
    [
        "هاجمت فصائل سورية الموقع",
        "وصل الوفد التونسي والمصري والعراقي",
        "نشر صور الحفل في الصحيفة",
        "جلس على اليمين قرب الباب",
        "كانت جدة الطفل تنتظر",
        "كان يكون أفضل أن يبدأ العمل",
        "حفرت الهيئة أربعين بئرا في البادية",
        "وصلت عيادتان متنقلتان صباحا",
        'كتاب عنوانه "نافذتان على حديقة"',
    ],
)
def test_adjectives_and_common_words_name_nothing(text: str) -> None:
    assert extractor()(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ذكرت وكالة الأنباء السورية أن", ["سانا"]),
        ('نقلت وكالة "سانا" عن المصدر', ["سانا"]),
        ("مقاتلو هيئة تحرير الشام تقدموا", ["هيئة تحرير الشام"]),
        ("تنظيم الدولة تراجع", ["تنظيم الدولة الإسلامية"]),
        ("مراسل الميادين في الموقع", ["الميادين"]),
        ("قال خبراء لبي بي سي إن الأمر سهل", ["بي بي سي"]),
    ],
)
def test_listed_organisations(text: str, expected: list[str]) -> None:
    assert names(text, "org") == expected


def test_a_persian_spelling_is_the_same_person() -> None:
    assert names("به گفته محمدباقر قالیباف در تهران", "person") == ["محمد باقر قاليباف"]


@pytest.mark.parametrize("city", ["بالرياض", "بالدمام", "بالقصيم", "بجدة"])
def test_a_city_after_a_preposition_is_shown_without_it(city: str) -> None:
    assert names(f"أقيم المعرض {city} أمس", "place") == [city.removeprefix("ب")]


def test_a_newspaper_named_after_a_place_is_one_as_a_source_in_quotes() -> None:
    text = "ذكرت «الشرق الأوسط» أن الوفد وصل إلى الشرق الأوسط"
    assert (names(text, "org"), names(text, "place")) == (["صحيفة الشرق الأوسط"], ["الشرق الأوسط"])


@pytest.mark.parametrize(
    ("text", "expected"), [("قالت شبكة CNN إن", ["سي إن إن"]), ("أعلنت Apple أرباحها", ["أبل"])]
)
def test_names_in_latin_letters(text: str, expected: list[str]) -> None:
    assert names(text, "org") == expected


def test_an_address_in_the_web_names_no_company() -> None:
    assert names("نشر الصورة pic.twitter.com/abc أمس", "org") == []
